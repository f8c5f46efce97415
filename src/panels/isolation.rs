//! The bar over an isolated chain: whose chain it is, and the button back to the map.

use egui::{Align, Button, Frame, Layout, Margin, Panel, RichText, Ui};

use super::widgets::right_to_left_ui;
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Localized, UiText, integer};
use crate::map::Scope;
use crate::scene::{kind_colour, kind_icon, verdict_colour, verdict_icon};
use crate::session::ViewContext;
use crate::theme::{Icon, Rgb};

/// Draws the bar; nothing while the whole map is shown.
pub fn isolation_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if context.view.scope.is_whole_map() {
        return;
    }
    let (language, palette) = (context.language, context.palette);
    let frame = Frame::new().fill(colour(palette.panel)).inner_margin(Margin::symmetric(12, 4));
    Panel::top("alone").exact_size(36.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            right_to_left_ui(ui, |ui| {
                let back = Button::new(UiText::BackToMap.text(language)).shortcut_text("Esc");
                if ui.add(back).clicked() {
                    commands.push(Command::ToggleIsolation);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (icon, words) = isolation_title(&context.view.scope, context);
                    icon_ui(ui, icon.0, 16.0, colour(icon.1));
                    ui.add(egui::Label::new(RichText::new(words).strong().color(colour(palette.text))).truncate());
                });
            });
        });
    });
}

/// The icon and title of the isolated chain.
fn isolation_title(scope: &Scope, context: &ViewContext<'_>) -> ((Icon, Rgb), String) {
    let (language, palette) = (context.language, context.palette);
    let count = |number: usize, title: UiText| {
        format!("{} {}", integer(number as u64, language), title.text(language).to_lowercase())
    };
    if let Some(id) = scope.single_model() {
        let name = context.map.models().get(&id).map_or("", |model| model.name.as_str());
        let verdict =
            context.assessment.and_then(|known| known.models.get(&id)).map(|model_verdict| model_verdict.verdict);
        let mut title = format!("{}: {name}", UiText::IsolateModel.text(language));
        if let Some(verdict) = verdict {
            title.push_str(" · ");
            title.push_str(verdict.text(language));
        }
        let icon = verdict.map_or((Icon::Model, palette.text_muted), |verdict| {
            (verdict_icon(verdict), verdict_colour(verdict, palette))
        });
        return (icon, title);
    }
    if let Some(id) = scope.single_link() {
        let name = |actor| context.map.actors().get(&actor).map_or("", |actor| actor.name.as_str());
        let endpoints = context.map.links().get(&id).map(|link| format!("{} → {}", name(link.from), name(link.to)));
        let title = format!("{}: {}", UiText::IsolateLink.text(language), endpoints.unwrap_or_default());
        return ((Icon::Model, palette.text_muted), title);
    }
    let first = scope.actors.first().and_then(|id| context.map.actors().get(id));
    let parts = [
        (scope.models.len(), UiText::Models),
        (scope.actors.len(), UiText::Actors),
        (scope.links.len(), UiText::Links),
    ];
    let subject_names = match first {
        Some(actor) if scope.actors.len() == 1 && scope.models.is_empty() && scope.links.is_empty() => {
            actor.name.clone()
        }
        _ => {
            let parts = parts.into_iter().filter(|(number, _)| *number > 0);
            parts.map(|(number, title)| count(number, title)).collect::<Vec<_>>().join(" · ")
        }
    };
    let suffix =
        if scope.models.is_empty() { format!(" {}", UiText::IsolateNeighbors.text(language)) } else { String::new() };
    let title = format!("{}: {subject_names}{suffix}", UiText::IsolateActors.text(language));
    let icon = first
        .filter(|_| scope.models.is_empty())
        .map_or((Icon::Model, palette.text_muted), |actor| (kind_icon(actor.kind), kind_colour(actor.kind, palette)));
    (icon, title)
}
