//! The theme as egui styles: fonts, colours, spacing.

use std::sync::Arc;

use egui::style::WidgetVisuals;
use egui::{
    Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Shadow, Stroke, Style, TextStyle, Theme,
    ThemePreference, Vec2, Visuals,
};

use crate::canvas::colour;
use crate::command::ColorScheme;
use crate::theme::{Palette, REGULAR, font_size, fonts};

/// Sets fonts, colours and spacing of a context.
pub(super) fn apply_theme(ctx: &Context) {
    ctx.set_fonts(font_definitions());
    // Light where the system does not say: best on a projector.
    ctx.options_mut(|options| {
        options.fallback_theme = Theme::Light;
        // Ctrl with +, − and 0 zooms the map.
        options.zoom_with_keyboard = false;
    });
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(Palette::standard(theme == Theme::Dark)));
    }
}

/// Palette of a colour scheme in the light or dark theme.
pub(super) fn palette(color_scheme: ColorScheme, theme: Theme) -> &'static Palette {
    let dark = theme == Theme::Dark;
    if color_scheme == ColorScheme::HighContrast { Palette::high_contrast(dark) } else { Palette::standard(dark) }
}

/// Sets the theme preference and the colours. High contrast is as light or dark as the scheme that it was chosen after.
pub(super) fn apply_color_scheme(ctx: &Context, color_scheme: ColorScheme, contrast_of: ColorScheme) {
    let lightness = if color_scheme == ColorScheme::HighContrast { contrast_of } else { color_scheme };
    ctx.set_theme(match lightness {
        ColorScheme::System | ColorScheme::HighContrast => ThemePreference::System,
        ColorScheme::Light => ThemePreference::Light,
        ColorScheme::Dark => ThemePreference::Dark,
    });
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| style.visuals = visuals(palette(color_scheme, theme)));
    }
}

/// Turns animations of the widgets off where `reduced_motion` is set.
pub(super) fn set_motion(ctx: &Context, reduced_motion: bool) {
    let default_style = Style::default();
    ctx.all_styles_mut(|style| {
        style.animation_time = if reduced_motion { 0.0 } else { default_style.animation_time };
        style.scroll_animation =
            if reduced_motion { egui::style::ScrollAnimation::none() } else { default_style.scroll_animation };
    });
}

fn font_definitions() -> FontDefinitions {
    let mut font_definitions = FontDefinitions::empty();
    let files = fonts();
    let fallback = files.last().map(|file| file.name.to_owned());
    for file in files {
        font_definitions.font_data.insert(file.name.to_owned(), Arc::new(FontData::from_static(file.bytes)));
        let families: Vec<String> = std::iter::once(file.name.to_owned()).chain(fallback.clone()).collect();
        if file.name == REGULAR {
            font_definitions.families.insert(FontFamily::Proportional, families.clone());
            font_definitions.families.insert(FontFamily::Monospace, families.clone());
        }
        font_definitions.families.insert(FontFamily::Name(file.name.into()), families);
    }
    font_definitions
}

fn style(palette: &Palette) -> Style {
    let mut style = Style { visuals: visuals(palette), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, font_size::TITLE),
        (TextStyle::Body, font_size::BODY),
        (TextStyle::Button, font_size::BODY),
        (TextStyle::Monospace, font_size::BODY),
        (TextStyle::Small, font_size::SMALL),
    ]
    .into_iter()
    .map(|(style, size)| (style, FontId::proportional(size)))
    .collect();
    style.spacing.item_spacing = Vec2::new(6.0, 5.0);
    style.spacing.button_padding = Vec2::new(8.0, 4.0);
    style.spacing.interact_size.y = 24.0;
    style.interaction.tooltip_delay = 0.4;
    // Scroll bars have their own space; floating ones would cover the ends of fields.
    style.spacing.scroll = egui::style::ScrollStyle { bar_width: 7.0, ..egui::style::ScrollStyle::solid() };
    style
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.is_dark { Visuals::dark() } else { Visuals::light() };
    let (panel, field, foreground, border) =
        (colour(palette.panel), colour(palette.field), colour(palette.text), colour(palette.border));
    visuals.panel_fill = panel;
    visuals.window_fill = panel;
    visuals.window_stroke = Stroke::new(1.0, border);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: egui::Color32::from_black_alpha(50) };
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 10, spread: 0, color: egui::Color32::from_black_alpha(40) };
    visuals.extreme_bg_color = field;
    visuals.text_edit_bg_color = Some(field);
    visuals.faint_bg_color = field;
    visuals.weak_text_color = Some(colour(palette.text_muted));
    visuals.hyperlink_color = colour(palette.accent);
    visuals.warn_fg_color = colour(palette.warning);
    visuals.error_fg_color = colour(palette.error);
    visuals.selection.bg_fill = colour(palette.accent.mixed(palette.panel, 0.80));
    visuals.selection.stroke = Stroke::new(1.5, colour(palette.accent));
    let radius = CornerRadius::same(5);
    let plain = WidgetVisuals {
        bg_fill: field,
        weak_bg_fill: field,
        bg_stroke: Stroke::new(1.0, colour(palette.border.mixed(palette.text_muted, 0.3))),
        corner_radius: radius,
        fg_stroke: Stroke::new(1.0, foreground),
        expansion: 0.0,
    };
    let hover = colour(palette.hover);
    visuals.widgets.noninteractive = WidgetVisuals { bg_fill: panel, weak_bg_fill: panel, ..plain };
    visuals.widgets.inactive = plain;
    visuals.widgets.hovered = WidgetVisuals {
        bg_fill: hover,
        weak_bg_fill: hover,
        bg_stroke: Stroke::new(1.0, colour(palette.text_muted)),
        ..plain
    };
    visuals.widgets.active = WidgetVisuals {
        bg_fill: hover,
        weak_bg_fill: hover,
        bg_stroke: Stroke::new(1.0, colour(palette.accent)),
        ..plain
    };
    visuals.widgets.open = WidgetVisuals { bg_fill: hover, weak_bg_fill: hover, ..plain };
    visuals
}
