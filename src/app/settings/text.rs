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
pub struct UnknownFields(BTreeMap<FieldKey, String>);

/// The record that a field stands in, which is `""` for the outermost, and its name there.
type FieldKey = (&'static str, String);

/// One setting: where it stands, and how it is read and written.
struct SettingField {
    record: &'static str,
    name: &'static str,
    /// Takes the value in; tells whether it could be read.
    read: fn(&mut Settings, &ValueReader, &str) -> bool,
    write: fn(&Settings) -> Option<String>,
}

/// How the values of a file are to be read.
struct ValueReader(Options);

impl ValueReader {
    /// Reads a value into its place, which stays as it is where that does not go.
    fn read_into<T: DeserializeOwned>(&self, place: &mut T, text: &str) -> bool {
        self.0.from_str(text).map(|value| *place = value).is_ok()
    }
}

fn to_ron<T: Serialize>(value: &T) -> Option<String> {
    ron::to_string(value).ok()
}

macro_rules! field {
    ($name:ident) => {
        field!("", $name, $name)
    };
    ($record:literal, $name:ident, $($place:ident).+) => {
        SettingField {
            record: $record,
            name: stringify!($name),
            read: |settings, source, text| source.read_into(&mut settings.$($place).+, text),
            write: |settings| to_ron(&settings.$($place).+),
        }
    };
}

/// The record inside the file that has fields of its own.
const DRAWING: &str = "drawing";

/// Every setting, in the order in which they are written.
const FIELDS: [SettingField; 10] = [
    field!(language),
    field!("", look, color_scheme),
    field!(scale),
    field!(findings_open),
    field!("", overview, minimap),
    field!("drawing", colouring, drawing.colouring),
    field!("drawing", volumes, drawing.volumes),
    field!(legend),
    field!(less_motion),
    SettingField {
        record: "",
        name: "recent",
        read: |settings, source, text| source.read_into(&mut settings.recent, text),
        write: |settings| {
            // Text has no room for a path that is none: it is forgotten, and the others stay.
            let paths: Vec<&str> = settings.recent.iter().filter_map(|path| path.to_str()).collect();
            to_ron(&paths)
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
        let source = ValueReader(Options::default().with_default_extension(extensions));
        for (name, value) in parse_entries(text, "Settings", Extensions::empty())? {
            if name == DRAWING
                && let Ok(inner) = parse_entries(&value, "Drawing", extensions)
            {
                settings.unknown_fields.0.remove(&("", name));
                for (name, value) in inner {
                    settings.read_field(DRAWING, name, value, &source);
                }
                // As a whole, too, to be written just so while all that is known in it is as usual.
                let is_read = !settings.unknown_fields.0.keys().any(|(record, _)| *record == DRAWING);
                if !is_read && settings.drawing == DrawingStyle::default() {
                    settings.unknown_fields.0.insert(("", DRAWING.to_owned()), value);
                }
            } else {
                settings.read_field("", name, value, &source);
            }
        }
        Ok(settings)
    }

    /// Takes one field in, or keeps what stands there.
    fn read_field(&mut self, record: &'static str, name: String, value: String, source: &ValueReader) {
        let known = FIELDS.iter().find(|field| field.record == record && field.name == name);
        if known.is_some_and(|field| (field.read)(self, source, &value)) {
            self.unknown_fields.0.remove(&(record, name));
        } else {
            self.unknown_fields.0.insert((record, name), value);
        }
    }

    /// The settings as RON, which [`Self::parse`] reads as the same settings, but for paths that are no text. What could
    /// not be read is written as it was, unless its setting is another one now.
    pub fn to_text(&self) -> String {
        let defaults = Self::default();
        let mut outer: Vec<(&str, String)> = Vec::new();
        let mut inner: Vec<(&str, String)> = Vec::new();
        for field in &FIELDS {
            let (value, default_value) = ((field.write)(self), (field.write)(&defaults));
            let unread = self.unknown_fields.0.get(&(field.record, field.name.to_owned()));
            let text = unread.filter(|_| value == default_value).cloned().or(value);
            let Some(text) = text else { continue };
            if field.record.is_empty() {
                outer.push((field.name, text));
            } else {
                inner.push((field.name, text));
            }
        }
        let is_known = |(record, name): &FieldKey| {
            FIELDS.iter().any(|field| field.record == *record && field.name == name.as_str())
        };
        let unknown = |record: &'static str| {
            let check_record =
                self.unknown_fields.0.iter().filter(move |(name, _)| name.0 == record && !is_known(name));
            check_record.map(|((_, name), text)| (name.as_str(), text.clone()))
        };
        inner.extend(unknown(DRAWING));
        let whole =
            self.unknown_fields.0.get(&("", DRAWING.to_owned())).filter(|_| self.drawing == DrawingStyle::default());
        let inner = || format!("({})", inner.iter().map(format_entry).collect::<Vec<_>>().join(", "));
        outer.push((DRAWING, whole.cloned().unwrap_or_else(inner)));
        outer.extend(unknown("").filter(|(name, _)| *name != DRAWING));
        format!("(\n    {},\n)\n", outer.iter().map(format_entry).collect::<Vec<_>>().join(",\n    "))
    }

    /// Changes settings. What could not be read of one that is changed is forgotten.
    pub fn change(&mut self, change: impl FnOnce(&mut Self)) {
        let values = |settings: &Self| FIELDS.each_ref().map(|field| (field.write)(settings));
        let before = values(self);
        change(self);
        for ((field, before), after) in FIELDS.iter().zip(before).zip(values(self)) {
            if before != after {
                self.unknown_fields.0.remove(&(field.record, field.name.to_owned()));
                if !field.record.is_empty() {
                    self.unknown_fields.0.remove(&("", field.record.to_owned()));
                }
            }
        }
    }
}

/// A field with its value, as it stands in a record.
fn format_entry((name, value): &(&str, String)) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    format!("{}{name}: {value}", if is_plain { "" } else { "r#" })
}

/// The fields of a RON record with their values, each as it is written there.
fn parse_entries(
    text: &str,
    name: &'static str,
    extensions: Extensions,
) -> Result<Vec<(String, String)>, SpannedError> {
    Options::default().with_default_extension(extensions).from_str_seed(text, EntriesVisitor(name))
}

/// Reads the fields of a record, which may have this name.
struct EntriesVisitor(&'static str);

impl<'de> DeserializeSeed<'de> for EntriesVisitor {
    type Value = Vec<(String, String)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_struct(self.0, &[], self)
    }
}

impl<'de> Visitor<'de> for EntriesVisitor {
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
