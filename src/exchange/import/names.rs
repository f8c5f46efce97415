//! Resolves names in cells: actors by id, name or code; products and stages by name, created on first use.

use std::collections::{HashMap, HashSet};

use super::report::{RowErrorKind, truncated};
use super::source::{NetworkId, is_nothing};
use crate::exchange::layout_import::{nth_id, stages};
use crate::language::{DefaultStage, Language};
use crate::map::{ActorId, ActorKind, Product, ProductId, Stage, StageId, normalize_line};
use crate::schema::{actor_name_key, folded_key, name_key};
use crate::schema::{default_stage, stage_for_kind};

/// Actors by id, name and code. Results do not depend on hash order.
#[derive(Debug, Default)]
pub(super) struct ActorIndex {
    entries: Vec<ActorEntry>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// By the name whose legal form may be written in full or short.
    by_form: HashMap<String, Vec<usize>>,
    by_folded_name: HashMap<String, usize>,
    /// `None` if several actors have the code.
    by_code: HashMap<String, Option<usize>>,
    /// The nodes of networks, each by the key that the edges of its own network name it by.
    by_node: HashMap<(NetworkId, String), usize>,
    /// The place of each id, once they are assigned.
    places: HashMap<ActorId, usize>,
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
        let name = normalize_line(name);
        let same_name = self.by_name.entry(name_key(&name)).or_default();
        let duplicate = if id.is_empty() { same_name.first().copied() } else { self.by_id.get(id).copied() };
        let duplicate = duplicate.and_then(|duplicate| self.entries.get(duplicate)).map(|duplicate| duplicate.row);
        // After a duplicate id the name is still indexed, and a duplicate name keeps its first actor, so that cells
        // referring to them are not reported as well.
        if duplicate.is_none() || !id.is_empty() {
            same_name.push(at);
        }
        self.by_form.entry(actor_name_key(&name)).or_default().push(at);
        if duplicate.is_none() && !id.is_empty() {
            self.by_id.insert(id.to_owned(), at);
        }
        self.by_folded_name.entry(folded_key(&name)).or_insert(at);
        if !code.is_empty() {
            self.by_code.entry(normalize_line(code)).and_modify(|owner| *owner = None).or_insert(Some(at));
        }
        let key = truncated(if id.is_empty() { &name } else { id });
        self.entries.push(ActorEntry { row, name, id: ActorId::default() });
        duplicate.map_or(Ok(()), |row| Err(RowErrorKind::DuplicateKey { key, row }))
    }

    /// Adds an actor that no row tells of, once ids are assigned; rows go before it.
    pub fn insert_outside(&mut self, id_text: &str, name: &str, code: &str) -> ActorId {
        let at = self.entries.len();
        self.highest = self.highest.saturating_add(1);
        let id = ActorId(self.highest);
        self.by_id.entry(id_text.to_owned()).or_insert(at);
        self.by_name.entry(name_key(name)).or_default().push(at);
        self.by_form.entry(actor_name_key(name)).or_default().push(at);
        self.by_folded_name.entry(folded_key(name)).or_insert(at);
        if !code.is_empty() {
            self.by_code.entry(normalize_line(code)).or_insert(Some(at));
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
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.strip_suffix(".0") {
            Some(whole) if is_digits(whole) => self.by_id.get(whole).copied(),
            None if is_digits(text) => self.by_id.get(&format!("{text}.0")).copied(),
            _ => None,
        }
    }

    /// The actor with this id or, failing that, this name or code. `None` if it may be one that could not be read.
    ///
    /// # Errors
    /// Unknown or ambiguous actor.
    pub fn resolve(&self, text: &str) -> Result<Option<ActorId>, RowErrorKind> {
        let text = normalize_line(text);
        if let Some(at) = self.by_id.get(&text) {
            return Ok(Some(self.id(*at)));
        }
        match self.by_name.get(&name_key(&text)).map(Vec::as_slice) {
            Some([at]) => Ok(Some(self.id(*at))),
            Some([first, second, ..]) => {
                let row = |at: &usize| self.entries.get(*at).map(|entry| entry.row).unwrap_or_default();
                Err(RowErrorKind::AmbiguousActor { name: truncated(&text), rows: (row(first), row(second)) })
            }
            _ if let Some(Some(at)) = self.by_code.get(&text) => Ok(Some(self.id(*at))),
            _ if let Some([at]) = self.by_form.get(&actor_name_key(&text)).map(Vec::as_slice) => Ok(Some(self.id(*at))),
            _ if let Some(at) = self.by_number(&text) => Ok(Some(self.id(at))),
            _ if self.is_incomplete => Ok(None),
            _ => {
                let suggestion = self.by_folded_name.get(&folded_key(&text)).and_then(|at| self.entries.get(*at));
                let suggestion = suggestion.map(|entry| truncated(&entry.name));
                Err(RowErrorKind::UnknownActor { name: truncated(&text), suggestion })
            }
        }
    }
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

/// The products of all tables, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct ProductIndex {
    pub records: Vec<Product>,
    by_name: HashMap<String, ProductId>,
    /// By the number that a table gives.
    by_number: HashMap<u32, ProductId>,
}

impl ProductIndex {
    /// Adds a product with a number of its own; others may have its name.
    pub fn insert(&mut self, name: &str, number: u32) -> ProductId {
        let id = nth_id(self.records.len());
        self.records.push(Product { id, name: normalize_line(name), ..Product::default() });
        self.by_name.entry(name_key(name)).or_insert(id);
        self.by_number.insert(number, id);
        id
    }

    /// The numbers that a table gives to products.
    pub fn numbers(&self) -> &HashMap<u32, ProductId> {
        &self.by_number
    }

    /// The product with this name, or with this number behind a #; created if new.
    pub fn intern(&mut self, name: &str) -> ProductId {
        if let Some(id) = self.numbered(name) {
            return id;
        }
        let records = &mut self.records;
        *self.by_name.entry(name_key(name)).or_insert_with(|| {
            let id = nth_id(records.len());
            records.push(Product { id, name: normalize_line(name), ..Product::default() });
            id
        })
    }

    /// The product with this name, or with this number behind a #.
    pub fn find(&self, name: &str) -> Option<ProductId> {
        self.numbered(name).or_else(|| self.by_name.get(&name_key(name)).copied())
    }

    fn numbered(&self, name: &str) -> Option<ProductId> {
        let number = name.strip_prefix('#')?.parse().ok()?;
        self.by_number.get(&number).copied()
    }

    /// The record of a product.
    pub fn get_mut(&mut self, id: ProductId) -> Option<&mut Product> {
        self.records.get_mut((id.0 as usize).checked_sub(1)?)
    }
}

/// An actor's stage, by index: one of the six default ones, or one named in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StageRef {
    Default(usize),
    Custom(usize),
}

/// The stages of all actors.
#[derive(Debug, Default)]
pub(super) struct StageIndex {
    /// Those of a table of stages; then there are no default ones.
    declared: Vec<Stage>,
    custom: Vec<String>,
    by_name: HashMap<String, usize>,
    has_default: bool,
    /// The language in which the table first names a default stage: its own word stays.
    spelled_in: [Option<Language>; DefaultStage::ALL.len()],
}

impl StageIndex {
    /// The stage with this name, or the default stage of the kind if the name is empty.
    pub fn intern(&mut self, name: &str, kind: ActorKind) -> Option<StageRef> {
        if is_nothing(name) {
            return None;
        }
        if !self.declared.is_empty() {
            return self.find_declared(name, kind);
        }
        let stage = if name.is_empty() {
            stage_for_kind(kind).map(StageRef::Default)
        } else {
            match default_stage(name) {
                Some((at, language)) => {
                    if let Some(spelled_in) = self.spelled_in.get_mut(at) {
                        spelled_in.get_or_insert(language);
                    }
                    Some(StageRef::Default(at))
                }
                None => Some(StageRef::Custom(self.intern_custom(name))),
            }
        };
        self.has_default |= matches!(stage, Some(StageRef::Default(_)));
        stage
    }

    /// Takes the stages of a table; actors may name others besides.
    pub fn declare(&mut self, stages: Vec<Stage>) {
        for stage in &stages {
            self.by_name.entry(name_key(&stage.name)).or_insert(self.custom.len());
            self.custom.push(stage.name.clone());
        }
        self.declared.extend(stages);
    }

    /// A stage of the table by its number, its name or what it usually means.
    fn find_declared(&mut self, name: &str, kind: ActorKind) -> Option<StageRef> {
        let meaning = |stage: &Stage| default_stage(&stage.name).map(|(at, _)| at);
        let with_meaning = |wanted: usize| self.declared.iter().position(|stage| meaning(stage) == Some(wanted));
        if name.is_empty() {
            return with_meaning(stage_for_kind(kind)?).map(StageRef::Custom);
        }
        let number = name.strip_prefix('#').and_then(|number| number.parse().ok());
        let by_number = number.and_then(|number| self.declared.iter().position(|stage| stage.id == StageId(number)));
        let known = by_number.or_else(|| self.by_name.get(&name_key(name)).copied());
        let known = known.or_else(|| with_meaning(default_stage(name)?.0));
        Some(StageRef::Custom(known.unwrap_or_else(|| self.intern_custom(name))))
    }

    fn intern_custom(&mut self, name: &str) -> usize {
        let custom = &mut self.custom;
        *self.by_name.entry(name_key(name)).or_insert_with(|| {
            custom.push(normalize_line(name));
            custom.len() - 1
        })
    }

    /// The id of a stage.
    pub fn stage_id(&self, stage: StageRef) -> StageId {
        match stage {
            StageRef::Custom(at) if !self.declared.is_empty() => {
                // Those that the table lacks have the numbers behind its highest.
                let highest = self.declared.iter().map(|stage| stage.id.0).max().unwrap_or_default();
                let behind = || StageId(highest.saturating_add((at - self.declared.len()) as u32 + 1));
                self.declared.get(at).map_or_else(behind, |told| told.id)
            }
            StageRef::Default(at) => nth_id(at),
            StageRef::Custom(at) => nth_id(self.default_count() + at),
        }
    }

    /// The stages with the numbers and order of their table; those that it lacks stand behind.
    fn declared_stages(&self) -> Vec<Stage> {
        let mut stages = self.declared.clone();
        for (at, name) in self.custom.iter().enumerate().skip(self.declared.len()) {
            let order = stages.iter().map(|stage| stage.order.saturating_add(1)).max().unwrap_or_default();
            stages.push(Stage { id: self.stage_id(StageRef::Custom(at)), name: name.clone(), order });
        }
        stages
    }

    /// All stages: the six default ones first, unless custom ones exist and no actor is in a default one. Those that the table
    /// does not name are named in `language`.
    pub fn stages(&self, language: Language) -> Vec<Stage> {
        if !self.declared.is_empty() {
            return self.declared_stages();
        }
        let defaults = DefaultStage::ALL.iter().zip(&self.spelled_in).take(self.default_count());
        let defaults = defaults.map(|(stage, spelled_in)| stage.text(spelled_in.unwrap_or(language)));
        stages(defaults.chain(self.custom.iter().map(String::as_str)))
    }

    /// The number of default stages in the map: all or none.
    fn default_count(&self) -> usize {
        if self.has_default || self.custom.is_empty() { DefaultStage::ALL.len() } else { 0 }
    }
}
