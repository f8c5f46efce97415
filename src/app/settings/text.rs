//! Settings as text: RON, field by field, so that what one version does not understand in a file of another costs nothing
//! but that field, and stays in the file.

use std::collections::BTreeMap;
use std::fmt;

use ron::Options;
use ron::error::SpannedError;
use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::Settings;
use crate::map::DrawingStyle;

/// Fields of a settings file that this version cannot read, as they stand there: fields that it does not know, and values
/// that it does not know of fields that it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread(BTreeMap<FieldName, String>);

/// The record that a field stands in, which is `""` for the outermost, and its name there.
type FieldName = (&'static str, String);

/// One setting: where it stands, and how it is read and written.
struct Field {
    record: &'static str,
    name: &'static str,
    /// Takes the value in; tells whether it could be read.
    read: fn(&mut Settings, &Source, &str) -> bool,
    write: fn(&Settings) -> Option<String>,
}

/// How the values of a file are to be read.
struct Source(Options);

impl Source {
    /// Reads a value into its place, which stays as it is where that does not go.
    fn put<T: DeserializeOwned>(&self, place: &mut T, text: &str) -> bool {
        self.0.from_str(text).map(|value| *place = value).is_ok()
    }
}

fn written<T: Serialize>(value: &T) -> Option<String> {
    ron::to_string(value).ok()
}

macro_rules! field {
    ($name:ident) => {
        field!("", $name, $name)
    };
    ($record:literal, $name:ident, $($place:ident).+) => {
        Field {
            record: $record,
            name: stringify!($name),
            read: |settings, source, text| source.put(&mut settings.$($place).+, text),
            write: |settings| written(&settings.$($place).+),
        }
    };
}

/// The record inside the file that has fields of its own.
const DRAWING: &str = "drawing";

/// Every setting, in the order in which they are written.
const FIELDS: [Field; 10] = [
    field!(language),
    field!(look),
    field!(scale),
    field!(findings_open),
    field!(overview),
    field!("drawing", colouring, drawing.colouring),
    field!("drawing", volumes, drawing.volumes),
    field!(legend),
    field!(less_motion),
    Field {
        record: "",
        name: "recent",
        read: |settings, source, text| source.put(&mut settings.recent, text),
        write: |settings| {
            // Text has no room for a path that is none: it is forgotten, and the others stay.
            let paths: Vec<&str> = settings.recent.iter().filter_map(|path| path.to_str()).collect();
            written(&paths)
        },
    },
];

impl Settings {
    /// Reads settings. Fields that are missing, or that hold what this version does not know, are as in fresh settings;
    /// the latter are kept as they are and written again, see [`Self::to_text`].
    ///
    /// # Errors
    /// Where the text is no RON record. A text of nothing but white space is that of fresh settings.
    pub fn parse(text: &str) -> Result<Self, SpannedError> {
        let mut settings = Self::default();
        if text.trim().is_empty() {
            return Ok(settings);
        }
        let extensions = ron::Deserializer::from_str(text)?.extensions();
        let source = Source(Options::default().with_default_extension(extensions));
        for (name, value) in entries(text, "Settings", Extensions::empty())? {
            if name == DRAWING
                && let Ok(inner) = entries(&value, "Drawing", extensions)
            {
                settings.unread.0.remove(&("", name));
                for (name, value) in inner {
                    settings.take(DRAWING, name, value, &source);
                }
                // As a whole, too, to be written just so while all that is known in it is as usual.
                let is_read = !settings.unread.0.keys().any(|(record, _)| *record == DRAWING);
                if !is_read && settings.drawing == DrawingStyle::default() {
                    settings.unread.0.insert(("", DRAWING.to_owned()), value);
                }
            } else {
                settings.take("", name, value, &source);
            }
        }
        Ok(settings)
    }

    /// Takes one field in, or keeps what stands there.
    fn take(&mut self, record: &'static str, name: String, value: String, source: &Source) {
        let known = FIELDS.iter().find(|field| field.record == record && field.name == name);
        if known.is_some_and(|field| (field.read)(self, source, &value)) {
            self.unread.0.remove(&(record, name));
        } else {
            self.unread.0.insert((record, name), value);
        }
    }

    /// The settings as RON, which [`Self::parse`] reads as the same settings, but for paths that are no text. What could
    /// not be read is written as it was, unless its setting is another one now.
    pub fn to_text(&self) -> String {
        let fresh = Self::default();
        let mut outer: Vec<(&str, String)> = Vec::new();
        let mut inner: Vec<(&str, String)> = Vec::new();
        for field in &FIELDS {
            let (value, usual) = ((field.write)(self), (field.write)(&fresh));
            let unread = self.unread.0.get(&(field.record, field.name.to_owned()));
            let text = unread.filter(|_| value == usual).cloned().or(value);
            let Some(text) = text else { continue };
            if field.record.is_empty() {
                outer.push((field.name, text));
            } else {
                inner.push((field.name, text));
            }
        }
        let is_known = |(record, name): &FieldName| {
            FIELDS.iter().any(|field| field.record == *record && field.name == name.as_str())
        };
        let unknown = |record: &'static str| {
            let check_record = self.unread.0.iter().filter(move |(name, _)| name.0 == record && !is_known(name));
            check_record.map(|((_, name), text)| (name.as_str(), text.clone()))
        };
        inner.extend(unknown(DRAWING));
        let whole = self.unread.0.get(&("", DRAWING.to_owned())).filter(|_| self.drawing == DrawingStyle::default());
        let inner = || format!("({})", inner.iter().map(entry).collect::<Vec<_>>().join(", "));
        outer.push((DRAWING, whole.cloned().unwrap_or_else(inner)));
        outer.extend(unknown("").filter(|(name, _)| *name != DRAWING));
        format!("(\n    {},\n)\n", outer.iter().map(entry).collect::<Vec<_>>().join(",\n    "))
    }

    /// Changes settings. What could not be read of one that is changed is forgotten.
    pub fn change(&mut self, change: impl FnOnce(&mut Self)) {
        let values = |settings: &Self| FIELDS.each_ref().map(|field| (field.write)(settings));
        let before = values(self);
        change(self);
        for ((field, before), after) in FIELDS.iter().zip(before).zip(values(self)) {
            if before != after {
                self.unread.0.remove(&(field.record, field.name.to_owned()));
                if !field.record.is_empty() {
                    self.unread.0.remove(&("", field.record.to_owned()));
                }
            }
        }
    }
}

/// A field with its value, as it stands in a record.
fn entry((name, value): &(&str, String)) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    format!("{}{name}: {value}", if is_plain { "" } else { "r#" })
}

/// The fields of a RON record with their values, each as it is written there.
fn entries(text: &str, name: &'static str, extensions: Extensions) -> Result<Vec<(String, String)>, SpannedError> {
    Options::default().with_default_extension(extensions).from_str_seed(text, Entries(name))
}

/// Reads the fields of a record, which may have this name.
struct Entries(&'static str);

impl<'de> DeserializeSeed<'de> for Entries {
    type Value = Vec<(String, String)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_struct(self.0, &[], self)
    }
}

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, String)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a record of settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
            // Without a comment behind it, which could go on over what is written after it.
            entries.push((name, value.trim().get_ron().to_owned()));
        }
        Ok(entries)
    }
}
