//! What one frame is painted from, and how each mark looks in it: where it is drawn, and how much emphasized.
//!
//! It paints nothing itself; each kind of thing does that in a file of its own, and `paint` says in which order.

use std::borrow::Cow;
use std::cell::RefCell;

use egui::Rect;

use super::camera::Camera;
use super::card_mesh_cache::CardMeshCache;
use super::card_names::CardNames;
use super::card_offsets::{CardOffsets, DragPreview};
use super::card_text::{TextLevel, add_card_text, name_opacity};
use super::card_zoom::CardZoom;
use super::cards::CardStyle;
use super::gesture::Gesture;
use super::link_labels::LinkLabelCache;
use super::link_mesh_cache::LinkMeshCache;
use super::text_painter::{TextBatch, TextWriter};
use crate::map::{ActorId, Selection};
use crate::scene::{ActorMark, Area, ChangeMarks, Curve, Emphasis, LinkMark, Path, Point, Scene};
use crate::session::{Dimming, Highlight, ViewContext};

/// Above this many highlighted links or actors, an even sample is drawn.
pub(super) const MAX_HIGHLIGHTED: usize = 1_500;

/// All that one frame is painted from.
pub(super) struct Frame<'a> {
    pub scene: &'a Scene,
    pub highlight: &'a Highlight,
    /// What differs from another state of the map, while that is compared.
    pub changes: Option<&'a ChangeMarks>,
    pub context: &'a ViewContext<'a>,
    pub camera: Camera,
    pub screen: Rect,
    /// How much larger text is than usual.
    pub text_scale: f32,
    /// What lies over corners of the map: the bar of the filter, and the legend.
    pub covered: [Option<Rect>; 2],
    pub writer: &'a TextWriter<'a>,
    pub card_meshes: RefCell<&'a mut CardMeshCache>,
    pub card_names: RefCell<&'a mut CardNames<TextLevel>>,
    /// Names beside cards that are too small for them.
    pub outer_names: RefCell<&'a mut CardNames<()>>,
    pub link_meshes: RefCell<&'a mut LinkMeshCache>,
    pub link_labels: RefCell<&'a mut LinkLabelCache>,
    /// Scene version and highlight version.
    pub versions: (u64, u64),
    pub gesture: &'a Gesture,
    pub hovered: Option<ActorId>,
    /// What the drag in progress shows besides displaced cards.
    pub preview: &'a DragPreview,
    /// Offsets of displaced cards.
    pub offsets: &'a CardOffsets,
}

impl Frame<'_> {
    pub fn card_zoom(&self) -> CardZoom {
        CardZoom::of(&self.camera, self.text_scale)
    }

    pub fn visible_area(&self) -> Area {
        self.camera.visible_area(self.screen).expanded(24.0 / self.camera.zoom)
    }

    /// The visible area, padded as displaced cards may come from outside.
    pub fn padded_visible_area(&self) -> Area {
        self.visible_area().expanded(self.offsets.max_offset())
    }

    pub fn displayed_area(&self, mark: &ActorMark) -> Area {
        self.offsets.area(mark)
    }

    /// The path of a link; while an end is displaced, one curve, routed again once the scene is rebuilt.
    pub fn displayed_path<'b>(&self, mark: &'b LinkMark) -> Cow<'b, Path> {
        let [start, end] = [mark.from, mark.to].map(|end| self.offsets.contains(end).then(|| self.offsets.offset(end)));
        if start.is_none() && end.is_none() {
            return Cow::Borrowed(&mark.path);
        }
        let shifted = |point: Point, offset: Option<(f32, f32)>| {
            offset.map_or(point, |(dx, dy)| Point::new(point.x + dx, point.y + dy))
        };
        let mut curves = mark.path.curves();
        let last = curves.clone().last();
        let (Some(Curve([a, b, ..])), Some(Curve([.., c, d]))) = (curves.next(), last) else {
            return Cow::Borrowed(&mark.path);
        };
        let [a, b, c, d] = [(a, start), (b, start), (c, end), (d, end)].map(|(point, offset)| shifted(point, offset));
        Cow::Owned(Path::new(Curve([a, b, c, d]), []))
    }

    pub fn actor_emphasis(&self, mark: &ActorMark) -> Emphasis {
        let was_selected = self.context.view.selection.has_actor(mark.id);
        let is_selected = match self.gesture {
            Gesture::BoxSelecting { from, to, mode } => {
                mode.selects(was_selected, Area::from_corners(*from, *to).intersects(mark.area))
            }
            _ => was_selected || self.offsets.contains(mark.id),
        };
        if is_selected {
            Emphasis::Selected
        } else if self.highlight.is_empty() {
            Emphasis::Plain
        } else if self.highlight.actors.contains(&mark.id) {
            Emphasis::Highlighted
        } else {
            self.dimmed_emphasis()
        }
    }

    /// The text of cards, which is laid out but not painted.
    pub fn cards_text(&self, cards: &[(&ActorMark, Rect, CardStyle)]) -> TextBatch {
        let mut batch = self.writer.batch();
        let (zoom, palette) = (self.card_zoom(), self.context.palette);
        if name_opacity(zoom.detail()) > 0.0 {
            let mut names = self.card_names.borrow_mut();
            names.learn(self.scene, cards.iter().map(|(mark, ..)| *mark), TextLevel::name_spaces);
            for (mark, rect, style) in cards {
                add_card_text(self.writer, &mut batch, (mark, &mut names), *rect, zoom, *style, palette);
            }
        }
        batch
    }

    /// The emphasis of a link.
    pub fn link_emphasis(&self, mark: &LinkMark) -> Emphasis {
        if self.context.view.selection == Selection::Link(mark.id) {
            Emphasis::Selected
        } else if self.highlight.is_empty() {
            Emphasis::Plain
        } else if self.highlight.onward.contains(&mark.id) {
            Emphasis::Onward
        } else if self.highlight.links.contains(&mark.id) {
            Emphasis::Highlighted
        } else {
            self.dimmed_emphasis()
        }
    }

    /// The emphasis of what is not highlighted. While a link is drawn, everything may be its end.
    pub fn dimmed_emphasis(&self) -> Emphasis {
        match self.gesture {
            Gesture::Linking(_) | Gesture::Reconnecting { .. } => Emphasis::Plain,
            _ => match self.highlight.dimming {
                Dimming::None => Emphasis::Plain,
                Dimming::Subtle => Emphasis::Muted,
                Dimming::Full => Emphasis::Dimmed,
            },
        }
    }
}

/// An even sample of the items, at most so many.
pub(super) fn evenly_sampled<T>(
    items: impl Iterator<Item = T>,
    count: usize,
    max_count: usize,
) -> impl Iterator<Item = T> {
    items.step_by(count.div_ceil(max_count).max(1))
}
