//! Reads a record as `push_value` writes it, and fails on anything else without details: ron then reports what is
//! wrong.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Parses a text that is exactly one value.
pub(in super::super) fn read_record<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut reader = RecordReader { rest: text };
    let value = T::deserialize(&mut reader).ok()?;
    reader.rest.is_empty().then_some(value)
}

/// The input differs from what the writer writes.
#[derive(Debug)]
struct NotCanonical;

impl fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not as written here")
    }
}

impl std::error::Error for NotCanonical {}

impl de::Error for NotCanonical {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct RecordReader<'de> {
    rest: &'de str,
}

impl<'de> RecordReader<'de> {
    fn accept(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, text: &str) -> Result<(), NotCanonical> {
        if self.accept(text) { Ok(()) } else { Err(NotCanonical) }
    }

    /// Consumes the longest run of bytes that match; `fits` accepts ASCII only.
    fn take_while(&mut self, fits: impl Fn(u8) -> bool) -> &'de str {
        let end = self.rest.bytes().position(|byte| !fits(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        run
    }

    fn identifier(&mut self) -> &'de str {
        self.take_while(|byte| byte.is_ascii_lowercase() || byte == b'_')
    }

    fn integer<T: std::str::FromStr>(&mut self) -> Result<T, NotCanonical> {
        let number = self.take_while(|byte| byte.is_ascii_digit() || byte == b'-');
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.len() > 1 && digits.starts_with('0') {
            return Err(NotCanonical);
        }
        number.parse().map_err(|_| NotCanonical)
    }

    fn float<T: std::str::FromStr>(&mut self) -> Result<T, NotCanonical> {
        let number = self.take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e'));
        number.parse().map_err(|_| NotCanonical)
    }

    /// Reads the rest of a string that has an escape after `start`.
    fn escaped(&mut self, start: &str) -> Result<String, NotCanonical> {
        let mut text = start.to_owned();
        loop {
            let plain = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(NotCanonical)?;
            let (before, rest) = self.rest.split_at_checked(plain).ok_or(NotCanonical)?;
            text.push_str(before);
            self.rest = rest;
            if self.accept("\"") {
                return Ok(text);
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, NotCanonical> {
        for (escape, c) in [("\\\"", '"'), ("\\\\", '\\'), ("\\n", '\n'), ("\\r", '\r'), ("\\t", '\t')] {
            if self.accept(escape) {
                return Ok(c);
            }
        }
        self.expect("\\u{")?;
        let code = self.take_while(|byte| byte.is_ascii_hexdigit());
        self.expect("}")?;
        // Longer ones are left to ron.
        if code.is_empty() || code.len() > 6 {
            return Err(NotCanonical);
        }
        u32::from_str_radix(code, 16).ok().and_then(char::from_u32).ok_or(NotCanonical)
    }

    fn open_items(&mut self, open: &str, close: &'static str) -> Result<ItemAccess<'_, 'de>, NotCanonical> {
        self.expect(open)?;
        Ok(ItemAccess { reader: self, close, first: true, at_end: false })
    }
}

/// The items between two brackets.
struct ItemAccess<'a, 'de> {
    reader: &'a mut RecordReader<'de>,
    close: &'static str,
    first: bool,
    at_end: bool,
}

impl ItemAccess<'_, '_> {
    /// Whether another item follows; consumes the separator before it.
    fn has_next(&mut self) -> Result<bool, NotCanonical> {
        if self.reader.accept(self.close) {
            self.at_end = true;
            return Ok(false);
        }
        if !std::mem::take(&mut self.first) {
            self.reader.expect(", ")?;
        }
        Ok(true)
    }

    /// Fails unless all items were consumed.
    fn expect_end<T>(&self, value: T) -> Result<T, NotCanonical> {
        if self.at_end { Ok(value) } else { Err(NotCanonical) }
    }
}

impl<'de> de::SeqAccess<'de> for &mut ItemAccess<'_, 'de> {
    type Error = NotCanonical;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotCanonical> {
        if self.has_next()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

/// Access to a map, whose keys are values.
impl<'de> de::MapAccess<'de> for &mut ItemAccess<'_, 'de> {
    type Error = NotCanonical;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotCanonical> {
        if self.has_next()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotCanonical> {
        self.reader.expect(": ")?;
        seed.deserialize(&mut *self.reader)
    }
}

/// Access to a struct, whose keys are identifiers.
struct FieldAccess<'a, 'b, 'de>(&'a mut ItemAccess<'b, 'de>);

impl<'de> de::MapAccess<'de> for FieldAccess<'_, '_, 'de> {
    type Error = NotCanonical;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotCanonical> {
        if !self.0.has_next()? {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(self.0.reader.identifier())).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotCanonical> {
        self.0.reader.expect(": ")?;
        seed.deserialize(&mut *self.0.reader)
    }
}

impl<'de> de::EnumAccess<'de> for &mut RecordReader<'de> {
    type Error = NotCanonical;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NotCanonical> {
        let variant = seed.deserialize(BorrowedStrDeserializer::new(self.identifier()))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for &mut RecordReader<'de> {
    type Error = NotCanonical;

    fn unit_variant(self) -> Result<(), NotCanonical> {
        Ok(())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotCanonical> {
        self.deserialize_struct("", fields, visitor)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, NotCanonical> {
        Err(NotCanonical)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, NotCanonical> {
        Err(NotCanonical)
    }
}

macro_rules! deserialize_numbers {
    ($($name:ident: $visit:ident, $read:ident;)+) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
            visitor.$visit(self.$read()?)
        }
    )+};
}

impl<'de> Deserializer<'de> for &mut RecordReader<'de> {
    type Error = NotCanonical;

    deserialize_numbers! {
        deserialize_i32: visit_i32, integer;
        deserialize_i64: visit_i64, integer;
        deserialize_u32: visit_u32, integer;
        deserialize_u64: visit_u64, integer;
        deserialize_f32: visit_f32, float;
        deserialize_f64: visit_f64, float;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
        match self.identifier() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(NotCanonical),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
        self.expect("\"")?;
        let plain = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(NotCanonical)?;
        let (text, rest) = self.rest.split_at_checked(plain).ok_or(NotCanonical)?;
        self.rest = rest;
        if self.accept("\"") { visitor.visit_borrowed_str(text) } else { visitor.visit_string(self.escaped(text)?) }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
        // A longer word that starts so fails at the comma or bracket that must follow.
        if self.accept("None") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotCanonical> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
        let mut items = self.open_items("[", "]")?;
        let value = visitor.visit_seq(&mut items)?;
        items.expect_end(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotCanonical> {
        let mut items = self.open_items("{", "}")?;
        let value = visitor.visit_map(&mut items)?;
        items.expect_end(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotCanonical> {
        let mut items = self.open_items("(", ")")?;
        let value = visitor.visit_map(FieldAccess(&mut items))?;
        items.expect_end(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotCanonical> {
        visitor.visit_enum(self)
    }

    /// No record type needs a self-describing format.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NotCanonical> {
        Err(NotCanonical)
    }

    forward_to_deserialize_any! {
        i8 i16 u8 u16 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}
