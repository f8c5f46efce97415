//! Reads lists and tables in which nothing may stand twice. Reading them as usual would keep the later of two entries and
//! lose the other one without a word; here the second one is an error, at its place in the text. A set of ids loses nothing
//! when it names one twice.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use litemap::LiteMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// An entry of a list with what no other entry may have too.
pub trait Keyed {
    /// What tells entries apart.
    type Key: Ord;
    /// What is said of an entry that comes a second time.
    const DOUBLED: &'static str;
    /// What tells this entry apart.
    fn key(&self) -> Self::Key;
}

/// Reads a list of entries with different keys, in any order.
///
/// # Errors
/// Those of the reader, and an entry with the key of an earlier one.
pub fn list<'de, D: Deserializer<'de>, T: Deserialize<'de> + Keyed>(reader: D) -> Result<Vec<T>, D::Error> {
    reader.deserialize_seq(ListVisitor(PhantomData))
}

/// Reads entries by year.
///
/// # Errors
/// Those of the reader, and a second entry for a year.
pub fn by_year<'de, D, Year, T, C>(reader: D) -> Result<C, D::Error>
where
    D: Deserializer<'de>,
    Year: Deserialize<'de> + Ord + fmt::Display,
    T: Deserialize<'de>,
    C: FromIterator<(Year, T)>,
{
    Ok(reader.deserialize_map(YearVisitor(PhantomData))?.into_iter().collect())
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Keyed> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Vec<T>, A::Error> {
        let mut list: Vec<T> = Vec::new();
        // The keys so far, once they are out of order: in order, only the last one can come again.
        let mut keys: BTreeSet<T::Key> = BTreeSet::new();
        while let Some(entry) = entries.next_element::<T>()? {
            if !keys.is_empty() || list.last().is_some_and(|last| last.key() >= entry.key()) {
                if keys.is_empty() {
                    keys.extend(list.iter().map(Keyed::key));
                }
                if !keys.insert(entry.key()) {
                    return Err(A::Error::custom(T::DOUBLED));
                }
            }
            list.push(entry);
        }
        Ok(list)
    }
}

struct YearVisitor<Year, T>(PhantomData<(Year, T)>);

impl<'de, Year: Deserialize<'de> + Ord + fmt::Display, T: Deserialize<'de>> Visitor<'de> for YearVisitor<Year, T> {
    type Value = LiteMap<Year, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("entries by year")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<LiteMap<Year, T>, A::Error> {
        let mut by_year = LiteMap::new_vec();
        while let Some(year) = entries.next_key::<Year>()? {
            if by_year.contains_key(&year) {
                return Err(A::Error::custom(format_args!("the year {year} stands here twice")));
            }
            by_year.insert(year, entries.next_value()?);
        }
        Ok(by_year)
    }
}
