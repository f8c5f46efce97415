//! Dark text on a light background.

use super::{KindColours, Palette, VerdictColours};
use crate::theme::Rgb;

pub(super) static LIGHT: Palette = Palette {
    is_dark: false,
    is_high_contrast: false,
    background: Rgb::hex(0xFB_FB_F8),
    lane: Rgb::hex(0xF2_F4_EF),
    band: Rgb::hex(0xEE_F0_F2),
    border: Rgb::hex(0xD3_D8_D3),
    panel: Rgb::hex(0xFF_FF_FF),
    field: Rgb::hex(0xF4_F6_F4),
    hover: Rgb::hex(0xE6_EE_EA),
    header: Rgb::hex(0x1F_4E_46),
    header_text: Rgb::hex(0xFF_FF_FF),
    card: Rgb::hex(0xFF_FF_FF),
    text: Rgb::hex(0x1D_29_2C),
    text_muted: Rgb::hex(0x56_65_68),
    link: Rgb::hex(0x5B_6B_70),
    link_backward: Rgb::hex(0x86_50_6B),
    link_muted: Rgb::hex(0x8A_98_9B),
    accent: Rgb::hex(0x00_6B_5E),
    accent_text: Rgb::hex(0xFF_FF_FF),
    error: Rgb::hex(0xB8_3A_00),
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
    categorical: [
        Rgb::hex(0x16_0E_00),
        Rgb::hex(0x0E_6D_B6),
        Rgb::hex(0x00_5E_51),
        Rgb::hex(0x5F_6A_19),
        Rgb::hex(0x4E_11_AB),
        Rgb::hex(0x8A_00_00),
        Rgb::hex(0xBF_13_88),
    ],
};
