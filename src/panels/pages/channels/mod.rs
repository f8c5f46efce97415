//! Channels: the recorded ones with their shares and where they are broken, beside the routes that the links allow.

mod edit;
mod prices;

use std::collections::BTreeSet;

use egui::{FontFamily, FontId, Id, Label, Pos2, Rect, RichText, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use super::super::list_selection::click_with_modifiers;
use super::super::widgets::{
    ListRow, ROW_HEIGHT, clickable_text_ui, heading_ui, hint_ui, right_to_left_ui, scroll_to_focused,
};
use super::column::{CHAIN_WIDTH, column_ui};
use crate::analysis::{ProductChannels, RecordedChannel};
use crate::canvas::{colour, route_menu};
use crate::command::{Command, Removal};
use crate::language::{
    UiText, broken_sentence, channels_line, percent, recorded_shares_line, route_line, unrecorded_line,
};
use crate::map::{ActorId, Channel, ProductId, Selection};
use crate::session::{Subject, ViewContext};
use crate::theme::{Icon, SEMIBOLD, font_size};

/// Width of the bar of a share, in points.
const BAR_WIDTH: f32 = 96.0;
/// The greatest part of the page's height that the list of unrecorded routes takes.
const LIST_FRACTION: f32 = 0.6;
/// The most products to choose from.
const MAX_PRODUCTS: usize = 12;

/// State of the page, kept between frames.
#[derive(Debug, Default)]
pub(super) struct ChannelsState {
    selected: Option<Option<ProductId>>,
    /// The channel whose fields are open, by product and path: one that was just recorded has no id yet.
    editing: Option<(Option<ProductId>, Vec<ActorId>)>,
    /// Whether the name of that channel is to have the cursor, once it is there.
    names_recorded: bool,
    /// The row that was clicked last without Shift: of the recorded channels, then of the routes.
    anchor: Option<usize>,
    /// Where the pointer was when a route was recorded: until it moves, what has come to lie under it takes no click.
    pressed_at: Option<Pos2>,
}

impl ChannelsState {
    fn is_editing(&self, channel: &Channel) -> bool {
        self.editing.as_ref().is_some_and(|(product, path)| *product == channel.product && *path == channel.path)
    }
}

/// How far the pointer moves, in points, before it is taken to have left a place.
const POINTER_SLACK: f32 = 6.0;

impl ChannelsState {
    /// The list moves when a route is recorded: a second click at the same place would record another one.
    fn cover_pointer(&mut self, ui: &mut Ui) {
        let pointer = ui.input(|input| input.pointer.latest_pos());
        self.pressed_at = self.pressed_at.filter(|at| pointer.is_some_and(|now| now.distance(*at) <= POINTER_SLACK));
        if let Some(at) = self.pressed_at {
            let cover = Rect::from_center_size(at, Vec2::splat(2.0 * POINTER_SLACK));
            let cover = ui.interact(cover, Id::unique("cover of the pointer"), Sense::click_and_drag());
            // A further click takes the cursor out of the name.
            self.names_recorded |= cover.clicked();
        }
    }
}

/// Draws the page; `shows_all` unfolds the fields that are empty.
pub(super) fn channels_ui(
    ui: &mut Ui,
    state: &mut ChannelsState,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (language, palette) = (context.language, context.palette);
    let Some(all) = context.study.map(|study| &study.channels) else {
        hint_ui(ui, UiText::Working.text(language), palette);
        return;
    };
    column_ui(ui, "channels", CHAIN_WIDTH, |ui| {
        heading_ui(ui, UiText::ChannelsHeading.text(language), palette);
        let selected_product = state.selected.or(context.view.product.map(Some));
        let channels = all.iter().find(|channels| Some(channels.product) == selected_product).or(all.first());
        let Some(channels) = channels else {
            hint_ui(ui, UiText::ChannelsNone.text(language), palette);
            return;
        };
        product_tabs_ui(ui, all, channels, state, context);
        product_ui(ui, channels, (state, shows_all), context, commands);
        state.cover_pointer(ui);
    });
}

/// The products as tabs.
fn product_tabs_ui(
    ui: &mut Ui,
    all: &[ProductChannels],
    channels: &ProductChannels,
    state: &mut ChannelsState,
    context: &ViewContext<'_>,
) {
    if all.len() < 2 {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let first = all.iter().take(MAX_PRODUCTS);
        let further = all.iter().skip(MAX_PRODUCTS).filter(|other| other.product == channels.product);
        for other in first.chain(further) {
            let record = other.product.and_then(|id| context.map.products().get(&id));
            let name = record.map_or(UiText::Unknown.text(context.language), |product| product.name.as_str());
            if ui.add(egui::Button::selectable(other.product == channels.product, name)).clicked() {
                state.selected = Some(other.product);
                state.anchor = None;
            }
        }
    });
}

fn product_ui(
    ui: &mut Ui,
    channels: &ProductChannels,
    (state, shows_all): (&mut ChannelsState, bool),
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (language, palette) = (context.language, context.palette);
    ui.add_space(8.0);
    ui.label(RichText::new(channels_line(channels, language)).color(colour(palette.text)));
    if let Some(words) = recorded_shares_line(channels, language) {
        ui.label(RichText::new(words).color(colour(palette.text_muted)));
    }
    if channels.recorded.is_empty() {
        hint_ui(ui, UiText::ChannelsNotRecorded.text(language), palette);
    }
    let rows = ChannelRows { channels, context };
    for (at, recorded) in channels.recorded.iter().enumerate() {
        if let Some(channel) = context.map.channels().get(&recorded.channel) {
            recorded_channel_ui(ui, (recorded, channel), (state, shows_all), (&rows, at), commands);
        }
    }
    if channels.unrecorded.is_empty() {
        return;
    }
    ui.add_space(16.0);
    heading_ui(ui, &unrecorded_line(channels, language), palette);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 1.0);
    // The list takes more than its part of the page only if the page is short.
    let max_rows = ((ui.clip_rect().height() * LIST_FRACTION) / ROW_HEIGHT).max(8.0);
    let height = ROW_HEIGHT * (channels.unrecorded.len() as f32).min(max_rows) + 8.0;
    ScrollArea::vertical().id_salt("unrecorded").max_height(height).show_rows(
        ui,
        ROW_HEIGHT,
        channels.unrecorded.len(),
        |ui, range| {
            for at in range {
                let Some(route) = channels.unrecorded.get(at) else { continue };
                // The buyer is at the right, so that a long path never hides it.
                let Some((buyer, path)) = route.split_last() else { continue };
                let name = route_line(path, context.map, language);
                let detail = format!("→ {}", route_line(&[*buyer], context.map, language));
                ui.allocate_ui(Vec2::new(ui.available_width(), ROW_HEIGHT), |ui| {
                    right_to_left_ui(ui, |ui| {
                        let mut is_recorded = edit::record_button_ui(ui, channels, route, context, commands);
                        let row = ListRow {
                            icon: None,
                            name: &name,
                            detail: &detail,
                            selected: false,
                            accessible_text: &detail,
                        };
                        let response = row.show(ui, palette);
                        let actors = route.iter().copied().collect();
                        route_menu(&response, &actors, context, commands, |ui, commands| {
                            is_recorded |= edit::record_item_ui(ui, channels, route, context, commands);
                        });
                        if response.clicked() {
                            commands.push(rows.clicked(ui, &mut state.anchor, channels.recorded.len() + at));
                        }
                        if is_recorded {
                            state.editing = Some((channels.product, route.clone()));
                            state.names_recorded = true;
                            state.pressed_at = ui.input(|input| input.pointer.interact_pos());
                        }
                    });
                });
            }
            scroll_to_focused(ui);
        },
    );
    ui.spacing_mut().item_spacing.y = spacing;
}

/// The rows of a product, recorded channels first, as far as clicks select what they stand for.
struct ChannelRows<'a> {
    channels: &'a ProductChannels,
    context: &'a ViewContext<'a>,
}

impl ChannelRows<'_> {
    /// The actors of a row.
    fn actors(&self, row: usize) -> Vec<ActorId> {
        let recorded = self.channels.recorded.get(row);
        let channel = recorded.and_then(|recorded| self.context.map.channels().get(&recorded.channel));
        let route = row.checked_sub(self.channels.recorded.len()).and_then(|at| self.channels.unrecorded.get(at));
        channel.map(|channel| &channel.path).or(route).cloned().unwrap_or_default()
    }

    /// What a click on a row selects.
    fn clicked(&self, ui: &Ui, anchor: &mut Option<usize>, row: usize) -> Command {
        let modifiers = ui.input(|input| input.modifiers);
        let selection = &self.context.view.selection;
        let extended = click_with_modifiers(modifiers, anchor, row, selection, |row| self.actors(row));
        extended.unwrap_or_else(|| Command::Select(Selection::Actors(self.actors(row).into_iter().collect())))
    }
}

/// One recorded channel: its name and share, its path, where it is broken, the value added along it.
fn recorded_channel_ui(
    ui: &mut Ui,
    (recorded, channel): (&RecordedChannel, &Channel),
    (state, shows_all): (&mut ChannelsState, bool),
    (rows, at): (&ChannelRows<'_>, usize),
    commands: &mut Vec<Command>,
) {
    let context = rows.context;
    let (language, palette) = (context.language, context.palette);
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        right_to_left_ui(ui, |ui| {
            let mut editing = state.is_editing(channel);
            if ui.toggle_value(&mut editing, UiText::ChannelEdit.text(language)).clicked() {
                state.editing = editing.then(|| (channel.product, channel.path.clone()));
            }
            ui.add_space(8.0);
            if let Some(share) = channel.share {
                share_ui(ui, share, context);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
                let name = RichText::new(&channel.name).font(font).color(colour(palette.text));
                ui.add(Label::new(name).truncate());
            });
        });
    });
    if state.is_editing(channel) {
        if std::mem::take(&mut state.names_recorded) {
            ui.memory_mut(|memory| memory.request_focus(edit::name_id(channel.id)));
        }
        edit::fields_ui(ui, channel, shows_all, context, commands);
    }
    let path = RichText::new(route_line(&channel.path, context.map, language)).color(colour(palette.text_muted));
    let path = ui.add(Label::new(path).wrap().selectable(false).sense(Sense::click()));
    let actors: BTreeSet<_> = channel.path.iter().copied().collect();
    route_menu(&path, &actors, context, commands, |ui, commands| {
        if ui.button(UiText::ChannelEdit.text(language)).clicked() {
            state.editing = Some((channel.product, channel.path.clone()));
            ui.close();
        }
        if ui.button(UiText::ChannelRemove.text(language)).clicked() {
            commands.push(Command::Remove(Removal::Channel(channel.id)));
            ui.close();
        }
    });
    if path.clicked() {
        commands.push(rows.clicked(ui, &mut state.anchor, at));
    }
    for broken_hop in &recorded.broken_hops {
        let words = broken_sentence(*broken_hop, context.map, context.year, language);
        if clickable_text_ui(ui, (Icon::Break, palette.error), &words, palette).clicked() {
            commands.push(Command::GoTo(Subject::Actor(broken_hop.0)));
        }
    }
    prices::prices_ui(ui, &recorded.prices, context);
}

/// A share as a bar with its number.
fn share_ui(ui: &mut Ui, share: f64, context: &ViewContext<'_>) {
    let palette = context.palette;
    let words = percent(share, context.language);
    ui.add_sized(Vec2::new(48.0, 18.0), Label::new(&words));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(BAR_WIDTH, 8.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &words));
    let mut filled = rect;
    filled.max.x = rect.min.x + rect.width() * (share / 100.0).clamp(0.0, 1.0) as f32;
    ui.painter().rect_filled(rect, 4.0, colour(palette.border));
    ui.painter().with_clip_rect(filled).rect_filled(rect, 4.0, colour(palette.accent));
}
