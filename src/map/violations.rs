//! Validation of a document. A map in memory never violates these rules: transactions reject violations, and a file
//! with one does not open.

use std::fmt;

use rayon::prelude::*;

use super::checks::FieldChecks;
use super::record::{Record, each_table};
use super::text::{LINE_LIMIT, NOTE_LIMIT, is_normalized};
use super::{
    ActorId, ChannelId, Id, IdIndex, Info, LinkId, LinkageMap, ModelId, ProductId, StageId, TargetId, ViewId, Year,
};

/// The allowed range of years.
pub const YEARS: std::ops::RangeInclusive<Year> = 1900..=2200;
/// The largest absolute coordinate of an actor, in map units.
pub const CANVAS_LIMIT: f32 = 10_000_000.0;

/// The most violations that are reported at a time: a map full of them must not exhaust memory.
pub const VIOLATION_LIMIT: usize = 1_000;

/// Records per parallel chunk: large, as each chunk may return [`VIOLATION_LIMIT`] violations.
const CHUNK_LEN: usize = 8_192;

/// Identifies one record in a message.
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
    /// The placement of an actor.
    Placement(ActorId),
}

impl RecordRef {
    /// Whether a map has the record.
    pub fn is_in(self, map: &LinkageMap) -> bool {
        match self {
            Self::Map => true,
            Self::Stage(id) => map.stages().contains_key(&id),
            Self::Product(id) => map.products().contains_key(&id),
            Self::Actor(id) => map.actors().contains_key(&id),
            Self::Link(id) => map.links().contains_key(&id),
            Self::CoopModel(id) => map.models().contains_key(&id),
            Self::Channel(id) => map.channels().contains_key(&id),
            Self::Target(id) => map.targets().contains_key(&id),
            Self::View(id) => map.views().contains_key(&id),
            Self::Placement(id) => map.placements().contains_key(&id),
        }
    }
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
            Self::Placement(id) => write!(f, "place of actor {id}"),
        }
    }
}

/// What is wrong with one field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViolationKind {
    /// It refers to a record that does not exist.
    #[error("there is no {0}")]
    Missing(RecordRef),
    /// Two records have this id.
    #[error("the id is used twice")]
    DuplicateId,
    /// The ledger does not have this id, so it might be issued again.
    #[error("the id does not count as handed out")]
    IdNotIssued,
    /// A text that must not be empty.
    #[error("it is empty")]
    Empty,
    /// A text over its limit, in characters.
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    /// A text that is not normalized.
    #[error("it is not in NFC, or has control characters or spaces at its ends")]
    NotNormalized,
    /// A list that is not sorted or has duplicates.
    #[error("it is not sorted, or has doubles")]
    Unsorted,
    /// A year outside [`YEARS`].
    #[error("the year {0} is not between 1900 and 2200")]
    YearOutOfRange(Year),
    /// A span that ends before it begins.
    #[error("it ends before it begins")]
    EndBeforeStart,
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
    ShareOutOfRange,
    /// A product that is part of itself.
    #[error("a product cannot be part of itself")]
    SelfContainment,
    /// Both ends of a link are one actor.
    #[error("both ends are the same actor")]
    SelfLink,
    /// A conversion that names a product twice.
    #[error("a product cannot be turned into itself, nor stand in a conversion twice")]
    SelfConversion,
    /// More is kept of a supply than there is.
    #[error("more is kept than is supplied")]
    OwnUseAboveSupply,
    /// A channel of fewer than two actors.
    #[error("it needs at least two actors")]
    PathTooShort,
    /// Farther out than [`CANVAS_LIMIT`].
    #[error("it is too far out")]
    OutOfBounds,
}

/// One violation of the document's rules: which record, which field, what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{record}, {field}: {kind}")]
pub struct Violation {
    /// The record.
    pub record: RecordRef,
    /// Its field, named as in the file.
    pub field: &'static str,
    /// What is wrong.
    pub kind: ViolationKind,
}

/// The records that others may refer to.
#[derive(Debug)]
pub(super) struct RefIndex<'a> {
    map: &'a LinkageMap,
    /// Index of the actors, when so many records are checked that it pays off.
    actors: Option<IdIndex<ActorId>>,
    /// Whether all texts were normalized just before.
    normalized: bool,
}

impl<'a> RefIndex<'a> {
    /// For few records of a map.
    pub fn for_records(map: &'a LinkageMap) -> Self {
        Self { map, actors: None, normalized: false }
    }

    /// For all records of a map.
    pub fn for_map(map: &'a LinkageMap, normalized: bool) -> Self {
        Self { map, actors: Some(IdIndex::new(map.actors().keys().copied())), normalized }
    }

    fn contains<R: Record>(&self, id: R::Id) -> bool {
        match (R::record_ref(id), &self.actors) {
            (RecordRef::Actor(id), Some(actors)) => actors.index_of(id).is_some(),
            _ => R::table(self.map).contains_key(&id),
        }
    }
}

/// Collects the violations of one record.
#[derive(Debug)]
pub struct Validator<'a> {
    record: RecordRef,
    refs: &'a RefIndex<'a>,
    violations: Vec<Violation>,
}

impl<'a> Validator<'a> {
    fn new(record: RecordRef, refs: &'a RefIndex<'a>) -> Self {
        Self { record, refs, violations: Vec::new() }
    }

    pub(crate) fn add(&mut self, field: &'static str, problem: ViolationKind) {
        if self.violations.len() < VIOLATION_LIMIT {
            self.violations.push(Violation { record: self.record, field, kind: problem });
        }
    }

    pub(crate) fn check_name(&mut self, field: &'static str, text: &str) {
        if text.is_empty() {
            self.add(field, ViolationKind::Empty);
        }
        self.check_line(field, text);
    }

    pub(crate) fn check_line(&mut self, field: &'static str, text: &str) {
        self.check_text(field, text, LINE_LIMIT, false);
    }

    pub(crate) fn check_note(&mut self, field: &'static str, text: &str) {
        self.check_text(field, text, NOTE_LIMIT, true);
    }

    fn check_text(&mut self, field: &'static str, text: &str, limit: usize, multiline: bool) {
        // The byte length is an upper bound of the number of characters, and almost always decides.
        if text.len() > limit && text.chars().count() > limit {
            self.add(field, ViolationKind::TooLong(limit));
        } else if self.refs.normalized {
            debug_assert!(is_normalized(text, multiline), "{text:?}");
        } else if !is_normalized(text, multiline) {
            self.add(field, ViolationKind::NotNormalized);
        }
    }

    pub(crate) fn check_year(&mut self, field: &'static str, year: Option<Year>) {
        if let Some(year) = year.filter(|year| !YEARS.contains(year)) {
            self.add(field, ViolationKind::YearOutOfRange(year));
        }
    }

    pub(crate) fn check_span(&mut self, field: &'static str, from: Option<Year>, to: Option<Year>) {
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            self.add(field, ViolationKind::EndBeforeStart);
        }
    }

    pub(crate) fn check_amount(&mut self, field: &'static str, amount: Option<f64>) {
        match amount {
            Some(amount) if !amount.is_finite() => self.add(field, ViolationKind::NotFinite),
            Some(amount) if amount < 0.0 => self.add(field, ViolationKind::Negative),
            _ => {}
        }
    }

    pub(crate) fn check_finite(&mut self, field: &'static str, amount: Option<f64>) {
        if amount.is_some_and(|amount| !amount.is_finite()) {
            self.add(field, ViolationKind::NotFinite);
        }
    }

    pub(crate) fn check_coordinate(&mut self, field: &'static str, coordinate: f32) {
        if !coordinate.is_finite() {
            self.add(field, ViolationKind::NotFinite);
        } else if coordinate.abs() > CANVAS_LIMIT {
            self.add(field, ViolationKind::OutOfBounds);
        }
    }

    pub(crate) fn check_percent(&mut self, field: &'static str, value: Option<f64>) {
        match value {
            Some(value) if !value.is_finite() => self.add(field, ViolationKind::NotFinite),
            Some(value) if !(0.0..=100.0).contains(&value) => self.add(field, ViolationKind::ShareOutOfRange),
            _ => {}
        }
    }

    pub(crate) fn check_least(&mut self, field: &'static str, value: Option<u32>, least: u32) {
        if value.is_some_and(|value| value < least) {
            self.add(field, ViolationKind::NotPositive);
        }
    }

    pub(crate) fn check_exists<R: Record>(&mut self, field: &'static str, id: R::Id) {
        if !self.refs.contains::<R>(id) {
            self.add(field, ViolationKind::Missing(R::record_ref(id)));
        }
    }

    pub(crate) fn check_all_exist<'b, R: Record>(
        &mut self,
        field: &'static str,
        ids: impl IntoIterator<Item = &'b R::Id>,
    ) {
        for id in ids {
            self.check_exists::<R>(field, *id);
        }
    }
}

/// The violations of a map, in the order of tables and ids, up to [`VIOLATION_LIMIT`]. If texts were `normalized` just
/// before, that is not checked again.
pub(super) fn check_map(map: &LinkageMap, normalized: bool) -> Vec<Violation> {
    let refs = RefIndex::for_map(map, normalized);
    let mut found = check_info(&map.info, &refs);
    each_table!(R => {
        found.extend(check_table::<R>(&refs));
        if found.len() >= VIOLATION_LIMIT {
            found.truncate(VIOLATION_LIMIT);
            return found;
        }
    });
    found
}

/// The violations of a table's records, in id order; at most [`VIOLATION_LIMIT`] per chunk.
fn check_table<R: Record>(refs: &RefIndex<'_>) -> Vec<Violation> {
    let entries: Vec<(&R::Id, &R)> = R::table(refs.map).iter().collect();
    let check = |chunk: &[(&R::Id, &R)]| {
        let mut found = Vec::new();
        for (id, record) in chunk {
            found.extend(check_entry(**id, *record, refs));
            if found.len() >= VIOLATION_LIMIT {
                found.truncate(VIOLATION_LIMIT);
                break;
            }
        }
        found
    };
    entries.par_chunks(CHUNK_LEN).flat_map_iter(check).collect()
}

/// The violations of one record that is in the map under this id.
pub(super) fn check_entry<R: Record>(id: R::Id, record: &R, refs: &RefIndex<'_>) -> Vec<Violation> {
    let mut found = check_record(record, refs);
    if id != record.id() {
        found.push(Violation { record: R::record_ref(id), field: "id", kind: ViolationKind::DuplicateId });
    }
    if R::ledger(&refs.map.ledger).is_some_and(|ledger| !ledger.is_used(id.number())) {
        found.push(Violation { record: R::record_ref(id), field: "id", kind: ViolationKind::IdNotIssued });
    }
    found
}

/// The violations of one record, if it were in the map.
pub(super) fn check_record<R: Record>(record: &R, refs: &RefIndex<'_>) -> Vec<Violation> {
    let mut validator = Validator::new(R::record_ref(record.id()), refs);
    record.check(&mut validator);
    validator.violations
}

/// The violations of the map's own fields.
pub(super) fn check_info(info: &Info, refs: &RefIndex<'_>) -> Vec<Violation> {
    let mut validator = Validator::new(RecordRef::Map, refs);
    info.check_fields(&mut validator);
    validator.violations
}
