//! Letters that the built-in fonts lack come from a font of the system, looked for in the background and only when such
//! a letter is to be drawn; what no font has is told in the status bar.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use egui::{FontFamily, FontId, MissingGlyphPolicy};
use lienket::app::FontLookup;
use lienket::command::{Command, ExportStart};
use lienket::map::{Actor, ActorKind, LinkageMap, Placement, Transaction};
use lienket::storage::{self, fonts_with};
use lienket::theme::{BOLD, REGULAR, SEMIBOLD, fonts};
use resvg::usvg::fontdb::Database;
use skrifa::{FontRef, MetadataProvider};

use super::desk::{CAN_THO, Desk};

const KHMER: char = 'ផ';
const CHINESE: char = '市';

/// A font that has these letters only, in their order.
fn font_with(letters: &[char]) -> Vec<u8> {
    let mut font = fonts()[3].bytes.to_vec();
    let glyph = FontRef::new(&font).unwrap().charmap().map('M').unwrap().to_u32();
    let mut map = Vec::new();
    // One table, for Windows, all of Unicode, 12 bytes from the start.
    for half in [0_u16, 1, 3, 10, 0, 12, 12, 0] {
        map.extend(half.to_be_bytes());
    }
    for word in [16 + 12 * letters.len() as u32, 0, letters.len() as u32] {
        map.extend(word.to_be_bytes());
    }
    for letter in letters {
        for word in [u32::from(*letter), u32::from(*letter), glyph] {
            map.extend(word.to_be_bytes());
        }
    }
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record = (0..tables).map(|table| 12 + 16 * table).find(|at| &font[*at..at + 4] == b"cmap").unwrap();
    let (offset, length) = (font.len() as u32, map.len() as u32);
    font[record + 8..record + 12].copy_from_slice(&offset.to_be_bytes());
    font[record + 12..record + 16].copy_from_slice(&length.to_be_bytes());
    font.extend(map);
    font
}

/// The fonts of a computer, and what they were asked for.
#[derive(Clone, Default)]
struct Fonts {
    installed: Arc<Mutex<Database>>,
    asked: Arc<Mutex<Vec<BTreeSet<char>>>>,
    is_slow: Arc<AtomicBool>,
}

impl Fonts {
    fn in_folder(folder: &Path) -> Self {
        let fonts = Self::default();
        fonts.installed.lock().unwrap().load_fonts_dir(folder);
        fonts
    }

    fn lookup(&self) -> FontLookup {
        let fonts = self.clone();
        Arc::new(move |letters| {
            fonts.asked.lock().unwrap().push(letters.clone());
            while fonts.is_slow.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(1));
            }
            fonts_with(&fonts.installed.lock().unwrap(), letters)
        })
    }

    fn asked(&self) -> Vec<BTreeSet<char>> {
        self.asked.lock().unwrap().clone()
    }

    /// A window that draws a mark for a letter without a font.
    fn desk(&self) -> Desk {
        let desk = Desk::with_fonts(CAN_THO, self.lookup());
        desk.harness.ctx.set_missing_glyph_policy(MissingGlyphPolicy::Tofu);
        desk
    }
}

/// The file of a map with a market of this name.
fn market(folder: &Path, name: &str) -> PathBuf {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let actor = edit.add(Actor { name: name.into(), kind: ActorKind::Market, ..Actor::default() }).unwrap();
    edit.set(Placement { actor, x: 0.0, y: 0.0, pinned: false, by_hand: false }).unwrap();
    edit.finish();
    let path = folder.join("market.lienket");
    storage::save(&map, &path).unwrap();
    path
}

/// Whether the window has a letter, in all its fonts.
fn has(desk: &Desk, letter: char) -> bool {
    let families = [REGULAR, SEMIBOLD, BOLD].map(|name| FontFamily::Name(name.into()));
    families
        .into_iter()
        .chain([FontFamily::Proportional, FontFamily::Monospace])
        .all(|family| desk.harness.ctx.fonts_mut(|fonts| fonts.has_glyph(&FontId::new(14.0, family), letter)))
}

/// Whether something is drawn for a letter.
fn is_drawn(desk: &Desk, letter: char) -> bool {
    let font = FontId::proportional(14.0);
    let text = desk.harness.ctx.fonts_mut(|fonts| fonts.layout_no_wrap(letter.into(), font, egui::Color32::WHITE));
    !text.rows[0].glyphs[0].uv_rect.is_nothing()
}

#[test]
fn a_letter_comes_from_a_font_in_a_folder_and_is_looked_for_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letters.ttf"), font_with(&[KHMER, CHINESE])).unwrap();
    let fonts = Fonts::in_folder(folder.path());
    let mut desk = fonts.desk();
    assert!(fonts.asked().is_empty(), "no font is read before it is needed");
    desk.wish(Command::OpenPath(market(folder.path(), "Chợ 市 ផ")));
    assert!(has(&desk, KHMER) && has(&desk, CHINESE) && is_drawn(&desk, KHMER) && !desk.shows("□"));
    desk.wish(Command::NewFromTemplate(lienket::exchange::Template::Blank));
    desk.wish(Command::OpenPath(market(folder.path(), "ផ 市")));
    let asked = fonts.asked();
    assert_eq!(asked.iter().map(BTreeSet::len).sum::<usize>(), 2, "{asked:?}");
}

#[test]
fn a_letter_that_is_typed_is_looked_for_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letters.ttf"), font_with(&[CHINESE])).unwrap();
    let fonts = Fonts::in_folder(folder.path());
    let mut desk = fonts.desk();
    desk.enter("Tên bản đồ");
    desk.type_text("市");
    assert_eq!(fonts.asked(), [BTreeSet::from([CHINESE])]);
    assert!(has(&desk, CHINESE) && !desk.shows("□"));
}

#[test]
fn letters_without_a_font_are_told_with_what_to_do_until_another_map_opens() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = Fonts::default();
    let mut desk = fonts.desk();
    let path = market(folder.path(), "ផ្សារ 市");
    desk.wish(Command::OpenPath(path.clone()));
    assert!(desk.shows("□: máy thiếu phông chữ Khmer, Hán") && desk.shows("Noto Sans Khmer"));
    assert!(is_drawn(&desk, KHMER) && is_drawn(&desk, CHINESE), "a gap is no mark");
    desk.wish(Command::Fit);
    assert!(desk.shows("□: máy thiếu phông chữ Khmer, Hán"));
    desk.wish(Command::OpenPath(CAN_THO.into()));
    assert!(!desk.shows("□"));
    let asked = fonts.asked().len();
    desk.wish(Command::OpenPath(path));
    assert!(desk.shows("□: máy thiếu phông chữ Khmer, Hán"));
    assert_eq!(fonts.asked().len(), asked, "what no font has is not looked for again");
}

#[test]
fn fonts_that_come_after_their_map_is_closed_serve_the_next() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letters.ttf"), font_with(&[CHINESE])).unwrap();
    let fonts = Fonts::in_folder(folder.path());
    let mut desk = fonts.desk();
    fonts.is_slow.store(true, Ordering::Relaxed);
    desk.wish_and_look(Command::OpenPath(market(folder.path(), "ផ 市")));
    while fonts.asked().is_empty() {
        desk.harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(1));
    }
    desk.wish_and_look(Command::OpenPath(CAN_THO.into()));
    while desk.shell().map().actors().len() < 3 {
        desk.harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(1));
    }
    fonts.is_slow.store(false, Ordering::Relaxed);
    desk.settle();
    assert!(has(&desk, CHINESE) && !has(&desk, KHMER));
    assert!(!desk.shows("□"), "that map is closed");
}

#[test]
fn a_copied_picture_tells_of_letters_without_a_font() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = Fonts::default();
    let mut desk = fonts.desk();
    desk.wish(Command::OpenPath(market(folder.path(), "Chợ ផ")));
    let before = fonts.asked().len();
    desk.wish(Command::CopyPicture);
    assert!(fonts.asked().len() > before, "the picture has looked for fonts");
    assert!(desk.shows("□: máy thiếu phông chữ Khmer"));
}

#[test]
fn a_file_tells_which_names_have_letters_without_a_font() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Fonts::default().desk();
    desk.wish(Command::OpenPath(market(folder.path(), "Chợ ផ")));
    for name in ["market.pdf", "market.png"] {
        desk.person.will_pick(&folder.path().join(name));
        desk.wish(Command::ShowExport(ExportStart::Last));
        desk.press("Xuất…");
        assert!(folder.path().join(name).exists());
        assert!(desk.shows("Không phông chữ nào trên máy có đủ chữ của: Chợ ផ."), "{name}");
        desk.press("Đóng");
    }
    // A drawing keeps the letters.
    desk.person.will_pick(&folder.path().join("market.svg"));
    desk.wish(Command::ShowExport(ExportStart::Last));
    desk.press("Xuất…");
    assert!(std::fs::read_to_string(folder.path().join("market.svg")).unwrap().contains("Chợ ផ"));
    assert!(!desk.shows("Không phông chữ nào"));
}
