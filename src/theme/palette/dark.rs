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
