//! Writes records on one line.

use std::fmt::{self, Write};

use serde::ser::{self, Impossible, Serialize};

/// Appends a value to a text.
///
/// # Errors
/// For shapes that no record has: tuples, bytes, units.
pub(in super::super::super) fn push_value<T: Serialize + ?Sized>(text: &mut String, value: &T) -> fmt::Result {
    value.serialize(RecordSerializer { text })
}

struct RecordSerializer<'a> {
    text: &'a mut String,
}

/// A list, map or struct that is being written.
struct Compound<'a> {
    text: &'a mut String,
    first: bool,
    close: char,
}

impl<'a> Compound<'a> {
    fn new(text: &'a mut String, open: char, close: char) -> Self {
        text.push(open);
        Self { text, first: true, close }
    }

    fn push_separator(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.text.push_str(", ");
        }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> fmt::Result {
        self.push_separator();
        self.text.push_str(name);
        self.text.push_str(": ");
        push_value(self.text, value)
    }
}

fn push_quoted(text: &mut String, value: &str) {
    text.push('"');
    let mut plain = 0;
    for (at, c) in value.char_indices() {
        if needs_escape(c) {
            text.push_str(value.get(plain..at).unwrap_or_default());
            match c {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                c => text.extend(c.escape_default()),
            }
            plain = at + c.len_utf8();
        }
    }
    text.push_str(value.get(plain..).unwrap_or_default());
    text.push('"');
}

/// Whether a character must be escaped: it ends a string, breaks a line, or is invisible or misleading: control
/// characters, line separators, the byte order mark, and bidirectional controls.
fn needs_escape(c: char) -> bool {
    match c {
        '"' | '\\' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        ' '..='~' => false,
        c => c.is_control(),
    }
}

macro_rules! serialize_displayed {
    ($($name:ident: $type:ty, $form:literal;)+) => {$(
        fn $name(self, value: $type) -> fmt::Result {
            write!(self.text, $form, value)
        }
    )+};
}

impl<'a> ser::Serializer for RecordSerializer<'a> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Compound<'a>;
    type SerializeTuple = Impossible<(), fmt::Error>;
    type SerializeTupleStruct = Impossible<(), fmt::Error>;
    type SerializeTupleVariant = Impossible<(), fmt::Error>;
    type SerializeMap = Compound<'a>;
    type SerializeStruct = Compound<'a>;
    type SerializeStructVariant = Compound<'a>;

    serialize_displayed! {
        serialize_bool: bool, "{}";
        serialize_i8: i8, "{}";
        serialize_i16: i16, "{}";
        serialize_i32: i32, "{}";
        serialize_i64: i64, "{}";
        serialize_u8: u8, "{}";
        serialize_u16: u16, "{}";
        serialize_u32: u32, "{}";
        serialize_u64: u64, "{}";
        // The shortest digits that read back as the same number, always with a point or an exponent.
        serialize_f32: f32, "{:?}";
        serialize_f64: f64, "{:?}";
    }

    fn serialize_str(self, value: &str) -> fmt::Result {
        push_quoted(self.text, value);
        Ok(())
    }

    fn serialize_none(self) -> fmt::Result {
        self.text.push_str("None");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> fmt::Result {
        self.text.push_str(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'a>, fmt::Error> {
        Ok(Compound::new(self.text, '[', ']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'a>, fmt::Error> {
        Ok(Compound::new(self.text, '{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'a>, fmt::Error> {
        Ok(Compound::new(self.text, '(', ')'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'a>, fmt::Error> {
        self.text.push_str(variant);
        Ok(Compound::new(self.text, '(', ')'))
    }

    fn serialize_char(self, _: char) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_bytes(self, _: &[u8]) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_unit(self) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_unit_struct(self, _: &'static str) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> fmt::Result {
        Err(fmt::Error)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, fmt::Error> {
        Err(fmt::Error)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, fmt::Error> {
        Err(fmt::Error)
    }
}

impl ser::SerializeSeq for Compound<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.push_separator();
        push_value(self.text, value)
    }

    fn end(self) -> fmt::Result {
        self.text.push(self.close);
        Ok(())
    }
}

impl ser::SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.push_separator();
        push_value(self.text, key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.text.push_str(": ");
        push_value(self.text, value)
    }

    fn end(self) -> fmt::Result {
        self.text.push(self.close);
        Ok(())
    }
}

impl ser::SerializeStruct for Compound<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result {
        self.field(name, value)
    }

    fn end(self) -> fmt::Result {
        self.text.push(self.close);
        Ok(())
    }
}

impl ser::SerializeStructVariant for Compound<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result {
        self.field(name, value)
    }

    fn end(self) -> fmt::Result {
        self.text.push(self.close);
        Ok(())
    }
}
