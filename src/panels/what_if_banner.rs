//! Banners of a what-if: while one is active, what is shown must not be mistaken for what is recorded.

use egui::{Frame, Label, Margin, RichText, Ui};

use crate::canvas::colour;
use crate::language::{UiText, proposal_sentence};
use crate::session::{Subject, ViewContext};
use crate::theme::{Palette, font_size};

/// Draws text on the background of the what-if panel.
pub(super) fn banner_ui(ui: &mut Ui, text: &str, palette: &Palette) {
    let frame = Frame::new()
        .fill(colour(palette.accent.mixed(palette.panel, 0.88)))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(8, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(RichText::new(text).size(font_size::SMALL).color(colour(palette.text))).wrap());
    });
}

/// Says above the inspector that its content is hypothetical; nothing unless a what-if is active.
pub(super) fn inspector_banner_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    if context.what_if.is_some() {
        ui.add_space(6.0);
        banner_ui(ui, UiText::WhatIfNotice.text(context.language), context.palette);
    }
}

/// The proposals for one subject, above its fields, which show the recorded values; nothing if there are none.
pub(super) fn subject_changes_ui(ui: &mut Ui, subject: Subject, context: &ViewContext<'_>) {
    let recorded = context.recorded();
    let sentences: Vec<String> = context
        .proposals_for(subject)
        .map(|proposal| format!("{}.", proposal_sentence(proposal, recorded, context.year, context.language)))
        .collect();
    if !sentences.is_empty() {
        let (word, rest) = (UiText::WhatIf.text(context.language), UiText::FieldsRecorded.text(context.language));
        banner_ui(ui, &format!("{word}: {} {rest}", sentences.join(" ")), context.palette);
        ui.add_space(4.0);
    }
}
