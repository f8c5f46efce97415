//! Prose broken into lines, and lines as SVG.

use crate::exchange::report::blocks::Prose;
use crate::exchange::xml::{push_colour, push_length, push_shown_text};
use crate::scene::{FontWeight, Point, flow_text, text_width};
use crate::theme::Rgb;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub size: f32,
    pub weight: FontWeight,
    pub colour: Rgb,
}

impl Style {
    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.4
    }
}

/// A line, in parts of one weight.
pub(super) type Line = Vec<(String, FontWeight)>;

/// Breaks prose into lines of this width: its label in strong letters on the first one.
pub(super) fn lines_of(prose: &Prose, style: Style, width: f32) -> Vec<Line> {
    let is_stronger = prose.is_strong && style.weight == FontWeight::Regular;
    let weight = if is_stronger { FontWeight::SemiBold } else { style.weight };
    let flowed = |text: &str, width: f32| flow_text(text, weight, style.size, width, usize::MAX);
    let mut lines: Vec<Line> = Vec::new();
    let mut rest = prose.text.trim();
    if let Some(label) = prose.label {
        let label = if rest.is_empty() { format!("{label}:") } else { format!("{label}: ") };
        let label_width = text_width(&label, FontWeight::SemiBold, style.size);
        let mut first = vec![(label, FontWeight::SemiBold)];
        let paragraph = rest.lines().next().unwrap_or_default();
        if label_width < width * 0.6
            && let Some(beside) = flowed(paragraph, width - label_width).into_iter().next()
        {
            rest = rest.strip_prefix(beside.as_str()).unwrap_or(rest).trim_start();
            first.push((beside, weight));
        }
        lines.push(first);
    }
    for paragraph in rest.lines() {
        lines.extend(flowed(paragraph, width).into_iter().map(|line| vec![(line, weight)]));
    }
    lines
}

/// Adds lines as one text; `top` is the upper edge of the first one.
pub(super) fn push_lines(out: &mut String, lines: &[Line], (left, top): (f32, f32), style: Style) {
    if lines.is_empty() {
        return;
    }
    out.push_str("<text xml:space=\"preserve\"");
    push_length(out, "font-size", style.size);
    push_colour(out, "fill", style.colour);
    out.push('>');
    for (number, line) in lines.iter().enumerate() {
        let baseline = top + style.leading() * (number as f32 + 0.5) + style.size * 0.36;
        let mut at = Point::new(left, baseline);
        for (part, (text, weight)) in line.iter().enumerate() {
            out.push_str("<tspan");
            push_length(out, "x", at.x);
            push_length(out, "y", at.y);
            out.push_str(match weight {
                FontWeight::Regular => " font-weight=\"400\">",
                FontWeight::SemiBold => " font-weight=\"600\">",
                FontWeight::Bold => " font-weight=\"700\">",
            });
            push_shown_text(out, text);
            if part + 1 == line.len() && number + 1 < lines.len() {
                // Who takes the text out of the page wants the words apart.
                out.push(' ');
            }
            out.push_str("</tspan>");
            at.x += text_width(text, *weight, style.size);
        }
    }
    out.push_str("</text>\n");
}
