//! What the attributes of nodes and edges mean: the columns of our tables by their names, and those without use.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::import::columns::ImportTable;
use crate::exchange::import::year_heads::figure_of_year;
use crate::exchange::network::VERDICT;
use crate::language::without_marked_direction;
use crate::map::Year;
use crate::schema::folded_key;

/// The attributes by which programs say how nodes and edges look and where they are drawn.
const LOOKS: [&str; 64] = [
    "arrowhead",
    "arrowsize",
    "arrowtail",
    "background color",
    "bb",
    "border color",
    "border width",
    "class",
    "color",
    "color2",
    "colorscheme",
    "colour",
    "constraint",
    "curved",
    "dir",
    "distortion",
    "edgetooltip",
    "fill",
    "fill color",
    "fillcolor",
    "fixedsize",
    "fontcolor",
    "fontname",
    "fontsize",
    "g",
    "b",
    "r",
    "a",
    "group",
    "gradientangle",
    "head lp",
    "headclip",
    "headport",
    "height",
    "icon",
    "image",
    "imagescale",
    "labelangle",
    "labeldistance",
    "labelfontcolor",
    "labelfontname",
    "labelfontsize",
    "labelfloat",
    "len",
    "lp",
    "margin",
    "minlen",
    "nojustify",
    "orientation",
    "outline",
    "pencolor",
    "penwidth",
    "peripheries",
    "polygon",
    "pos",
    "rects",
    "regular",
    "shape",
    "sides",
    "size",
    "style",
    "tailclip",
    "tailport",
    "width",
];
/// So many attributes that mean nothing to us are named.
const MAX_UNKNOWN: usize = 1_000;
/// Of so many of them the values are kept, for a person may say what they mean.
const MAX_OPEN: usize = 50;
/// No name of an attribute that means something is longer.
const LONGEST_NAME: usize = 500;

/// A value of an attribute that is a column of ours, or that a person may take for one.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Empty where nobody knows yet.
    pub column: &'static str,
    pub rank: Rank,
    /// The place among the unknown names, of an attribute that means nothing to us.
    pub open: Option<usize>,
    pub text: String,
    /// Whether it is a number as programs write them, with a decimal point and no groups.
    pub is_number: bool,
    /// The year of a figure; none of what holds in any year.
    pub year: Option<Year>,
}

/// How well a name fits its column; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Rank {
    /// It is the column's own name.
    Own,
    /// It is another name of the column.
    Alias,
    /// It is what network programs call it.
    Borrowed,
}

/// What a name means.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Column(&'static str, Rank),
    /// A figure of an actor in a year.
    Figure(&'static str, Year),
    Look,
    /// This program works it out, and wrote it.
    Computed,
    /// It is the unknown one in this place.
    Open(usize),
    Unknown,
}

/// The attributes of the nodes, or of the edges, of a network.
#[derive(Debug)]
pub(super) struct Columns {
    table: ImportTable,
    meanings: HashMap<String, Meaning>,
    /// The names as the file has them, by column and rank.
    headers: BTreeMap<(&'static str, Rank), String>,
    /// Names that mean nothing to us, in the order of their first use.
    pub unknown: Vec<String>,
    /// Whether some say how nodes and edges look.
    pub has_looks: bool,
}

impl Columns {
    pub fn new(table: ImportTable) -> Self {
        Self { table, meanings: HashMap::new(), headers: BTreeMap::new(), unknown: Vec::new(), has_looks: false }
    }

    /// The cell of an attribute; none where it is empty or has no use, which is remembered.
    pub fn cell(&mut self, name: &str, text: &str, is_number: bool) -> Option<Cell> {
        // Our own exports mark the signs that turn the direction of text.
        let text = without_marked_direction(text.trim());
        if text.is_empty() {
            return None;
        }
        let (column, rank, year, open) = match self.meaning(name) {
            Meaning::Column(column, rank) => (column, rank, None, None),
            Meaning::Figure(column, year) => (column, Rank::Own, Some(year), None),
            Meaning::Open(at) => ("", Rank::Borrowed, None, Some(at)),
            Meaning::Look => {
                self.has_looks = true;
                return None;
            }
            Meaning::Computed | Meaning::Unknown => return None,
        };
        let text = if is_number { without_zero(&text) } else { &*text };
        Some(Cell { column, rank, text: text.to_owned(), is_number: is_number && is_plain_number(text), year, open })
    }

    /// The header of a column, as the file has it.
    pub fn header(&self, column: &'static str, rank: Rank) -> String {
        self.headers.get(&(column, rank)).cloned().unwrap_or_else(|| column.to_owned())
    }

    /// The figure and the year that a name such as `members_2019` says.
    fn figure(&self, name: &str) -> Option<(&'static str, Year)> {
        let (figure, year) = figure_of_year(name).filter(|_| self.table == ImportTable::Actors)?;
        Some((ImportTable::Figures.find_column(&figure)?.id, year))
    }

    fn meaning(&mut self, name: &str) -> Meaning {
        let name = name.get(..name.floor_char_boundary(LONGEST_NAME)).unwrap_or(name).trim();
        if let Some(known) = self.meanings.get(name) {
            return *known;
        }
        let meaning = match self.table.find_column(name) {
            _ if let Some((column, year)) = self.figure(name) => Meaning::Figure(column, year),
            Some(column) => {
                let rank = if folded_key(name) == folded_key(column.id) {
                    Rank::Own
                } else if self.table.is_network_header(name, column) {
                    Rank::Borrowed
                } else {
                    Rank::Alias
                };
                self.headers.entry((column.id, rank)).or_insert_with(|| name.to_owned());
                Meaning::Column(column.id, rank)
            }
            None if name == VERDICT => Meaning::Computed,
            None if name.is_empty() || LOOKS.contains(&folded_key(name).as_str()) => Meaning::Look,
            None => {
                if self.unknown.len() < MAX_UNKNOWN {
                    self.unknown.push(name.to_owned());
                }
                let at = self.unknown.len().saturating_sub(1);
                if at < MAX_OPEN { Meaning::Open(at) } else { Meaning::Unknown }
            }
        };
        self.meanings.insert(name.to_owned(), meaning);
        meaning
    }
}

/// A whole number without the zero behind its point.
fn without_zero(text: &str) -> &str {
    text.strip_suffix(".0")
        .filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
        .unwrap_or(text)
}

fn is_plain_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'))
        && text.parse::<f64>().is_ok()
}
