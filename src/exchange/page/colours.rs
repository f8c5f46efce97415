//! The colours of a page. Its style sheet and its picture are written in light colours, which every browser knows, and so
//! they go on paper; rules for dark screens follow. A picture has its colours in attributes: the rules of the dark one name
//! these, each with what the same picture has there in dark colours.

use std::collections::BTreeMap;

use super::PageTheme;
use crate::exchange::picture::Picture;
use crate::exchange::svg::svg_element;
use crate::exchange::xml::hex;
use crate::map::DrawingStyle;
use crate::theme::{Palette, Rgb};

/// The rules of the page's own elements, with names of colours.
const RULES: &str = include_str!("colours.css");

/// Every rule about colours.
pub(super) fn colour_rules(picture: &Picture, theme: PageTheme) -> String {
    let mut css = with_colours(RULES, Palette::standard(false));
    let condition = match theme {
        PageTheme::Light => return css,
        PageTheme::System => "screen and (prefers-color-scheme: dark)",
        PageTheme::Dark => "screen",
    };
    css.push_str(&format!("@media {condition} {{\nhtml {{ color-scheme: dark; }}\n"));
    css.push_str(&with_colours(RULES, Palette::standard(true)));
    for ((is_outer, tag, attribute, light), dark) in colour_pairs(picture) {
        let parent = if is_outer { "svg >" } else { "svg g" };
        css.push_str(&format!("{parent} {tag}[{attribute}=\"#{light}\"] {{ {attribute}: #{dark}; }}\n"));
    }
    css.push_str("}\n");
    css
}

/// A style sheet in which `$name` stands for the colour of that name.
pub(crate) fn with_colours(rules: &str, palette: &Palette) -> String {
    let mut parts = rules.split('$');
    let mut css = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|sign: char| !sign.is_ascii_lowercase() && sign != '-').unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        if let Some(colour) = named_colour(name, palette) {
            css.push_str(&hex(colour));
        }
        css.push_str(rest);
    }
    css
}

fn named_colour(name: &str, palette: &Palette) -> Option<Rgb> {
    Some(match name {
        "background" => palette.background,
        "panel" => palette.panel,
        "field" => palette.field,
        "hover" => palette.hover,
        "border" => palette.border,
        "header" => palette.header,
        "header-text" => palette.header_text,
        "text" => palette.text,
        "text-muted" => palette.text_muted,
        "accent" => palette.accent,
        "accent-text" => palette.accent_text,
        "error" => palette.error,
        "warning" => palette.warning,
        "firm" => palette.verdicts.firm,
        "loose" => palette.verdicts.loose,
        "stops-short" => palette.verdicts.stops_short,
        "on-paper" => palette.verdicts.on_paper,
        "no-buyer" => palette.verdicts.no_buyer,
        _ => return None,
    })
}

/// Where a colour stands: whether its element is a child of the picture itself, the element, the attribute, the light colour.
type ColourPlace = (bool, String, &'static str, String);

/// The dark colour for each light one of a picture. Two pictures that differ in their palette alone have the same elements
/// in the same order. Labels of links take long to place, and their colours are those of other texts and of the page.
fn colour_pairs(picture: &Picture) -> BTreeMap<ColourPlace, String> {
    let drawn = |dark: bool| {
        let palette = Palette::standard(dark);
        let mut plain = picture.clone();
        plain.options.drawing = DrawingStyle { labels_hidden: true, ..plain.options.drawing };
        plain.palette = palette;
        let marker = crate::exchange::svg::break_marker(palette);
        format!("{}<svg><g>{marker}</g></svg>", svg_element(&plain))
    };
    let (light, dark) = rayon::join(|| drawn(false), || drawn(true));
    let mut pairs = BTreeMap::new();
    let mut depth = 0_usize;
    for (tag, dark_tag) in tags(&light).zip(tags(&dark)) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
            continue;
        }
        for (light, dark) in colours(tag).zip(colours(dark_tag)) {
            let name = tag.split(' ').next().unwrap_or_default().to_owned();
            pairs.entry((depth == 1, name, light.0, light.1.to_owned())).or_insert_with(|| dark.1.to_owned());
        }
        depth += usize::from(!tag.ends_with('/'));
    }
    let (light, dark) = (Palette::standard(false), Palette::standard(true));
    let labels = [("rect", light.background, dark.background), ("text", light.text_muted, dark.text_muted)];
    for (tag, light, dark) in labels {
        let digits = |colour: Rgb| hex(colour).trim_start_matches('#').to_owned();
        pairs.entry((false, tag.to_owned(), "fill", digits(light))).or_insert_with(|| digits(dark));
    }
    pairs
}

/// The tags of markup, without their brackets: no text and no attribute holds one.
fn tags(markup: &str) -> impl Iterator<Item = &str> {
    markup.split('<').skip(1).filter_map(|piece| piece.split('>').next())
}

/// The colours of a tag as attribute and digits.
fn colours(tag: &str) -> impl Iterator<Item = (&'static str, &str)> {
    ["fill", "stroke"].into_iter().filter_map(move |name| {
        let (_, after) = tag.split_once(&format!(" {name}=\"#"))?;
        Some((name, after.split('"').next()?))
    })
}
