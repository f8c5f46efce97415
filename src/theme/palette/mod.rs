//! The palettes. Hues are those of Okabe and Ito (2008), safe for colour-blind eyes, darkened or lightened until text
//! has a contrast of at least 4.5 on what it stands on, and those of high contrast, until it has 7 and lines have 4.5.

mod dark;
mod high_contrast;
mod light;

use super::Rgb;

/// One colour a kind of actor.
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

/// One colour a verdict.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "one for each verdict")]
pub struct VerdictColours {
    pub firm: Rgb,
    pub loose: Rgb,
    pub stops_short: Rgb,
    pub on_paper: Rgb,
    pub no_buyer: Rgb,
}

/// All colours of the screen and of paper.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Whether it is light on dark.
    pub is_dark: bool,
    /// Whether it is one of high contrast.
    pub is_high_contrast: bool,
    /// Behind everything on the canvas.
    pub background: Rgb,
    /// Every other lane.
    pub lane: Rgb,
    /// The band of supporters.
    pub band: Rgb,
    /// Lines between lanes, around boxes that are not meant to stand out.
    pub border: Rgb,
    /// Behind panels.
    pub panel: Rgb,
    /// Behind text fields and lists in panels.
    pub field: Rgb,
    /// A button under the pointer.
    pub hover: Rgb,
    /// A lane's header.
    pub header: Rgb,
    /// Text on a lane's header.
    pub header_text: Rgb,
    /// An actor's card.
    pub card: Rgb,
    /// Text.
    pub text: Rgb,
    /// Text that may recede.
    pub text_muted: Rgb,
    /// Links of goods.
    pub link: Rgb,
    /// Links of goods that run back, against the order of the lanes.
    pub link_backward: Rgb,
    /// Links of support and membership.
    pub link_muted: Rgb,
    /// What is selected, and what a person acts with.
    pub accent: Rgb,
    /// Text on the accent.
    pub accent_text: Rgb,
    /// Where a chain breaks; errors.
    pub error: Rgb,
    /// Warnings.
    pub warning: Rgb,
    /// By kind of actor.
    pub kinds: KindColours,
    /// By verdict.
    pub verdicts: VerdictColours,
    /// By product or district: the most frequent ones.
    pub categorical: [Rgb; CATEGORICAL_COUNT],
}

/// How many colours there are for products and districts; no eye keeps more apart.
pub const CATEGORICAL_COUNT: usize = 7;

impl Palette {
    /// Every palette.
    pub const ALL: [&'static Self; 4] = [&light::LIGHT, &dark::DARK, &high_contrast::LIGHT, &high_contrast::DARK];

    /// The palette for a light or a dark screen; paper is light.
    pub fn standard(dark: bool) -> &'static Self {
        if dark { &dark::DARK } else { &light::LIGHT }
    }

    /// The palette for eyes that need more: texts of 7 to 1 (WCAG 2.2, 1.4.6), lines of 4.5.
    pub fn high_contrast(dark: bool) -> &'static Self {
        if dark { &high_contrast::DARK } else { &high_contrast::LIGHT }
    }

    /// A colour that stands back: 0 not at all, 1 would be gone. Where contrast is high, it is still to be read.
    pub fn faded(&self, colour: Rgb, amount: f32) -> Rgb {
        colour.mixed(self.background, if self.is_high_contrast { amount * 0.6 } else { amount })
    }

    /// The ground of a thing that has a colour of its own: `base` with a breath of it, or where contrast is high, `base`.
    pub fn tinted(&self, base: Rgb, own: Rgb, amount: f32) -> Rgb {
        if self.is_high_contrast { base } else { base.mixed(own, amount) }
    }
}
