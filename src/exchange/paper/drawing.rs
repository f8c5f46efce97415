//! Draws what usvg has laid out of an SVG of ours onto a page: paths in plain colours, and text. Our drawings have nothing
//! else, such as gradients, masks or pictures; a test holds that they look as resvg draws them.

use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use resvg::usvg::{self, Group, Node, Rect};

use super::convert::{fill, outline, stroke, transform};
use super::tags::Section;
use super::text::{FontCache, draw_text, own_text};
use crate::exchange::picture::Picture;
use crate::scene::Area;

/// A drawing on its way onto a page.
pub(super) struct Drawing<'a, 'page> {
    pub surface: &'a mut Surface<'page>,
    pub fonts: &'a mut FontCache,
    /// The records of the actors that are drawn.
    pub picture: &'a Picture,
    /// The texts so far.
    pub texts: &'a mut Vec<(Section, Identifier)>,
    /// Whether what was drawn last is an artifact, which goes on until a text comes.
    is_artifact: bool,
}

impl<'a, 'page> Drawing<'a, 'page> {
    pub fn new(
        surface: &'a mut Surface<'page>,
        fonts: &'a mut FontCache,
        picture: &'a Picture,
        texts: &'a mut Vec<(Section, Identifier)>,
    ) -> Self {
        Self { surface, fonts, picture, texts, is_artifact: false }
    }

    /// Draws the part of a tree that lies in a window, in the units of the tree.
    pub fn draw(&mut self, tree: &usvg::Tree, window: Area) {
        self.draw_group(tree.root(), window, Section::Map);
        self.end_artifact();
    }

    fn draw_group(&mut self, group: &Group, window: Area, section: Section) {
        if group.children().is_empty() || !touches(group.abs_stroke_bounding_box(), window) {
            return;
        }
        let section = Section::of_group(group.id()).unwrap_or(section);
        let is_moved = !group.transform().is_identity();
        if is_moved {
            self.surface.push_transform(&transform(group.transform()));
        }
        let mut is_name = true;
        for child in group.children() {
            match child {
                Node::Group(inner) => self.draw_group(inner, window, section),
                Node::Path(path) if touches(path.abs_stroke_bounding_box(), window) => self.draw_path(path),
                Node::Text(text) => {
                    if touches(text.abs_bounding_box(), window) {
                        self.draw_tagged_text(text, section, is_name);
                    }
                    is_name = false;
                }
                // There are none.
                Node::Path(_) | Node::Image(_) => {}
            }
        }
        if is_moved {
            self.surface.pop();
        }
    }

    fn draw_path(&mut self, path: &usvg::Path) {
        let Some(outline) = outline(path).filter(|_| path.is_visible()) else { return };
        let (fill, stroke) = (path.fill().and_then(fill), path.stroke().and_then(stroke));
        if fill.is_none() && stroke.is_none() {
            return;
        }
        self.begin_artifact();
        self.surface.set_fill(fill);
        self.surface.set_stroke(stroke);
        self.surface.draw_path(&outline);
    }

    /// Draws a text that is tagged as what it is; the first one of an actor is its name, which may be drawn shortened.
    fn draw_tagged_text(&mut self, text: &usvg::Text, section: Section, is_name: bool) {
        if section == Section::Foot {
            self.begin_artifact();
            draw_text(self.surface, self.fonts, text);
            return;
        }
        self.end_artifact();
        let name = match section {
            Section::Actor(id) if is_name => self.picture.scene.actor(id).map(|mark| mark.name.to_string()),
            _ => None,
        };
        let actual = own_text(text, name);
        let tag = SpanTag::empty().with_actual_text(actual.as_deref());
        let identifier = self.surface.start_tagged(ContentTag::Span(tag));
        draw_text(self.surface, self.fonts, text);
        self.surface.end_tagged();
        self.texts.push((section, identifier));
    }

    fn begin_artifact(&mut self) {
        if !self.is_artifact {
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            self.is_artifact = true;
        }
    }

    fn end_artifact(&mut self) {
        if std::mem::take(&mut self.is_artifact) {
            self.surface.end_tagged();
        }
    }
}

/// Whether two areas touch; a level line has no height.
fn touches(one: Rect, window: Area) -> bool {
    let is_across = one.left() <= window.max.x && window.min.x <= one.right();
    is_across && one.top() <= window.max.y && window.min.y <= one.bottom()
}
