//! The legend of the picture.

use super::background::{LabelStyle, push_label};
use super::cards::{Detail, push_badge, push_break, push_shape};
use super::links::{push_imbalance, push_line};
use super::page_layout::{LEGEND_FONT_SIZE, PlacedLegendGroup, SYMBOL_WIDTH};
use super::path_data::push_pair;
use super::shapes::{push_circle, push_icon};
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStatus};
use crate::scene::{
    CardColours, ColourKey, Curve, Emphasis, FontWeight, LegendSymbol, LineAttributes, Path, Point, key_colours,
    kind_icon, line_style, verdict_colour, verdict_icon,
};
use crate::theme::Palette;

/// Size of the card that is drawn, scaled down, as the symbol of an actor kind.
const CARD_SIZE: (f32, f32) = (76.0, 42.0);

/// Adds a legend at a scale.
pub(in crate::exchange) fn push_legend(out: &mut String, groups: &[PlacedLegendGroup], scale: f32, palette: &Palette) {
    let size = LEGEND_FONT_SIZE * scale;
    for group in groups {
        push_label(
            out,
            &group.title,
            group.position,
            LabelStyle { size, weight: FontWeight::SemiBold, colour: palette.text },
        );
        for (symbol, text, at) in &group.entries {
            out.push_str("<g transform=\"translate(");
            push_pair(out, at.x, at.y);
            out.push_str(&format!(") scale({scale:.3})\">"));
            push_symbol(out, *symbol, palette);
            out.push_str("</g>");
            let start = Point::new(at.x + (SYMBOL_WIDTH + 7.0) * scale, at.y);
            push_label(out, text, start, LabelStyle { size, weight: FontWeight::Regular, colour: palette.text });
        }
    }
}

/// Adds a symbol; (0, 0) is the left end of its horizontal centre line.
fn push_symbol(out: &mut String, symbol: LegendSymbol, palette: &Palette) {
    let middle = (SYMBOL_WIDTH / 2.0, 0.0);
    let line = |kind, form, state, is_backward| LineAttributes {
        kind,
        form,
        status: state,
        is_backward,
        colour_key: None,
        flow_width: None,
    };
    let contract = Some(LinkForm::Contract);
    match symbol {
        LegendSymbol::Kind(kind, colour_key) => {
            push_card_symbol(out, kind, key_colours(colour_key, 0.0, palette), false, true, palette);
        }
        LegendSymbol::Multiple => {
            push_card_symbol(out, ActorKind::Group, key_colours(ColourKey::Other, 0.0, palette), true, false, palette);
        }
        LegendSymbol::Absent => {
            push_card_symbol(out, ActorKind::Group, key_colours(ColourKey::Other, 0.5, palette), false, false, palette);
        }
        LegendSymbol::Line(kind, form) => push_line_symbol(out, line(kind, form, LinkStatus::InForce, false), palette),
        LegendSymbol::Status(state) => push_line_symbol(out, line(LinkKind::Product, contract, state, false), palette),
        LegendSymbol::Backward => {
            push_line_symbol(out, line(LinkKind::Product, contract, LinkStatus::InForce, true), palette);
        }
        LegendSymbol::Verdict(verdict) => {
            push_badge(out, verdict_icon(verdict), middle, 9.0, verdict_colour(verdict, palette), palette);
        }
        LegendSymbol::FlowWidth(width) => {
            let band = line(LinkKind::Product, contract, LinkStatus::InForce, false);
            push_line_symbol(out, LineAttributes { flow_width: Some(width), ..band }, palette);
        }
        LegendSymbol::Imbalance => push_imbalance(out, [Point::new(8.0, 0.0), Point::new(30.0, 0.0)], 10.0, palette),
        LegendSymbol::Colour(colour_key) => push_circle(out, middle, 7.5, colour_key.colour(palette)),
        LegendSymbol::Change(sign) => push_badge(out, sign.icon(), middle, 9.0, sign.colour(palette), palette),
        LegendSymbol::Break => push_break(out, Point::new(middle.0, middle.1), 10.5, palette),
    }
}

fn push_line_symbol(out: &mut String, line: LineAttributes, palette: &Palette) {
    let at = |fraction: f32| Point::new(SYMBOL_WIDTH * fraction, 0.0);
    let path = Path::new(Curve([at(0.0), at(0.33), at(0.67), at(1.0)]), []);
    push_line(out, &path, &line_style(line, Emphasis::Plain, palette));
}

fn push_card_symbol(
    out: &mut String,
    kind: ActorKind,
    colours: CardColours,
    is_multiple: bool,
    has_icon: bool,
    palette: &Palette,
) {
    out.push_str("<g transform=\"translate(0 -10.5) scale(0.5)\">");
    push_shape(out, (kind, &colours, is_multiple), CARD_SIZE, palette, Detail::Shape);
    if has_icon {
        let middle = (CARD_SIZE.0 / 2.0, CARD_SIZE.1 / 2.0);
        push_circle(out, middle, 17.0, colours.disc);
        push_icon(out, kind_icon(kind), middle, 26.0, colours.edge);
    }
    out.push_str("</g>");
}
