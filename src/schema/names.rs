//! Finds records by the names that people write: spelled so, else but for letter case, an actor else by another name or its code, and last
//! but for accents where none are typed. A name that several records have is refused, not guessed.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::aliases::{has_alias, list_item};
use super::keywords::name_key;
use super::read::ReadError;
use super::register_words::actor_name_key;
use super::stages::default_stage;
use crate::language::fold;
use crate::map::{Actor, ActorId, LinkageMap, ProductId, StageId, normalize_line};

/// Finds records by name.
pub trait FindByName {
    /// The product of a name.
    ///
    /// # Errors
    /// When there is none, or several.
    fn product(&self, name: &str) -> Result<ProductId, ReadError>;

    /// The actor of a name or code.
    ///
    /// # Errors
    /// When there is none, or several.
    fn actor(&self, name: &str) -> Result<ActorId, ReadError>;

    /// The stage of a name.
    ///
    /// # Errors
    /// When there is none, or several.
    fn stage(&self, name: &str) -> Result<StageId, ReadError>;
}

/// For few names: looks through all records.
impl FindByName for LinkageMap {
    fn product(&self, name: &str) -> Result<ProductId, ReadError> {
        find(name, &self.products().values().map(|product| (product.id, product.name.as_str())), &[])
    }

    fn actor(&self, name: &str) -> Result<ActorId, ReadError> {
        let by_alias = |name: &str| self.actors().values().filter(|it| has_alias(it, name)).map(|it| it.id).collect();
        let by_code = |code: &str| self.actors().values().filter(|it| it.code == code).map(|it| it.id).collect();
        let names = self.actors().values().map(|actor| (actor.id, actor.name.as_str()));
        find(name, &names, &[&by_alias, &by_code])
    }

    fn stage(&self, name: &str) -> Result<StageId, ReadError> {
        let found = find(name, &self.stages().values().map(|stage| (stage.id, stage.name.as_str())), &[]);
        found.or_else(|error| usual_stage(self, name).ok_or(error))
    }
}

/// The stage that is called so in the other language.
fn usual_stage(map: &LinkageMap, name: &str) -> Option<StageId> {
    let wanted = default_stage(name)?;
    let mut alike = map.stages().values().filter(|stage| default_stage(&stage.name) == Some(wanted));
    alike.next().filter(|_| alike.next().is_none()).map(|stage| stage.id)
}

/// The records that are called so besides: by another name, or a code.
type Besides<'a, I> = &'a dyn Fn(&str) -> Vec<I>;

fn find<'a, I: Copy>(
    name: &str,
    records: &(impl Iterator<Item = (I, &'a str)> + Clone),
    besides: &[Besides<'_, I>],
) -> Result<I, ReadError> {
    let wanted = normalize_line(name);
    let (key, folded) = (name_key(&wanted), wanted.is_ascii().then(|| fold(&wanted)));
    let called = |is_called: &dyn Fn(&str) -> bool| -> Vec<I> {
        records.clone().filter(|(_, other)| is_called(other)).map(|(id, _)| id).collect()
    };
    let first_besides = || besides.iter().map(|find| find(&wanted)).find(|found| !found.is_empty()).unwrap_or_default();
    let steps: [&dyn Fn() -> Vec<I>; 4] =
        [&|| called(&|other| other == wanted), &|| called(&|other| name_key(other) == key), &first_besides, &|| {
            folded.as_ref().map(|folded| called(&|other| fold(other) == *folded)).unwrap_or_default()
        }];
    first_of(&wanted, steps.iter().map(|step| step()))
}

/// The only record of the first step that finds any.
fn first_of<I: Copy>(wanted: &str, mut steps: impl Iterator<Item = Vec<I>>) -> Result<I, ReadError> {
    let found = steps.find(|found| !found.is_empty()).filter(|_| !wanted.is_empty()).unwrap_or_default();
    match found.as_slice() {
        [only] => Ok(*only),
        [] => Err(ReadError::UnknownName(wanted.to_owned())),
        _ => Err(ReadError::AmbiguousName(wanted.to_owned())),
    }
}

/// For many names: an index of each table, built when it is first asked.
#[derive(Debug)]
pub struct NameIndex<'a> {
    map: &'a LinkageMap,
    products: OnceCell<TableNames<ProductId>>,
    actors: OnceCell<TableNames<ActorId>>,
    stages: OnceCell<TableNames<StageId>>,
}

/// The records of one table by each way to call them.
#[derive(Debug)]
struct TableNames<I> {
    exact: HashMap<String, Vec<I>>,
    alike: HashMap<String, Vec<I>>,
    aliases: HashMap<String, Vec<I>>,
    codes: HashMap<String, Vec<I>>,
    folded: HashMap<String, Vec<I>>,
}

impl<I: Copy> TableNames<I> {
    fn new<'a>(records: impl Iterator<Item = (I, &'a str, &'a str)>) -> Self {
        let mut names = Self {
            exact: HashMap::new(),
            alike: HashMap::new(),
            aliases: HashMap::new(),
            codes: HashMap::new(),
            folded: HashMap::new(),
        };
        for (id, name, code) in records {
            names.exact.entry(name.to_owned()).or_default().push(id);
            names.alike.entry(name_key(name)).or_default().push(id);
            names.folded.entry(fold(name)).or_default().push(id);
            if !code.is_empty() {
                names.codes.entry(code.to_owned()).or_default().push(id);
            }
        }
        names
    }

    fn find(&self, name: &str) -> Result<I, ReadError> {
        let wanted = normalize_line(name);
        let of = |names: &HashMap<String, Vec<I>>, key: &str| names.get(key).cloned().unwrap_or_default();
        let steps: [&dyn Fn() -> Vec<I>; 5] = [
            &|| of(&self.exact, &wanted),
            &|| of(&self.alike, &name_key(&wanted)),
            &|| {
                if self.aliases.is_empty() {
                    Vec::new()
                } else {
                    of(&self.aliases, &actor_name_key(&list_item(&wanted)))
                }
            },
            &|| of(&self.codes, &wanted),
            &|| if wanted.is_ascii() { of(&self.folded, &fold(&wanted)) } else { Vec::new() },
        ];
        first_of(&wanted, steps.iter().map(|step| step()))
    }
}

impl<'a> NameIndex<'a> {
    /// The index of a map.
    pub fn new(map: &'a LinkageMap) -> Self {
        Self { map, products: OnceCell::new(), actors: OnceCell::new(), stages: OnceCell::new() }
    }
}

impl<'a> FindByName for NameIndex<'a> {
    fn product(&self, name: &str) -> Result<ProductId, ReadError> {
        let all = || self.map.products().values().map(|product| (product.id, product.name.as_str(), ""));
        self.products.get_or_init(|| TableNames::new(all())).find(name)
    }

    fn actor(&self, name: &str) -> Result<ActorId, ReadError> {
        let named = |actor: &'a Actor| (actor.id, actor.name.as_str(), actor.code.as_str());
        let index = || {
            let mut names = TableNames::new(self.map.actors().values().map(named));
            for (id, alias) in self.map.actors().values().flat_map(|it| it.aliases.iter().map(|alias| (it.id, alias))) {
                names.aliases.entry(actor_name_key(alias)).or_default().push(id);
            }
            names
        };
        self.actors.get_or_init(index).find(name)
    }

    fn stage(&self, name: &str) -> Result<StageId, ReadError> {
        let all = || self.map.stages().values().map(|stage| (stage.id, stage.name.as_str(), ""));
        let found = self.stages.get_or_init(|| TableNames::new(all())).find(name);
        found.or_else(|error| usual_stage(self.map, name).ok_or(error))
    }
}
