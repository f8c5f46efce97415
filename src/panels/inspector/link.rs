//! The inspector of a link.

use egui::{Grid, Ui};

use super::super::fields::{
    NumberRange, change_command, combo_box_ui, labelled_ui, multiline_text_ui, number_ui, text_ui, year_ui,
};
use super::super::what_if_banner::{banner_ui, subject_changes_ui};
use super::super::widgets::heading_ui;
use super::{actor_row_ui, delete_button_ui, field_id, products};
use crate::command::{Change, Command};
use crate::language::{Localized, UiText};
use crate::map::{Link, LinkForm, LinkId, LinkKind};
use crate::session::{Subject, ViewContext};

/// Draws a link's fields.
pub(super) fn link_ui(ui: &mut Ui, link: &Link, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    heading_ui(ui, UiText::Link.text(language), context.palette);
    actor_row_ui(ui, link.from, context, commands);
    ui.label("↓");
    actor_row_ui(ui, link.to, context, commands);
    ui.add_space(6.0);
    super::isolation_button_ui(ui, context, commands);
    super::repairs::try_link_ui(ui, link, context, commands);
    ui.add_space(6.0);
    // The recorded link, without what-if changes: only that can be edited.
    let recorded = context.recorded_link(link.id);
    if recorded.is_none() {
        banner_ui(ui, UiText::LinkOnlyInWhatIf.text(language), context.palette);
        ui.disable();
    }
    subject_changes_ui(ui, Subject::Link(link.id), context);
    let link = recorded.unwrap_or(link);
    let mut edited = link.clone();
    Grid::new(("link", link.id)).num_columns(2).spacing([8.0, 6.0]).show(ui, |ui| {
        kind_and_form_ui(ui, &mut edited, context);
        numbers_ui(ui, &mut edited, context);
        for (label, field) in [(UiText::ContractNumber, "contract"), (UiText::Evidence, "evidence")] {
            let words = label.text(language);
            let text = if field == "contract" { &mut edited.contract } else { &mut edited.evidence.paper };
            if let Some(typed) = labelled_ui(ui, words, |ui| text_ui(ui, field_id(link.id, field), words, text, "")) {
                *text = typed;
            }
        }
    });
    ui.checkbox(&mut edited.planned, UiText::Planned.text(language));
    let words = UiText::Note.text(language);
    ui.label(words);
    if let Some(note) = multiline_text_ui(ui, field_id(link.id, "note"), words, &edited.note) {
        edited.note = note;
    }
    if edited != *link {
        commands.push(change_command(ui, Change::Link(edited)));
    }
    delete_button_ui(ui, context, commands);
}

fn kind_and_form_ui(ui: &mut Ui, link: &mut Link, shown: &ViewContext<'_>) {
    let language = shown.language;
    let words = UiText::LinkKind.text(language);
    let kinds = LinkKind::ALL.map(|kind| (kind, kind.title(language)));
    let name = link.kind.title(language);
    let id = field_id(link.id, "kind");
    if let Some(kind) = labelled_ui(ui, words, |ui| combo_box_ui(ui, id, words, &link.kind, kinds, &name)) {
        link.kind = kind;
    }
    if link.kind != LinkKind::Product {
        return;
    }
    let words = UiText::Form.text(language);
    let unknown = UiText::UnknownForm.text(language);
    let forms = LinkForm::ALL.map(|form| (Some(form), form.title(language)));
    let forms = forms.into_iter().chain([(None, unknown.to_owned())]);
    let name = link.form.map_or(unknown.to_owned(), |form| form.title(language));
    let id = field_id(link.id, "form");
    if let Some(form) = labelled_ui(ui, words, |ui| combo_box_ui(ui, id, words, &link.form, forms, &name)) {
        link.form = form;
    }
    let none = UiText::AnyProduct.text(language);
    let products = labelled_ui(ui, UiText::Products.text(language), |ui| {
        products::product_set_ui(ui, &link.products, none, shown)
    });
    if let Some(products) = products {
        link.products = products;
    }
}

/// The id of the field of a link's last year.
pub(super) fn end_year_id(link: LinkId) -> egui::Id {
    field_id((link, UiText::ToYear), "year")
}

fn numbers_ui(ui: &mut Ui, link: &mut Link, context: &ViewContext<'_>) {
    let language = context.language;
    for (label, year) in [(UiText::FromYear, &mut link.from_year), (UiText::ToYear, &mut link.to_year)] {
        let words = label.text(language);
        let id = field_id((link.id, label), "year");
        let typed =
            labelled_ui(ui, words, |ui| year_ui(ui, id, words, *year, UiText::Unknown.text(language), language));
        if let Some(typed) = typed {
            *year = typed;
        }
    }
    if link.kind != LinkKind::Product {
        return;
    }
    for (label, range, amount) in [
        (UiText::Volume, NumberRange::NonNegative, &mut link.volume),
        (UiText::Price, NumberRange::NonNegative, &mut link.price),
        (UiText::Share, NumberRange::Percent, &mut link.share),
    ] {
        let words = label.text(language);
        let id = field_id((link.id, label), "number");
        if let Some(typed) = labelled_ui(ui, words, |ui| number_ui(ui, id, words, *amount, range, language)) {
            *amount = typed;
        }
    }
}
