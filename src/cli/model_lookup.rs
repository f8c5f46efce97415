//! Looks up a model by name or id.

use std::path::Path;

use crate::language::fold;
use crate::map::{LinkageMap, ModelId, normalize_line};

/// The most names suggested for an unknown one.
const MAX_SUGGESTIONS: usize = 3;
/// Characters of a name compared for suggestions.
const MAX_COMPARED_CHARS: usize = 60;

/// The model with this name, or else the only one with it ignoring case and accents, or else with this `#id`.
///
/// # Errors
/// If there is none, with similar names; or several, with their ids.
pub(super) fn find_model(map: &LinkageMap, path: &Path, name: &str) -> Result<ModelId, String> {
    let wanted = normalize_line(name);
    let folded = fold(&wanted);
    let exact: Vec<ModelId> = matching_models(map, |name| name == wanted);
    let found = if exact.is_empty() { matching_models(map, |name| fold(name) == folded) } else { exact };
    let path = path.display();
    match found.as_slice() {
        [only] => return Ok(*only),
        [first, second, ..] => {
            return Err(format!(
                "{path}: --model: several models are named \"{wanted}\"; say which by its id, such as \"#{first}\" or \
                 \"#{second}\""
            ));
        }
        [] => {}
    }
    let id = wanted.strip_prefix('#').and_then(|id| id.parse().ok()).map(ModelId);
    if let Some(id) = id.filter(|id| map.models().contains_key(id)) {
        return Ok(id);
    }
    let suggestions = closest_names(map, &folded);
    let remedy = if suggestions.is_empty() {
        "the map has no models".to_owned()
    } else {
        format!("near it are {}; lienket check lists all", suggestions.join(", "))
    };
    Err(format!("{path}: --model: no model is named \"{wanted}\"; {remedy}"))
}

fn matching_models(map: &LinkageMap, matches: impl Fn(&str) -> bool) -> Vec<ModelId> {
    map.models().values().filter(|model| matches(&model.name)).map(|model| model.id).collect()
}

/// The most similar names, in quotation marks, the closest first.
fn closest_names(map: &LinkageMap, folded: &str) -> Vec<String> {
    let compared = |name: &str| name.chars().take(MAX_COMPARED_CHARS).collect::<String>();
    let wanted = compared(folded);
    let mut candidates: Vec<(bool, usize, ModelId)> = map
        .models()
        .values()
        .map(|model| {
            let name = fold(&model.name);
            let contains = !folded.is_empty() && (name.contains(folded) || folded.contains(&name) && !name.is_empty());
            (!contains, strsim::levenshtein(&wanted, &compared(&name)), model.id)
        })
        .collect();
    candidates.sort_unstable();
    let names = candidates.iter().filter_map(|(_, _, id)| map.models().get(id));
    names.take(MAX_SUGGESTIONS).map(|model| format!("\"{}\"", model.name)).collect()
}
