//! The content of a report, whatever writes it.

use jiff::civil::Date;

use crate::exchange::picture::Picture;
use crate::language::Language;
use crate::theme::Rgb;

/// A report.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub language: Language,
    /// The title of the map.
    pub title: String,
    /// What kind of document it is.
    pub kind: &'static str,
    /// What stands below the title: names with their values.
    pub facts: Vec<(&'static str, String)>,
    pub office: String,
    pub date: Option<Date>,
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A heading of level 1 or 2.
    Heading(u8, String),
    Text(Prose),
    List(Vec<String>),
    Table(Table),
    /// Boxed, as it is far larger than the others.
    Figure(Box<Figure>),
}

/// A paragraph, or a cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Prose {
    /// What stands before it in strong letters.
    pub label: Option<&'static str>,
    pub text: String,
    pub is_strong: bool,
    /// Where it is not that of all text.
    pub colour: Option<Rgb>,
}

impl Prose {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn labelled(label: &'static str, text: impl Into<String>) -> Self {
        Self { label: Some(label), ..Self::plain(text) }
    }

    pub fn strong(text: impl Into<String>, colour: Option<Rgb>) -> Self {
        Self { is_strong: true, colour, ..Self::plain(text) }
    }
}

/// A table with one row of heads.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The heads of the columns, with the part of the width that each column takes, in thousandths.
    pub columns: Vec<(&'static str, u16)>,
    pub rows: Vec<Vec<Prose>>,
}

/// A drawn chain.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub picture: Picture,
    /// What it shows, in words.
    pub alt: String,
}
