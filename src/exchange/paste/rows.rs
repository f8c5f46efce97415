//! Which records the rows of a block with a head are: those with the same code or name, links with the same ends; all
//! others are new.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::import::says_total;
use crate::exchange::tables::{EditRow, TableColumn, TableKind, TableRow};
use crate::language::Language;
use crate::map::{ActorId, Link, LinkKind, LinkageMap, normalize_line};
use crate::schema::{
    FindByName, LINK_KINDS, NameIndex, ReadError, actor, actor_name_key, channel, link, list_item, model, name_key,
    parse_keyword, product, target,
};

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowProblem {
    /// Several records of the map could be meant.
    Ambiguous,
    /// A row before it, counted from the first below the head, is of the same record.
    Twice(usize),
    /// It adds up the rows above.
    Total,
}

impl RowProblem {
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Ambiguous, Language::Vietnamese) => "Bản đồ có nhiều bản ghi như vậy.".to_owned(),
            (Self::Ambiguous, Language::English) => "The map has several like this.".to_owned(),
            (Self::Twice(row), Language::Vietnamese) => format!("Trùng với dòng {row}."),
            (Self::Twice(row), Language::English) => format!("The same as row {row}."),
            (Self::Total, Language::Vietnamese) => "Dòng cộng, không phải bản ghi.".to_owned(),
            (Self::Total, Language::English) => "A row of totals, not a record.".to_owned(),
        }
    }
}

/// By what names are told to be the same: of actors as an import does, legal forms in full or short.
fn name_key_of(kind: TableKind) -> fn(&str) -> String {
    if kind == TableKind::Actors { actor_name_key } else { name_key }
}

/// Finds the records of the rows of a block.
pub(super) struct RowMatcher<'a> {
    map: &'a LinkageMap,
    kind: TableKind,
    names: NameIndex<'a>,
    /// The records of the other tables with names, by name.
    by_name: HashMap<String, Vec<TableRow>>,
    /// The actors by code, and by other names that the map remembers, as an import finds them.
    by_code: HashMap<String, Vec<ActorId>>,
    by_alias: HashMap<String, Vec<ActorId>>,
    /// The rows so far, by what they are.
    seen: BTreeMap<String, usize>,
    new_rows: u32,
}

/// The cells of a row by column.
pub(super) type RowCells<'c> = BTreeMap<std::borrow::Cow<'static, str>, &'c str>;

impl<'a> RowMatcher<'a> {
    pub fn new(map: &'a LinkageMap, kind: TableKind) -> Self {
        let mut by_name: HashMap<String, Vec<TableRow>> = HashMap::new();
        let key_of = name_key_of(kind);
        let mut add = |name: &str, row: TableRow| by_name.entry(key_of(name)).or_default().push(row);
        let (mut by_code, mut by_alias): (HashMap<String, Vec<ActorId>>, HashMap<String, Vec<ActorId>>) =
            Default::default();
        match kind {
            TableKind::Models => map.models().values().for_each(|it| add(&it.name, TableRow::Model(it.id))),
            TableKind::Products => map.products().values().for_each(|it| add(&it.name, TableRow::Product(it.id))),
            TableKind::Channels => map.channels().values().for_each(|it| add(&it.name, TableRow::Channel(it.id))),
            TableKind::Targets => map.targets().values().for_each(|it| add(&it.name, TableRow::Target(it.id))),
            TableKind::Actors => {
                map.actors().values().for_each(|it| add(&it.name, TableRow::Actor(it.id)));
                for actor in map.actors().values() {
                    if !actor.code.is_empty() {
                        by_code.entry(name_key(&actor.code)).or_default().push(actor.id);
                    }
                    for alias in &actor.aliases {
                        by_alias.entry(actor_name_key(alias)).or_default().push(actor.id);
                    }
                }
            }
            TableKind::Links
            | TableKind::Findings
            | TableKind::Totals
            | TableKind::MarketShares
            | TableKind::Completeness => {}
        }
        Self { map, kind, names: NameIndex::new(map), by_name, by_code, by_alias, seen: BTreeMap::new(), new_rows: 0 }
    }

    /// The record of a row with its number below the head, from 1; none for a row without anything that names a record.
    pub fn find(&mut self, cells: &RowCells<'_>, number: usize) -> Option<Result<EditRow, RowProblem>> {
        let (key, found) = match self.kind {
            TableKind::Links => (None, self.link(cells)),
            TableKind::Actors => self.actor(cells),
            _ => self.named(cells)?,
        };
        if let Some(key) = key {
            if says_total(&key) {
                return Some(Err(RowProblem::Total));
            }
            if let Some(first) = self.seen.get(&key) {
                return Some(Err(RowProblem::Twice(*first)));
            }
            self.seen.insert(key, number);
        }
        Some(match found.as_slice() {
            [only] => Ok(EditRow::Record(*only)),
            [] => {
                self.new_rows += 1;
                Ok(EditRow::New(self.new_rows))
            }
            _ => Err(RowProblem::Ambiguous),
        })
    }

    fn named(&self, cells: &RowCells<'_>) -> Option<(Option<String>, Vec<TableRow>)> {
        let id = match self.kind {
            TableKind::Models => model::NAME.id,
            TableKind::Products => product::NAME.id,
            TableKind::Channels => channel::NAME.id,
            _ => target::NAME.id,
        };
        let key = name_key(cells.get(id).filter(|name| !name.trim().is_empty())?);
        let found = self.by_name.get(&key).cloned().unwrap_or_default();
        Some((Some(key), found))
    }

    /// By number where the name is the same, else by code, else by name, else by another name that one actor has.
    fn actor(&self, cells: &RowCells<'_>) -> (Option<String>, Vec<TableRow>) {
        let cell = |id: &str| cells.get(id).map(|text| normalize_line(text)).filter(|text| !text.is_empty());
        let (name, code) = (cell(actor::NAME.id), cell(actor::CODE.id).map(|code| name_key(&code)));
        let key = name.as_deref().map(actor_name_key);
        // Registers count their rows, too: a number alone tells no record.
        let number = cell(actor::ID.id).and_then(|text| text.parse().ok()).map(ActorId);
        let numbered = number.and_then(|id| self.map.actors().get(&id));
        let is_named = |actor: &&crate::map::Actor| key.as_ref().is_some_and(|key| actor_name_key(&actor.name) == *key);
        if let Some(actor) = numbered.filter(is_named) {
            return (Some(format!("#{}", actor.id.0)), vec![TableRow::Actor(actor.id)]);
        }
        let coded = code.as_deref().and_then(|code| self.by_code.get(code));
        let found = match (coded, &key) {
            (Some(coded), _) => coded.iter().map(|id| TableRow::Actor(*id)).collect(),
            (None, Some(key)) => {
                let named = self.by_name.get(key).cloned();
                let called = named.unwrap_or_else(|| match self.by_alias.get(&actor_name_key(&list_item(key))) {
                    Some(known) if known.len() == 1 => known.iter().map(|id| TableRow::Actor(*id)).collect(),
                    _ => Vec::new(),
                });
                // Another code makes another organisation of the same name.
                let is_other = |row: &TableRow| {
                    let TableRow::Actor(id) = row else { return false };
                    let known = self.map.actors().get(id).map_or_else(String::new, |actor| name_key(&actor.code));
                    code.as_ref().is_some_and(|code| !known.is_empty() && known != *code)
                };
                called.into_iter().filter(|row| !is_other(row)).collect()
            }
            (None, None) => Vec::new(),
        };
        (code.map(|code| format!("code {code}")).or(key), found)
    }

    /// The links between the ends of a row, of the same kind, with some of the same products and the same contract, as far as
    /// it tells.
    fn link(&self, cells: &RowCells<'_>) -> Vec<TableRow> {
        let cell = |id: &str| cells.get(id).copied().unwrap_or_default().trim();
        let end = |id: &str| self.names.actor(cell(id)).ok();
        let (Some(from), Some(to)) = (end(link::FROM.id), end(link::TO.id)) else { return Vec::new() };
        let kind = parse_keyword(LINK_KINDS, cell(link::KIND.id));
        let named = link::PRODUCTS.products_named(cell(link::PRODUCTS.id));
        let products: Vec<_> = named.iter().map(|name| self.names.product(name)).collect();
        let has_products = |it: &Link| {
            products.is_empty()
                || it.products.is_empty()
                || products
                    .iter()
                    .filter_map(|product: &Result<_, ReadError>| product.as_ref().ok())
                    .any(|id| it.products.contains(id))
        };
        let contract = normalize_line(cell(link::CONTRACT.id));
        let is_meant = |it: &&Link| {
            it.from == from
                && it.to == to
                && it.kind == kind.unwrap_or(if products.is_empty() { it.kind } else { LinkKind::Product })
                && has_products(it)
                && (contract.is_empty() || it.contract.is_empty() || it.contract == contract)
        };
        let found: Vec<&Link> = self.map.links_of(from).filter(is_meant).collect();
        // The one with the very same contract, of several.
        let same: Vec<&Link> =
            found.iter().copied().filter(|it| !contract.is_empty() && it.contract == contract).collect();
        let meant = if same.len() == 1 { same } else { found };
        meant.into_iter().map(|it| TableRow::Link(it.id)).collect()
    }
}

impl TableColumn {
    /// Whether a record of the map can be found by it alone.
    pub(super) fn names_a_record(self) -> bool {
        match self {
            Self::Actor(field) => *field == actor::NAME || *field == actor::CODE,
            Self::Model(field) => *field == model::NAME,
            Self::Product(field) => *field == product::NAME,
            Self::Channel(field) => *field == channel::NAME,
            Self::Target(field) => *field == target::NAME,
            _ => false,
        }
    }
}
