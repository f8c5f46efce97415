//! What may not stand in a document, whoever wrote it. A map in memory never violates these rules:
//! a transaction refuses, and a file that breaks one does not open.

use std::fmt;

use rayon::prelude::*;

use super::record::{Record, each_table};
use super::text::{LINE_LIMIT, NOTE_LIMIT, is_tidy};
use super::{
    ActorId, ChannelId, Id, Info, LinkId, LinkageMap, ModelId, Positions, ProductId, StageId, TargetId, ViewId, Year,
};

/// The years that a map may speak of.
pub const YEARS: std::ops::RangeInclusive<Year> = 1900..=2200;
/// The farthest that an actor may stand from the middle of the canvas, in map units.
pub const CANVAS_LIMIT: f32 = 10_000_000.0;

/// The most violations that are told at a time: a map full of them must not fill the memory with complaints.
pub const VIOLATION_LIMIT: usize = 1_000;

/// Records that one thread checks at a stretch: so many that little is kept of a map full of violations.
const STRETCH: usize = 8_192;

/// Names one record in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordRef {
    /// The map's own title, year and so on.
    Map,
    /// A stage.
    Stage(StageId),
    /// A product.
    Product(ProductId),
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkId),
    /// A cooperative model.
    CoopModel(ModelId),
    /// A channel.
    Channel(ChannelId),
    /// A target.
    Target(TargetId),
    /// A view.
    View(ViewId),
    /// The place of an actor.
    Place(ActorId),
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Map => write!(f, "map"),
            Self::Stage(id) => write!(f, "stage {id}"),
            Self::Product(id) => write!(f, "product {id}"),
            Self::Actor(id) => write!(f, "actor {id}"),
            Self::Link(id) => write!(f, "link {id}"),
            Self::CoopModel(id) => write!(f, "model {id}"),
            Self::Channel(id) => write!(f, "channel {id}"),
            Self::Target(id) => write!(f, "target {id}"),
            Self::View(id) => write!(f, "view {id}"),
            Self::Place(id) => write!(f, "place of actor {id}"),
        }
    }
}

/// What is wrong with one field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It names a record that is not there.
    #[error("there is no {0}")]
    Missing(RecordRef),
    /// Two records have this id.
    #[error("the id is used twice")]
    DoubledId,
    /// The map might hand out this id again.
    #[error("the id does not count as handed out")]
    IdNotCounted,
    /// A text that must not be empty.
    #[error("it is empty")]
    Empty,
    /// A text over its limit, in characters.
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    /// A text that is not in the document's one form.
    #[error("it is not in NFC, or has control characters or spaces at its ends")]
    Untidy,
    /// A list that is not in the document's one form.
    #[error("it is not sorted, or has doubles")]
    Unsorted,
    /// A year outside [`YEARS`].
    #[error("the year {0} is not between 1900 and 2200")]
    Year(Year),
    /// A span that ends before it begins.
    #[error("it ends before it begins")]
    EndsBeforeStart,
    /// Not a number, or infinite.
    #[error("it is not a finite number")]
    NotFinite,
    /// Below zero.
    #[error("it is negative")]
    Negative,
    /// Not above zero.
    #[error("it must be above 0")]
    NotPositive,
    /// A share outside 0 to 100.
    #[error("it is not between 0 and 100")]
    Share,
    /// A product that is part of itself.
    #[error("a product cannot be part of itself")]
    PartOfItself,
    /// A conversion from a product to itself.
    #[error("a product cannot be turned into itself")]
    IntoItself,
    /// A channel of fewer than two actors.
    #[error("it needs at least two actors")]
    PathTooShort,
    /// Farther out than [`CANVAS_LIMIT`].
    #[error("it is too far out")]
    TooFarOut,
}

/// One thing in a document that may not stand there: which record, which field, what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record}, {field}: {problem}")]
pub struct Violation {
    /// The record.
    pub record: RecordRef,
    /// Its field, named as in the file.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

/// What records may refer to.
#[derive(Debug)]
pub(super) struct Known<'a> {
    map: &'a LinkageMap,
    /// The actors, where so many records refer to them that it is worth while.
    actors: Option<Positions<ActorId>>,
    /// Whether all texts have been brought to their form just now.
    tidied: bool,
}

impl<'a> Known<'a> {
    /// For few records of a map.
    pub fn few(map: &'a LinkageMap) -> Self {
        Self { map, actors: None, tidied: false }
    }

    /// For all records of a map.
    fn all(map: &'a LinkageMap, tidied: bool) -> Self {
        Self { map, actors: Some(Positions::new(map.actors().keys().copied())), tidied }
    }

    fn has<R: Record>(&self, id: R::Id) -> bool {
        match (R::reference(id), &self.actors) {
            (RecordRef::Actor(id), Some(actors)) => actors.of(id).is_some(),
            _ => R::table(self.map).contains_key(&id),
        }
    }
}

/// Collects what is wrong with one record.
#[derive(Debug)]
pub struct Complaints<'a> {
    record: RecordRef,
    known: &'a Known<'a>,
    found: Vec<Violation>,
}

impl<'a> Complaints<'a> {
    fn new(record: RecordRef, known: &'a Known<'a>) -> Self {
        Self { record, known, found: Vec::new() }
    }

    pub(super) fn add(&mut self, field: &'static str, problem: Problem) {
        if self.found.len() < VIOLATION_LIMIT {
            self.found.push(Violation { record: self.record, field, problem });
        }
    }

    pub(super) fn name(&mut self, field: &'static str, text: &str) {
        if text.is_empty() {
            self.add(field, Problem::Empty);
        }
        self.line(field, text);
    }

    pub(super) fn line(&mut self, field: &'static str, text: &str) {
        self.text(field, text, LINE_LIMIT, false);
    }

    pub(super) fn note(&mut self, text: &str) {
        self.text("note", text, NOTE_LIMIT, true);
    }

    fn text(&mut self, field: &'static str, text: &str, limit: usize, many_lines: bool) {
        // The byte length is an upper bound of the characters, and almost always enough to know.
        if text.len() > limit && text.chars().count() > limit {
            self.add(field, Problem::TooLong(limit));
        } else if self.known.tidied {
            debug_assert!(is_tidy(text, many_lines), "{text:?}");
        } else if !is_tidy(text, many_lines) {
            self.add(field, Problem::Untidy);
        }
    }

    pub(super) fn year(&mut self, field: &'static str, year: Option<Year>) {
        if let Some(year) = year.filter(|year| !YEARS.contains(year)) {
            self.add(field, Problem::Year(year));
        }
    }

    pub(super) fn span(&mut self, field: &'static str, from: Option<Year>, to: Option<Year>) {
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.add(field, Problem::EndsBeforeStart);
        }
    }

    pub(super) fn amount(&mut self, field: &'static str, amount: Option<f64>) {
        match amount {
            Some(amount) if !amount.is_finite() => self.add(field, Problem::NotFinite),
            Some(amount) if amount < 0.0 => self.add(field, Problem::Negative),
            _ => {}
        }
    }

    pub(super) fn finite(&mut self, field: &'static str, amount: Option<f64>) {
        if amount.is_some_and(|amount| !amount.is_finite()) {
            self.add(field, Problem::NotFinite);
        }
    }

    pub(super) fn coordinate(&mut self, field: &'static str, coordinate: f32) {
        if !coordinate.is_finite() {
            self.add(field, Problem::NotFinite);
        } else if coordinate.abs() > CANVAS_LIMIT {
            self.add(field, Problem::TooFarOut);
        }
    }

    pub(super) fn share(&mut self, share: Option<f64>) {
        match share {
            Some(share) if !share.is_finite() => self.add("share", Problem::NotFinite),
            Some(share) if !(0.0..=100.0).contains(&share) => self.add("share", Problem::Share),
            _ => {}
        }
    }

    pub(super) fn exists<R: Record>(&mut self, field: &'static str, id: R::Id) {
        if !self.known.has::<R>(id) {
            self.add(field, Problem::Missing(R::reference(id)));
        }
    }

    pub(super) fn all_exist<'b, R: Record>(&mut self, field: &'static str, ids: impl IntoIterator<Item = &'b R::Id>) {
        for id in ids {
            self.exists::<R>(field, *id);
        }
    }
}

/// What in a map may not stand there, in the order of the tables and ids, up to [`VIOLATION_LIMIT`]; of texts that have been
/// `tidied` just now it need not be asked whether they are.
pub(super) fn of_map(map: &LinkageMap, tidied: bool) -> Vec<Violation> {
    let known = Known::all(map, tidied);
    let mut found = of_info(&map.info, &known);
    each_table!(R => {
        found.extend(of_table::<R>(&known));
        if found.len() >= VIOLATION_LIMIT {
            found.truncate(VIOLATION_LIMIT);
            return found;
        }
    });
    found
}

/// What is wrong with the records of a table, in the order of ids; of each stretch no more than [`VIOLATION_LIMIT`].
fn of_table<R: Record>(known: &Known<'_>) -> Vec<Violation> {
    let entries: Vec<(&R::Id, &R)> = R::table(known.map).iter().collect();
    let check = |stretch: &[(&R::Id, &R)]| {
        let mut found = Vec::new();
        for (id, record) in stretch {
            found.extend(of_entry(**id, *record, known));
            if found.len() >= VIOLATION_LIMIT {
                found.truncate(VIOLATION_LIMIT);
                break;
            }
        }
        found
    };
    entries.par_chunks(STRETCH).flat_map_iter(check).collect()
}

/// What is wrong with one record that stands in this map under this id.
pub(super) fn of_entry<R: Record>(id: R::Id, record: &R, known: &Known<'_>) -> Vec<Violation> {
    let mut found = of_record(record, known);
    if id != record.id() {
        found.push(Violation { record: R::reference(id), field: "id", problem: Problem::DoubledId });
    }
    if R::ledger(&known.map.ledger).is_some_and(|ledger| !ledger.has(id.number())) {
        found.push(Violation { record: R::reference(id), field: "id", problem: Problem::IdNotCounted });
    }
    found
}

/// What is wrong with one record, were it to stand in this map.
pub(super) fn of_record<R: Record>(record: &R, known: &Known<'_>) -> Vec<Violation> {
    let mut complaints = Complaints::new(R::reference(record.id()), known);
    record.check(&mut complaints);
    complaints.found
}

/// What is wrong with the map's own fields.
pub(super) fn of_info(info: &Info, known: &Known<'_>) -> Vec<Violation> {
    let mut complaints = Complaints::new(RecordRef::Map, known);
    complaints.line("title", &info.title);
    complaints.line("place", &info.place);
    complaints.note(&info.note);
    complaints.year("year", Some(info.year));
    complaints.found
}

/// Whether a record may stand in a map; complains where not.
pub(super) trait Check {
    fn check(&self, complaints: &mut Complaints<'_>);
}
