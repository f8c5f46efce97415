//! Actors as SVG: a group each, with title, card, icon, name, second line and badge.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::links::push_imbalance;
use super::path_data::{
    has_overflow_risk, push_colour, push_length, push_number, push_pair, push_points, push_shown_text, push_text,
    push_text_length,
};
use super::shapes::{push_circle, push_icon};
use crate::analysis::Verdict;
use crate::language::{Language, Localized};
use crate::map::{ActorId, ActorKind};
use crate::scene::{
    ActorMark, CardColours, CardLayout, ColourKey, DETAIL_SIZE, EDGE_WIDTH, Emphasis, FontWeight, NAME_SIZE, Point,
    Scene, VERDICT_SIZE, break_outline, card_colours, card_layout, card_outline, kind_icon, line_height, text_width,
    verdict_icon, wrap_text, wrapped_name,
};
use crate::theme::{Icon, Palette, Rgb};

/// The least width of a card in points of a picture: on a map of millions of units none would be seen at all.
const LEAST_WIDTH: f32 = 2.0;

/// What the id of an actor's group begins with, before the actor's.
pub(super) const GROUP_PREFIX: &str = "a";

/// Level of detail of cards, by the zoom of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    /// Only its shape.
    Shape,
    /// With icon and badge.
    Icon,
    /// With icon, badge and text.
    Text,
}

/// Attributes that determine the shape of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct CardShapeKey {
    kind: ActorKind,
    colour_key: ColourKey,
    is_multiple: bool,
    is_absent: bool,
}

impl From<&ActorMark> for CardShapeKey {
    fn from(mark: &ActorMark) -> Self {
        Self { kind: mark.kind, colour_key: mark.colour_key, is_multiple: mark.is_multiple, is_absent: mark.is_absent }
    }
}

/// Card shapes that are defined once and referenced by `<use>`.
pub(super) struct SharedShapes {
    /// The `<defs>` element with ids `c0`, `c1`, …
    pub definitions: String,
    /// The key of each shape, by number in its id; few, so searched linearly.
    keys: Vec<CardShapeKey>,
}

impl SharedShapes {
    /// The shapes of all cards of a scene.
    pub fn of(scene: &Scene, palette: &Palette, detail: Detail) -> Self {
        let mut shared = Self { definitions: "<defs>\n".to_owned(), keys: Vec::new() };
        for mark in &scene.actors {
            let (key, number) = (CardShapeKey::from(mark), shared.keys.len());
            if !shared.keys.contains(&key) {
                shared.keys.push(key);
                shared.definitions.push_str(&format!("<g id=\"c{number}\">"));
                let colours = card_colours(mark, Emphasis::Plain, palette);
                push_shape(
                    &mut shared.definitions,
                    (mark.kind, &colours, mark.is_multiple),
                    card_size(mark),
                    palette,
                    detail,
                );
                shared.definitions.push_str("</g>\n");
            }
        }
        shared.definitions.push_str("</defs>\n");
        shared
    }
}

/// Width and height of a card.
fn card_size(mark: &ActorMark) -> (f32, f32) {
    (mark.area.width(), mark.area.height())
}

/// Writes cards, with a cache of common parts.
pub(super) struct CardWriter<'a> {
    palette: &'a Palette,
    detail: Detail,
    /// The zoom at which the picture is seen.
    zoom: f32,
    language: Language,
    shared: Option<&'a SharedShapes>,
    /// What is drawn of names that do not fit.
    short_names: &'a FxHashMap<ActorId, String>,
    /// Whether the group of an actor has an id.
    pub has_ids: bool,
    /// Shapes and colours, by shape key and verdict.
    cache: HashMap<(CardShapeKey, Option<Verdict>), (String, CardColours)>,
}

impl<'a> CardWriter<'a> {
    pub fn new(
        (palette, language): (&'a Palette, Language),
        (detail, zoom): (Detail, f32),
        shared: Option<&'a SharedShapes>,
        short_names: &'a FxHashMap<ActorId, String>,
    ) -> Self {
        Self { palette, detail, zoom, language, shared, short_names, has_ids: false, cache: HashMap::new() }
    }

    /// Adds the group of an actor.
    pub fn push(&mut self, out: &mut String, mark: &ActorMark) {
        out.push_str("<g");
        if self.has_ids {
            out.push_str(&format!(" id=\"{GROUP_PREFIX}{}\"", mark.id));
        }
        out.push_str(" transform=\"translate(");
        // From far away it grows about its middle until it can be seen.
        let enlarged = (LEAST_WIDTH / (mark.area.width() * self.zoom)).max(1.0);
        let growth = (enlarged - 1.0) / 2.0;
        let corner = mark.area.min;
        push_pair(out, corner.x - mark.area.width() * growth, corner.y - mark.area.height() * growth);
        if enlarged > 1.0 {
            out.push_str(") scale(");
            push_number(out, enlarged);
        }
        out.push_str(")\"><title>");
        push_text(out, &mark.name);
        out.push_str("</title>");
        if self.detail > Detail::Shape {
            out.push_str("<desc>");
            out.push_str(mark.kind.text(self.language));
            for part in [&*mark.detail, mark.verdict.map_or("", |verdict| verdict.text(self.language))] {
                if !part.is_empty() {
                    out.push_str(" · ");
                    push_text(out, part);
                }
            }
            out.push_str("</desc>");
        }
        let size = card_size(mark);
        let (palette, detail, shared) = (self.palette, self.detail, self.shared);
        let key = CardShapeKey::from(mark);
        let (shape, colours) = self.cache.entry((key, mark.verdict)).or_insert_with(|| {
            let colours = card_colours(mark, Emphasis::Plain, palette);
            if let Some(number) = shared.and_then(|shared| shared.keys.iter().position(|other| *other == key)) {
                return (format!("<use href=\"#c{number}\"/>"), colours);
            }
            let mut shape = String::new();
            push_shape(&mut shape, (mark.kind, &colours, mark.is_multiple), size, palette, detail);
            (shape, colours)
        });
        out.push_str(shape);
        if let Some(stub) = mark.imbalance {
            let corner = mark.area.min;
            let ends = stub.ends(mark.area).map(|end| Point::new(end.x - corner.x, end.y - corner.y));
            push_imbalance(out, ends, stub.width, self.palette);
        }
        if self.detail == Detail::Text {
            let name = self.short_names.get(&mark.id).map_or(&*mark.name, String::as_str);
            push_card_text(out, mark, name, colours);
        }
        if let Some(verdict) = mark.verdict.filter(|_| self.detail > Detail::Shape) {
            let layout = card_layout(mark.kind, size.0, size.1);
            if self.detail == Detail::Text {
                push_named_badge(out, verdict_icon(verdict), mark.verdict_label, &layout, colours.badge, self.palette);
                out.push_str("</g>\n");
                return;
            }
            push_badge(
                out,
                verdict_icon(verdict),
                (layout.badge.x, layout.badge.y),
                layout.badge_radius,
                colours.badge,
                self.palette,
            );
        }
        out.push_str("</g>\n");
    }
}

/// Adds outline, stack and icon of a card.
pub(super) fn push_shape(
    out: &mut String,
    (kind, colours, is_multiple): (ActorKind, &CardColours, bool),
    (width, height): (f32, f32),
    palette: &Palette,
    detail: Detail,
) {
    let layout = card_layout(kind, width, height);
    let outline = card_outline(kind, width, height);
    let layers =
        if is_multiple { &[(layout.stack_offset.x, layout.stack_offset.y), (0.0, 0.0)][..] } else { &[(0.0, 0.0)][..] };
    for (x, y) in layers {
        out.push_str("<path d=\"");
        let points = outline.iter().map(|(px, py)| (px + width / 2.0 + x, py + height / 2.0 + y));
        push_points(out, points, true);
        out.push('"');
        push_colour(out, "fill", colours.fill);
        // The card behind in the stack is fainter.
        let behind = *x > 0.0;
        push_colour(out, "stroke", if behind { colours.edge.mixed(palette.background, 0.4) } else { colours.edge });
        push_length(out, "stroke-width", EDGE_WIDTH);
        out.push_str("/>");
    }
    if detail > Detail::Shape {
        push_circle(out, (layout.icon.x, layout.icon.y), layout.disc, colours.disc);
        push_icon(out, kind_icon(kind), (layout.icon.x, layout.icon.y), layout.icon_side, colours.edge);
    }
}

fn push_card_text(out: &mut String, mark: &ActorMark, name: &str, colours: &CardColours) {
    let text_area = card_layout(mark.kind, mark.area.width(), mark.area.height()).text_area;
    let name = wrapped_name(mark, name);
    let detail = wrap_text(&mark.detail, FontWeight::Regular, DETAIL_SIZE, text_area.width(), 1);
    let height = name.len() as f32 * line_height(NAME_SIZE) + detail.len() as f32 * line_height(DETAIL_SIZE);
    let mut top = text_area.middle().y - height / 2.0;
    // Capitals are centred vertically in the row.
    let mut baseline = |size: f32| {
        let at = top + line_height(size) / 2.0 + size * 0.36;
        top += line_height(size);
        at
    };
    out.push_str("<text");
    push_colour(out, "fill", colours.name);
    out.push('>');
    let length = |line: &str| text_width(line, FontWeight::SemiBold, NAME_SIZE);
    // All rows of a name get the same treatment.
    let needs_text_length = name.iter().any(|line| has_overflow_risk(length(line), text_area.width()));
    for (at, line) in name.iter().enumerate() {
        out.push_str("<tspan");
        push_length(out, "x", text_area.min.x);
        push_length(out, "y", baseline(NAME_SIZE));
        if needs_text_length {
            push_text_length(out, length(line));
        }
        out.push('>');
        push_shown_text(out, line);
        // A space between rows, so that the name can be searched and copied as a whole.
        out.push_str(if at + 1 < name.len() { "</tspan> " } else { "</tspan>" });
    }
    out.push_str("</text>");
    for line in &detail {
        out.push_str("<text");
        push_length(out, "x", text_area.min.x);
        push_length(out, "y", baseline(DETAIL_SIZE));
        push_length(out, "font-size", DETAIL_SIZE);
        let length = text_width(line, FontWeight::Regular, DETAIL_SIZE);
        if has_overflow_risk(length, text_area.width()) {
            push_text_length(out, length);
        }
        out.push_str(" font-weight=\"400\"");
        push_colour(out, "fill", colours.detail);
        out.push('>');
        push_shown_text(out, line);
        out.push_str("</text>");
    }
}

/// Adds an icon in a disc, such as the badge of a verdict.
pub(in crate::exchange) fn push_badge(
    out: &mut String,
    icon: Icon,
    middle: (f32, f32),
    radius: f32,
    background: Rgb,
    palette: &Palette,
) {
    push_circle(out, middle, radius + 1.6, palette.background);
    push_circle(out, middle, radius, background);
    push_icon(out, icon, middle, radius * 1.45, palette.card);
}

/// Adds the marker of a break.
pub(super) fn push_break(out: &mut String, middle: Point, radius: f32, palette: &Palette) {
    for (radius, colour) in [(radius + 2.0, palette.background), (radius, palette.error)] {
        out.push_str("<path d=\"");
        push_points(out, break_outline(middle, radius).map(|corner| (corner.x, corner.y)), true);
        out.push('"');
        push_colour(out, "fill", colour);
        out.push_str("/>");
    }
    push_icon(out, Icon::Break, (middle.x, middle.y), radius * 1.1, palette.card);
}

/// Adds the badge of a verdict with its label.
fn push_named_badge(out: &mut String, icon: Icon, text: &str, layout: &CardLayout, background: Rgb, palette: &Palette) {
    let (area, start) = layout.labelled_badge(text);
    for (margin, fill) in [(1.6, palette.background), (0.0, background)] {
        let area = area.expanded(margin);
        out.push_str("<rect");
        push_length(out, "x", area.min.x);
        push_length(out, "y", area.min.y);
        push_length(out, "width", area.width());
        push_length(out, "height", area.height());
        push_length(out, "rx", area.height() / 2.0);
        push_colour(out, "fill", fill);
        out.push_str("/>");
    }
    push_icon(out, icon, (area.min.x + 11.0, start.y), 12.0, palette.card);
    out.push_str("<text");
    push_length(out, "x", start.x);
    push_length(out, "y", start.y + VERDICT_SIZE * 0.36);
    push_length(out, "font-size", VERDICT_SIZE);
    push_text_length(out, text_width(text, FontWeight::SemiBold, VERDICT_SIZE));
    push_colour(out, "fill", palette.card);
    out.push('>');
    push_shown_text(out, text);
    out.push_str("</text>");
}
