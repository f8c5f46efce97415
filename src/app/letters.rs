//! Letters that the built-in fonts lack: once one is to be drawn, a job looks for fonts of the system that have it. What
//! no font has is drawn as □, and told in the status bar.
//!
//! Invariants: no font is read before it is needed, and none on the thread of the frame; no letter is looked for twice.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::text::{
    FallbackRequest, FontInsert, FontPriority, GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, InsertFontFamily,
    RasterizedGlyph,
};
use egui::{Color32, ColorImage, Context, FontData, FontFamily, Vec2};

use super::environment::FontLookup;
use super::job_types::{JobName, JobResult, ShellJobs};
use crate::scene::has_built_in_glyph;
use crate::storage::{SystemFont, letters_without_font};
use crate::theme::{BOLD, REGULAR, SEMIBOLD};

/// Letters that were to be drawn, from any thread.
#[derive(Clone, Debug, Default)]
struct Asked(Arc<Mutex<BTreeSet<char>>>);

impl Asked {
    fn add(&self, letters: impl Iterator<Item = char>) {
        let foreign = letters.filter(|letter| !has_built_in_glyph(*letter));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(foreign);
    }

    fn take(&self) -> BTreeSet<char> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_empty(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

/// Finds fonts for pictures, whose letters count as seen.
#[derive(Clone)]
pub(super) struct PictureFonts {
    lookup: FontLookup,
    asked: Asked,
}

impl PictureFonts {
    /// Fonts that have these letters.
    pub fn find(&self, letters: &BTreeSet<char>) -> Vec<SystemFont> {
        self.asked.add(letters.iter().copied());
        (self.lookup)(letters)
    }
}

/// Fonts that a job has found.
#[derive(Debug)]
pub(super) struct FoundFonts {
    /// With their names.
    fonts: Vec<(String, FontData)>,
    /// Which of the letters no font has.
    missing: BTreeSet<char>,
}

/// The letters beyond the built-in fonts.
pub(super) struct Letters {
    lookup: FontLookup,
    asked: Asked,
    /// To be looked for next.
    wanted: BTreeSet<char>,
    /// Looked for now.
    looking: BTreeSet<char>,
    /// Looked for or found.
    known: BTreeSet<char>,
    /// Which no font has.
    missing: BTreeSet<char>,
    /// Drawn since the document was opened.
    seen: BTreeSet<char>,
    /// Names of the fonts that were added.
    added: BTreeSet<String>,
}

impl Letters {
    /// Learns from `ctx` which letters its fonts lack.
    pub fn new(ctx: &Context, lookup: FontLookup) -> Self {
        let letters = Self {
            lookup,
            asked: Asked::default(),
            wanted: BTreeSet::new(),
            looking: BTreeSet::new(),
            known: BTreeSet::new(),
            missing: BTreeSet::new(),
            seen: BTreeSet::new(),
            added: BTreeSet::new(),
        };
        letters.listen(ctx);
        letters
    }

    /// Has every letter without a font reported, also those reported before. egui asks once for each letter.
    fn listen(&self, ctx: &Context) {
        let asked = self.asked.clone();
        ctx.set_font_providers(vec![Arc::new(move |request: &FallbackRequest<'_>| {
            asked.add(request.cluster.chars());
            None
        })]);
    }

    /// Fonts for pictures.
    pub fn picture_fonts(&self) -> PictureFonts {
        PictureFonts { lookup: Arc::clone(&self.lookup), asked: self.asked.clone() }
    }

    /// Whether letters were reported that have not been looked at.
    pub fn is_pending(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Starts to look for letters that were reported.
    pub fn update(&mut self, jobs: &mut ShellJobs) {
        let asked = self.asked.take();
        self.wanted.extend(asked.difference(&self.known).copied());
        self.seen.extend(asked);
        if self.wanted.is_empty() || jobs.is_running(JobName::FindFonts) {
            return;
        }
        let (letters, lookup) = (std::mem::take(&mut self.wanted), Arc::clone(&self.lookup));
        self.known.extend(letters.iter().copied());
        self.looking.clone_from(&letters);
        jobs.start(JobName::FindFonts, move |_| {
            let fonts = lookup(&letters);
            let missing = letters_without_font(&fonts, &letters);
            let fonts = fonts.into_iter().map(named_data).collect();
            JobResult::FontsFound(Box::new(FoundFonts { fonts, missing }))
        });
    }

    /// Adds fonts behind the built-in ones.
    pub fn on_found(&mut self, ctx: &Context, FoundFonts { fonts, missing }: FoundFonts) {
        self.looking.clear();
        self.add_missing(ctx, missing);
        for (name, data) in fonts {
            if self.added.insert(name.clone()) {
                ctx.add_font(FontInsert { name, data, families: all_families() });
            }
        }
    }

    /// Handles that fonts could not be looked for.
    pub fn on_failure(&mut self, ctx: &Context) {
        let looking = std::mem::take(&mut self.looking);
        self.add_missing(ctx, looking);
    }

    /// Has □ drawn for letters; the built-in fonts leave a gap.
    fn add_missing(&mut self, ctx: &Context, missing: BTreeSet<char>) {
        if !missing.is_empty() {
            self.missing.extend(missing);
            ctx.add_glyph_rasterizer(GlyphRasterizer::new("missing letter", |request: &GlyphRasterizerRequest<'_>| {
                let is_foreign = request.cluster.chars().any(|letter| !has_built_in_glyph(letter));
                is_foreign.then(|| missing_mark(request.font_size_px))
            }));
        }
    }

    /// Forgets what another document showed.
    pub fn on_document_opened(&mut self, ctx: &Context) {
        if !self.missing().is_empty() || !self.looking.is_empty() {
            self.listen(ctx);
        }
        self.seen.clear();
    }

    /// The letters of the open document, as far as drawn, that no font has.
    pub fn missing(&self) -> BTreeSet<char> {
        self.seen.intersection(&self.missing).copied().collect()
    }
}

/// A hollow box on the baseline, about as large as a capital letter.
fn missing_mark(font_size: f32) -> RasterizedGlyph {
    let [width, height] = [0.52, 0.7].map(|part: f32| (part * font_size).round().max(3.0) as usize);
    let line = (font_size / 15.0).round().max(1.0) as usize;
    let bearing = (0.08 * font_size).round();
    let is_edge = |x: usize, y: usize| x < line || width - line <= x || y < line || height - line <= y;
    let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let pixels = pixels.map(|(x, y)| if is_edge(x, y) { Color32::WHITE } else { Color32::TRANSPARENT }).collect();
    let image = ColorImage::new([width, height], pixels);
    let bitmap = GlyphBitmap { image, offset_px: Vec2::new(bearing, -(height as f32)), is_color: false };
    RasterizedGlyph { bitmap, advance_px: width as f32 + 2.0 * bearing }
}

/// A font with a name of its own.
fn named_data(font: SystemFont) -> (String, FontData) {
    let mut data = FontData::from_owned(Arc::unwrap_or_clone(font.bytes));
    data.index = font.index;
    (format!("{} {}", font.family, font.index), data)
}

/// All families of the window, behind their own fonts.
fn all_families() -> Vec<InsertFontFamily> {
    let named = [REGULAR, SEMIBOLD, BOLD].map(|name| FontFamily::Name(name.into()));
    let families = [FontFamily::Proportional, FontFamily::Monospace].into_iter().chain(named);
    families.map(|family| InsertFontFamily { family, priority: FontPriority::Lowest }).collect()
}
