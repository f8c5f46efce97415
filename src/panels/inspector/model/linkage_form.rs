//! The form of linkage under Decree 98/2018/NĐ-CP: which parts of the chain the parties cover, each with its evidence.

use egui::Ui;

use super::super::super::widgets::{ListRow, heading_ui, hint_ui};
use crate::command::Command;
use crate::language::{UiText, form_sentence, route_line};
use crate::map::ModelId;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// Draws the four parts and the resulting form.
pub(super) fn linkage_form_ui(ui: &mut Ui, model: ModelId, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    let Some(form) = context.study.and_then(|study| study.forms.get(&model)) else { return };
    heading_ui(ui, UiText::LinkageFormHeading.text(language), palette);
    if form.not_assessed.is_some() {
        hint_ui(ui, &form_sentence(form, language), palette);
        return;
    }
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let actor = |id| (Subject::Actor(id), route_line(&[id], context.map, language));
    let seller = |id| {
        let link = context.map.links().get(&id);
        (Subject::Link(id), link.map_or_else(String::new, |link| route_line(&[link.from], context.map, language)))
    };
    for (word, evidence) in [
        (UiText::PartInputs, form.inputs.map(seller)),
        (UiText::PartProduction, form.production.map(actor)),
        (UiText::PartProcessing, form.processing.map(actor)),
        (UiText::PartSale, form.sale.map(actor)),
    ] {
        let icon = match evidence {
            Some(_) => (Icon::Firm, palette.verdicts.firm),
            None => (Icon::Remove, palette.text_muted),
        };
        let detail = evidence.as_ref().map_or(UiText::NotCovered.text(language), |(_, name)| name.as_str());
        let row =
            ListRow { icon: Some(icon), name: word.text(language), detail, selected: false, accessible_text: detail };
        if row.show(ui, palette).clicked() {
            commands.extend(evidence.map(|(subject, _)| Command::GoTo(subject)));
        }
    }
    ui.spacing_mut().item_spacing.y = spacing;
    hint_ui(ui, &form_sentence(form, language), palette);
}
