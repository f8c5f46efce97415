//! The palettes. Hues are those of Okabe and Ito (2008), safe for colour blindness, darkened or lightened until text
//! has a contrast of at least 4.5 on its background; for high contrast 7, and lines 4.5. A kind has about one hue in all
//! of them: its lightness follows the theme.

mod dark;
mod high_contrast;
mod light;

use super::Rgb;

/// One colour per kind of actor.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "one for each kind")]
pub struct KindColours {
    pub household: Rgb,
    pub group: Rgb,
    pub cooperative: Rgb,
    pub union: Rgb,
    pub trader: Rgb,
    pub enterprise: Rgb,
    pub market: Rgb,
    pub supporter: Rgb,
}

/// One colour per verdict.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "one for each verdict")]
pub struct VerdictColours {
    pub firm: Rgb,
    pub loose: Rgb,
    pub stops_short: Rgb,
    pub on_paper: Rgb,
    pub no_buyer: Rgb,
}

/// One colour for each way in which two states of a map differ; a sign beside it says the same.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "one for each way")]
pub struct ChangeColours {
    pub added: Rgb,
    pub removed: Rgb,
    pub changed: Rgb,
    pub moved: Rgb,
}

/// All colours of the screen and of paper.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Whether it is dark: light text on a dark background.
    pub is_dark: bool,
    /// Whether it is a high-contrast palette.
    pub is_high_contrast: bool,
    /// Background of the canvas.
    pub background: Rgb,
    /// Background of every other lane.
    pub lane: Rgb,
    /// Background of the supporters' band.
    pub band: Rgb,
    /// Lines between lanes, and around boxes without emphasis.
    pub border: Rgb,
    /// Background of panels.
    pub panel: Rgb,
    /// Background of text fields and lists in panels.
    pub field: Rgb,
    /// Background of a button under the pointer.
    pub hover: Rgb,
    /// Background of a lane's header.
    pub header: Rgb,
    /// Text on a lane's header.
    pub header_text: Rgb,
    /// Background of an actor's card.
    pub card: Rgb,
    /// Text.
    pub text: Rgb,
    /// Secondary text.
    pub text_muted: Rgb,
    /// Product links.
    pub link: Rgb,
    /// Product links against the order of the lanes.
    pub link_backward: Rgb,
    /// Links of support and membership.
    pub link_muted: Rgb,
    /// Selection and interactive elements.
    pub accent: Rgb,
    /// Text on the accent.
    pub accent_text: Rgb,
    /// Breaks of chains; errors.
    pub error: Rgb,
    /// Warnings.
    pub warning: Rgb,
    /// By kind of actor.
    pub kinds: KindColours,
    /// By verdict.
    pub verdicts: VerdictColours,
    /// By what has become of something from one state of a map to another one.
    pub changes: ChangeColours,
    /// By product or district, for the most frequent ones.
    pub categorical: [Rgb; CATEGORICAL_COUNT],
}

/// Number of colours for products and districts; more cannot be told apart.
pub const CATEGORICAL_COUNT: usize = 7;

impl Palette {
    /// Every palette.
    pub const ALL: [&'static Self; 4] = [&light::LIGHT, &dark::DARK, &high_contrast::LIGHT, &high_contrast::DARK];

    /// The standard palette, light or dark; paper uses the light one.
    pub fn standard(dark: bool) -> &'static Self {
        if dark { &dark::DARK } else { &light::LIGHT }
    }

    /// The high-contrast palette, light or dark: text at 7 to 1 (WCAG 2.2, 1.4.6), lines at 4.5.
    pub fn high_contrast(dark: bool) -> &'static Self {
        if dark { &high_contrast::DARK } else { &high_contrast::LIGHT }
    }

    /// A colour faded towards the background: 0 is unchanged, 1 is the background. High-contrast palettes fade less, to
    /// keep it readable.
    pub fn faded(&self, colour: Rgb, amount: f32) -> Rgb {
        colour.mixed(self.background, if self.is_high_contrast { amount * 0.6 } else { amount })
    }

    /// A background with a tint of `own`: `base` mixed with it, or just `base` in high-contrast palettes.
    pub fn tinted(&self, base: Rgb, tint: Rgb, amount: f32) -> Rgb {
        if self.is_high_contrast { base } else { base.mixed(tint, amount) }
    }
}
