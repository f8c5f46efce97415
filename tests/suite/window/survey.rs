//! What a map says is worked out beside the window, where that takes long, and may be broken off.

use egui::{Key, Modifiers, Vec2};
use lienket::command::{ColorScheme, Command};
use lienket::exchange::sample_map;
use lienket::language::{Language, integer};
use lienket::map::{ActorKind, Filter, LinkageMap, Selection};

use super::desk::{CAN_THO, Desk};

/// So many actors that it is worked out as a job.
const MANY: u32 = 4_000;

/// Breaks the work off before another frame is drawn.
fn cancel(desk: &mut Desk) {
    let ctx = desk.harness.ctx.clone();
    let mut shell = desk.shell_mut();
    shell.submit(Command::CancelJob);
    shell.update(&ctx);
}

fn desk_with(map: LinkageMap) -> Desk {
    Desk::with(map, None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0))
}

#[test]
fn whoever_does_not_wait_for_verdicts_is_told_and_asks_later() {
    let mut desk = desk_with(sample_map(MANY, 1));
    let said = |desk: &Desk| desk.shows("What you see is of the map before the change.");
    let year = desk.shell().year();
    assert!(!said(&desk));
    let ctx = desk.harness.ctx.clone();
    desk.shell_mut().submit(Command::SetYear(year - 3));
    desk.shell_mut().update(&ctx);
    cancel(&mut desk);
    desk.settle();
    assert!(said(&desk) && !desk.shell().is_working());
    // Looking about starts nothing; asking does.
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(said(&desk));
    desk.press("Work it out");
    assert!(!said(&desk) && desk.shell().year() == year - 3);
    // So does another question.
    desk.shell_mut().submit(Command::SetYear(year - 2));
    desk.shell_mut().update(&ctx);
    cancel(&mut desk);
    desk.wish(Command::SetYear(year - 1));
    assert!(!said(&desk));
}

#[test]
fn a_map_that_was_opened_stays_open_when_its_verdicts_are_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.lienket");
    lienket::storage::save(&sample_map(MANY, 1), &path).unwrap();
    let mut desk = Desk::on(CAN_THO);
    let ctx = desk.harness.ctx.clone();
    desk.shell_mut().submit(Command::OpenPath(path));
    while desk.shell().map().actors().len() < MANY as usize {
        desk.shell_mut().update(&ctx);
    }
    cancel(&mut desk);
    desk.settle();
    assert!(desk.shows("Bản đồ đã mở nhưng chưa tính") && !desk.shell().is_working());
    desk.press("Tính");
    assert!(!desk.shows("Bản đồ đã mở nhưng chưa tính") && desk.shows("4.000 tác nhân"));
}

#[test]
fn what_a_filter_hides_of_a_large_map_is_left_out_beside_the_window() {
    let mut desk = desk_with(sample_map(MANY, 1));
    let ctx = desk.harness.ctx.clone();
    let hidden = |desk: &Desk| desk.shows(" hidden");
    let ask = |desk: &Desk, kinds: &[ActorKind]| {
        let filter = Filter { kinds: kinds.iter().copied().collect(), ..Filter::default() };
        let mut shell = desk.shell_mut();
        shell.submit(Command::SetFilter(Box::new(filter)));
        shell.update(&ctx);
    };
    let count = |map: &LinkageMap, kind: ActorKind| map.actors().values().filter(|actor| actor.kind == kind).count();
    let map = desk.map();
    let (traders, groups) = (count(&map, ActorKind::Trader), count(&map, ActorKind::Group));
    assert!(traders > 0 && groups > 0 && traders != groups);

    desk.settle();
    assert!(!desk.shell().is_working() && !hidden(&desk));
    ask(&desk, &[ActorKind::Trader]);
    assert!(desk.shell().is_working());
    desk.settle();
    assert!(desk.shows(&format!("{traders} actors, ")) && hidden(&desk));

    // The last one counts, however soon it comes.
    ask(&desk, &[ActorKind::Trader, ActorKind::Market]);
    ask(&desk, &[ActorKind::Group]);
    desk.settle();
    assert!(desk.shows(&format!("{} actors, ", integer(groups as u64, Language::English))));
    ask(&desk, &[ActorKind::Market]);
    ask(&desk, &[]);
    desk.settle();
    assert!(!hidden(&desk));

    // A change of the map is seen through it.
    ask(&desk, &[ActorKind::Trader]);
    let first = map.actors().values().find(|actor| actor.kind == ActorKind::Trader).unwrap().id;
    desk.wish(Command::Select(Selection::actor(first)));
    desk.wish(Command::Delete);
    assert!(desk.map().actors().len() < map.actors().len());
    assert!(desk.shows(&format!("{} actors, ", traders - 1)));
}
