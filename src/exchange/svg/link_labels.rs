//! The labels of links as SVG.

use super::background::{LabelStyle, push_fitted_label};
use super::breaks::PlacedBreak;
use super::path_data::{push_colour, push_length};
use crate::exchange::picture::Picture;
use crate::scene::{Area, FontWeight, LINK_LABEL_SIZE, LabelRequest, Point, place_link_labels, text_width};

/// A picture of more links has no labels: on paper they could not be read.
const MAX_LINKS: usize = 3_000;

/// Adds the labels of links, each a group that tells the number of its link, inside this part of the page and clear of breaks.
pub(super) fn push_link_labels(out: &mut String, picture: &Picture, within: Area, breaks: &[PlacedBreak]) {
    let (palette, language) = (picture.palette, picture.options.language);
    if picture.scene.links.len() > MAX_LINKS {
        return;
    }
    let occupied: Vec<Area> = breaks.iter().flat_map(PlacedBreak::areas).collect();
    let request = LabelRequest { size: LINK_LABEL_SIZE, within, occupied: &occupied, max_links: MAX_LINKS };
    let labels = place_link_labels(&picture.scene, &picture.map, language, &request, |_| false);
    for label in &labels {
        out.push_str("<g data-link=\"");
        out.push_str(&label.link.0.to_string());
        out.push_str("\"><rect rx=\"3\"");
        push_length(out, "x", label.area.min.x);
        push_length(out, "y", label.area.min.y);
        push_length(out, "width", label.area.width());
        push_length(out, "height", label.area.height());
        push_colour(out, "fill", palette.background);
        out.push_str("/>");
        let style = LabelStyle { size: label.size, weight: FontWeight::Regular, colour: palette.text_muted };
        for (row, middle) in label.row_middles() {
            let width = text_width(row, FontWeight::Regular, label.size);
            push_fitted_label(out, row, Point::new(middle.x - width / 2.0, middle.y), width, style);
        }
        out.push_str("</g>\n");
    }
}
