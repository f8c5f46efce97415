//! The slides page: the views that the map has of its own, in the order in which a meeting sees them.

use egui::{Align, Frame, Layout, Margin, RichText, ScrollArea, Ui, Vec2};

use super::super::field_drafts::form_of_ui;
use super::super::fields::change_command;
use super::super::record_fields::{bare_field_ui, field_block_ui};
use super::super::widgets::{heading_text, hint_ui, icon_button_ui, scroll_to_focused};
use crate::canvas::{colour, primary_ui};
use crate::command::{Change, Command, Presenting, Removal};
use crate::language::{SlideText, UiText};
use crate::map::{RecordRef, View};
use crate::schema::map::view as fields;
use crate::session::ViewContext;
use crate::theme::Icon;

/// Greatest width of a slide's form, in points: longer lines are not read.
const MAX_WIDTH: f32 = 760.0;

/// Draws the page.
pub(super) fn slides_ui(ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    ui.horizontal(|ui| {
        ui.label(heading_text(UiText::PageSlides.text(language), palette));
        ui.add_space(8.0);
        if primary_ui(ui, UiText::Present.text(language), Vec2::new(0.0, 26.0), palette).clicked() {
            commands.push(Command::Present(Presenting::Start));
        }
        if ui.button(SlideText::AddThis.text(language)).clicked() {
            commands.push(Command::AddView);
        }
    });
    ui.add_space(4.0);
    hint_ui(ui, SlideText::OwnHint.text(language), palette);
    ui.add_space(8.0);
    let views = context.map.views_in_order();
    if views.is_empty() {
        hint_ui(ui, SlideText::None.text(language), palette);
        return;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(MAX_WIDTH.min(ui.available_width() - 12.0));
        ui.spacing_mut().item_spacing.y = 8.0;
        for (at, view) in views.iter().enumerate() {
            view_ui(ui, view, (at, views.len()), context, commands);
        }
        ui.add_space(12.0);
        scroll_to_focused(ui);
    });
}

/// One view: its title and notes, and what can be done with it.
fn view_ui(
    ui: &mut Ui,
    view: &View,
    (at, all): (usize, usize),
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (language, palette) = (context.language, context.palette);
    let frame = Frame::new().fill(colour(palette.card)).inner_margin(Margin::same(10)).corner_radius(6);
    frame.stroke((1.0, colour(palette.border))).show(ui, |ui| {
        let mut edited = view.clone();
        ui.horizontal(|ui| {
            let number = RichText::new((at + 1).to_string()).strong().color(colour(palette.text_muted));
            ui.add_sized(Vec2::new(22.0, 24.0), egui::Label::new(number).selectable(false));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let named = |text: SlideText| format!("{}: {}", text.text(language), view.title);
                if icon_button_ui(
                    ui,
                    Icon::Bin,
                    &format!("{}: {}", UiText::Delete.text(language), view.title),
                    true,
                    palette,
                )
                .clicked()
                {
                    commands.push(Command::Remove(Removal::View(view.id)));
                }
                if icon_button_ui(ui, Icon::Down, &named(SlideText::Later), at + 1 < all, palette).clicked() {
                    commands.push(Command::MoveView(view.id, at + 1));
                }
                if icon_button_ui(ui, Icon::Up, &named(SlideText::Earlier), at > 0, palette).clicked() {
                    commands.push(Command::MoveView(view.id, at.saturating_sub(1)));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    form_of_ui(ui, [RecordRef::View(view.id)], |ui| {
                        bare_field_ui(ui, &fields::TITLE, &mut edited, view.id, context);
                    });
                });
            });
        });
        form_of_ui(ui, [RecordRef::View(view.id)], |ui| {
            field_block_ui(ui, &fields::NOTE, &mut edited, view.id, context);
        });
        ui.horizontal_wrapped(|ui| {
            if ui.button(SlideText::Look.text(language)).clicked() {
                commands.push(Command::ShowView(view.id));
            }
            let take = ui.button(SlideText::TakeOver.text(language));
            if take.on_hover_text(SlideText::TakeOverHint.text(language)).clicked() {
                commands.push(Command::SetViewState(view.id));
            }
            if ui.button(UiText::Duplicate.text(language)).clicked() {
                commands.push(Command::DuplicateView(view.id));
            }
            bare_field_ui(ui, &fields::HIDDEN, &mut edited, view.id, context);
        });
        if edited != *view {
            commands.push(change_command(ui, Change::View(edited)));
        }
    });
}
