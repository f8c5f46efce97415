//! What has the keys is seen to have them, on every page.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Rect, Shape};
use egui_kittest::kittest::Queryable;
use lienket::command::{Command, Page};
use lienket::theme::{Palette, Rgb};

use super::desk::{CAN_THO, Desk};

/// So many steps of the Tab key lead past every sort of thing that there is on a page.
const STEPS: usize = 90;

#[test]
fn whatever_has_the_keys_has_an_edge_or_a_line_below() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SetReducedMotion(true));
    desk.wish(Command::ToggleFindings);
    let model = *desk.map().models().keys().next().unwrap();
    desk.wish(Command::Select(lienket::map::Selection::Model(model)));
    for page in Page::ALL {
        desk.wish(Command::ShowPage(page));
        let unmarked = unmarked(&mut desk, STEPS);
        assert!(unmarked.is_empty(), "{page:?}: {unmarked:#?}");
    }
    // One is asked something; the map is empty.
    desk.wish(Command::ShowPage(Page::Map));
    desk.wish(Command::AddActorHere);
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.wish(Command::New);
    assert!(desk.shows("Lưu thay đổi?"));
    assert_eq!(unmarked(&mut desk, 5), BTreeSet::new());
    desk.press("Không lưu");
    assert!(desk.shows("Bản đồ còn trống"));
    assert_eq!(unmarked(&mut desk, STEPS), BTreeSet::new());
}

/// Where the keys are without a sign of it, in so many steps of the Tab key.
fn unmarked(desk: &mut Desk, steps: usize) -> BTreeSet<String> {
    let mut unmarked = BTreeSet::new();
    for _ in 0..steps {
        desk.harness.key_press_modifiers(Modifiers::NONE, Key::Tab);
        desk.harness.run_steps(3);
        let ctx = &desk.harness.ctx;
        let Some(at) = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id)) else { continue };
        // The edges that one pulls to make room are the library's own.
        if at.rect.size().min_elem() < 8.0 {
            continue;
        }
        let around = at.rect.expand(8.0);
        if !desk.harness.output().shapes.iter().any(|shape| marks(&shape.shape, around)) {
            unmarked.insert(format!("{:?}", at.rect));
        }
    }
    unmarked
}

/// Whether a shape is an edge or an underline in here.
fn marks(shape: &Shape, around: Rect) -> bool {
    let palette = Palette::standard(false);
    let is_emphasized = |ink: egui::Color32| [palette.accent, palette.text].into_iter().any(|known| same(known, ink));
    match shape {
        Shape::Vec(shapes) => shapes.iter().any(|shape| marks(shape, around)),
        Shape::Rect(edge) => {
            let seen = edge.stroke.width >= 1.0 && edge.stroke.color != edge.fill;
            seen && is_emphasized(edge.stroke.color) && around.contains_rect(edge.rect)
        }
        Shape::Text(words) => words.underline.width > 0.0 && around.contains(words.pos),
        _ => false,
    }
}

fn same(rgb: Rgb, ink: egui::Color32) -> bool {
    lienket::canvas::colour(rgb) == ink
}

#[test]
fn words_on_the_keys_cover_no_button() {
    for (size, open) in [(1280.0, false), (1280.0, true), (800.0, false), (800.0, true)] {
        let mut desk = Desk::on(CAN_THO);
        desk.wish(Command::ShowLegend(open));
        desk.harness.set_size(egui::Vec2::new(size, 720.0));
        desk.settle();
        desk.keys(Modifiers::ALT, Key::Num1);
        let begins = lienket::language::UiText::KeyboardStartHint.text(lienket::language::Language::Vietnamese);
        let words = desk.harness.output().shapes.iter().find_map(|shape| match &shape.shape {
            Shape::Text(words) if words.galley.text() == begins => {
                Some(words.galley.rect.translate(words.pos.to_vec2()))
            }
            _ => None,
        });
        let words = words.expect("the words are there");
        for button in ["Lọc", "Chú giải"] {
            let button = desk.harness.get_by_label(button).rect();
            assert!(!words.intersects(button), "{size}, {open}: {words:?} and {button:?}");
        }
    }
}
