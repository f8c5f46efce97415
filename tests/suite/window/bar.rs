//! The bar at the top, in windows of any width.

use egui::{Key, Modifiers, Rect, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::app::Settings;
use lienket::command::{ColorScheme, Command, Page};
use lienket::exchange::sample_map;
use lienket::language::{Language, percent};
use lienket::theme::Palette;

use super::desk::{CAN_THO, Desk};

#[test]
fn nothing_in_the_bar_covers_anything_else() {
    for language in [Language::Vietnamese, Language::English] {
        for width in [640.0, 700.0, 819.0, 840.0, 960.0, 1099.0, 1101.0, 1280.0, 1920.0] {
            let desk = Desk::with(sample_map(60, 1), None, language, ColorScheme::Light, Vec2::new(width, 540.0));
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

#[test]
fn keys_walk_through_it_as_one_reads() {
    let mut desk = Desk::on(CAN_THO);
    // From nowhere, Tab leads to the list of models.
    desk.harness.get_by_label("Trình đơn").focus();
    desk.harness.step();
    let mut places = Vec::new();
    for _ in 0..40 {
        let focused = desk.harness.ctx.memory(|memory| memory.focused());
        let place = focused.and_then(|id| desk.harness.ctx.read_response(id)).map(|response| response.rect.center());
        let Some(place) = place.filter(|place| place.y < 44.0) else { break };
        places.push(place.x);
        desk.keys(Modifiers::NONE, Key::Tab);
    }
    assert!(places.len() >= 12, "{places:?}");
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_zoom_is_told_where_the_map_is_seen() {
    let mut desk = Desk::on(CAN_THO);
    let zoom = percent(f64::from((desk.shell().zoom() * 100.0).round()), Language::Vietnamese);
    assert!(desk.shows(&zoom));
    desk.wish(Command::ShowPage(Page::ALL[1]));
    assert!(!desk.shows(&zoom));
}

#[test]
fn high_contrast_is_worn_by_window_and_map_and_taken_off() {
    let mut desk = Desk::with(sample_map(60, 1), None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    let ink = |desk: &Desk| desk.harness.ctx.global_style().visuals.widgets.noninteractive.fg_stroke.color;
    let plain = ink(&desk);
    desk.press("Menu");
    let at = desk.harness.get_by_label("Appearance").rect().center();
    desk.harness.event(egui::Event::PointerMoved(at));
    desk.harness.run_steps(30);
    desk.press("High contrast");
    let black = Palette::high_contrast(false).text;
    assert_eq!(ink(&desk), egui::Color32::from_rgb(black.0, black.1, black.2));
    assert_ne!(ink(&desk), plain);
    desk.wish(Command::SetColorScheme(ColorScheme::Light));
    assert_eq!(ink(&desk), plain);
}

#[test]
fn high_contrast_stays_as_dark_as_the_window_was() {
    let mut desk = Desk::with(sample_map(60, 1), None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    let is_dark = |desk: &Desk| desk.harness.ctx.global_style().visuals.dark_mode;
    for (before, dark) in [(ColorScheme::Dark, true), (ColorScheme::Light, false), (ColorScheme::System, false)] {
        desk.wish(Command::SetColorScheme(before));
        desk.wish(Command::SetColorScheme(ColorScheme::HighContrast));
        desk.wish(Command::SetColorScheme(ColorScheme::HighContrast));
        assert_eq!(is_dark(&desk), dark, "{before:?}");
        let palette = Palette::high_contrast(dark).text;
        let ink = desk.harness.ctx.global_style().visuals.widgets.noninteractive.fg_stroke.color;
        assert_eq!(ink, egui::Color32::from_rgb(palette.0, palette.1, palette.2));
    }
}

#[test]
fn settings_of_another_version_are_read_and_high_contrast_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    std::fs::write(&file, "(language: None, look: dark, unheard_of: 3)").unwrap();
    let mut settings = Settings::read(&file);
    assert_eq!(settings.color_scheme, ColorScheme::Dark);
    settings.color_scheme = ColorScheme::HighContrast;
    Settings::write_text(&lienket::storage::SystemDisk, &file, &settings.to_text()).unwrap();
    assert_eq!(Settings::read(&file).color_scheme, ColorScheme::HighContrast);
}

#[test]
fn the_map_has_its_part_of_a_small_window_whatever_stands_at_its_sides() {
    let canvas = |desk: &Desk| desk.harness.get_by_role(Role::Canvas).rect();
    let mut desk = Desk::on(CAN_THO);
    let before = canvas(&desk);
    desk.wish(Command::New);
    assert_eq!(canvas(&desk).x_range(), before.x_range(), "an empty list is as wide as a full one");
    desk.wish(Command::SetLanguage(Language::English));
    assert_eq!(canvas(&desk).x_range(), before.x_range());
    desk.wish(Command::SetScale(lienket::command::UiScale::Largest));
    desk.settle();
    let part = canvas(&desk).width() / desk.harness.ctx.content_rect().width();
    assert!(part > 0.35, "{part} of the window is left with letters twice as large");
}

#[test]
fn what_is_found_stands_below_the_field_even_with_large_letters() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SetScale(lienket::command::UiScale::Largest));
    desk.wish(Command::Find);
    desk.type_text("ca");
    let field = desk.harness.get_by_role_and_label(Role::TextInput, "Tìm").rect();
    let first = desk.harness.get_all_by_label_contains("Ninh Kiều").map(|node| node.rect());
    let first = first.filter(|row| row.min.x > field.min.x - 340.0).map(|row| row.min.y).fold(f32::INFINITY, f32::min);
    assert!(first >= field.max.y, "{first} is above {}", field.max.y);
    // What is chosen by keys comes into sight.
    for _ in 0..11 {
        desk.keys(Modifiers::NONE, Key::ArrowDown);
    }
    let screen = desk.harness.ctx.content_rect();
    let chosen = desk.harness.get_all_by_role(Role::Button).filter(|node| {
        node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True) && node.rect().width() > 250.0
    });
    let chosen: Vec<_> = chosen.map(|node| node.rect()).collect();
    assert!(chosen.iter().any(|row| screen.contains_rect(*row)), "{chosen:?}");
}
