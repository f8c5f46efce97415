//! Reads a record as `push` writes it, and gives up at anything else, without a word: ron then says what is wrong.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The value that is the whole of a text.
pub(in super::super) fn take<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut reader = Reader { rest: text };
    let value = T::deserialize(&mut reader).ok()?;
    reader.rest.is_empty().then_some(value)
}

/// It is not what the writer writes.
#[derive(Debug)]
struct GiveUp;

impl fmt::Display for GiveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not as written here")
    }
}

impl std::error::Error for GiveUp {}

impl de::Error for GiveUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Reader<'de> {
    rest: &'de str,
}

impl<'de> Reader<'de> {
    fn skip(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, text: &str) -> Result<(), GiveUp> {
        if self.skip(text) { Ok(()) } else { Err(GiveUp) }
    }

    /// As many signs as fit, all of them ASCII.
    fn run(&mut self, fits: impl Fn(u8) -> bool) -> &'de str {
        let end = self.rest.bytes().position(|byte| !fits(byte)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        run
    }

    fn word(&mut self) -> &'de str {
        self.run(|byte| byte.is_ascii_lowercase() || byte == b'_')
    }

    fn integer<T: std::str::FromStr>(&mut self) -> Result<T, GiveUp> {
        let number = self.run(|byte| byte.is_ascii_digit() || byte == b'-');
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.len() > 1 && digits.starts_with('0') {
            return Err(GiveUp);
        }
        number.parse().map_err(|_| GiveUp)
    }

    fn float<T: std::str::FromStr>(&mut self) -> Result<T, GiveUp> {
        let number = self.run(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'e'));
        number.parse().map_err(|_| GiveUp)
    }

    /// The rest of a string that has an escape behind `start`.
    fn escaped(&mut self, start: &str) -> Result<String, GiveUp> {
        let mut text = start.to_owned();
        loop {
            let plain = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(GiveUp)?;
            let (before, rest) = self.rest.split_at_checked(plain).ok_or(GiveUp)?;
            text.push_str(before);
            self.rest = rest;
            if self.skip("\"") {
                return Ok(text);
            }
            text.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, GiveUp> {
        for (escape, sign) in [("\\\"", '"'), ("\\\\", '\\'), ("\\n", '\n'), ("\\r", '\r'), ("\\t", '\t')] {
            if self.skip(escape) {
                return Ok(sign);
            }
        }
        self.expect("\\u{")?;
        let code = self.run(|byte| byte.is_ascii_hexdigit());
        self.expect("}")?;
        // Longer ones are for ron to judge.
        if code.is_empty() || code.len() > 6 {
            return Err(GiveUp);
        }
        u32::from_str_radix(code, 16).ok().and_then(char::from_u32).ok_or(GiveUp)
    }

    fn items(&mut self, open: &str, close: &'static str) -> Result<Items<'_, 'de>, GiveUp> {
        self.expect(open)?;
        Ok(Items { reader: self, close, first: true, at_end: false })
    }
}

/// What stands between two brackets.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    close: &'static str,
    first: bool,
    at_end: bool,
}

impl Items<'_, '_> {
    /// Whether another one comes; its comma is then behind.
    fn more(&mut self) -> Result<bool, GiveUp> {
        if self.reader.skip(self.close) {
            self.at_end = true;
            return Ok(false);
        }
        if !std::mem::take(&mut self.first) {
            self.reader.expect(", ")?;
        }
        Ok(true)
    }

    /// Whoever took the items must have taken all.
    fn whole<T>(&self, value: T) -> Result<T, GiveUp> {
        if self.at_end { Ok(value) } else { Err(GiveUp) }
    }
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = GiveUp;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, GiveUp> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

/// A map, whose keys are values.
impl<'de> de::MapAccess<'de> for &mut Items<'_, 'de> {
    type Error = GiveUp;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, GiveUp> {
        if self.more()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, GiveUp> {
        self.reader.expect(": ")?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A struct, whose keys are words.
struct Fields<'a, 'b, 'de>(&'a mut Items<'b, 'de>);

impl<'de> de::MapAccess<'de> for Fields<'_, '_, 'de> {
    type Error = GiveUp;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, GiveUp> {
        if !self.0.more()? {
            return Ok(None);
        }
        seed.deserialize(BorrowedStrDeserializer::new(self.0.reader.word())).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, GiveUp> {
        self.0.reader.expect(": ")?;
        seed.deserialize(&mut *self.0.reader)
    }
}

impl<'de> de::EnumAccess<'de> for &mut Reader<'de> {
    type Error = GiveUp;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), GiveUp> {
        let variant = seed.deserialize(BorrowedStrDeserializer::new(self.word()))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for &mut Reader<'de> {
    type Error = GiveUp;

    fn unit_variant(self) -> Result<(), GiveUp> {
        Ok(())
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, GiveUp> {
        self.deserialize_struct("", fields, visitor)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, GiveUp> {
        Err(GiveUp)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, GiveUp> {
        Err(GiveUp)
    }
}

macro_rules! numbers {
    ($($name:ident: $visit:ident, $read:ident;)+) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
            visitor.$visit(self.$read()?)
        }
    )+};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = GiveUp;

    numbers! {
        deserialize_i32: visit_i32, integer;
        deserialize_i64: visit_i64, integer;
        deserialize_u32: visit_u32, integer;
        deserialize_u64: visit_u64, integer;
        deserialize_f32: visit_f32, float;
        deserialize_f64: visit_f64, float;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        match self.word() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(GiveUp),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        self.expect("\"")?;
        let plain = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(GiveUp)?;
        let (text, rest) = self.rest.split_at_checked(plain).ok_or(GiveUp)?;
        self.rest = rest;
        if self.skip("\"") { visitor.visit_borrowed_str(text) } else { visitor.visit_string(self.escaped(text)?) }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        // What else begins so, `Nonesuch`, is stopped by the comma or bracket that must follow.
        if self.skip("None") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, GiveUp> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        let mut items = self.items("[", "]")?;
        let value = visitor.visit_seq(&mut items)?;
        items.whole(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, GiveUp> {
        let mut items = self.items("{", "}")?;
        let value = visitor.visit_map(&mut items)?;
        items.whole(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GiveUp> {
        let mut items = self.items("(", ")")?;
        let value = visitor.visit_map(Fields(&mut items))?;
        items.whole(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, GiveUp> {
        visitor.visit_enum(self)
    }

    /// Nothing in a map is of a shape that the text alone tells.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, GiveUp> {
        Err(GiveUp)
    }

    forward_to_deserialize_any! {
        i8 i16 u8 u16 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}
