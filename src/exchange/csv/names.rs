//! What names in cells stand for: actors by id or name, products and stages by name, made where they are new.

use std::collections::HashMap;

use super::cells::shortened;
use super::report::Reason;
use super::words::{key, name_key, standard_stage, usual_stage};
use crate::exchange::finish::{nth, stages, usual_stage_names};
use crate::map::{ActorId, ActorKind, Product, ProductId, Stage, StageId, normalize_line};

/// Actors by what the other tables call them. No hash order gets out of it.
#[derive(Debug, Default)]
pub(super) struct Directory {
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_bare_name: HashMap<String, usize>,
    /// None where several have the code.
    by_code: HashMap<String, Option<usize>>,
    /// Whether some actors could not be read, so that a name that is not here may still be right.
    pub is_partial: bool,
}

#[derive(Debug)]
struct Entry {
    row: usize,
    name: String,
    id: ActorId,
}

impl Directory {
    /// Enters the next actor. It can also be called by its code, where that is not empty and nobody else's.
    ///
    /// # Errors
    /// There is one with the same key already: its id, or its name when it has none.
    pub fn enter(&mut self, row: usize, id: &str, name: &str, code: &str) -> Result<(), Reason> {
        let at = self.entries.len();
        let name = normalize_line(name);
        let namesakes = self.by_name.entry(name_key(&name)).or_default();
        let twin = if id.is_empty() { namesakes.first().copied() } else { self.by_id.get(id).copied() };
        let twin = twin.and_then(|twin| self.entries.get(twin)).map(|twin| twin.row);
        // One with a doubled id keeps its name, and a doubled name its first bearer, so that the cells that use them
        // are not wrong as well.
        if twin.is_none() || !id.is_empty() {
            namesakes.push(at);
        }
        if twin.is_none() && !id.is_empty() {
            self.by_id.insert(id.to_owned(), at);
        }
        self.by_bare_name.entry(key(&name)).or_insert(at);
        if !code.is_empty() {
            self.by_code.entry(normalize_line(code)).and_modify(|bearer| *bearer = None).or_insert(Some(at));
        }
        let key = shortened(if id.is_empty() { &name } else { id });
        self.entries.push(Entry { row, name, id: ActorId::default() });
        twin.map_or(Ok(()), |row| Err(Reason::DoubledKey { key, row }))
    }

    /// Gives every actor its id: the number of its own id where all that are given are plain numbers, else by row.
    pub fn number(&mut self) {
        let mut ids = vec![None; self.entries.len()];
        let mut are_numbers = true;
        for (text, at) in &self.by_id {
            let number = text.parse::<u32>().ok().filter(|number| (1..=HIGHEST_ID).contains(number));
            // A number in another spelling, such as 007, is a name.
            let number = number.filter(|number| number.to_string() == *text);
            are_numbers &= number.is_some();
            if let Some(id) = ids.get_mut(*at) {
                *id = number;
            }
        }
        let mut next = if are_numbers { ids.iter().flatten().max().map_or(1, |highest| highest + 1) } else { 1 };
        for (entry, id) in self.entries.iter_mut().zip(ids) {
            let id = id.filter(|_| are_numbers).unwrap_or_else(|| {
                let id = next;
                next = next.saturating_add(1);
                id
            });
            entry.id = ActorId(id);
        }
    }

    /// The id of the actor that was entered at this position.
    pub fn id(&self, at: usize) -> ActorId {
        self.entries.get(at).map(|entry| entry.id).unwrap_or_default()
    }

    /// The actor with this id or, failing that, this name or code. None when it may be one that could not be read.
    ///
    /// # Errors
    /// It is not there, or there are several.
    pub fn find(&self, text: &str) -> Result<Option<ActorId>, Reason> {
        let text = normalize_line(text);
        if let Some(at) = self.by_id.get(&text) {
            return Ok(Some(self.id(*at)));
        }
        match self.by_name.get(&name_key(&text)).map(Vec::as_slice) {
            Some([at]) => Ok(Some(self.id(*at))),
            Some([first, second, ..]) => {
                let row = |at: &usize| self.entries.get(*at).map(|entry| entry.row).unwrap_or_default();
                Err(Reason::SeveralActors { name: shortened(&text), rows: (row(first), row(second)) })
            }
            _ if let Some(Some(at)) = self.by_code.get(&text) => Ok(Some(self.id(*at))),
            _ if self.is_partial => Ok(None),
            _ => {
                let like = self.by_bare_name.get(&key(&text)).and_then(|at| self.entries.get(*at));
                let like = like.map(|entry| shortened(&entry.name));
                Err(Reason::NoActor { name: shortened(&text), like })
            }
        }
    }
}

/// Own ids up to here are kept; beyond, too few numbers would be left for new actors.
const HIGHEST_ID: u32 = 1_000_000_000;

/// The products of all tables, in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct Products {
    pub records: Vec<Product>,
    by_name: HashMap<String, ProductId>,
}

impl Products {
    /// The product with this name; made when it is new.
    pub fn find(&mut self, name: &str) -> ProductId {
        let records = &mut self.records;
        *self.by_name.entry(name_key(name)).or_insert_with(|| {
            let id = nth(records.len());
            records.push(Product { id, name: normalize_line(name), ..Product::default() });
            id
        })
    }

    /// The record of a product.
    pub fn record(&mut self, id: ProductId) -> Option<&mut Product> {
        self.records.get_mut((id.0 as usize).checked_sub(1)?)
    }
}

/// A lane that an actor stands in: one of the six of every chain, or one of the table's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    Standard(usize),
    Own(usize),
}

/// The lanes of all actors.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    own: Vec<String>,
    by_name: HashMap<String, usize>,
    has_standard: bool,
}

impl Lanes {
    /// The lane that a name means, or where the kind usually stands when there is no name.
    pub fn find(&mut self, name: &str, kind: ActorKind) -> Option<Lane> {
        let lane = if name.is_empty() {
            usual_stage(kind).map(Lane::Standard)
        } else {
            Some(standard_stage(name).map_or_else(|| Lane::Own(self.own_lane(name)), Lane::Standard))
        };
        self.has_standard |= matches!(lane, Some(Lane::Standard(_)));
        lane
    }

    fn own_lane(&mut self, name: &str) -> usize {
        let own = &mut self.own;
        *self.by_name.entry(name_key(name)).or_insert_with(|| {
            own.push(normalize_line(name));
            own.len() - 1
        })
    }

    /// The stage of a lane.
    pub fn stage(&self, lane: Lane) -> StageId {
        match lane {
            Lane::Standard(at) => nth(at),
            Lane::Own(at) => nth(self.standards() + at),
        }
    }

    /// All stages: the six first, unless every actor stands in a lane of the table's own.
    pub fn records(&self) -> Vec<Stage> {
        let usual = usual_stage_names().take(self.standards());
        stages(usual.chain(self.own.iter().map(String::as_str)))
    }

    /// How many of the usual lanes there are.
    fn standards(&self) -> usize {
        if self.has_standard || self.own.is_empty() { usual_stage_names().count() } else { 0 }
    }
}
