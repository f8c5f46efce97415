//! Fonts of the system, for letters that the built-in ones lack: read only when a map has such letters. Not through
//! `Disk`: `fontdb` maps their files into memory itself, and passes over those that it cannot read.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use fontdb::{Database, FaceInfo, ID, Style, Weight};
use skrifa::{FontRef, MetadataProvider};

/// The most fonts that are taken: a map names its actors in a few scripts.
const MAX_FONTS: usize = 12;
/// The largest font file that is read: those of all Chinese, Japanese and Korean letters together have 20 MB.
const MAX_FILE_SIZE: usize = 64 << 20;

/// A font file of the system.
#[derive(Clone, Debug)]
pub struct SystemFont {
    /// Name of its family.
    pub family: String,
    /// The content of the file.
    pub bytes: Arc<Vec<u8>>,
    /// Which face of the file.
    pub index: u32,
}

/// The installed fonts, looked for once.
static INSTALLED: LazyLock<Database> = LazyLock::new(|| {
    let mut installed = Database::new();
    installed.load_system_fonts();
    installed
});

/// Fonts of the system that together have as many of these letters as there are fonts for: the one with most first, of
/// several alike the first by name. Takes some 100 ms the first time.
pub fn system_fonts(letters: &BTreeSet<char>) -> Vec<SystemFont> {
    fonts_with(&INSTALLED, letters)
}

/// As [`system_fonts`], from another list of fonts.
pub fn fonts_with(installed: &Database, letters: &BTreeSet<char>) -> Vec<SystemFont> {
    let mut left = letters.clone();
    let mut faces: Vec<(&FaceInfo, BTreeSet<char>)> =
        installed.faces().map(|face| (face, letters_of(installed, face.id, letters))).collect();
    let mut fonts = Vec::new();
    while !left.is_empty() && fonts.len() < MAX_FONTS {
        faces.retain(|(_, has)| !has.is_disjoint(&left));
        let rank = |(face, has): &(&FaceInfo, BTreeSet<char>)| {
            let distance = face.weight.0.abs_diff(Weight::NORMAL.0);
            let name = face.post_script_name.clone();
            (
                std::cmp::Reverse(has.intersection(&left).count()),
                face.style != Style::Normal,
                distance,
                name,
                face.index,
            )
        };
        let Some((face, has)) = faces.iter().min_by_key(|face| rank(face)) else { break };
        let bytes = installed.with_face_data(face.id, |bytes, _| bytes.to_vec());
        left.retain(|letter| !has.contains(letter));
        let family = face.families.first().map_or_else(|| face.post_script_name.clone(), |(name, _)| name.clone());
        fonts.extend(bytes.map(|bytes| SystemFont { family, bytes: Arc::new(bytes), index: face.index }));
    }
    fonts
}

/// Which of these letters none of the fonts has.
pub fn letters_without_font(fonts: &[SystemFont], letters: &BTreeSet<char>) -> BTreeSet<char> {
    let faces = fonts.iter().filter_map(|font| FontRef::from_index(&font.bytes, font.index).ok());
    let charmaps: Vec<_> = faces.map(|face| face.charmap()).collect();
    let is_missing = |letter: &char| charmaps.iter().all(|charmap| charmap.map(*letter).is_none());
    letters.iter().copied().filter(is_missing).collect()
}

/// Which of these letters a face has.
fn letters_of(installed: &Database, face: ID, letters: &BTreeSet<char>) -> BTreeSet<char> {
    let of_file = installed.with_face_data(face, |bytes, index| {
        if bytes.len() > MAX_FILE_SIZE {
            return BTreeSet::new();
        }
        let Ok(font) = FontRef::from_index(bytes, index) else { return BTreeSet::new() };
        let charmap = font.charmap();
        // A font of bitmaps only, such as colour pictures, draws nothing here.
        let has_outline =
            |letter: &char| charmap.map(*letter).is_some_and(|glyph| font.outline_glyphs().get(glyph).is_some());
        letters.iter().copied().filter(has_outline).collect()
    });
    of_file.unwrap_or_default()
}
