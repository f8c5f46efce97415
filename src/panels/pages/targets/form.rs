//! The form of a target: its name, year and goal, and the parameters of its measure.

use std::collections::BTreeSet;

use egui::{Id, Ui};

use super::super::super::choices::combo_box_ui;
use super::super::super::field_drafts::{form_of_ui, has_draft};
use super::super::super::fields::{change_command, labelled_ui, rows_ui, text_ui, year_ui};
use super::super::super::record_fields::{field_block_ui, field_id, form_rows_ui, more_ui};
use crate::analysis::TargetStatus;
use crate::command::{Change, Command};
use crate::language::{Localized, TargetText, UiText, capitalised, integer, signed_number, target_number};
use crate::map::{ActorId, ActorKind, Measure, ProductId, RecordRef, Sector, Target, Year};
use crate::schema::{actor, target as target_fields};
use crate::session::ViewContext;

/// Each measure, with the initial goal of a new target.
pub(super) fn default_targets(year: Year) -> [(Measure, f64); 7] {
    let base_year = year.saturating_sub(1);
    [
        (Measure::LinkedModels, 10.0),
        (Measure::Founded { kinds: [ActorKind::Group].into() }, 10.0),
        (Measure::MemberGrowth { base_year }, 10.0),
        (Measure::EffectiveShare, 50.0),
        (Measure::FundCapital, 1e9),
        (Measure::ContractVolume { product: None }, 1000.0),
        (
            Measure::Count {
                kind: Some(ActorKind::Cooperative),
                sector: None,
                district: String::new(),
                commune: String::new(),
            },
            10.0,
        ),
    ]
}

/// The text of a contribution to a target's value; empty if each counts as one.
pub(super) fn contribution_text(
    amount: f64,
    target: &Target,
    status: &TargetStatus,
    context: &ViewContext<'_>,
) -> String {
    match target.measure {
        Measure::MemberGrowth { .. } => signed_number(amount, context.language),
        Measure::FundCapital | Measure::ContractVolume { .. } => {
            target_number(amount, target, Some(status), context.map, context.language)
        }
        _ if amount > 1.0 => integer(amount as u64, context.language),
        _ => String::new(),
    }
}

/// Draws the fields of a target.
pub(super) fn form_ui(
    ui: &mut Ui,
    target: &Target,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let mut edited = target.clone();
    form_of_ui(ui, [RecordRef::Target(target.id)], |ui| {
        rows_ui(ui, |ui| {
            form_rows_ui(ui, &mut edited, &[], target.id, context);
            measure_ui(ui, &mut edited.measure, target, shows_all, context);
            if edited.measure == Measure::FundCapital {
                labelled_ui(ui, &target_fields::OF.title(context.language), |ui| {
                    ui.vertical(|ui| supporters_ui(ui, &mut edited.of, context))
                });
            }
        });
        let note_id = field_id(target.id, &target_fields::NOTE);
        if shows_all || !target.note.is_empty() || has_draft(ui.ctx(), note_id) {
            field_block_ui(ui, &target_fields::NOTE, &mut edited, target.id, context);
        }
    });
    more_ui(ui, shows_all, context, commands);
    if edited != *target {
        commands.push(change_command(ui, Change::Target(edited)));
    }
}

/// The parameters of the measure; of those that narrow a count only the ones that do, unless `shows_all`.
fn measure_ui(ui: &mut Ui, measure: &mut Measure, target: &Target, shows_all: bool, context: &ViewContext<'_>) {
    let language = context.language;
    let id = |field: &str| Id::unique((target.id, field));
    match measure {
        Measure::Founded { kinds } => {
            labelled_ui(ui, &actor::KIND.title(language), |ui| ui.vertical(|ui| kinds_ui(ui, kinds, context)));
        }
        Measure::MemberGrowth { base_year } => {
            let words = TargetText::BaseYear.text(language);
            let year = labelled_ui(ui, words, |ui| year_ui(ui, id("base"), words, Some(*base_year), "", language));
            if let Some(Some(year)) = year {
                *base_year = year;
            }
        }
        Measure::ContractVolume { product } => {
            let name = |of: Option<ProductId>| {
                let known = of.and_then(|id| context.map.products().get(&id));
                known.map_or_else(|| UiText::AllProducts.text(language).to_owned(), |product| product.name.clone())
            };
            let ids = context.map.products().keys().copied();
            let choices = std::iter::once(None).chain(ids.map(Some)).map(|of| (of, name(of)));
            let words = UiText::Products.text(language);
            let current = name(*product);
            let chosen = labelled_ui(ui, words, |ui| {
                combo_box_ui(ui, id("product"), words, product, choices, &current, language)
            });
            if let Some(chosen) = chosen {
                *product = chosen;
            }
        }
        Measure::Count { kind, sector, district, commune } => {
            optional_choice_ui(
                ui,
                id("kind"),
                &actor::KIND.title(language),
                kind,
                &ActorKind::ALL,
                TargetText::AnyKind,
                context,
            );
            if shows_all || sector.is_some() {
                optional_choice_ui(
                    ui,
                    id("sector"),
                    &actor::SECTOR.title(language),
                    sector,
                    &Sector::ALL,
                    TargetText::AnySector,
                    context,
                );
            }
            for (field, name) in [(&actor::COMMUNE, commune), (&actor::DISTRICT, district)] {
                if !shows_all && name.is_empty() && !has_draft(ui.ctx(), id(field.id)) {
                    continue;
                }
                let words = &field.title(language);
                let hint = TargetText::AnyPlace.text(language);
                if let Some(typed) = labelled_ui(ui, words, |ui| text_ui(ui, id(field.id), words, name, hint)) {
                    *name = typed;
                }
            }
        }
        Measure::LinkedModels | Measure::EffectiveShare | Measure::FundCapital => {}
    }
}

/// The supporters whose capital counts.
fn supporters_ui(ui: &mut Ui, of: &mut BTreeSet<ActorId>, context: &ViewContext<'_>) {
    let supporters = context.map.actors().values().filter(|it| it.kind_in(context.year) == ActorKind::Supporter);
    for supporter in supporters {
        let mut counts = of.contains(&supporter.id);
        if ui.checkbox(&mut counts, &supporter.name).clicked() && !of.remove(&supporter.id) {
            of.insert(supporter.id);
        }
    }
}

fn kinds_ui(ui: &mut Ui, kinds: &mut BTreeSet<ActorKind>, context: &ViewContext<'_>) {
    for kind in [ActorKind::Group, ActorKind::Cooperative, ActorKind::Union, ActorKind::Enterprise] {
        let mut counts = kinds.contains(&kind);
        if ui.checkbox(&mut counts, capitalised(kind.text(context.language))).clicked() {
            if counts {
                kinds.insert(kind);
            } else {
                kinds.remove(&kind);
            }
        }
    }
}

/// A choice of one value of a closed list, or of any.
fn optional_choice_ui<T: Localized + Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    label: &str,
    current: &mut Option<T>,
    all: &[T],
    any: TargetText,
    context: &ViewContext<'_>,
) {
    let language = context.language;
    let name = |of: Option<T>| of.map_or_else(|| any.text(language).to_owned(), |of| capitalised(of.text(language)));
    let choices = std::iter::once(None).chain(all.iter().copied().map(Some)).map(|of| (of, name(of)));
    let current_name = name(*current);
    if let Some(chosen) =
        labelled_ui(ui, label, |ui| combo_box_ui(ui, id, label, current, choices, &current_name, language))
    {
        *current = chosen;
    }
}
