//! What is alike in two records, and what comes of their merge, told before it is done.

use egui::{Label, Ui};

use super::MergeState;
use super::text::alike_fields;
use crate::editing::MergeEffects;
use crate::language::{
    UiText, joined_links_sentence, links_between_sentence, moves_over_sentence, shortened_channels_sentence,
    united_channels_sentence, vanishing_channels_sentence,
};
use crate::map::{Actor, ChannelId};
use crate::panels::widgets::hint_ui;
use crate::session::ViewContext;

/// What is alike, and what comes of the merge.
pub(super) fn effects_ui(ui: &mut Ui, state: &mut MergeState, [left, right]: [&Actor; 2], context: &ViewContext<'_>) {
    let (map, language, palette) = (context.recorded(), context.language, context.palette);
    let alike = alike_fields(left, right, language);
    if !alike.is_empty() {
        hint_ui(ui, &format!("{}: {}.", UiText::MergeAlike.text(language), alike.join(", ")), palette);
    }
    ui.separator();
    let effects = state.effects(context);
    let names = |ids: &[ChannelId]| -> Vec<&str> {
        ids.iter().filter_map(|id| map.channels().get(id)).map(|channel| channel.name.as_str()).collect()
    };
    let united: Vec<(Vec<&str>, Option<f64>)> = effects
        .united_channels
        .iter()
        .map(|it| (names(&[&[it.united.id], it.joined.as_slice()].concat()), it.united.share))
        .collect();
    let MergeEffects { links, models, channels, targets, views, .. } = effects;
    let moves = moves_over_sentence(links, models, channels, [targets, views], language);
    let others = [
        joined_links_sentence(effects.joined_links, language),
        links_between_sentence(effects.links_between, language),
        shortened_channels_sentence(&names(&effects.shortened_channels), language),
        united_channels_sentence(&united, language),
        vanishing_channels_sentence(&names(&effects.vanishing_channels), language),
    ];
    ui.spacing_mut().item_spacing.y = 2.0;
    for sentence in std::iter::once(moves).chain(others.into_iter().flatten()) {
        ui.add(Label::new(sentence).wrap());
    }
}
