//! How a table refers to the records of others: by name, as people do, where an import finds them by it, else by a name
//! whose signs are escaped or by number.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::import::escaped_name;
use crate::map::{ActorId, Id, LinkageMap, ProductId, StageId};
use crate::schema::{actor_name_key, folded_key, name_key};

/// The texts by which an import finds the records again.
#[derive(Debug)]
pub(super) struct References {
    pub actors: BTreeMap<ActorId, String>,
    pub products: BTreeMap<ProductId, String>,
    pub stages: BTreeMap<StageId, String>,
}

impl References {
    pub fn new(map: &LinkageMap) -> Self {
        let ids: Vec<String> = map.actors().keys().map(|id| id.number().to_string()).collect();
        let is_id = |name: &str| ids.iter().any(|id| id == name);
        let looks_like_id = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let actors = named(map.actors().values().map(|actor| (actor.id, actor.name.as_str())), actor_name_key);
        let actors = actors.into_iter().map(|(id, (name, is_only))| {
            let is_found = is_only && is_plain(name) && !(looks_like_id(name) && is_id(name));
            (id, if is_found { name.to_owned() } else { id.number().to_string() })
        });
        let products = named(map.products().values().map(|product| (product.id, product.name.as_str())), name_key);
        let products = products.into_iter().map(|(id, (name, is_only))| {
            let is_found = is_only && is_plain(name) && is_plain_product(name);
            let number = (!is_only).then(|| id.number());
            (id, if is_found { name.to_owned() } else { escaped_name(number, name) })
        });
        let stages = named(map.stages().values().map(|stage| (stage.id, stage.name.as_str())), name_key);
        let stages = stages.into_iter().map(|(id, (name, is_only))| {
            let is_found = is_only && !name.starts_with('#') && !crate::exchange::import::is_nothing(name);
            (id, if is_found { name.to_owned() } else { format!("#{}", id.number()) })
        });
        Self { actors: actors.collect(), products: products.collect(), stages: stages.collect() }
    }
}

/// The name of each record, and whether no other one has a name that counts as the same.
fn named<'a, I: Ord + Copy>(
    records: impl Iterator<Item = (I, &'a str)>,
    key: fn(&str) -> String,
) -> BTreeMap<I, (&'a str, bool)> {
    let records: Vec<(I, &str)> = records.collect();
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for (_, name) in &records {
        *bearers.entry(key(name)).or_default() += 1;
    }
    records.into_iter().map(|(id, name)| (id, (name, bearers.get(&key(name)) == Some(&1)))).collect()
}

/// Whether a name can stand in a list and in a path: no sign of theirs is in it.
fn is_plain(name: &str) -> bool {
    !name.contains([';', '|', '>', '→', '\n'])
        && !name.starts_with(['\'', '=', '+', '-', '@', '#'])
        && !name.ends_with(['-', '='])
        && !folded_key(name).is_empty()
}

/// Whether a product's name can stand before its volume and in a conversion.
fn is_plain_product(name: &str) -> bool {
    !name.contains([':', '+'])
}
