//! The two palettes. Hues are those of Okabe and Ito (2008), safe for colour-blind eyes, darkened or lightened
//! until text on them has a contrast of at least 4.5.

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
    /// Whether it is the dark one.
    pub dark: bool,
    /// Behind everything on the canvas.
    pub paper: Rgb,
    /// Every other lane.
    pub lane: Rgb,
    /// The band of supporters.
    pub band: Rgb,
    /// Lines between lanes, around boxes that are not meant to stand out.
    pub line: Rgb,
    /// Behind panels.
    pub panel: Rgb,
    /// Behind text fields and lists in panels.
    pub field: Rgb,
    /// A button under the pointer.
    pub hover: Rgb,
    /// A lane's header.
    pub header: Rgb,
    /// Text on a lane's header.
    pub header_ink: Rgb,
    /// An actor's card.
    pub card: Rgb,
    /// Text.
    pub ink: Rgb,
    /// Text that may recede.
    pub ink_soft: Rgb,
    /// Links of goods.
    pub link: Rgb,
    /// Links of goods that run back, against the order of the lanes.
    pub link_back: Rgb,
    /// Links of support and membership.
    pub link_soft: Rgb,
    /// What is selected, and what a person acts with.
    pub accent: Rgb,
    /// Text on the accent.
    pub accent_ink: Rgb,
    /// Where a chain breaks; errors.
    pub alarm: Rgb,
    /// Warnings.
    pub warning: Rgb,
    /// By kind of actor.
    pub kinds: KindColours,
    /// By verdict.
    pub verdicts: VerdictColours,
    /// By product or district: the most frequent ones.
    pub hues: [Rgb; HUES],
}

/// How many colours there are for products and districts; no eye keeps more apart.
pub const HUES: usize = 7;

impl Palette {
    /// The palette for a light or a dark screen; paper is light.
    pub fn of(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }
}

static LIGHT: Palette = Palette {
    dark: false,
    paper: Rgb::hex(0xFB_FB_F8),
    lane: Rgb::hex(0xF2_F4_EF),
    band: Rgb::hex(0xEE_F0_F2),
    line: Rgb::hex(0xD3_D8_D3),
    panel: Rgb::hex(0xFF_FF_FF),
    field: Rgb::hex(0xF4_F6_F4),
    hover: Rgb::hex(0xE6_EE_EA),
    header: Rgb::hex(0x1F_4E_46),
    header_ink: Rgb::hex(0xFF_FF_FF),
    card: Rgb::hex(0xFF_FF_FF),
    ink: Rgb::hex(0x1D_29_2C),
    ink_soft: Rgb::hex(0x56_65_68),
    link: Rgb::hex(0x5B_6B_70),
    link_back: Rgb::hex(0x86_50_6B),
    link_soft: Rgb::hex(0x8A_98_9B),
    accent: Rgb::hex(0x00_6B_5E),
    accent_ink: Rgb::hex(0xFF_FF_FF),
    alarm: Rgb::hex(0xB8_3A_00),
    warning: Rgb::hex(0x8A_5A_00),
    kinds: KindColours {
        household: Rgb::hex(0x91_39_00),
        group: Rgb::hex(0x22_6B_4E),
        cooperative: Rgb::hex(0x30_65_CE),
        union: Rgb::hex(0x6B_1F_9E),
        trader: Rgb::hex(0x8E_69_0D),
        enterprise: Rgb::hex(0xB1_35_A4),
        market: Rgb::hex(0x4B_21_43),
        supporter: Rgb::hex(0x47_4D_63),
    },
    verdicts: VerdictColours {
        firm: Rgb::hex(0x01_7C_6C),
        loose: Rgb::hex(0x14_4B_A2),
        stops_short: Rgb::hex(0x9D_62_17),
        on_paper: Rgb::hex(0x75_39_6E),
        no_buyer: Rgb::hex(0x9D_2B_00),
    },
    hues: [
        Rgb::hex(0x16_0E_00),
        Rgb::hex(0x0E_6D_B6),
        Rgb::hex(0x00_5E_51),
        Rgb::hex(0x5F_6A_19),
        Rgb::hex(0x4E_11_AB),
        Rgb::hex(0x8A_00_00),
        Rgb::hex(0xBF_13_88),
    ],
};

static DARK: Palette = Palette {
    dark: true,
    paper: Rgb::hex(0x15_1B_1D),
    lane: Rgb::hex(0x1A_21_23),
    band: Rgb::hex(0x1D_23_27),
    line: Rgb::hex(0x37_42_45),
    panel: Rgb::hex(0x1C_23_26),
    field: Rgb::hex(0x13_19_1B),
    hover: Rgb::hex(0x2B_38_39),
    header: Rgb::hex(0x23_5B_51),
    header_ink: Rgb::hex(0xF2_F7_F5),
    card: Rgb::hex(0x25_2E_31),
    ink: Rgb::hex(0xE8_EE_EC),
    ink_soft: Rgb::hex(0xA3_B1_B1),
    link: Rgb::hex(0x9D_AC_AE),
    link_back: Rgb::hex(0xD3_9B_B6),
    link_soft: Rgb::hex(0x6C_7A_7D),
    accent: Rgb::hex(0x5C_D0_B8),
    accent_ink: Rgb::hex(0x07_22_1D),
    alarm: Rgb::hex(0xFF_90_5C),
    warning: Rgb::hex(0xF0_BE_4A),
    kinds: KindColours {
        household: Rgb::hex(0xFE_BC_3F),
        group: Rgb::hex(0x37_E2_A7),
        cooperative: Rgb::hex(0x63_A8_FD),
        union: Rgb::hex(0xD4_BA_FF),
        trader: Rgb::hex(0xFF_7C_4B),
        enterprise: Rgb::hex(0xD5_83_C5),
        market: Rgb::hex(0xD5_DF_DD),
        supporter: Rgb::hex(0xAA_A6_8A),
    },
    verdicts: VerdictColours {
        firm: Rgb::hex(0x5F_B5_A2),
        loose: Rgb::hex(0xA2_CB_F9),
        stops_short: Rgb::hex(0xF3_CB_5F),
        on_paper: Rgb::hex(0xC0_90_E4),
        no_buyer: Rgb::hex(0xFF_90_5C),
    },
    hues: [
        Rgb::hex(0xE4_C7_00),
        Rgb::hex(0x6F_C3_F0),
        Rgb::hex(0x42_A8_6D),
        Rgb::hex(0xF2_E8_6B),
        Rgb::hex(0x8F_9B_FF),
        Rgb::hex(0xFF_72_09),
        Rgb::hex(0xB2_82_C7),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_can_be_read_on_what_it_stands_on() {
        for palette in [&LIGHT, &DARK] {
            let KindColours { household, group, cooperative, union, trader, enterprise, market, supporter } =
                palette.kinds;
            let VerdictColours { firm, loose, stops_short, on_paper, no_buyer } = palette.verdicts;
            let inks = [
                palette.ink,
                palette.ink_soft,
                palette.accent,
                palette.alarm,
                palette.warning,
                household,
                group,
                cooperative,
                union,
                trader,
                enterprise,
                market,
                supporter,
                firm,
                loose,
                stops_short,
                on_paper,
                no_buyer,
            ];
            for ink in inks {
                for ground in [palette.paper, palette.lane, palette.panel, palette.card, palette.field] {
                    let contrast = ink.contrast(ground);
                    assert!(contrast >= 4.5, "{ink:?} on {ground:?} has {contrast:.2}");
                }
            }
            assert!(palette.header_ink.contrast(palette.header) >= 4.5);
            assert!(palette.accent_ink.contrast(palette.accent) >= 4.5);
        }
    }
}
