//! Recording a route as a channel, and the fields of a recorded one.

use egui::{Button, Ui};

use super::super::super::field_drafts::form_of_ui;
use super::super::super::fields::{change_command, rows_ui};
use super::super::super::record_fields::{field_block_ui, field_id, folded_rows_ui, is_filled, more_ui};
use super::super::super::widgets::icon_button_ui;
use crate::analysis::ProductChannels;
use crate::command::{Change, Command, Removal};
use crate::language::{UiText, new_channel_name};
use crate::map::{ActorId, Channel, ChannelId, RecordRef};
use crate::schema::{Field, channel as channel_fields};
use crate::session::ViewContext;
use crate::theme::Icon;

/// From this width of a row on, in points, its button has a text label.
const LABEL_MIN_WIDTH: f32 = 520.0;

/// The button that records a route; true when it was pressed. Disabled during a what-if.
pub(super) fn record_button_ui(
    ui: &mut Ui,
    channels: &ProductChannels,
    route: &[ActorId],
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let language = context.language;
    let (words, can_record) = (UiText::RecordChannel.text(language), context.what_if.is_none());
    let button = if ui.available_width() < LABEL_MIN_WIDTH {
        // The route needs the width more than the label does.
        icon_button_ui(ui, Icon::Add, words, can_record, context.palette)
    } else {
        ui.add_enabled(can_record, Button::new(words).small())
    };
    let pressed = button.on_disabled_hover_text(UiText::RecordNeedsApply.text(language)).clicked();
    if pressed {
        commands.push(record(channels, route, context));
    }
    pressed
}

/// The same as an item of a menu.
pub(super) fn record_item_ui(
    ui: &mut Ui,
    channels: &ProductChannels,
    route: &[ActorId],
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let button = Button::new(UiText::RecordChannel.text(context.language));
    let pressed = ui.add_enabled(context.what_if.is_none(), button).clicked();
    if pressed {
        commands.push(record(channels, route, context));
        ui.close();
    }
    pressed
}

fn record(channels: &ProductChannels, route: &[ActorId], context: &ViewContext<'_>) -> Command {
    let name = new_channel_name(channels.recorded.len(), context.language);
    let channel = Channel { name, product: channels.product, path: route.to_vec(), ..Channel::default() };
    Command::AddChannel(Box::new(channel))
}

/// The id of a channel's name field.
pub(super) fn name_id(channel: ChannelId) -> egui::Id {
    field_id(channel, &channel_fields::NAME)
}

/// The fields that are shown even when they are empty.
const ALWAYS_SHOWN: [&Field<Channel>; 2] = [&channel_fields::NAME, &channel_fields::SHARE];

/// The fields of a channel, and the button that removes it.
pub(super) fn fields_ui(
    ui: &mut Ui,
    channel: &Channel,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    let mut edited = channel.clone();
    form_of_ui(ui, [RecordRef::Channel(channel.id)], |ui| {
        rows_ui(ui, |ui| {
            folded_rows_ui(ui, &mut edited, (&ALWAYS_SHOWN, &[]), channel.id, shows_all, context);
        });
        if shows_all || is_filled(ui, &channel_fields::NOTE, channel, channel.id, context) {
            field_block_ui(ui, &channel_fields::NOTE, &mut edited, channel.id, context);
        }
    });
    more_ui(ui, shows_all, context, commands);
    if ui.button(UiText::ChannelRemove.text(language)).clicked() {
        commands.push(Command::Remove(Removal::Channel(channel.id)));
    } else if edited != *channel {
        commands.push(change_command(ui, Change::Channel(edited)));
    }
    ui.add_space(6.0);
}
