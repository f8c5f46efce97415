//! Moving about on the map: flights, glides, places visited, the small map in the corner.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::app::SystemPreferences;
use lienket::command::{ColorScheme, Command, UiScale};
use lienket::language::Language;
use lienket::map::{ActorKind, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

const ALT: Modifiers = Modifiers::ALT;
const SMALL_MAP: &str = "Bản đồ thu nhỏ: bấm hoặc kéo để đi tới";

/// Where the map is on the screen, told by one of its cards.
fn card(desk: &Desk) -> Rect {
    desk.card("Công ty trái cây Cái Răng")
}

fn nearer(desk: &mut Desk) {
    for _ in 0..3 {
        desk.wish(Command::ZoomIn);
    }
}

/// Throws the map: the hand lets go while it moves.
fn flick(desk: &mut Desk, from: Pos2, step: Vec2) {
    let mut place = from;
    desk.harness.event(Event::PointerMoved(place));
    desk.harness.step();
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Middle, pressed, modifiers: Modifiers::NONE };
    desk.harness.event(button(place, true));
    desk.harness.step();
    for _ in 0..6 {
        place += step;
        desk.harness.event(Event::PointerMoved(place));
        desk.harness.step();
    }
    desk.harness.event(button(place, false));
    desk.harness.step();
}

fn asks_for_frames(desk: &Desk) -> bool {
    let mut views = desk.harness.output().viewport_output.values();
    views.any(|output| output.repaint_delay < std::time::Duration::from_hours(1))
}

#[test]
fn a_flick_glides_on_and_comes_to_rest() {
    let mut desk = Desk::on(CAN_THO);
    nearer(&mut desk);
    flick(&mut desk, Pos2::new(700.0, 300.0), Vec2::new(-12.0, 0.0));
    let start_fling = card(&desk).center();
    desk.harness.run_steps(36);
    let rested = card(&desk).center();
    assert!(rested.x < start_fling.x - 50.0, "{start_fling} {rested}");
    assert!((rested.y - start_fling.y).abs() < 1.0);
    desk.harness.run_steps(3);
    assert_eq!(card(&desk).center(), rested, "it rests within 0.6 seconds");
    assert!(!asks_for_frames(&desk));
}

#[test]
fn less_motion_arrives_at_once() {
    let mut desk = Desk::on(CAN_THO);
    nearer(&mut desk);
    desk.wish(Command::SetReducedMotion(true));
    flick(&mut desk, Pos2::new(700.0, 300.0), Vec2::new(-12.0, 0.0));
    let start_fling = card(&desk).center();
    desk.harness.run_steps(4);
    assert_eq!(card(&desk).center(), start_fling, "nothing glides");
    let (map, before) = (desk.map(), card(&desk));
    let market = map.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap().id;
    desk.wish_at_once([Command::Fit]);
    let fitted = card(&desk);
    assert!(fitted.width() < before.width());
    desk.wish(Command::GoTo(Subject::Actor(market)));
    assert!(!asks_for_frames(&desk));
}

#[test]
fn what_the_system_asks_for_is_done_unless_the_settings_say_else() {
    let mut desk =
        Desk::with(Desk::on(CAN_THO).map(), None, Language::Vietnamese, ColorScheme::System, Vec2::new(1280.0, 720.0));
    nearer(&mut desk);
    let (ink, glides) = (desk.harness.ctx.global_style().visuals.text_color(), |desk: &mut Desk| {
        flick(desk, Pos2::new(700.0, 300.0), Vec2::new(-6.0, 0.0));
        let start_fling = card(desk).center();
        desk.harness.run_steps(4);
        card(desk).center() != start_fling
    });
    assert!(glides(&mut desk));
    desk.shell_mut().set_system_preferences(SystemPreferences {
        reduced_motion: true,
        high_contrast: true,
        ..SystemPreferences::default()
    });
    desk.harness.run_steps(2);
    assert!(!glides(&mut desk));
    let strong = desk.harness.ctx.global_style().visuals.text_color();
    assert!(strong != ink, "{strong:?}");
    desk.wish(Command::SetColorScheme(ColorScheme::Light));
    desk.wish(Command::SetReducedMotion(false));
    assert!(glides(&mut desk));
    assert_eq!(desk.harness.ctx.global_style().visuals.text_color(), ink);
}

#[test]
fn text_is_as_large_as_the_system_asks_until_one_chooses() {
    let mut desk = Desk::on(CAN_THO);
    let factor = |desk: &mut Desk| {
        desk.harness.run_steps(2);
        desk.harness.ctx.zoom_factor()
    };
    assert_eq!(factor(&mut desk), 1.0);
    desk.shell_mut().set_system_preferences(SystemPreferences { text_size: 125, ..SystemPreferences::default() });
    assert_eq!(factor(&mut desk), 1.25);
    desk.wish(Command::SetScale(UiScale::Large));
    desk.shell_mut().set_system_preferences(SystemPreferences { text_size: 200, ..SystemPreferences::default() });
    assert_eq!(factor(&mut desk), 1.5);
    desk.wish(Command::SetScale(UiScale::Usual));
    assert_eq!(factor(&mut desk), 2.0);
}

#[test]
fn back_and_forward_go_through_places_visited() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let whole = card(&desk);
    let market = map.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap().id;
    let supporter = map.actors().values().find(|actor| actor.kind == ActorKind::Supporter).unwrap().id;
    let mut places = vec![whole];
    for actor in [market, supporter] {
        desk.wish(Command::GoTo(Subject::Actor(actor)));
        desk.wish(Command::Select(Selection::None));
        places.push(place(&desk));
    }
    assert!(places[0] != places[1] && places[1] != places[2]);
    desk.keys(ALT, Key::ArrowLeft);
    assert_eq!(place(&desk), places[1]);
    desk.keys(ALT, Key::ArrowLeft);
    assert_eq!(card(&desk), whole);
    desk.keys(ALT, Key::ArrowLeft);
    assert_eq!(card(&desk), whole, "before the first place there is none");
    desk.keys(ALT, Key::ArrowRight);
    desk.keys(ALT, Key::ArrowRight);
    assert_eq!(place(&desk), places[2]);
}

/// The view, told by the first card that is in sight.
fn place(desk: &Desk) -> Rect {
    desk.harness.get_all_by_role(egui::Role::GraphicsObject).next().unwrap().rect()
}

#[test]
fn the_small_map_shows_where_one_is_and_leads_elsewhere() {
    let mut desk = Desk::on(CAN_THO);
    assert!(!desk.shows(SMALL_MAP), "nothing to show while the whole map is in sight");
    nearer(&mut desk);
    let small = desk.harness.get_by_label(SMALL_MAP).rect();
    let before = card(&desk);
    desk.click(small.center() - Vec2::new(30.0, 0.0), Modifiers::NONE);
    let there = card(&desk);
    assert!(there.center().x > before.center().x + 20.0, "what lies left of the middle is in the middle");
    assert!((there.size() - before.size()).length() < 0.01, "as near as before");
    assert_eq!(desk.map(), Desk::on(CAN_THO).map());
    desk.keys(ALT, Key::ArrowLeft);
    assert_eq!(card(&desk), before);
    desk.drag(small.center(), small.center() + Vec2::new(20.0, 0.0));
    assert!(card(&desk).center().x < before.center().x - 20.0, "a drag takes the frame along");
    desk.wish(Command::ShowMinimap(false));
    assert!(!desk.shows(SMALL_MAP));
}
