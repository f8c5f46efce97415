//! The links that lapse in the next years: which models that breaks, and what to renew.

use std::collections::BTreeSet;

use egui::{RichText, Ui};

use super::super::super::widgets::{ListRow, hint_ui};
use crate::analysis::{AffectedModel, Lapse};
use crate::canvas::{colour, icon_ui, row_menu};
use crate::command::Command;
use crate::language::{Localized, TargetText, integer, lapse_sentence};
use crate::map::{LinkId, Year};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// The most links that are listed for one year; the map page and the tables show all.
const MAX_LINKS: usize = 100;

/// The years whose links are listed.
#[derive(Debug, Default)]
pub(super) struct LapsesState {
    expanded: BTreeSet<Year>,
}

/// Draws the lapsing links, year by year.
pub(super) fn lapses_ui(
    ui: &mut Ui,
    state: &mut LapsesState,
    lapses: &[Lapse],
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    if lapses.is_empty() {
        hint_ui(ui, TargetText::NoLapses.text(context.language), context.palette);
    }
    for lapse in lapses {
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let (icon, tint) = if lapse.broken_models.is_empty() && lapse.weakened_models.is_empty() {
                (Icon::Info, context.palette.text_muted)
            } else {
                (Icon::Warning, context.palette.warning)
            };
            icon_ui(ui, icon, 16.0, colour(tint));
            ui.add(egui::Label::new(RichText::new(lapse_sentence(lapse, context.language)).strong()).wrap());
        });
        for affected in lapse.broken_models.iter().chain(&lapse.weakened_models) {
            affected_model_ui(ui, affected, context, commands);
        }
        let is_expanded = state.expanded.contains(&lapse.last_year);
        let count = integer(lapse.links.len() as u64, context.language);
        let words = format!("{} · {count}", TargetText::OtherLapses.text(context.language));
        let icon = (if is_expanded { Icon::Down } else { Icon::Next }, context.palette.text_muted);
        let row = ListRow { icon: Some(icon), name: &words, detail: "", selected: false, accessible_text: "" };
        if row.show(ui, context.palette).clicked() && !state.expanded.remove(&lapse.last_year) {
            state.expanded.insert(lapse.last_year);
        }
        if is_expanded {
            for link in lapse.links.iter().take(MAX_LINKS) {
                link_ui(ui, *link, "", context, commands);
            }
        }
    }
}

/// A model that breaks or weakens, with the links to renew to prevent that.
fn affected_model_ui(ui: &mut Ui, affected: &AffectedModel, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(model) = shown.map.models().get(&affected.model) else { return };
    let icon = (verdict_icon(affected.verdict), verdict_colour(affected.verdict, shown.palette));
    let detail = affected.verdict.title(shown.language);
    let row =
        ListRow { icon: Some(icon), name: &model.name, detail: &detail, selected: false, accessible_text: &detail };
    let response = row.show(ui, shown.palette);
    row_menu(&response, Subject::Model(affected.model), shown, commands);
    if response.clicked() {
        commands.push(Command::GoTo(Subject::Model(affected.model)));
    }
    ui.indent(("renew", affected.model), |ui| {
        for link in &affected.links_to_renew {
            link_ui(ui, *link, TargetText::Renew.text(shown.language), shown, commands);
        }
    });
}

fn link_ui(ui: &mut Ui, id: LinkId, detail: &str, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(link) = context.map.links().get(&id) else { return };
    let name = |id| context.map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    let words = format!("{} → {}", name(link.from), name(link.to));
    let row = ListRow {
        icon: Some((Icon::Link, context.palette.link)),
        name: &words,
        detail,
        selected: false,
        accessible_text: detail,
    };
    let response = row.show(ui, context.palette);
    row_menu(&response, Subject::Link(id), context, commands);
    if response.clicked() {
        commands.push(Command::GoTo(Subject::Link(id)));
    }
}
