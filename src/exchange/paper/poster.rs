//! A picture composed for paper: title block, map, legend and source on a ground of given sides, in points.

use crate::analysis::Verdict;
use crate::exchange::picture::Picture;
use crate::exchange::svg::{
    LabelStyle, LegendFlow, PlacedLegendGroup, map_area, place_legend, push_badge, push_label, push_legend, push_root,
    title_block,
};
use crate::language::{linked_models_line, source_line};
use crate::scene::{Area, FontWeight, LegendGroup, NAME_SIZE, Point, flow_text, legend, verdict_colour, verdict_icon};
use crate::theme::{Palette, Rgb};

/// The short side of a poster on which its title and legend are of their plain sizes: A4 without margins.
const REFERENCE_SIDE: f32 = 530.0;
/// Font sizes at the reference side, in points.
const TITLE_SIZE: f32 = 15.0;
const MODEL_SIZE: f32 = 11.5;
const SUMMARY_SIZE: f32 = 9.5;
const DETAIL_SIZE: f32 = 8.5;
const SOURCE_SIZE: f32 = 7.0;
/// The scale of the legend at the reference side: its words are then 8 points high.
const LEGEND_SCALE: f32 = 0.7;
/// The largest size of names, in plain points: larger ones would outshine the title.
const MAX_NAME_SIZE: f32 = 11.0;
/// Line height of a font size.
const LEADING: f32 = 1.35;
/// The most lines of title and source.
const MAX_TITLE_LINES: usize = 2;
const MAX_SOURCE_LINES: usize = 3;

/// A line of text.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    /// Its left end at the vertical middle.
    at: Point,
    style: LabelStyle,
}

/// What a poster takes of a picture, whatever its sides.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub title: String,
    /// The part of the map that is shown, as the model whose chain it is with its verdict.
    part: Option<(String, Option<Verdict>)>,
    summary: Option<String>,
    details: String,
    source: String,
    legend: Vec<LegendGroup>,
    /// The map with its headers, in map units.
    map: Area,
    palette: &'static Palette,
}

impl Content {
    pub fn of(picture: &Picture) -> Self {
        let language = picture.options.language;
        let block = title_block(picture);
        let summary = picture.summary.filter(|summary| summary.models > 0);
        // A note of several paragraphs runs on.
        let note = picture.map.info().note.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            title: block.title,
            part: block.part,
            summary: summary.map(|summary| linked_models_line(summary, language)),
            details: block.details.join(" · "),
            source: if note.is_empty() { note } else { source_line(&note, language) },
            legend: legend(&picture.scene, !picture.breaks.is_empty(), language),
            map: map_area(picture),
            palette: picture.palette,
        }
    }
}

/// A composed picture.
#[derive(Clone, Debug)]
pub(super) struct Poster {
    /// Width and height.
    pub size: (f32, f32),
    /// Points a map unit.
    pub scale: f32,
    /// Width and height of the space for the map.
    map_room: (f32, f32),
    /// Where the upper left corner of the map stands.
    pub map: Point,
    title: Vec<Line>,
    /// What stands below the title: the part of the map, how many models reach a buyer, place, year and date.
    details: Vec<Line>,
    badge: Option<(Verdict, Point, f32)>,
    legend: Vec<PlacedLegendGroup>,
    legend_scale: f32,
    source: Vec<Line>,
}

impl Poster {
    /// Composes a picture for these sides.
    pub fn new(content: &Content, size: (f32, f32)) -> Self {
        let plain = (size.0.min(size.1) / REFERENCE_SIDE).sqrt().clamp(0.8, 6.0);
        let palette = content.palette;
        let mut composer = Composer { top: 0.0, width: size.0, plain };
        let title = composer.lines(&content.title, (TITLE_SIZE, FontWeight::Bold, palette.text), 0.0, MAX_TITLE_LINES);
        let mut details = Vec::new();
        let mut badge = None;
        if let Some((name, verdict)) = &content.part {
            let colour = verdict.map_or(palette.text, |verdict| verdict_colour(verdict, palette));
            let indent = verdict.map_or(0.0, |_| MODEL_SIZE * 1.6 * plain);
            let rows = composer.lines(name, (MODEL_SIZE, FontWeight::SemiBold, colour), indent, MAX_TITLE_LINES);
            let radius = MODEL_SIZE * 0.6 * plain;
            badge = verdict
                .zip(rows.first())
                .map(|(verdict, first)| (verdict, Point::new(radius * 1.2, first.at.y), radius));
            details.extend(rows);
        }
        if let Some(summary) = &content.summary {
            details.extend(composer.lines(summary, (SUMMARY_SIZE, FontWeight::SemiBold, palette.text), 0.0, 1));
        }
        let muted = palette.text_muted;
        details.extend(composer.lines(&content.details, (DETAIL_SIZE, FontWeight::Regular, muted), 0.0, 2));
        let map_top = composer.top + 6.0 * plain;
        composer.top = 0.0;
        let mut source =
            composer.lines(&content.source, (SOURCE_SIZE, FontWeight::Regular, muted), 0.0, MAX_SOURCE_LINES);
        let source_top = size.1 - composer.top;
        let legend_scale = LEGEND_SCALE * plain;
        let place =
            |top| place_legend(content.legend.clone(), Point::new(0.0, top), size.0, legend_scale, LegendFlow::Running);
        let (_, legend_height) = place(0.0);
        let map_bottom = source_top - legend_height - 8.0 * plain;
        let room = (size.0, (map_bottom - map_top).max(1.0));
        let (width, height) = (content.map.width().max(1.0), content.map.height().max(1.0));
        let scale = (room.0 / width).min(room.1 / height).min(MAX_NAME_SIZE * plain / NAME_SIZE);
        let map = Point::new((room.0 - width * scale) / 2.0, map_top + (room.1 - height * scale) / 2.0);
        for line in &mut source {
            line.at.y += source_top;
        }
        let (legend, _) = place(source_top - legend_height - 4.0 * plain);
        Self { size, scale, map_room: room, map, title, details, badge, legend, legend_scale, source }
    }

    /// The size of names, in points.
    pub fn text_size(&self) -> f32 {
        self.scale * NAME_SIZE
    }

    /// How many times as wide as high the map may be.
    pub fn map_ratio(&self) -> f32 {
        self.map_room.0 / self.map_room.1
    }

    /// Everything but the map, as SVG in points; its groups are the [`Section`](super::tags::Section)s.
    pub fn svg(&self, picture: &Picture, content: &Content) -> String {
        let palette = content.palette;
        let mut out = String::new();
        let ground = Area { min: Point::new(0.0, 0.0), max: Point::new(self.size.0, self.size.1) };
        push_root(&mut out, ground, &content.title, picture.options.language);
        for (id, lines) in [("title", &self.title), ("details", &self.details), ("source", &self.source)] {
            out.push_str(&format!("<g id=\"{id}\">"));
            for line in lines {
                push_label(&mut out, &line.text, line.at, line.style);
            }
            out.push_str("</g>\n");
        }
        if let Some((verdict, at, radius)) = self.badge {
            let colour = verdict_colour(verdict, palette);
            push_badge(&mut out, verdict_icon(verdict), (at.x, at.y), radius, colour, palette);
        }
        // As cards and lines are drawn on the map.
        out.push_str("<g id=\"legend\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n");
        push_legend(&mut out, &self.legend, self.legend_scale, palette);
        out.push_str("</g>\n</svg>\n");
        out
    }
}

/// Stacks lines of text from the top.
struct Composer {
    top: f32,
    width: f32,
    /// By how much font sizes are larger than at the reference side.
    plain: f32,
}

impl Composer {
    fn lines(
        &mut self,
        text: &str,
        (size, weight, colour): (f32, FontWeight, Rgb),
        indent: f32,
        max_lines: usize,
    ) -> Vec<Line> {
        let size = size * self.plain;
        let rows = flow_text(text, weight, size, self.width - indent, max_lines).into_iter();
        let lines = rows.map(|text| {
            let at = Point::new(indent, self.top + size * LEADING / 2.0);
            self.top += size * LEADING;
            Line { text, at, style: LabelStyle { size, weight, colour } }
        });
        lines.collect()
    }
}
