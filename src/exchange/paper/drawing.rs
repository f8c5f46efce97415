//! Draws what usvg has laid out of an SVG of ours onto a page: paths in plain colours, and text. Our drawings have nothing
//! else, such as gradients, masks or pictures.

use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use resvg::usvg::{self, Group, Node, Rect};

use super::convert::{fill, outline, stroke, transform};
use super::tags::{PageText, Section};
use super::text::{FontCache, drawn_text, text_lines};
use crate::exchange::picture::Picture;
use crate::scene::Area;

/// A drawing on its way onto a page.
pub(super) struct Drawing<'a, 'page> {
    pub surface: &'a mut Surface<'page>,
    pub fonts: &'a mut FontCache,
    /// The records of the actors that are drawn.
    pub picture: Option<&'a Picture>,
    /// The texts so far.
    pub texts: &'a mut Vec<PageText>,
    /// Whether what was drawn last is an artifact, which goes on until a text comes.
    is_artifact: bool,
}

impl<'a, 'page> Drawing<'a, 'page> {
    pub fn new(
        surface: &'a mut Surface<'page>,
        fonts: &'a mut FontCache,
        picture: Option<&'a Picture>,
        texts: &'a mut Vec<PageText>,
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
        // The texts of an actor have an order: its name, the line below, its verdict.
        let mut number = 0;
        for child in group.children() {
            match child {
                Node::Group(inner) => self.draw_group(inner, window, section),
                Node::Path(path) if touches(path.abs_stroke_bounding_box(), window) => self.draw_path(path),
                Node::Text(text) => {
                    if touches(text.abs_bounding_box(), window) {
                        self.draw_tagged_text(text, section, number);
                    }
                    number += 1;
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

    /// Draws a text that is tagged as what it is. What is drawn shortened is told whole with its first line, so that it can
    /// be found and copied; what is only broken into lines is told whole by its tag.
    fn draw_tagged_text(&mut self, text: &usvg::Text, section: Section, number: usize) {
        let lines = text_lines(text, self.fonts);
        if section == Section::Foot {
            self.begin_artifact();
            lines.into_iter().flatten().for_each(|run| run.draw(self.surface));
            return;
        }
        self.end_artifact();
        let drawn = drawn_text(&lines);
        let whole = self.whole_text(text, section, number);
        let mut shown_for = (drawn != whole).then(|| whole.clone());
        let is_broken = shown_for.is_some() || lines.len() > 1;
        let mut page_text = PageText { section, whole: is_broken.then_some(whole), parts: Vec::new() };
        for line in lines {
            let tag = SpanTag::empty().with_actual_text(shown_for.as_deref());
            page_text.parts.push(self.surface.start_tagged(ContentTag::Span(tag)));
            for run in line {
                run.draw(self.surface);
            }
            self.surface.end_tagged();
            // The lines below say nothing more.
            if let Some(shown_for) = &mut shown_for {
                shown_for.clear();
            }
        }
        if !page_text.parts.is_empty() {
            self.texts.push(page_text);
        }
    }

    /// All that a text says: the name or the second line of an actor may be drawn shortened, and letters of a script that runs
    /// leftwards stand in another order.
    fn whole_text(&self, text: &usvg::Text, section: Section, number: usize) -> String {
        let mark = match section {
            Section::Actor(id) => self.picture.and_then(|picture| picture.scene.actor(id)),
            _ => None,
        };
        match (mark, number) {
            (Some(mark), 0) => mark.name.to_string(),
            (Some(mark), 1) if !mark.detail.is_empty() => mark.detail.to_string(),
            _ => text.chunks().iter().map(usvg::TextChunk::text).collect::<String>().trim().to_owned(),
        }
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
