//! The mark of what is only supposed: while changes are tried out nobody may take what is shown for what is recorded.

use egui::{Frame, Label, Margin, RichText, Ui};

use crate::canvas::colour;
use crate::language::{UiText, proposal_sentence};
use crate::session::{Subject, ViewContext};
use crate::theme::{Palette, font_size};

/// Draws words on the ground that the strip of a trial has.
pub(super) fn banner_ui(ui: &mut Ui, words: &str, palette: &Palette) {
    let frame = Frame::new()
        .fill(colour(palette.accent.mixed(palette.panel, 0.88)))
        .corner_radius(4)
        .inner_margin(Margin::symmetric(8, 4));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.add(Label::new(RichText::new(words).size(font_size::SMALL).color(colour(palette.text))).wrap());
    });
}

/// Says over the inspector that what it tells is supposed; nothing unless something is tried out.
pub(super) fn inspector_banner_ui(ui: &mut Ui, shown: &ViewContext<'_>) {
    if shown.what_if.is_some() {
        ui.add_space(6.0);
        banner_ui(ui, UiText::WhatIfNotice.text(shown.language), shown.palette);
    }
}

/// What is supposed of one thing, over its fields, which hold what is recorded; nothing where nothing is.
pub(super) fn subject_changes_ui(ui: &mut Ui, subject: Subject, shown: &ViewContext<'_>) {
    let recorded = shown.recorded();
    let told: Vec<String> = shown
        .proposals_for(subject)
        .map(|proposal| format!("{}.", proposal_sentence(proposal, recorded, shown.year, shown.language)))
        .collect();
    if !told.is_empty() {
        let (word, rest) = (UiText::WhatIf.text(shown.language), UiText::FieldsRecorded.text(shown.language));
        banner_ui(ui, &format!("{word}: {} {rest}", told.join(" ")), shown.palette);
        ui.add_space(4.0);
    }
}
