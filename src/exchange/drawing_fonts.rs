//! The fonts that an SVG of ours is drawn with, as pixels or on paper: the built-in ones, and those of the system for letters
//! that they lack; where there is none, a mark stands for the letter.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use resvg::usvg::{self, fontdb};

use super::picture::Picture;
use crate::scene::has_built_in_glyph;
use crate::storage::{SystemFont, letters_without_font};
use crate::theme::{REGULAR, fonts};

/// Finds fonts that have letters which the built-in ones lack.
pub type FontLookup<'a> = &'a dyn Fn(&BTreeSet<char>) -> Vec<SystemFont>;

/// A document with drawings in it, as the bytes of a file.
#[derive(Clone, Debug)]
pub struct DrawnFile {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// Names with letters that no font has; in drawings a mark stands for each such letter.
    pub marked_names: Vec<String>,
}

/// What stands for a letter that no font has.
const MISSING_LETTER: char = '□';

/// The built-in fonts only.
static BUILT_IN: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut letters = fontdb::Database::new();
    for file in fonts() {
        letters.load_font_source(fontdb::Source::Binary(Arc::new(file.bytes)));
    }
    letters.set_sans_serif_family(REGULAR);
    Arc::new(letters)
});

/// The fonts for some drawings, and the letters that none of them has.
pub(super) struct DrawingFonts {
    database: Arc<fontdb::Database>,
    missing: BTreeSet<char>,
}

impl DrawingFonts {
    /// The fonts for these SVGs.
    pub fn of<'a>(svgs: impl IntoIterator<Item = &'a str>, find: FontLookup<'_>) -> Self {
        let foreign = |letter: &char| !letter.is_ascii() && !has_built_in_glyph(*letter);
        let letters: BTreeSet<char> = svgs.into_iter().flat_map(str::chars).filter(foreign).collect();
        if letters.is_empty() {
            return Self { database: Arc::clone(&BUILT_IN), missing: letters };
        }
        let mut database = fontdb::Database::clone(&BUILT_IN);
        let found = find(&letters);
        let missing = letters_without_font(&found, &letters);
        for font in found {
            database.load_font_source(fontdb::Source::Binary(font.bytes));
        }
        Self { database: Arc::new(database), missing }
    }

    /// An SVG with its text laid out, or why it cannot be read.
    pub fn tree(&self, mut svg: String) -> Result<usvg::Tree, String> {
        if !self.missing.is_empty() {
            let shown = |letter| if self.missing.contains(&letter) { MISSING_LETTER } else { letter };
            svg = svg.chars().map(shown).collect();
        }
        let options = usvg::Options {
            font_family: REGULAR.to_owned(),
            fontdb: Arc::clone(&self.database),
            // The SVG embeds no images and refers to no files.
            resources_dir: None,
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(&svg, &options).map_err(|error| error.to_string())
    }

    /// The same of several SVGs, on all cores.
    pub fn trees(&self, svgs: Vec<String>) -> Result<Vec<usvg::Tree>, String> {
        svgs.into_par_iter().map(|svg| self.tree(svg)).collect()
    }

    /// The fonts.
    pub fn database(&self) -> Arc<fontdb::Database> {
        Arc::clone(&self.database)
    }

    /// The letters that no font has.
    pub fn missing(&self) -> &BTreeSet<char> {
        &self.missing
    }

    /// As [`missing`](Self::missing).
    pub fn into_missing(self) -> BTreeSet<char> {
        self.missing
    }
}

/// The names on pictures that have some of these letters, each once.
pub(super) fn names_with<'a>(pictures: impl IntoIterator<Item = &'a Picture>, letters: &BTreeSet<char>) -> Vec<String> {
    if letters.is_empty() {
        return Vec::new();
    }
    let mut names: BTreeSet<&String> = BTreeSet::new();
    for picture in pictures {
        let map = &picture.map;
        let actors = picture.scene.actors.iter().filter_map(|mark| map.actors().get(&mark.id));
        let named = [&map.info().title, &map.info().region]
            .into_iter()
            .chain(map.stages().values().map(|stage| &stage.name))
            .chain(map.products().values().flat_map(|product| [&product.name, &product.unit]))
            .chain(actors.flat_map(|actor| [&actor.name, &actor.district, &actor.commune]));
        names.extend(named.filter(|name| name.chars().any(|letter| letters.contains(&letter))));
    }
    names.into_iter().cloned().collect()
}
