//! Lines of text on a page, as SVG.

use crate::exchange::xml::{push_colour, push_length, push_shown_text};
use crate::scene::{FontWeight, Point, text_width};
use crate::theme::Rgb;

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct TextStyle {
    pub size: f32,
    pub weight: FontWeight,
    pub colour: Rgb,
    /// From one line to the next, by the size.
    pub spacing: f32,
}

impl TextStyle {
    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * self.spacing
    }
}

/// A line, in parts of one weight.
pub(in crate::exchange) type TextLine = Vec<(String, FontWeight)>;

/// Adds lines as one text; `top` is the upper edge of the first one.
pub(in crate::exchange) fn push_text_lines(
    out: &mut String,
    lines: &[TextLine],
    (left, top): (f32, f32),
    style: TextStyle,
) {
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
