//! Meshes of card shapes, each built once per zoom: cards of the same kind, size, colour and verdict share one,
//! translated to each card.

use std::collections::HashMap;

use egui::epaint::Vertex;
use egui::{Mesh, Pos2, Rect};

use super::card_zoom::CardZoom;
use super::cards::{CardStyle, add_card};
use crate::analysis::Verdict;
use crate::language::Language;
use crate::map::ActorKind;
use crate::scene::{ActorMark, ColourKey};
use crate::theme::Palette;

/// Above this many meshes the cache is cleared: colours of many tints, once faded, are many.
const MAX_MESHES: usize = 2_000;

/// All that the shape of a card depends on, at one zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct CardMeshKey {
    kind: ActorKind,
    /// In eighths of a point.
    size: (i32, i32),
    is_multiple: bool,
    is_absent: bool,
    colour_key: ColourKey,
    verdict: Option<Verdict>,
    style: CardStyle,
}

/// The meshes of one zoom.
#[derive(Debug)]
pub(super) struct CardMeshCache {
    zoom: CardZoom,
    /// Dark theme, high contrast; and the language, which changes the width of badges.
    variant: (bool, bool, Option<Language>),
    meshes: HashMap<CardMeshKey, Mesh>,
    /// Numbers of vertices and indices of the last frame's mesh.
    last_size: (usize, usize),
}

impl Default for CardMeshCache {
    fn default() -> Self {
        let zoom = CardZoom { points: 0.0, text_scale: 1.0 };
        Self { zoom, variant: Default::default(), meshes: HashMap::new(), last_size: (0, 0) }
    }
}

impl CardMeshCache {
    /// Clears the cache when zoom, theme or language change.
    pub fn begin_frame(&mut self, zoom: CardZoom, palette: &Palette, language: Language) {
        let variant = (palette.is_dark, palette.is_high_contrast, Some(language));
        let is_stale = self.zoom != zoom || self.variant != variant;
        if is_stale || self.meshes.len() > MAX_MESHES {
            *self = Self { zoom, variant, meshes: HashMap::new(), last_size: self.last_size };
        }
    }

    /// A mesh with the capacity of the last frame's cards, so that it need not grow.
    pub fn reserved_mesh(&self) -> Mesh {
        let (vertices, indices) = self.last_size;
        let (vertices, indices) = (Vec::with_capacity(vertices), Vec::with_capacity(indices));
        Mesh { vertices, indices, ..Mesh::default() }
    }

    /// Records the size of a frame's mesh.
    pub fn record_size(&mut self, mesh: &Mesh) {
        self.last_size = (mesh.vertices.len(), mesh.indices.len());
    }

    /// Adds the shape of a card to a mesh.
    pub fn add_card(&mut self, mesh: &mut Mesh, mark: &ActorMark, rect: Rect, style: CardStyle, palette: &Palette) {
        if !style.detailed || mark.imbalance.is_some() {
            add_card(mesh, mark, rect, self.zoom, style, palette);
            return;
        }
        let eighths = |length: f32| (length * 8.0).round() as i32;
        let key = CardMeshKey {
            kind: mark.kind,
            size: (eighths(rect.width()), eighths(rect.height())),
            is_multiple: mark.is_multiple,
            is_absent: mark.is_absent,
            colour_key: mark.colour_key,
            verdict: mark.verdict,
            style,
        };
        let zoom = self.zoom;
        let shape = self.meshes.entry(key).or_insert_with(|| {
            let mut shape = Mesh::default();
            add_card(&mut shape, mark, Rect::from_min_size(Pos2::ZERO, rect.size()), zoom, style, palette);
            shape
        });
        let (base, by) = (mesh.vertices.len() as u32, rect.min.to_vec2());
        mesh.indices.extend(shape.indices.iter().map(|index| index + base));
        mesh.vertices.extend(shape.vertices.iter().map(|vertex| Vertex { pos: vertex.pos + by, ..*vertex }));
    }
}
