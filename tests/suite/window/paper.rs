//! Pictures out of the window, and that window, SVG and PNG show the same map alike.

use egui::Vec2;
use lienket::command::{ColorScheme, Command, ExportStart};
use lienket::exchange::{Picture, export_png, export_svg};
use lienket::language::Language;
use lienket::map::{Colouring, LinkageMap, Selection};
use lienket::session::Subject;
use lienket::theme::{Palette, Rgb};
use resvg::tiny_skia::Pixmap;
use resvg::usvg::roxmltree::Document;

use super::desk::{CAN_THO, Desk};
use super::look::can_draw;
use crate::exchange::pictures::wish;

/// Where the card of each actor is in an SVG: its upper left corner, in the order of ids.
fn corners(svg: &str, map: &LinkageMap) -> Vec<(f32, f32)> {
    let document = Document::parse(svg).unwrap();
    let numbers = |text: &str| -> Vec<f32> {
        let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-');
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    let page = numbers(document.root_element().attribute("viewBox").unwrap());
    let groups: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("g") && node.has_attribute("transform"))
        .filter(|node| node.children().any(|child| child.has_tag_name("title")))
        .map(|group| numbers(group.attribute("transform").unwrap()))
        .collect();
    assert_eq!(groups.len(), map.actors().len());
    groups.iter().map(|at| (at[0] - page[0], at[1] - page[1])).collect()
}

/// How far the nearest of the points around a place is from a colour, at its most different channel.
fn away(pixel: impl Fn(i32, i32) -> [u8; 3], (x, y): (f32, f32), colour: Rgb) -> u8 {
    let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
    let wanted = [colour.0, colour.1, colour.2];
    around
        .map(|(dx, dy)| {
            let found = pixel(x.round() as i32 + dx, y.round() as i32 + dy);
            found.iter().zip(wanted).map(|(a, b)| a.abs_diff(b)).max().unwrap()
        })
        .min()
        .unwrap()
}

#[test]
fn window_and_paper_show_the_same_map_alike() {
    if !can_draw() {
        return;
    }
    for (look, dark) in [(ColorScheme::Light, false), (ColorScheme::Dark, true)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/mango-mekong-2015.lienket");
        let map = lienket::storage::open(&path).unwrap();
        let picture = Picture::of(&map, lienket::exchange::PictureOptions { dark, ..wish(&map) }).unwrap();
        let corners = corners(&export_svg(&picture), &map);
        let png = Pixmap::decode_png(&export_png(&picture, 1.0).unwrap().bytes).unwrap();
        let on_paper = |x: i32, y: i32| {
            let pixel = png.pixel(x as u32, y as u32).unwrap();
            [pixel.red(), pixel.green(), pixel.blue()]
        };
        let mut desk = Desk::with(map.clone(), None, Language::Vietnamese, look, Vec2::new(1920.0, 1080.0));
        let cards: Vec<egui::Rect> = map.actors().values().map(|actor| desk.card(&actor.name)).collect();
        let shot = desk.harness.render().unwrap();
        let screen_cache = |x: i32, y: i32| {
            let pixel = shot.get_pixel(x as u32, y as u32);
            [pixel[0], pixel[1], pixel[2]]
        };
        // One shift and one zoom take every card of the paper to its card on the screen.
        let zoom = (cards[1].min - cards[0].min).length()
            / Vec2::new(corners[1].0 - corners[0].0, corners[1].1 - corners[0].1).length();
        let place = |(x, y): (f32, f32)| {
            let first = corners[0];
            cards[0].min + Vec2::new(x - first.0, y - first.1) * zoom
        };
        for (corner, card) in corners.iter().zip(&cards) {
            assert!((place(*corner) - card.min).length() < 1.0, "{corner:?} {card:?}");
        }
        let palette = Palette::standard(dark);
        let mut seen = std::collections::BTreeSet::new();
        for (corner, mark) in corners.iter().zip(&picture.scene().actors) {
            let colours = lienket::scene::card_colours(mark, lienket::scene::Emphasis::Plain, palette);
            for (at, colour) in [((110.0, 7.0), colours.fill), ((22.0, 23.5), colours.disc)] {
                let point = (corner.0 + at.0, corner.1 + at.1);
                let screen = place(point);
                assert!(away(on_paper, point, colour) <= 3, "{}: {at:?}", mark.name);
                assert!(away(screen_cache, (screen.x, screen.y), colour) <= 3, "{}: {at:?}", mark.name);
                seen.insert((colour.0, colour.1, colour.2));
            }
        }
        assert!(seen.len() > 4, "kinds differ in colour");
        for link in &picture.scene().links {
            // Inside the arrowhead.
            let (end, origin) = (link.path.end(), picture.scene().actors[0].area.min);
            let point = (end.x - 5.0 - origin.x + corners[0].0, end.y - origin.y + corners[0].1);
            let screen = place(point);
            assert!(away(on_paper, point, palette.link) <= 24, "{:?}", link.id);
            assert!(away(screen_cache, (screen.x, screen.y), palette.link) <= 24, "{:?}", link.id);
        }
    }
}

#[test]
fn pictures_are_written_from_the_menu() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    let model = *desk.map().models().keys().next().unwrap();
    for (name, written) in [("a.svg", "a.svg"), ("b", "b.pdf"), ("c.PNG", "c.PNG")] {
        desk.person.will_pick(&folder.path().join(name));
        desk.press("Trình đơn");
        desk.press_part("Xuất bản đồ…");
        desk.press("Xuất…");
        let bytes = std::fs::read(folder.path().join(written)).unwrap();
        let begins: [&[u8]; 3] = [b"<?xml", b"%PDF-", b"\x89PNG\r"];
        let begin = begins[usize::from(written.ends_with("pdf")) + 2 * usize::from(written.ends_with("PNG"))];
        assert!(bytes.starts_with(begin), "{written}");
    }
    let whole = std::fs::read_to_string(folder.path().join("a.svg")).unwrap();
    assert!(whole.contains("Liên kết chuỗi giá trị Cần Thơ 2019"));
    desk.wish(Command::GoTo(Subject::Model(model)));
    assert_eq!(*desk.shell().selection(), Selection::Model(model));
    desk.person.will_pick(&folder.path().join("d.svg"));
    desk.wish(Command::ShowExport(ExportStart::Model(model)));
    desk.press("Xuất…");
    let chain = std::fs::read_to_string(folder.path().join("d.svg")).unwrap();
    assert!(chain.len() < whole.len() && chain.contains(&desk.map().models()[&model].name));
}

#[test]
fn networks_are_written_from_the_menu_by_their_ending() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    for (name, word) in [("a.graphml", "<graphml"), ("a.GEXF", "<gexf"), ("a.drawio", "<mxfile"), ("a.gv", "digraph")] {
        desk.person.will_pick(&folder.path().join(name));
        desk.press("Trình đơn");
        desk.press_part("Xuất bản đồ…");
        desk.press("Xuất…");
        let text = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(text.contains(word) && desk.map().actors().values().all(|actor| text.contains(&actor.name)), "{name}");
    }
}

#[test]
fn the_legend_opens_and_folds_and_follows_the_colours() {
    let mut desk = Desk::on(CAN_THO);
    assert!(!desk.shows("mới trên giấy, chưa có đầu ra"));
    desk.press("Chú giải");
    assert!(desk.shows("mới trên giấy, chưa có đầu ra") && !desk.shows("Quận, huyện: "));
    desk.wish(Command::SetColouring(Colouring::District));
    assert!(desk.shows("Quận, huyện: ") && desk.shows("Ninh Kiều"));
    desk.wish(Command::SetYear(1990));
    assert!(desk.shows("không hoạt động trong năm này"));
    desk.press("Chú giải");
    assert!(!desk.shows("Quận, huyện: "));
}
