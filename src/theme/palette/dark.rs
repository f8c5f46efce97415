//! Light text on a dark background.

use super::{KindColours, Palette, VerdictColours};
use crate::theme::Rgb;

pub(super) static DARK: Palette = Palette {
    is_dark: true,
    is_high_contrast: false,
    background: Rgb::hex(0x15_1B_1D),
    lane: Rgb::hex(0x1A_21_23),
    band: Rgb::hex(0x1D_23_27),
    border: Rgb::hex(0x37_42_45),
    panel: Rgb::hex(0x1C_23_26),
    field: Rgb::hex(0x13_19_1B),
    hover: Rgb::hex(0x2B_38_39),
    header: Rgb::hex(0x23_5B_51),
    header_text: Rgb::hex(0xF2_F7_F5),
    card: Rgb::hex(0x25_2E_31),
    text: Rgb::hex(0xE8_EE_EC),
    text_muted: Rgb::hex(0xA3_B1_B1),
    link: Rgb::hex(0x9D_AC_AE),
    link_backward: Rgb::hex(0xD3_9B_B6),
    link_muted: Rgb::hex(0x6C_7A_7D),
    accent: Rgb::hex(0x5C_D0_B8),
    accent_text: Rgb::hex(0x07_22_1D),
    error: Rgb::hex(0xFF_90_5C),
    warning: Rgb::hex(0xF0_BE_4A),
    kinds: KindColours {
        household: Rgb::hex(0xFC_9A_6C),
        group: Rgb::hex(0xB5_FC_D8),
        cooperative: Rgb::hex(0x8D_B9_FF),
        union: Rgb::hex(0xBC_77_FA),
        trader: Rgb::hex(0xFE_D6_88),
        enterprise: Rgb::hex(0xE7_61_C9),
        market: Rgb::hex(0xD2_A1_C4),
        supporter: Rgb::hex(0xC4_CB_E7),
    },
    verdicts: VerdictColours {
        firm: Rgb::hex(0x5F_B5_A2),
        loose: Rgb::hex(0xA2_CB_F9),
        stops_short: Rgb::hex(0xF3_CB_5F),
        on_paper: Rgb::hex(0xC0_90_E4),
        no_buyer: Rgb::hex(0xFF_90_5C),
    },
    categorical: [
        Rgb::hex(0xE4_C7_00),
        Rgb::hex(0x6F_C3_F0),
        Rgb::hex(0x42_A8_6D),
        Rgb::hex(0xF2_E8_6B),
        Rgb::hex(0x8F_9B_FF),
        Rgb::hex(0xFF_72_09),
        Rgb::hex(0xB2_82_C7),
    ],
};
