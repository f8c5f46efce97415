//! Shapes of cards, each drawn once a zoom: a card is the stamp of its kind, colours and verdict, put where it stands.

use std::collections::HashMap;

use egui::epaint::Vertex;
use egui::{Mesh, Pos2, Rect};

use super::cards::{CardLook, add_card};
use crate::analysis::Verdict;
use crate::map::ActorKind;
use crate::scene::{ActorMark, CardColours, card_colours};
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
    verdict: Option<(Verdict, &'static str)>,
    colours: CardColours,
    look: CardLook,
}

/// The stamps of a zoom.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    zoom: f32,
    /// Whether dark, and of high contrast.
    tones: (bool, bool),
    known: HashMap<Stamp, Mesh>,
}

impl Stamps {
    /// Forgets the stamps of another zoom than this.
    pub fn begin(&mut self, zoom: f32, palette: &Palette) {
        #[expect(clippy::float_cmp, reason = "the very same zoom, or another one")]
        let other = self.zoom != zoom || self.tones != (palette.dark, palette.contrast);
        if other || self.known.len() > MOST {
            *self = Self { zoom, tones: (palette.dark, palette.contrast), known: HashMap::new() };
        }
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
            verdict: mark.verdict.map(|verdict| (verdict, mark.verdict_words)),
            colours: card_colours(mark, look.emphasis, palette),
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
