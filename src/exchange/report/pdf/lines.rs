//! Prose broken into lines.

use crate::exchange::paper::{TextLine, TextStyle};
use crate::exchange::report::blocks::Prose;
use crate::scene::{FontWeight, flow_text, text_width};

/// Breaks prose into lines of this width: its label in strong letters on the first one.
pub(super) fn lines_of(prose: &Prose, style: TextStyle, width: f32) -> Vec<TextLine> {
    let is_stronger = prose.is_strong && style.weight == FontWeight::Regular;
    let weight = if is_stronger { FontWeight::SemiBold } else { style.weight };
    let flowed = |text: &str, width: f32| flow_text(text, weight, style.size, width, usize::MAX);
    let mut lines: Vec<TextLine> = Vec::new();
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
