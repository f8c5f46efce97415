//! Shapes of cards, each drawn once a zoom: a card is the stamp of its kind, colour and verdict, put where it stands.

use std::collections::HashMap;

use egui::epaint::Vertex;
use egui::{Mesh, Pos2, Rect};

use super::cards::{CardLook, add_card};
use crate::analysis::Verdict;
use crate::language::Language;
use crate::map::ActorKind;
use crate::scene::{ActorMark, Tint};
use crate::theme::Palette;

/// More stamps than these are not kept: colours of many tints, once faded, are many.
const MOST: usize = 2_000;

/// All that the shape of a card depends on, at one zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Stamp {
    kind: ActorKind,
    /// In eighths of a point.
    size: (i32, i32),
    many: bool,
    absent: bool,
    tint: Tint,
    verdict: Option<Verdict>,
    look: CardLook,
}

/// The stamps of a zoom.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    zoom: f32,
    /// Whether dark, and of high contrast; and the language, which makes some badges longer.
    manner: (bool, bool, Option<Language>),
    known: HashMap<Stamp, Mesh>,
    /// How many vertices and indices the last cards took.
    last: (usize, usize),
}

impl Stamps {
    /// Forgets the stamps of another zoom than this.
    pub fn begin(&mut self, zoom: f32, palette: &Palette, language: Language) {
        let manner = (palette.is_dark, palette.is_high_contrast, Some(language));
        #[expect(clippy::float_cmp, reason = "the very same zoom, or another one")]
        let other = self.zoom != zoom || self.manner != manner;
        if other || self.known.len() > MOST {
            *self = Self { zoom, manner, known: HashMap::new(), last: self.last };
        }
    }

    /// A mesh with as much room as the last cards took: it need not grow as it is filled.
    pub fn mesh(&self) -> Mesh {
        let (vertices, indices) = self.last;
        let (vertices, indices) = (Vec::with_capacity(vertices), Vec::with_capacity(indices));
        Mesh { vertices, indices, ..Mesh::default() }
    }

    /// Remembers how much room these cards took.
    pub fn note(&mut self, mesh: &Mesh) {
        self.last = (mesh.vertices.len(), mesh.indices.len());
    }

    /// Adds the shape of a card to a mesh.
    pub fn add(&mut self, mesh: &mut Mesh, mark: &ActorMark, rect: Rect, look: CardLook, palette: &Palette) {
        if !look.detailed || mark.stub.is_some() {
            add_card(mesh, mark, rect, self.zoom, look, palette);
            return;
        }
        let eighths = |length: f32| (length * 8.0).round() as i32;
        let stamp = Stamp {
            kind: mark.kind,
            size: (eighths(rect.width()), eighths(rect.height())),
            many: mark.many,
            absent: mark.absent,
            tint: mark.tint,
            verdict: mark.verdict,
            look,
        };
        let zoom = self.zoom;
        let shape = self.known.entry(stamp).or_insert_with(|| {
            let mut shape = Mesh::default();
            add_card(&mut shape, mark, Rect::from_min_size(Pos2::ZERO, rect.size()), zoom, look, palette);
            shape
        });
        let (base, by) = (mesh.vertices.len() as u32, rect.min.to_vec2());
        mesh.indices.extend(shape.indices.iter().map(|index| index + base));
        mesh.vertices.extend(shape.vertices.iter().map(|vertex| Vertex { pos: vertex.pos + by, ..*vertex }));
    }
}
