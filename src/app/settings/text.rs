//! Settings as RON, field by field, so that a field of another version that this one does not understand is kept and
//! costs no other.

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

/// Fields of a settings file that this version cannot read, verbatim: unknown names, and unknown values of known
/// fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnknownFields(BTreeMap<FieldKey, String>);

/// Record of a field (`""` for the outermost) and its name.
type FieldKey = (&'static str, String);

/// A setting: its record, name, parser and formatter.
struct SettingField {
    record: &'static str,
    name: &'static str,
    /// Sets the value; returns whether it could be parsed.
    read: fn(&mut Settings, &ValueReader, &str) -> bool,
    write: fn(&Settings) -> Option<String>,
}

/// Parser for values, with the RON extensions of the file.
struct ValueReader(Options);

impl ValueReader {
    /// Parses a value into a setting, which is unchanged on error.
    fn read_into<T: DeserializeOwned>(&self, setting: &mut T, text: &str) -> bool {
        self.0.from_str(text).map(|value| *setting = value).is_ok()
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

/// The nested record.
const DRAWING: &str = "drawing";

/// Every setting in file order.
const FIELDS: [SettingField; 17] = [
    field!(language),
    field!("", look, color_scheme),
    field!(contrast_of),
    field!(scale),
    field!(findings_open),
    field!("", overview, minimap),
    field!(all_fields),
    field!("drawing", colouring, drawing.colouring),
    field!("drawing", volumes, drawing.volumes),
    field!("drawing", labels_hidden, drawing.labels_hidden),
    field!(legend),
    field!(less_motion),
    field!(columns),
    field!(import_columns),
    field!(export),
    field!(tour_seen),
    SettingField {
        record: "",
        name: "recent",
        read: |settings, source, text| source.read_into(&mut settings.recent, text),
        write: |settings| {
            // A path that is not UTF-8 is dropped; the others stay.
            let paths: Vec<&str> = settings.recent.iter().filter_map(|path| path.to_str()).collect();
            to_ron(&paths)
        },
    },
];

impl Settings {
    /// Parses settings. Missing fields get defaults; unknown fields and values are kept and written again, see
    /// [`Self::to_text`].
    ///
    /// # Errors
    /// When the text is no RON record. Blank text gives the defaults.
    pub fn parse(text: &str) -> Result<Self, SpannedError> {
        let mut settings = Self::default();
        if text.trim().is_empty() {
            return Ok(settings);
        }
        let extensions = ron::Deserializer::from_str(text)?.extensions();
        let reader = ValueReader(Options::default().with_default_extension(extensions));
        for (name, value) in parse_entries(text, "Settings", Extensions::empty())? {
            if name == DRAWING
                && let Ok(inner) = parse_entries(&value, "Drawing", extensions)
            {
                settings.unknown_fields.0.remove(&("", name));
                for (name, value) in inner {
                    settings.read_field(DRAWING, name, value, &reader);
                }
                // Also kept as a whole, to be written verbatim while all known fields in it are defaults.
                let is_read = !settings.unknown_fields.0.keys().any(|(record, _)| *record == DRAWING);
                if !is_read && settings.drawing == DrawingStyle::default() {
                    settings.unknown_fields.0.insert(("", DRAWING.to_owned()), value);
                }
            } else {
                settings.read_field("", name, value, &reader);
            }
        }
        Ok(settings)
    }

    /// Parses one field, or keeps its text as unknown.
    fn read_field(&mut self, record: &'static str, name: String, value: String, reader: &ValueReader) {
        let known = FIELDS.iter().find(|field| field.record == record && field.name == name);
        if known.is_some_and(|field| (field.read)(self, reader, &value)) {
            self.unknown_fields.0.remove(&(record, name));
        } else {
            self.unknown_fields.0.insert((record, name), value);
        }
    }

    /// Formats the settings as RON, which [`Self::parse`] reads as the same settings, except for paths that are not
    /// UTF-8. Unread values are written verbatim, unless their setting has changed.
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
            let fields = self.unknown_fields.0.iter().filter(move |(name, _)| name.0 == record && !is_known(name));
            fields.map(|((_, name), text)| (name.as_str(), text.clone()))
        };
        inner.extend(unknown(DRAWING));
        let verbatim_record =
            self.unknown_fields.0.get(&("", DRAWING.to_owned())).filter(|_| self.drawing == DrawingStyle::default());
        let inner = || format!("({})", inner.iter().map(format_entry).collect::<Vec<_>>().join(", "));
        outer.push((DRAWING, verbatim_record.cloned().unwrap_or_else(inner)));
        outer.extend(unknown("").filter(|(name, _)| *name != DRAWING));
        format!("(\n    {},\n)\n", outer.iter().map(format_entry).collect::<Vec<_>>().join(",\n    "))
    }

    /// Changes settings. Unread text of a changed setting is dropped.
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

/// Formats a field with its value.
fn format_entry((name, value): &(&str, String)) -> String {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    format!("{}{name}: {value}", if is_plain { "" } else { "r#" })
}

/// The fields of a RON record with their values verbatim.
fn parse_entries(
    text: &str,
    name: &'static str,
    extensions: Extensions,
) -> Result<Vec<(String, String)>, SpannedError> {
    Options::default().with_default_extension(extensions).from_str_seed(text, EntriesVisitor(name))
}

/// Visits the fields of a record with this optional name.
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
            // Trimmed of a trailing comment, which could swallow what is written after it.
            entries.push((name, value.trim().get_ron().to_owned()));
        }
        Ok(entries)
    }
}
