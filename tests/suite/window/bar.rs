//! The bar at the top, in windows of any width.

use egui::{Rect, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::Look;
use lienket::exchange::sample_map;
use lienket::language::Language;

use super::desk::Desk;

#[test]
fn nothing_in_the_bar_covers_anything_else() {
    for language in [Language::Vietnamese, Language::English] {
        for width in [840.0, 960.0, 1099.0, 1101.0, 1280.0, 1920.0] {
            let desk = Desk::with(sample_map(60, 1), None, language, Look::Light, Vec2::new(width, 540.0));
            let mut things: Vec<(String, Rect)> = Vec::new();
            for role in [Role::Button, Role::ComboBox, Role::TextInput, Role::Label] {
                let nodes = desk.harness.query_all_by_role(role).filter(|node| node.rect().center().y < 44.0);
                things.extend(nodes.map(|node| (format!("{:?}", node.accesskit_node().label()), node.rect())));
            }
            assert!(things.len() >= 9, "{width}: {things:?}");
            for (at, (name, one)) in things.iter().enumerate() {
                assert!(one.max.x <= width + 0.5, "{width}: {name} {one:?}");
                for (other_name, other) in &things[at + 1..] {
                    let shared = one.intersect(*other);
                    let apart = shared.width() <= 1.0 || shared.height() <= 1.0;
                    assert!(apart, "{width}: {name} {one:?} and {other_name} {other:?}");
                }
            }
        }
    }
}
