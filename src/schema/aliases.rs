//! Other names of actors: those under which registers write them, remembered so that they are not asked about again.

use super::register_words::actor_name_key;
use crate::map::{Actor, normalize_line};

/// A text as an item of a list in one cell: a line in normal form, with commas for the signs that part items.
pub fn list_item(text: &str) -> String {
    normalize_line(text).replace(SEPARATORS, ",")
}

/// The signs that part the items of a list, see [`super::items`].
const SEPARATORS: [char; 2] = [';', '|'];

/// Whether [`list_item`] leaves a text as it is, and it is not empty.
pub(super) fn is_list_item(text: &str) -> bool {
    !text.is_empty() && !text.contains(SEPARATORS) && normalize_line(text) == text
}

/// Whether a name is another name of an actor.
pub fn has_alias(actor: &Actor, name: &str) -> bool {
    if actor.aliases.is_empty() {
        return false;
    }
    let key = actor_name_key(&list_item(name));
    actor.aliases.iter().any(|alias| actor_name_key(alias) == key)
}

/// Gives an actor another name, unless it is known by it already.
pub fn remember_alias(actor: &mut Actor, name: &str) {
    let is_known = actor_name_key(&actor.name) == actor_name_key(name) || has_alias(actor, name);
    let alias = list_item(name);
    if !is_known && !alias.is_empty() {
        actor.aliases.insert(alias);
    }
}
