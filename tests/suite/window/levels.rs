//! Near and far: what is seen at which zoom, what a click does there, and how much a frame may cost.

use egui::{Modifiers, Pos2, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::Selection;

use super::desk::Desk;

/// More corners of triangles than these are slow on a computer without a graphics card.
const MOST_VERTICES: usize = 150_000;

fn desk(actors: u32) -> Desk {
    Desk::with(sample_map(actors, 3), None, Language::English, ColorScheme::Light, Vec2::new(1600.0, 1000.0))
}

fn zoom_to(desk: &mut Desk, zoom: f32) {
    let factor = zoom / desk.shell().zoom();
    let middle = Pos2::new(760.0, 480.0);
    desk.harness.event(egui::Event::PointerMoved(middle));
    desk.harness.step();
    desk.harness.event(egui::Event::Zoom(factor));
    desk.settle();
    assert!((desk.shell().zoom() / zoom - 1.0).abs() < 0.01);
}

/// The boxes in sight that tell how many actors they hold, with that number.
fn boxes(desk: &Desk) -> Vec<(egui::Rect, usize)> {
    let nodes = desk.harness.query_all_by_label_contains(" actor");
    let told = nodes.filter_map(|node| {
        use egui_kittest::kittest::NodeT;
        let label = node.accesskit_node().label()?;
        let (_, after) = label.split_once(": ")?;
        let many = after.split_once(" actor")?.0.replace(',', "").parse().ok()?;
        Some((node.rect(), many))
    });
    told.collect()
}

#[test]
fn from_afar_boxes_tell_who_is_in_them_and_a_click_comes_nearer() {
    let mut desk = desk(300);
    zoom_to(&mut desk, 0.5);
    assert_eq!(boxes(&desk), []);
    zoom_to(&mut desk, 0.05);
    let told = boxes(&desk);
    assert_eq!(told.iter().map(|(_, many)| many).sum::<usize>(), 300);

    let (place, _) = *told.iter().max_by_key(|(_, many)| *many).unwrap();
    desk.click(place.center(), Modifiers::NONE);
    assert!(desk.shell().zoom() > 0.1, "{}", desk.shell().zoom());
    assert_eq!(*desk.shell().selection(), Selection::None);
}

#[test]
fn thousands_are_boxes_until_there_is_room_for_names() {
    let mut desk = desk(2_000);
    zoom_to(&mut desk, 0.22);
    assert!(!boxes(&desk).is_empty());
    zoom_to(&mut desk, 0.31);
    assert_eq!(boxes(&desk), []);
}

#[test]
fn nothing_too_small_to_be_seen_is_moved() {
    let mut desk = desk(300);
    zoom_to(&mut desk, 0.05);
    let before = desk.map();
    let (place, _) = boxes(&desk)[0];
    desk.drag(place.center(), place.center() + Vec2::new(60.0, 40.0));
    desk.double_click(place.center());
    assert_eq!(desk.map(), before);
}

/// The vertices of the frame that is shown.
fn vertices(desk: &Desk) -> usize {
    let output = desk.harness.output();
    let parts = desk.harness.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
    let of = |part: &egui::ClippedPrimitive| match &part.primitive {
        egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
        egui::epaint::Primitive::Callback(_) => 0,
    };
    parts.iter().map(of).sum()
}

#[test]
fn no_zoom_has_too_many_vertices() {
    let all = [0.01, 0.03, 0.06, 0.1, 0.118, 0.13, 0.16, 0.2, 0.25, 0.31, 0.4, 0.5, 0.7, 1.0, 1.5];
    for (actors, zooms) in [(2_000, &all[..]), (20_000, &all[4..12])] {
        let mut desk = desk(actors);
        for zoom in zooms {
            zoom_to(&mut desk, *zoom);
            let count = vertices(&desk);
            assert!(count <= MOST_VERTICES, "{count} for {actors} actors at {zoom}");
        }
        desk.wish(Command::SelectAll);
        for zoom in [0.05, 0.13, 0.3, 0.7] {
            zoom_to(&mut desk, zoom);
            let count = vertices(&desk);
            assert!(count <= MOST_VERTICES, "{count} for {actors} chosen actors at {zoom}");
        }
    }
}
