//! What the parties of a model supply in a year, and what of it the links cannot carry to buyers.

use egui::{Label, Ui};

use super::super::super::widgets::{clickable_text_ui, heading_ui};
use crate::command::Command;
use crate::language::{UiText, stranded_supply_sentence, supply_line};
use crate::map::CoopModel;
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

/// Draws a line for each product of the model with a known volume; nothing if there is none.
pub(super) fn volumes_ui(ui: &mut Ui, model: &CoopModel, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let parties = || model.core.union(&model.members).filter_map(|id| context.map.actors().get(id));
    let mut is_first = true;
    for product in &model.products {
        let supplies = parties().filter(|actor| actor.is_present(context.year)).flat_map(|actor| &actor.supply);
        let volumes: Vec<f64> =
            supplies.filter(|supply| supply.product == *product).filter_map(|supply| supply.volume).collect();
        if volumes.is_empty() {
            continue;
        }
        if std::mem::take(&mut is_first) {
            heading_ui(ui, UiText::PageVolumes.text(context.language), context.palette);
        }
        ui.add(Label::new(supply_line(volumes.iter().sum(), *product, context.map, context.language)).wrap());
        let stranded = context.assessment.into_iter().flat_map(|known| &known.volumes.stranded);
        for stranded in stranded.filter(|group| group.products.contains(product)) {
            if !stranded.producers.iter().any(|actor| model.core.contains(actor) || model.members.contains(actor)) {
                continue;
            }
            let words = stranded_supply_sentence(stranded, context.map, context.language);
            if clickable_text_ui(ui, (Icon::NoBuyer, context.palette.error), &words, context.palette).clicked() {
                commands.extend(stranded.bottlenecks.first().map(|link| Command::GoTo(Subject::Link(*link))));
            }
        }
    }
}
