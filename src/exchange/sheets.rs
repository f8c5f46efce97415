//! How the sheets of workbooks look: heads, numbers, years and texts.

use std::ops::RangeInclusive;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatUnderline};

use super::import::CellType;
use crate::theme::{Palette, Rgb};

/// The most characters of a cell of Excel, in UTF-16.
pub(super) const MAX_TEXT: usize = 32_767;
/// How wide columns are, in characters.
pub(super) const WIDTHS: RangeInclusive<usize> = 8..=46;
/// The height of a head, in points: two lines.
pub(super) const HEAD_HEIGHT: f64 = 30.0;

/// The formats of cells.
pub(super) struct SheetFormats {
    /// A head.
    pub head: Format,
    /// The head of a column that each row fills.
    pub required_head: Format,
    /// As text, so that a code such as 0180 keeps its zero.
    pub text: Format,
    /// A whole number.
    pub whole: Format,
    /// A number with decimals, if it has any.
    pub number: Format,
    /// A year: no groups of digits.
    pub year: Format,
}

impl SheetFormats {
    pub fn new() -> Self {
        let palette = Palette::standard(false);
        let head = Format::new()
            .set_bold()
            .set_background_color(colour(palette.header))
            .set_font_color(colour(palette.header_text))
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        Self {
            required_head: head.clone().set_underline(FormatUnderline::Single),
            head,
            text: Format::new().set_num_format("@"),
            whole: Format::new().set_num_format("#,##0"),
            number: Format::new().set_num_format("#,##0.###"),
            year: Format::new().set_num_format("0"),
        }
    }

    /// The format of a column's cells.
    pub fn of(&self, cell_type: CellType) -> &Format {
        match cell_type {
            CellType::Text | CellType::AmountList => &self.text,
            CellType::Integer => &self.whole,
            CellType::Year => &self.year,
            CellType::Number | CellType::Share => &self.number,
        }
    }
}

/// A colour as Excel has it.
pub(super) fn colour(Rgb(red, green, blue): Rgb) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}
