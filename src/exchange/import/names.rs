//! Resolves names in cells: actors by id, name or code; products by name, created on first use.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::{HashMap, HashSet};

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rustc_hash::FxHashMap;
use strsim::normalized_damerau_levenshtein;

use super::report::{RowErrorKind, truncated};
use super::source::NetworkId;
use crate::exchange::layout_import::nth_id;
use crate::language::fold;
use crate::map::{ActorId, LINE_LIMIT, Product, ProductId, is_invisible, normalize_line, normalized_line};
use crate::schema::{actor_name_key, folded_key, list_item, name_key};

/// Actors by id, name and code. Results do not depend on hash order.
#[derive(Debug, Default)]
pub(super) struct ActorIndex {
    entries: Vec<ActorEntry>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// By the name whose legal form may be written in full or short; made when it is first asked for, as are the next two.
    by_form: OnceCell<HashMap<String, Vec<usize>>>,
    by_folded_name: OnceCell<HashMap<String, usize>>,
    /// By further names, see [`Self::add_alias`].
    by_alias: HashMap<String, Vec<usize>>,
    /// `None` if several actors have the code.
    by_code: HashMap<String, Option<usize>>,
    /// The nodes of networks, each by the key that the edges of its own network name it by.
    by_node: HashMap<(NetworkId, String), usize>,
    /// The place of each id, once they are assigned.
    places: FxHashMap<ActorId, usize>,
    /// The names as misspelt ones are compared with them, and how many were compared.
    keys: OnceCell<Vec<String>>,
    compared: Cell<usize>,
    /// The highest id.
    highest: u32,
    /// Whether some actors could not be read, so that an unknown name is not an error.
    pub is_incomplete: bool,
}

#[derive(Debug)]
struct ActorEntry {
    row: usize,
    name: String,
    id: ActorId,
}

impl ActorIndex {
    /// Adds the next actor. It can also be resolved by its code, if that is not empty and unique.
    ///
    /// # Errors
    /// Duplicate key: its id, or its name if it has no id.
    pub fn insert(&mut self, row: usize, id: &str, name: &str, code: &str) -> Result<(), RowErrorKind> {
        let at = self.entries.len();
        let (id, name) = (id_key(id), normalize_line(name));
        let same_name = self.by_name.entry(name_key(&name)).or_default();
        let duplicate = if id.is_empty() { same_name.first().copied() } else { self.by_id.get(&*id).copied() };
        let duplicate = duplicate.and_then(|duplicate| self.entries.get(duplicate)).map(|duplicate| duplicate.row);
        // After a duplicate id the name is still indexed, and a duplicate name keeps its first actor, so that cells
        // referring to them are not reported as well.
        if duplicate.is_none() || !id.is_empty() {
            same_name.push(at);
        }
        if !code.is_empty() {
            self.by_code.entry(name_key(code)).and_modify(|owner| *owner = None).or_insert(Some(at));
        }
        let told = match duplicate {
            Some(row) => {
                let key = truncated(if id.is_empty() { &name } else { &id });
                Err(RowErrorKind::DuplicateKey { key, row })
            }
            None => Ok(()),
        };
        if told.is_ok() && !id.is_empty() {
            self.by_id.insert(id.into_owned(), at);
        }
        self.entries.push(ActorEntry { row, name, id: ActorId::default() });
        told
    }

    /// The actors with this name, in order of insertion.
    pub fn of_name(&self, name: &str) -> &[usize] {
        self.by_name.get(&name_key(&normalize_line(name))).map(Vec::as_slice).unwrap_or_default()
    }

    /// The place of the actor that was added last.
    pub fn last_place(&self) -> usize {
        self.entries.len().saturating_sub(1)
    }

    /// Lets an actor be resolved by its name, though another one has it: they are told apart otherwise.
    pub fn add_namesake(&mut self, at: usize) {
        if let Some(entry) = self.entries.get(at) {
            self.by_name.entry(name_key(&entry.name)).or_default().push(at);
        }
    }

    /// Lets an actor be resolved by another name, where none has it for its own.
    pub fn add_alias(&mut self, at: usize, alias: &str) {
        let owners = self.by_alias.entry(actor_name_key(&list_item(alias))).or_default();
        if !owners.contains(&at) {
            owners.push(at);
        }
    }

    /// The one actor that has this for another name, or none of several.
    fn by_alias(&self, text: &str) -> Option<usize> {
        if self.by_alias.is_empty() {
            return None;
        }
        match self.by_alias.get(&actor_name_key(&list_item(text))).map(Vec::as_slice) {
            Some([at]) => Some(*at),
            _ => None,
        }
    }

    /// Adds an actor that no row tells of, once ids are assigned; rows go before it.
    pub fn insert_outside(&mut self, id_text: &str, name: &str, code: &str) -> ActorId {
        let at = self.entries.len();
        self.highest = self.highest.saturating_add(1);
        let id = ActorId(self.highest);
        self.by_id.entry(id_text.to_owned()).or_insert(at);
        self.by_name.entry(name_key(name)).or_default().push(at);
        if !code.is_empty() {
            self.by_code.entry(name_key(code)).or_insert(Some(at));
        }
        self.places.insert(id, at);
        self.entries.push(ActorEntry { row: 0, name: name.to_owned(), id });
        id
    }

    /// Assigns ids: the table's own if all of them are plain numbers up to [`MAX_ID`], else consecutive by row.
    pub fn assign_ids(&mut self) {
        let mut ids = vec![None; self.entries.len()];
        let mut are_numbers = true;
        for (text, at) in &self.by_id {
            let number = text.parse::<u32>().ok().filter(|number| (1..=MAX_ID).contains(number));
            // A number not in canonical form, such as 007, is not an id number.
            let number = number.filter(|number| number.to_string() == *text);
            are_numbers &= number.is_some();
            if let Some(id) = ids.get_mut(*at) {
                *id = number;
            }
        }
        let mut next = if are_numbers { ids.iter().flatten().max().map_or(1, |highest| highest + 1) } else { 1 };
        for (at, (entry, id)) in self.entries.iter_mut().zip(ids).enumerate() {
            let id = id.filter(|_| are_numbers).unwrap_or_else(|| {
                let id = next;
                next = next.saturating_add(1);
                id
            });
            entry.id = ActorId(id);
            self.places.insert(entry.id, at);
            self.highest = self.highest.max(id);
        }
    }

    /// Adds the next actor, a node of a network: others may have its name, as its key tells them apart.
    ///
    /// # Errors
    /// Duplicate id.
    pub fn insert_node(
        &mut self,
        row: usize,
        id: &str,
        name: &str,
        node: (NetworkId, &str),
    ) -> Result<(), RowErrorKind> {
        self.by_node.insert((node.0, node.1.to_owned()), self.entries.len());
        let inserted = self.insert(row, id, name, "");
        if id.is_empty() {
            let at = self.entries.len() - 1;
            let same_name = self.by_name.entry(name_key(&normalize_line(name))).or_default();
            if same_name.last() != Some(&at) {
                same_name.push(at);
            }
            return Ok(());
        }
        inserted
    }

    /// The actor that a node of a network is.
    pub fn node(&self, network: NetworkId, key: &str) -> Option<ActorId> {
        self.by_node.get(&(network, key.to_owned())).map(|at| self.id(*at))
    }

    /// The id of the actor at this index, in order of insertion.
    pub fn id(&self, at: usize) -> ActorId {
        self.entries.get(at).map(|entry| entry.id).unwrap_or_default()
    }

    /// The index of the actor with this id, in order of insertion.
    pub fn place(&self, id: ActorId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The actor of a number that a program wrote with a decimal point: 330.0, where another table has 330, or the other
    /// way round.
    fn by_number(&self, text: &str) -> Option<usize> {
        let whole = without_zero_decimals(text);
        if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let by_code = || self.by_code.get(&name_key(whole)).copied().flatten();
        let zeros = [".0", ".00", ",0", ",00"].map(|zeros| format!("{whole}{zeros}"));
        let forms = std::iter::once(whole.to_owned()).chain(zeros).collect::<Vec<_>>();
        forms.iter().find_map(|form| self.by_id.get(form).copied()).or_else(by_code)
    }

    /// The actors whose name is this once its legal form is short.
    fn by_form(&self, text: &str) -> Option<&[usize]> {
        let forms = self.by_form.get_or_init(|| {
            let mut forms: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, entry) in self.entries.iter().enumerate() {
                forms.entry(actor_name_key(&entry.name)).or_default().push(at);
            }
            forms
        });
        forms.get(&actor_name_key(text)).map(Vec::as_slice)
    }

    /// The first actor whose name is this but for accents.
    fn by_folded_name(&self, text: &str) -> Option<usize> {
        let folded = self.by_folded_name.get_or_init(|| {
            let mut folded = HashMap::new();
            for (at, entry) in self.entries.iter().enumerate() {
                folded.entry(folded_key(&entry.name)).or_insert(at);
            }
            folded
        });
        folded.get(&folded_key(text)).copied()
    }

    /// The actor whose name is most like a text that is likely misspelt.
    fn nearest(&self, text: &str) -> Option<usize> {
        /// How alike two names are, from 0 to 1, of which one is likely misspelt.
        const LIKELY_MEANT: f64 = 0.8;
        /// So many names are compared for all errors together.
        const MOST_COMPARED: usize = 500_000;
        let key = |name: &str| fold(&actor_name_key(name));
        let keys = self.keys.get_or_init(|| self.entries.iter().map(|entry| key(&entry.name)).collect());
        if self.compared.replace(self.compared.get().saturating_add(keys.len())) > MOST_COMPARED {
            return None;
        }
        let wanted: String = key(text).chars().take(LINE_LIMIT / 8).collect();
        let has_length = |other: &&String| other.len().abs_diff(wanted.len()) * 4 <= other.len().max(wanted.len());
        let alike = keys.iter().enumerate().filter(|(_, other)| has_length(other));
        let alike = alike.map(|(at, other)| (normalized_damerau_levenshtein(&wanted, other), at));
        let likely = alike.filter(|(likeness, _)| *likeness >= LIKELY_MEANT);
        likely.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, at)| at)
    }

    /// The actor with this id or, failing that, this name, code or other name. `None` if it may be one that could not be read.
    ///
    /// # Errors
    /// Unknown or ambiguous actor.
    pub fn resolve(&self, text: &str) -> Result<Option<ActorId>, RowErrorKind> {
        let text = normalized_line(text);
        if let Some(at) = self.by_id.get(&*id_key(&text)) {
            return Ok(Some(self.id(*at)));
        }
        match self.by_name.get(&name_key(&text)).map(Vec::as_slice) {
            Some([at]) => Ok(Some(self.id(*at))),
            Some([first, second, ..]) => {
                let row = |at: &usize| self.entries.get(*at).map(|entry| entry.row).unwrap_or_default();
                Err(RowErrorKind::AmbiguousActor { name: truncated(&text), rows: (row(first), row(second)) })
            }
            _ if let Some(Some(at)) = self.by_code.get(&name_key(&text)) => Ok(Some(self.id(*at))),
            _ if let Some([at]) = self.by_form(&text) => Ok(Some(self.id(*at))),
            _ if let Some(at) = self.by_alias(&text) => Ok(Some(self.id(at))),
            _ if let Some(at) = self.by_number(&text) => Ok(Some(self.id(at))),
            _ if self.is_incomplete => Ok(None),
            _ => {
                let folded = self.by_folded_name(&text);
                let suggestion = folded.or_else(|| self.nearest(&text)).and_then(|at| self.entries.get(at));
                let suggestion = suggestion.map(|entry| truncated(&entry.name));
                Err(RowErrorKind::UnknownActor { name: truncated(&text), suggestion })
            }
        }
    }
}

/// A whole number without the zeros behind its decimal mark, that a program wrote: 330.0 is 330. Any other text as it is.
pub(super) fn without_zero_decimals(text: &str) -> &str {
    let Some((whole, zeros)) = text.split_once(['.', ',']) else { return text };
    let is_whole = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    // Three zeros are thousands.
    let are_decimals = (1..=2).contains(&zeros.len()) && zeros.bytes().all(|byte| byte == b'0');
    if is_whole && are_decimals { whole } else { text }
}

/// An id as it is compared: without what is not seen.
fn id_key(text: &str) -> Cow<'_, str> {
    let line = normalized_line(text);
    if line.contains(is_invisible) { line.chars().filter(|c| !is_invisible(*c)).collect() } else { line }
}

/// The numbers that rows give to their records, if each row gives one of its own.
pub(super) fn own_numbers<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Vec<u32>> {
    let mut seen = HashSet::new();
    texts
        .map(|text| {
            let number = text.parse::<u32>().ok().filter(|number| (1..=MAX_ID).contains(number))?;
            (seen.insert(number) && number.to_string() == text).then_some(number)
        })
        .collect()
}

/// The table's own ids are kept up to here; above, too few ids would be left for new actors.
const MAX_ID: u32 = 1_000_000_000;

/// What stands between the # or the number and an escaped name.
const NAME_BEHIND: char = '=';

/// A name that can stand in every list, supply and conversion, though it has their signs in it: `#=Lúa%3B`, with its
/// number where others have that name.
pub(in crate::exchange) fn escaped_name(number: Option<u32>, name: &str) -> String {
    let mut text = number.map_or_else(|| format!("#{NAME_BEHIND}"), |number| format!("#{number}{NAME_BEHIND}"));
    for c in name.chars() {
        if c == ' ' || c.is_alphanumeric() {
            text.push(c);
        } else {
            text.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), NON_ALPHANUMERIC));
        }
    }
    text
}

/// So many letters may refer to a product.
pub(super) const REFERENCE_LIMIT: usize = 12 * LINE_LIMIT;

/// The number and the name that [`escaped_name`] wrote.
pub(super) fn unescaped_name(text: &str) -> Option<(Option<u32>, String)> {
    let (number, name) = text.strip_prefix('#')?.split_once(NAME_BEHIND)?;
    let number = if number.is_empty() { None } else { Some(number.parse().ok()?) };
    let name = normalize_line(&percent_decode_str(name).decode_utf8().ok()?);
    let is_name = !name.is_empty() && name.chars().count() <= LINE_LIMIT;
    is_name.then_some((number, name))
}

/// The products of all tables, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct ProductIndex {
    pub records: Vec<Product>,
    by_name: HashMap<String, ProductId>,
    /// By the very texts that name them: tables name a few products in many cells.
    by_text: HashMap<String, ProductId>,
    /// By the number that a table gives.
    by_number: HashMap<u32, ProductId>,
}

impl ProductIndex {
    /// Adds a product with a number of its own; others may have its name.
    pub fn insert(&mut self, name: &str, number: u32) -> ProductId {
        let id = self.push(name);
        self.by_number.insert(number, id);
        id
    }

    /// The numbers that a table gives to products.
    pub fn numbers(&self) -> &HashMap<u32, ProductId> {
        &self.by_number
    }

    /// The product with this name, which may be escaped, or with this number behind a #; created if new.
    pub fn intern(&mut self, text: &str) -> ProductId {
        if let Some(id) = self.numbered(text).or_else(|| self.by_text.get(text).copied()) {
            return id;
        }
        let escaped = unescaped_name(text);
        let name = escaped.as_ref().map_or(text, |(_, name)| name);
        // With a number it is none of others with its name.
        let is_numbered = matches!(escaped, Some((Some(_), _)));
        let known = self.by_name.get(&name_key(name)).copied().filter(|_| !is_numbered);
        let id = known.unwrap_or_else(|| self.push(name));
        self.by_text.insert(text.to_owned(), id);
        id
    }

    fn push(&mut self, name: &str) -> ProductId {
        let id = nth_id(self.records.len());
        self.records.push(Product { id, name: normalize_line(name), ..Product::default() });
        self.by_name.entry(name_key(name)).or_insert(id);
        id
    }

    /// The product with this name, which may be escaped, or with this number behind a #.
    pub fn find(&self, text: &str) -> Option<ProductId> {
        let by_name = |name: &str| self.by_name.get(&name_key(name)).copied();
        let known = self.numbered(text).or_else(|| self.by_text.get(text).copied());
        known.or_else(|| unescaped_name(text).map_or_else(|| by_name(text), |(_, name)| by_name(&name)))
    }

    fn numbered(&self, name: &str) -> Option<ProductId> {
        let number = name.strip_prefix('#')?;
        let number = number.split_once(NAME_BEHIND).map_or(number, |(number, _)| number).parse().ok()?;
        self.by_number.get(&number).copied()
    }

    /// The record of a product.
    pub fn get_mut(&mut self, id: ProductId) -> Option<&mut Product> {
        self.records.get_mut((id.0 as usize).checked_sub(1)?)
    }
}
