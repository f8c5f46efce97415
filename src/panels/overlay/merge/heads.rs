//! The two records over their columns: which ones they are, and which one stays.

use egui::{ComboBox, FontFamily, FontId, Label, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{MergeState, NAME_WIDTH};
use crate::canvas::colour;
use crate::language::{UiText, record_line};
use crate::map::{Actor, ActorId, Id as _};
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// The two records over their columns: which one it is, and whether it stays.
pub(super) fn heads_ui(
    ui: &mut Ui,
    state: &mut MergeState,
    [left, right]: [&Actor; 2],
    width: f32,
    context: &ViewContext<'_>,
) {
    let language = context.language;
    ui.horizontal_top(|ui| {
        ui.allocate_exact_size(Vec2::new(NAME_WIDTH, 1.0), Sense::hover());
        for (at, actor) in [left, right].into_iter().enumerate() {
            ui.allocate_ui(Vec2::new(width, 0.0), |ui| {
                ui.set_width(width);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    if state.candidates.len() > 2 {
                        candidate_ui(ui, state, at, width, context);
                    } else {
                        let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
                        ui.add(Label::new(RichText::new(&actor.name).font(font)).wrap());
                    }
                    let place = context.recorded().placements().get(&actor.id).map(|place| place.pinned);
                    let links = context.recorded().links_of(actor.id).count();
                    let line = record_line(actor.id.number(), links, place, language);
                    let line = RichText::new(line).size(font_size::SMALL).color(colour(context.palette.text_muted));
                    ui.add(Label::new(line).wrap());
                    let is_kept = state.merge.kept == actor.id;
                    let keep = ui.radio(is_kept, UiText::MergeKeep.text(language));
                    let said = format!("{}: {}", UiText::MergeKeep.text(language), actor.id.number());
                    keep.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_kept, said.as_str()));
                    if keep.on_hover_text(UiText::MergeKeepHint.text(language)).clicked() {
                        state.keep(actor.id);
                    }
                });
            });
        }
    });
}

/// The choice of one of the two among several.
fn candidate_ui(ui: &mut Ui, state: &mut MergeState, at: usize, width: f32, context: &ViewContext<'_>) {
    let name = |id: ActorId| {
        let name = context.recorded_actor(id).map_or("", |actor| actor.name.as_str());
        format!("{name} · {}", id.number())
    };
    let [left, right] = state.pair;
    let (own, other) = if at == 0 { (left, right) } else { (right, left) };
    let mut chosen = own;
    let response = ComboBox::from_id_salt(("merged record", at))
        .selected_text(name(own))
        .width(width)
        .truncate()
        .show_ui(ui, |ui| {
            for candidate in state.candidates.iter().filter(|candidate| **candidate != other) {
                ui.selectable_value(&mut chosen, *candidate, name(*candidate));
            }
        })
        .response;
    let label = UiText::MergeChoose.text(context.language);
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{label} {}", at + 1)));
    state.choose_pair(if at == 0 { [chosen, other] } else { [other, chosen] });
}
