//! The links that lapse in the next years: which models that breaks, and what to renew.

use std::collections::BTreeSet;

use egui::{RichText, Ui};

use super::super::super::widgets::{ListRow, hint_ui};
use crate::analysis::{AffectedModel, Lapse};
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, TargetText, integer, lapse_sentence};
use crate::map::{LinkId, Year};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// So many links are listed of one year; the map page and the tables show all.
const MAX_LINKS: usize = 100;

/// What is unfolded.
#[derive(Debug, Default)]
pub(super) struct LapsesState {
    expanded: BTreeSet<Year>,
}

/// Draws what lapses, year by year.
pub(super) fn lapses_ui(
    ui: &mut Ui,
    state: &mut LapsesState,
    lapses: &[Lapse],
    shown: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    if lapses.is_empty() {
        hint_ui(ui, TargetText::NoLapses.text(shown.language), shown.palette);
    }
    for lapse in lapses {
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let (icon, tint) = if lapse.broken_models.is_empty() && lapse.weakened_models.is_empty() {
                (Icon::Info, shown.palette.text_muted)
            } else {
                (Icon::Warning, shown.palette.warning)
            };
            icon_ui(ui, icon, 16.0, colour(tint));
            ui.add(egui::Label::new(RichText::new(lapse_sentence(lapse, shown.language)).strong()).wrap());
        });
        for breaking in lapse.broken_models.iter().chain(&lapse.weakened_models) {
            breaking_ui(ui, breaking, shown, commands);
        }
        let is_expanded = state.expanded.contains(&lapse.last_year);
        let count = integer(lapse.links.len() as u64, shown.language);
        let words = format!("{} · {count}", TargetText::OtherLapses.text(shown.language));
        let icon = (if is_expanded { Icon::Down } else { Icon::Next }, shown.palette.text_muted);
        let row = ListRow { icon: Some(icon), name: &words, detail: "", selected: false, accessible_text: "" };
        if row.show(ui, shown.palette).clicked() && !state.expanded.remove(&lapse.last_year) {
            state.expanded.insert(lapse.last_year);
        }
        if is_expanded {
            for link in lapse.links.iter().take(MAX_LINKS) {
                link_ui(ui, *link, "", shown, commands);
            }
        }
    }
}

/// A model that breaks or weakens, with the links that would keep it as it is.
fn breaking_ui(ui: &mut Ui, breaking: &AffectedModel, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(model) = shown.map.models().get(&breaking.model) else { return };
    let icon = (verdict_icon(breaking.verdict), verdict_colour(breaking.verdict, shown.palette));
    let detail = breaking.verdict.title(shown.language);
    let row =
        ListRow { icon: Some(icon), name: &model.name, detail: &detail, selected: false, accessible_text: &detail };
    if row.show(ui, shown.palette).clicked() {
        commands.push(Command::GoTo(Subject::Model(breaking.model)));
    }
    ui.indent(("renew", breaking.model), |ui| {
        for link in &breaking.links_to_renew {
            link_ui(ui, *link, TargetText::Renew.text(shown.language), shown, commands);
        }
    });
}

fn link_ui(ui: &mut Ui, id: LinkId, detail: &str, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let Some(link) = shown.map.links().get(&id) else { return };
    let name = |id| shown.map.actors().get(&id).map_or("", |actor| actor.name.as_str());
    let words = format!("{} → {}", name(link.from), name(link.to));
    let row = ListRow {
        icon: Some((Icon::Link, shown.palette.link)),
        name: &words,
        detail,
        selected: false,
        accessible_text: detail,
    };
    if row.show(ui, shown.palette).clicked() {
        commands.push(Command::GoTo(Subject::Link(id)));
    }
}
