//! Ordered parallel processing with bounded memory.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, channel};

use crate::cli::output::CommandError;

/// Runs `work` on the items in parallel and `consume` on the results in the order of the items. At most twice as many
/// results as threads are pending, so that memory does not grow with the number of items.
pub(super) fn for_each_in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut consume: impl FnMut(&T, R) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    if let [item] = items {
        return consume(item, work(item));
    }
    let max_pending = rayon::current_num_threads() * 2;
    let work = &work;
    rayon::in_place_scope(|scope| {
        let start = |item| {
            let (sender, receiver) = channel();
            // Sending fails only when `consume` has failed and the receiver is dropped.
            scope.spawn(move |_| drop(sender.send(work(item))));
            (item, receiver)
        };
        let mut remaining = items.iter().map(start);
        let mut pending: VecDeque<(&T, Receiver<R>)> = remaining.by_ref().take(max_pending).collect();
        while let Some((item, result)) = pending.pop_front() {
            // Only work that panicked sends nothing; the scope propagates the panic.
            let Ok(result) = result.recv() else { break };
            consume(item, result)?;
            pending.extend(remaining.next());
        }
        Ok(())
    })
}
