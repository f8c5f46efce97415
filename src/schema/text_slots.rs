//! The texts of a record, as its fields describe them, those of its parts included: the paper that a link rests on.

use super::actor::{COMMUNE, DISTRICT};
use super::field::{Described, FieldType};
use super::read::{self, ReadError};
use crate::language::Language;
use crate::map::{Actor, Evidence, Measure};

/// Which text of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextSlot {
    field: &'static str,
    /// The field of a part of the record, if the text is in one.
    part: Option<&'static str>,
}

impl TextSlot {
    const fn new(field: &'static str) -> Self {
        Self { field, part: None }
    }

    /// This slot of the part that a field holds.
    const fn within(self, field: &'static str) -> Self {
        Self { field, part: Some(self.field) }
    }

    /// What its field is called, in lower case; empty where records of this type have no such text.
    pub fn name<R: Described>(self, language: Language) -> &'static str {
        fn name<R: Described>(field: &str, language: Language) -> &'static str {
            R::field(field).map_or("", |field| field.name(language))
        }
        match (R::field(self.field).map(|field| &field.kind), self.part) {
            (Some(FieldType::Evidence(_)), Some(part)) => name::<Evidence>(part, language),
            (Some(FieldType::Measure(_)), Some(part)) => name::<Actor>(part, language),
            _ => name::<R>(self.field, language),
        }
    }

    /// A text as it would stand there: in normal form, and within the limits of the field.
    ///
    /// # Errors
    /// Why it may not stand there.
    pub fn read<R: Described>(self, text: &str) -> Result<String, ReadError> {
        match (R::field(self.field).map(|field| &field.kind), self.part) {
            (Some(FieldType::Name(_)), _) => read::name(text),
            (Some(FieldType::Note(_)), _) => read::note(text),
            (Some(FieldType::Line(_) | FieldType::Measure(_)), _) => read::line(text),
            (Some(FieldType::Evidence(_)), Some(part)) => Self::new(part).read::<Evidence>(text),
            _ => Err(ReadError::NotText),
        }
    }

    /// The text that a record has there.
    pub fn text<R: Described>(self, record: &R) -> Option<&str> {
        let mut found = None;
        for_each_text(record, &mut |slot, text| {
            if slot == self {
                found = Some(text);
            }
        });
        found
    }

    /// The same, to be changed.
    pub fn text_mut<R: Described>(self, record: &mut R) -> Option<&mut String> {
        match (&R::field(self.field)?.kind, self.part) {
            (FieldType::Name(lens) | FieldType::Line(lens) | FieldType::Note(lens), None) => {
                Some((lens.get_mut)(record))
            }
            (FieldType::Evidence(lens), Some(part)) => Self::new(part).text_mut((lens.get_mut)(record)),
            (FieldType::Measure(lens), Some(part)) => match (lens.get_mut)(record) {
                Measure::Count { district, .. } if part == DISTRICT.id => Some(district),
                Measure::Count { commune, .. } if part == COMMUNE.id => Some(commune),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Visits every text of a record, in the order of its fields.
pub fn for_each_text<'r, R: Described>(record: &'r R, visit: &mut dyn FnMut(TextSlot, &'r str)) {
    for field in R::fields() {
        match &field.kind {
            FieldType::Name(lens) | FieldType::Line(lens) | FieldType::Note(lens) => {
                visit(TextSlot::new(field.id), (lens.get)(record));
            }
            FieldType::Evidence(lens) => {
                for_each_text((lens.get)(record), &mut |slot, text| visit(slot.within(field.id), text));
            }
            FieldType::Measure(lens) => {
                if let Measure::Count { district, commune, .. } = (lens.get)(record) {
                    visit(TextSlot::new(DISTRICT.id).within(field.id), district);
                    visit(TextSlot::new(COMMUNE.id).within(field.id), commune);
                }
            }
            _ => {}
        }
    }
}
