//! One chain shown alone, and back.

use egui::{Key, Modifiers, Pos2, Vec2};
use lienket::command::Command;
use lienket::map::{ModelId, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

/// The first model that sells to somebody, with an actor of it and one that has nothing to do with it.
fn a_model(desk: &mut Desk) -> (ModelId, String, String) {
    let map = desk.map();
    let model = map.models().values().next().unwrap();
    let near = map.actors()[model.core.first().unwrap()].name.clone();
    let far = map.actors().values().find(|actor| {
        !model.core.contains(&actor.id)
            && !model.members.contains(&actor.id)
            && !map.links().values().any(|link| link.from == actor.id || link.to == actor.id)
    });
    let far = far.map_or_else(
        || {
            // Everybody is linked with somebody: then one of another product.
            let lit: Vec<_> = map
                .links()
                .values()
                .filter(|link| link.products.iter().any(|product| model.products.contains(product)))
                .flat_map(|link| [link.from, link.to])
                .collect();
            map.actors()
                .values()
                .find(|actor| {
                    !lit.contains(&actor.id) && !model.members.contains(&actor.id) && !model.core.contains(&actor.id)
                })
                .unwrap()
                .name
                .clone()
        },
        |actor| actor.name.clone(),
    );
    (model.id, near, far)
}

fn on_the_canvas(desk: &Desk, name: &str) -> bool {
    use egui_kittest::kittest::{NodeT, Queryable};
    desk.harness
        .get_all_by_role(egui::Role::GraphicsObject)
        .any(|node| node.accesskit_node().label().is_some_and(|label| label == name))
}

#[test]
fn a_model_is_shown_alone_and_escape_goes_back_to_the_place_one_came_from() {
    let mut desk = Desk::on(CAN_THO);
    let (model, near, far) = a_model(&mut desk);
    let before = desk.map();
    let place = desk.card(&far);
    assert!(on_the_canvas(&desk, &near) && on_the_canvas(&desk, &far));
    desk.wish(Command::Select(Selection::Model(model)));
    desk.press_part("Xem riêng");
    assert!(desk.shows("Về toàn bản đồ") && desk.shows("Xem riêng mô hình"));
    assert!(on_the_canvas(&desk, &near) && !on_the_canvas(&desk, &far));

    // Another selection first, then the whole map.
    desk.click(desk.card(&near).center(), Modifiers::NONE);
    assert!(matches!(desk.shell().selection(), Selection::Actors(_)));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::Model(model));
    assert!(!on_the_canvas(&desk, &far));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.card(&far), place);
    assert!(!desk.shows("Xem riêng mô hình"));
    assert_eq!(*desk.shell().selection(), Selection::Model(model));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::None);
    assert_eq!(desk.map(), before);
    assert!(!desk.shell().is_dirty());
}

#[test]
fn what_is_shown_alone_cannot_be_moved_about() {
    let mut desk = Desk::on(CAN_THO);
    let (model, near, _) = a_model(&mut desk);
    let before = desk.map();
    desk.wish_at_once([Command::Select(Selection::Model(model)), Command::ToggleIsolation]);
    let card = desk.card(&near);
    desk.double_click(card.center() - Vec2::new(0.0, 90.0));
    desk.drag(card.center(), card.center() + Vec2::new(60.0, 30.0));
    desk.drag(Pos2::new(card.max.x + 59.0, card.center().y + 30.0), card.center() + Vec2::new(-300.0, 90.0));
    assert_eq!(desk.map(), before);
    let ids: Vec<_> = before.placements().values().take(1).copied().collect();
    let moved = lienket::command::ActorMove { placement: lienket::map::Placement { x: 5.0, ..ids[0] }, stage: None };
    desk.wish(Command::Move(vec![moved]));
    assert_eq!(desk.map(), before);
}

#[test]
fn one_goes_from_model_to_model_and_back_for_what_is_not_in_the_picture() {
    let mut desk = Desk::on(CAN_THO);
    let (model, _, far) = a_model(&mut desk);
    let map = desk.map();
    desk.wish_at_once([Command::Select(Selection::Model(model)), Command::ToggleIsolation]);
    let other = map.models().values().nth(1).unwrap();
    desk.wish(Command::GoTo(Subject::Model(other.id)));
    assert!(desk.shows(&format!("Xem riêng mô hình: {}", other.name)));
    assert!(on_the_canvas(&desk, &map.actors()[other.core.first().unwrap()].name));
    desk.wish(Command::GoTo(Subject::Model(model)));
    let far = map.actors().values().find(|actor| actor.name == far).unwrap();
    desk.wish(Command::GoTo(Subject::Actor(far.id)));
    assert!(!desk.shows("Xem riêng mô hình"));
    assert!(on_the_canvas(&desk, &far.name));
}

#[test]
fn what_is_shown_alone_follows_edits_and_ends_with_what_it_shows() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let model = map.models().values().next().unwrap().clone();
    desk.wish_at_once([Command::Select(Selection::Model(model.id)), Command::ToggleIsolation]);
    let stranger =
        map.actors().values().find(|actor| !on_the_canvas(&desk, &actor.name) && actor.stage.is_some()).unwrap();
    desk.wish(Command::AddLink { from: *model.core.first().unwrap(), to: stranger.id });
    let mut wider = model.clone();
    wider.members.insert(stranger.id);
    desk.wish(Command::Update(Box::new(lienket::command::Change::Model(wider))));
    assert!(on_the_canvas(&desk, &stranger.name));
    desk.wish(Command::Undo);
    assert!(!on_the_canvas(&desk, &stranger.name));
    desk.wish(Command::Remove(lienket::command::Removal::Model(model.id)));
    assert!(!desk.shows("Xem riêng mô hình"));
    assert!(on_the_canvas(&desk, &stranger.name));
}

#[test]
fn selected_actors_are_shown_with_whom_they_are_linked() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    desk.keys(Modifiers::NONE, Key::F6);
    assert!(desk.shows("Hãy chọn một mô hình, tác nhân hoặc liên kết trước."));
    let actor = map.actors().values().find(|actor| map.links().values().any(|link| link.from == actor.id)).unwrap();
    desk.wish(Command::Select(Selection::actor(actor.id)));
    desk.keys(Modifiers::NONE, Key::F6);
    for other in map.actors().values() {
        let near = other.id == actor.id
            || map.links().values().any(|link| {
                (link.from, link.to) == (actor.id, other.id) || (link.from, link.to) == (other.id, actor.id)
            });
        let namesake = map.actors().values().filter(|it| it.name == other.name).count() > 1;
        assert!(namesake || on_the_canvas(&desk, &other.name) == near, "{}", other.name);
    }
    desk.wish(Command::Tidy);
    assert!(!desk.shows("Về toàn bản đồ"));
}

#[test]
fn keys_and_zoom_are_those_of_the_canvas_in_sight() {
    let mut desk = Desk::on(CAN_THO);
    let (model, near, _) = a_model(&mut desk);
    let whole = desk.shell().zoom();
    desk.wish_at_once([Command::Select(Selection::Model(model)), Command::ToggleIsolation]);
    let alone = desk.shell().zoom();
    assert!(alone > whole * 1.05, "{alone} against {whole}");
    desk.wish(Command::ZoomIn);
    assert!(desk.shell().zoom() > alone * 1.1);

    // Alt+1 leads from a field of the inspector onto the chain in sight: arrows walk on it then.
    desk.click(desk.card(&near).center(), Modifiers::NONE);
    let selected = desk.shell().selection().clone();
    desk.enter("Tên");
    desk.keys(Modifiers::ALT, Key::Num1);
    let walks = [Key::ArrowRight, Key::ArrowLeft].into_iter().any(|key| {
        desk.keys(Modifiers::NONE, key);
        *desk.shell().selection() != selected
    });
    assert!(walks, "{selected:?}");
    assert!(desk.shows("Về toàn bản đồ"));
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(desk.shell().zoom(), whole);
}

#[test]
fn a_link_is_shown_alone_with_its_chain() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let rice = map.products().values().find(|product| product.name == "Lúa").unwrap().id;
    let link = map.links().values().find(|link| link.products.contains(&rice)).unwrap();
    let (from, to) = (map.actors()[&link.from].name.clone(), map.actors()[&link.to].name.clone());
    desk.wish(Command::Select(Selection::Link(link.id)));
    desk.press_part("Xem riêng");
    assert!(desk.shows(&format!("Xem riêng liên kết: {from} → {to}")));
    assert!(on_the_canvas(&desk, &from) && on_the_canvas(&desk, &to));
    assert!(!on_the_canvas(&desk, "THT cá tra Ô Môn (ví dụ)"));
    // It goes with the link.
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.keys(Modifiers::NONE, Key::F6);
    desk.wish(Command::Remove(lienket::command::Removal::Link(link.id)));
    assert!(!desk.shows("Về toàn bản đồ") && on_the_canvas(&desk, "THT cá tra Ô Môn (ví dụ)"));
}
