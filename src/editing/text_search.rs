//! Looks for text in every field of every record that holds text, as `schema` describes them.

use std::ops::{Bound, Range};

use super::text_changes::{TextChange, with_record};
use crate::language::{FoldedLetters, TextPattern, replaced};
use crate::map::{
    Actor, Channel, CoopModel, Id, Info, Link, LinkageMap, Product, Record, RecordRef, Selection, Stage, Target, View,
};
use crate::schema::{Described, ReadError, TextSlot, for_each_text};

/// The records in which text is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum SearchScope {
    /// All of them, the map's own fields included.
    #[default]
    Map,
    /// What was selected.
    Selection(Selection),
    Actors,
    Links,
    Models,
    Products,
    Channels,
}

impl SearchScope {
    /// The scopes of one type of record.
    pub const TYPES: [Self; 5] = [Self::Actors, Self::Links, Self::Models, Self::Products, Self::Channels];

    fn has(&self, record: RecordRef) -> bool {
        match (self, record) {
            (Self::Map, _)
            | (Self::Actors, RecordRef::Actor(_))
            | (Self::Links, RecordRef::Link(_))
            | (Self::Models, RecordRef::CoopModel(_))
            | (Self::Products, RecordRef::Product(_))
            | (Self::Channels, RecordRef::Channel(_)) => true,
            (Self::Selection(selection), RecordRef::Actor(id)) => selection.has_actor(id),
            (Self::Selection(selection), RecordRef::Link(id)) => *selection == Selection::Link(id),
            (Self::Selection(selection), RecordRef::CoopModel(id)) => *selection == Selection::Model(id),
            _ => false,
        }
    }
}

/// What is looked for, where, and what is to stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextQuery {
    /// What is looked for.
    pub pattern: TextPattern,
    /// What is to stand there.
    pub by: String,
    /// Where.
    pub scope: SearchScope,
}

/// A text that would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextHit {
    /// The record.
    pub record: RecordRef,
    /// Which of its texts.
    pub slot: TextSlot,
    /// Whether its field does not take what it would become.
    pub is_refused: bool,
}

/// What would become of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct HitPreview<'m> {
    /// The text as it is.
    pub before: &'m str,
    /// Where in it is what was looked for, in bytes.
    pub places: Vec<Range<usize>>,
    /// What it would become, or why it cannot.
    pub after: Result<String, ReadError>,
}

/// A search through a map, as far as it has come.
#[derive(Debug)]
pub struct TextSearch {
    query: TextQuery,
    /// The table that is looked through, and the last record looked at.
    table: usize,
    last: Option<u32>,
    hits: Vec<TextHit>,
    refused: usize,
    has_unchanged: bool,
    letters: FoldedLetters,
}

/// What a record costs to be looked at, besides its text, in bytes of text.
const RECORD_COST: usize = 24;

impl TextSearch {
    /// A search that has not begun.
    pub fn new(query: TextQuery) -> Self {
        Self {
            query,
            table: 0,
            last: None,
            hits: Vec::new(),
            refused: 0,
            has_unchanged: false,
            letters: FoldedLetters::new(),
        }
    }

    /// What is looked for.
    pub fn query(&self) -> &TextQuery {
        &self.query
    }

    /// The texts found so far that would change, in the order of tables and ids.
    pub fn hits(&self) -> &[TextHit] {
        &self.hits
    }

    /// How many of them are refused.
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Whether something was found that is already as it would become.
    pub fn has_unchanged(&self) -> bool {
        self.has_unchanged
    }

    /// Whether every record was looked at.
    pub fn is_done(&self) -> bool {
        self.query.pattern.is_empty() || self.table > 8
    }

    /// Looks at further records, until about so many bytes of text were looked at; the map is the same each time.
    pub fn advance(&mut self, map: &LinkageMap, mut bytes: usize) {
        while bytes > 0 && !self.is_done() {
            bytes = match self.table {
                0 => {
                    self.table += 1;
                    bytes.saturating_sub(self.look_at(map.info(), RecordRef::Map))
                }
                1 => self.advance_in::<Stage>(map, bytes),
                2 => self.advance_in::<Product>(map, bytes),
                3 => self.advance_in::<Actor>(map, bytes),
                4 => self.advance_in::<Link>(map, bytes),
                5 => self.advance_in::<CoopModel>(map, bytes),
                6 => self.advance_in::<Channel>(map, bytes),
                7 => self.advance_in::<Target>(map, bytes),
                _ => self.advance_in::<View>(map, bytes),
            };
        }
    }

    /// Looks at the further records of a table; how many bytes are left.
    fn advance_in<R: Record + Described>(&mut self, map: &LinkageMap, mut bytes: usize) -> usize {
        let first = self.last.map_or(Bound::Unbounded, |last| Bound::Excluded(R::Id::new(last)));
        for (id, record) in R::table(map).range((first, Bound::Unbounded)) {
            if bytes == 0 {
                return 0;
            }
            self.last = Some(id.number());
            bytes = bytes.saturating_sub(self.look_at(record, R::record_ref(*id)));
        }
        (self.table, self.last) = (self.table + 1, None);
        bytes
    }

    /// Looks at a record; what that cost, in bytes.
    fn look_at<R: Described>(&mut self, record: &R, reference: RecordRef) -> usize {
        let mut cost = RECORD_COST;
        if !self.query.scope.has(reference) {
            return cost;
        }
        let Self { query, hits, refused, has_unchanged, letters, .. } = self;
        for_each_text(record, &mut |slot, text| {
            cost += text.len();
            let places = query.pattern.find_with(text, letters);
            if places.is_empty() {
                return;
            }
            match slot.read::<R>(&replaced(text, &places, &query.by)) {
                Ok(after) if after == text => *has_unchanged = true,
                after => {
                    *refused += usize::from(after.is_err());
                    hits.push(TextHit { record: reference, slot, is_refused: after.is_err() });
                }
            }
        });
        cost
    }
}

impl TextHit {
    /// What would become of the text; `None` where the map no longer has it.
    pub fn preview<'m>(&self, query: &TextQuery, map: &'m LinkageMap) -> Option<HitPreview<'m>> {
        fn preview<'r, R: Described>(record: &'r R, slot: TextSlot, query: &TextQuery) -> Option<HitPreview<'r>> {
            let before = slot.text(record)?;
            let places = query.pattern.find(before);
            let after = slot.read::<R>(&replaced(before, &places, &query.by));
            Some(HitPreview { before, places, after })
        }
        with_record!(map, self.record, record => preview(record, self.slot, query))
    }

    /// The change; `None` where the field refuses it, or the map no longer has the text.
    pub fn change(&self, query: &TextQuery, map: &LinkageMap) -> Option<TextChange> {
        let HitPreview { before, after, .. } = self.preview(query, map)?;
        Some(TextChange { record: self.record, slot: self.slot, before: before.to_owned(), after: after.ok()? })
    }
}
