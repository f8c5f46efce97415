//! No letter of a name vanishes from a picture: it comes from a font of the system, or a mark stands for it and is told.

use std::collections::BTreeSet;
use std::sync::Arc;

use lienket::exchange::{Picture, Png, export_png, export_png_with_progress, export_svg};
use lienket::map::{Actor, ActorKind, LinkageMap, Transaction};
use lienket::scene::has_built_in_glyph;
use lienket::storage::{SystemFont, fonts_with};
use lienket::theme::fonts;
use resvg::tiny_skia::Pixmap;
use resvg::usvg::fontdb::{Database, Source};

use super::pictures::wish;

fn market(name: &str) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    edit.add(Actor { name: name.into(), kind: ActorKind::Market, ..Actor::default() }).unwrap();
    edit.finish();
    map
}

fn picture(name: &str) -> Picture {
    let map = market(name);
    let wish = wish(&map);
    Picture::of(&map, wish).unwrap()
}

/// How many pixels two pictures of the same size differ in.
fn difference(one: &Png, other: &Png) -> usize {
    let [one, other] = [one, other].map(|png| Pixmap::decode_png(&png.bytes).unwrap());
    one.pixels().iter().zip(other.pixels()).filter(|(one, other)| one != other).count()
}

#[test]
fn a_letter_without_a_font_leaves_a_mark_and_is_told() {
    // Next to nothing: a name that is not drawn differs from it by a point.
    let blank = export_png(&picture("."), 1.0).unwrap();
    for name in ["中文批发市场", "ផ្សារធំ", "ตลาดไท", "ຕະຫຼາດ", "日本市場", "한국시장", "سوق", "рынок 市", "Chợ 🥭"]
    {
        let picture = picture(name);
        let png = export_png(&picture, 1.0).unwrap();
        assert_eq!(png.marked_names, [name]);
        assert!(difference(&png, &blank) > 30, "{name} is not drawn");
        assert!(export_svg(&picture).contains(name));
    }
}

#[test]
fn names_of_the_country_need_no_other_font() {
    let name = "Hợp tác xã Xoài Hòa Lộc – “Đặc sản” → ½ ₫";
    let none = |_: &BTreeSet<char>| -> Vec<SystemFont> { panic!("no other font is looked for") };
    let png = export_png_with_progress(&picture(name), 1.0, &none, &|_| true).unwrap();
    assert!(png.marked_names.is_empty());
    assert!(name.chars().all(has_built_in_glyph));
}

#[test]
fn a_font_that_has_the_letter_is_asked_for_it() {
    let asked = std::cell::RefCell::new(BTreeSet::new());
    let find = |letters: &BTreeSet<char>| {
        asked.borrow_mut().extend(letters.iter().copied());
        Vec::new()
    };
    export_png_with_progress(&picture("Chợ 市場"), 1.0, &find, &|_| true).unwrap();
    assert_eq!(*asked.borrow(), BTreeSet::from(['市', '場']));
}

#[test]
fn fonts_are_found_by_their_letters() {
    let mut installed = Database::new();
    for file in fonts() {
        installed.load_font_source(Source::Binary(Arc::new(file.bytes)));
    }
    // Only Inter has the arrow; the regular weight of the first family is taken for the letter that all have.
    let arrow = fonts_with(&installed, &BTreeSet::from(['→']));
    assert_eq!(arrow.iter().map(|font| font.family.as_str()).collect::<Vec<_>>(), ["Inter"]);
    let both = fonts_with(&installed, &BTreeSet::from(['→', 'ệ']));
    assert!(!both.is_empty() && both.len() <= 2);
    assert!(fonts_with(&installed, &BTreeSet::from(['市'])).is_empty());
    assert!(fonts_with(&installed, &BTreeSet::new()).is_empty());
}
