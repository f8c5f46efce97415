//! The recorded channels that go through both of two actors that are made one.

use crate::map::ActorId;

/// A route that goes through an actor once: of the ways to leave out what leads back to it the one that loses the fewest
/// actors, and of equal ones the one that keeps both ends. What is left is a piece of the route, or the route without the way
/// back, so that neighbours stay neighbours.
pub(super) fn without_returns(mut path: Vec<ActorId>, actor: ActorId) -> Vec<ActorId> {
    loop {
        let mut times = path.iter().enumerate().filter(|(_, id)| **id == actor).map(|(at, _)| at);
        let (Some(first), Some(second)) = (times.next(), times.next()) else { return path };
        let (until_first, until_second) = (path.get(..=first), path.get(..second));
        let (from_first, from_second) = (path.get(first + 1..), path.get(second + 1..));
        let (Some(head), Some(until), Some(from), Some(tail)) = (until_first, until_second, from_first, from_second)
        else {
            return path;
        };
        let shortcut = [head, tail].concat();
        let longest = [until, from].into_iter().max_by_key(|part| part.len()).unwrap_or_default();
        path = if longest.len() > shortcut.len() { longest.to_vec() } else { shortcut };
    }
}
