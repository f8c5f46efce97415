//! What is kept beside a map - journal, versions, lock, mark, working copy - when a call fails, when the window is killed or
//! the power goes at any moment, and when the disk lies about what it has kept.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::sync::{LazyLock, Mutex};

use super::disk::{Event, Extent, MemoryDisk};
use super::script::is_true;
use super::tree::Tree;
use super::window::{Screen, Step, Window, may_leave};

/// A map is edited, saved, closed, opened again with its history, and closed with edits that are given up.
const DAY: &[Step] = &[
    Step::Open,
    Step::Edit,
    Step::Edit,
    Step::Type,
    Step::Save,
    Step::Edit,
    Step::Undo,
    Step::Save,
    Step::Close,
    Step::Open,
    Step::Undo,
    Step::Save,
    Step::Edit,
    Step::Close,
];

/// So much is edited that the journal is written around a state that no file has.
const LONG: &[Step] = &[
    Step::Open,
    Step::Edit,
    Step::Compact,
    Step::Edit,
    Step::Compact,
    Step::Type,
    Step::Edit,
    Step::Save,
    Step::Thin,
    Step::Edit,
    Step::Compact,
    Step::Close,
];

/// A window goes on after one that was killed.
const AFTER_KILL: &[Step] =
    &[Step::CleanUp, Step::Open, Step::Recover, Step::Edit, Step::Save, Step::CleanUp, Step::Close];

/// Ways to lose what was not synced that are tried at each moment, beside the one in which nothing is lost.
const LOSSES: u64 = 2;

/// A disk on which a window was killed amid edits.
static KILLED: LazyLock<(Tree, Vec<Screen>)> = LazyLock::new(|| {
    let mut window = Window::new();
    for step in [Step::Open, Step::Edit, Step::Save, Step::Edit, Step::Compact, Step::Edit, Step::Type] {
        window.run(step, false).unwrap();
    }
    (window.disk.tree(), window.screens())
});

/// Its name, its steps, and the window that does them.
type Scripted = (&'static str, &'static [Step], fn() -> Window);

const DAY_SCRIPT: Scripted = ("day", DAY, Window::new);
const LONG_SCRIPT: Scripted = ("long", LONG, Window::new);
const AFTER_KILL_SCRIPT: Scripted =
    ("after a kill", AFTER_KILL, || Window::on(MemoryDisk::of(KILLED.0.clone()), KILLED.1.clone()));

/// Draws numbers below a bound, the same ones each time.
fn lots(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |bound| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % bound
    }
}

/// Checks the window's disk at each moment since the last check, unless one like it was checked before.
fn check_moments(window: &Window, known: &Mutex<BTreeSet<u64>>, context: &str) {
    for moment in window.disk.take_moments() {
        let hash = moment.hash();
        if known.lock().unwrap().insert(hash ^ window.expectation()) {
            window.check_moment(&moment, context);
            for seed in 0..LOSSES {
                window.check_moment(&moment.after_loss(&mut lots(hash ^ seed)), &format!("power loss: {context}"));
            }
        }
    }
}

/// Fails each call of a script in each way.
fn fail_every_call((name, script, new): Scripted) {
    let known = Mutex::default();
    let calls = run_script(script, new(), None, &known, name);
    let kinds = [
        (Event::Fail(ErrorKind::StorageFull), Extent::Once),
        (Event::Fail(ErrorKind::StorageFull), Extent::SuchCalls),
        (Event::Fail(ErrorKind::StorageFull), Extent::AllCalls),
        (Event::Fail(ErrorKind::PermissionDenied), Extent::Once),
        (Event::Fail(ErrorKind::TimedOut), Extent::AllCalls),
        (Event::Fail(ErrorKind::Interrupted), Extent::Once),
        (Event::Short, Extent::AllCalls),
    ];
    for at in 0..calls {
        for (event, extent) in &kinds {
            let context = format!("{name}, {event:?} {extent:?} at call {at}");
            run_script(script, new(), Some(&(at, event.clone(), *extent)), &known, &context);
        }
    }
    println!("{name}: {} faults at {calls} calls", calls * kinds.len());
}

#[test]
fn every_call_of_a_day_may_fail() {
    fail_every_call(DAY_SCRIPT);
}

#[test]
fn every_call_may_fail_while_the_journal_grows() {
    fail_every_call(LONG_SCRIPT);
}

/// Runs a script; with a fault, to the end of the step in which it happens, and once more that step if it failed. Then
/// another window goes on. Returns the number of calls.
fn run_script(
    script: &[Step],
    mut window: Window,
    fault: Option<&(usize, Event, Extent)>,
    known: &Mutex<BTreeSet<u64>>,
    context: &str,
) -> usize {
    for step in script {
        if let Some((at, event, extent)) = fault {
            window.disk.plan(*at, event.clone(), *extent);
        }
        let outcome = window.run(*step, false);
        if fault.is_some_and(|(at, ..)| window.disk.calls().len() <= *at) {
            // So far it is as on a sound disk.
            window.disk.take_moments();
            continue;
        }
        let failed = window.disk.heal();
        let context = format!("{step:?}: {context}, {failed:?} failed: {outcome:?}");
        check_moments(&window, known, &context);
        match (outcome, fault) {
            (Ok(()), _) => {}
            (Err(failure), Some((_, Event::Fail(kind), _))) => {
                assert!(!failed.is_empty() && is_true(&failure, *kind), "{:?}: {context}", failure.sentences());
                // A window that has closed the map does not try again: the next start tells of what it has left.
                if *step != Step::Close {
                    window.run(*step, true).unwrap_or_else(|failure| panic!("again: {failure:?}: {context}"));
                    check_moments(&window, known, &context);
                }
            }
            (Err(_), _) => panic!("nothing fails: {context}"),
        }
        // What a window that fails to close leaves is brought back; before that, nothing is on the screen.
        if failed.is_empty() || window.is_open() && *step != Step::Open {
            window.check_now(&context);
        }
        let is_clean = if failed.is_empty() { *step != Step::CleanUp } else { window.is_open() && !may_leave(&failed) };
        if is_clean {
            window.check_nothing_left(&context);
        }
        if fault.is_some() {
            break;
        }
    }
    let (calls, left) = (window.disk.calls().len(), window.disk.tree());
    if known.lock().unwrap().insert(left.hash().rotate_left(1)) {
        Window::check_restart(left, context);
    }
    calls
}

#[test]
fn the_window_may_be_killed_at_any_moment() {
    let mut known = BTreeSet::new();
    for (name, script, new) in [DAY_SCRIPT, LONG_SCRIPT, AFTER_KILL_SCRIPT] {
        let mut window = new();
        for step in script {
            window.run(*step, false).unwrap();
            for moment in window.disk.take_moments() {
                if known.insert(moment.hash()) {
                    Window::check_restart(moment, &format!("killed in {step:?} of {name}"));
                }
            }
        }
    }
    println!("{} moments", known.len());
    assert!(known.len() > 200, "{}", known.len());
}

/// From any call on the disk only says that it syncs, and the power goes in the same step.
#[test]
fn the_disk_may_lie() {
    let mut known = BTreeSet::new();
    for (name, script, new) in [DAY_SCRIPT, LONG_SCRIPT, AFTER_KILL_SCRIPT] {
        let mut sound = new();
        for step in script {
            sound.run(*step, false).unwrap();
        }
        for at in (0..sound.disk.calls().len()).step_by(4) {
            let mut window = new();
            window.disk.plan(at, Event::Lie, Extent::AllCalls);
            for step in script {
                window.disk.take_moments();
                window.run(*step, false).unwrap();
                if window.disk.calls().len() > at {
                    break;
                }
            }
            let context = format!("{name}, lies from call {at} on");
            for moment in window.disk.take_moments() {
                let hash = moment.hash();
                if known.insert(hash) {
                    window.check_lie(&moment.after_loss(&mut lots(hash)), &context);
                }
            }
        }
    }
    println!("{} losses", known.len());
    assert!(known.len() > 500, "{}", known.len());
}
