//! `check --without NAME --with-planned`: applies assumptions to the map in memory. The file is not changed.

use std::path::Path;

use crate::cli::args::{CheckArgs, language_or_system};
use crate::language::Language;
use crate::map::{ActorId, Link, LinkId, LinkageMap, Proposal, Transaction, Violation, Year, normalize_line};

/// The assumptions of a check.
#[derive(Clone, Debug, Default)]
pub(super) struct Assumptions {
    /// The actors assumed to be removed.
    pub without: Vec<ActorId>,
    /// Whether all planned links are assumed to be signed.
    pub with_planned: bool,
}

/// The map with the assumptions of the arguments, as of the year of the check: without these actors, and with planned
/// links signed. A signed link still begins in its first year. With `many` maps, an actor that a map lacks is only
/// reported, in the notices returned.
pub(super) fn with_assumptions(
    mut map: LinkageMap,
    path: &Path,
    args: &CheckArgs,
    year: Year,
    is_batch: bool,
) -> Result<(LinkageMap, Assumptions, Vec<String>), String> {
    let language = language_or_system(args.lang);
    let mut removed = Vec::with_capacity(args.without.len());
    let mut notices = Vec::new();
    for name in &args.without {
        match find_actor(&map, path, name, language) {
            Ok(Some(actor)) => removed.push(actor),
            Ok(None) if is_batch => notices.push(unknown_actor(path, name, language)),
            Ok(None) => return Err(unknown_actor(path, name, language)),
            Err(message) => return Err(message),
        }
    }
    let planned: Vec<LinkId> =
        map.links().values().filter(|link| args.with_planned && link.planned).map(|link| link.id).collect();
    apply_assumptions(&mut map, &removed, &planned, year)
        .map_err(|violation| format!("{}: {violation}", path.display()))?;
    Ok((map, Assumptions { without: removed, with_planned: args.with_planned }, notices))
}

fn unknown_actor(path: &Path, name: &str, language: Language) -> String {
    let (path, name) = (path.display(), normalize_line(name));
    match language {
        Language::Vietnamese => format!(
            "{path}: --without: không có tác nhân nào tên “{name}”; hãy ghi đủ tên như trên bản đồ, hoặc #số hiệu"
        ),
        Language::English => format!(
            "{path}: --without: no actor is named \"{name}\"; give the whole name as it stands on the map, or #id"
        ),
    }
}

fn apply_assumptions(
    map: &mut LinkageMap,
    removed: &[ActorId],
    planned: &[LinkId],
    year: Year,
) -> Result<(), Violation> {
    let mut transaction = Transaction::begin(map);
    for actor in removed {
        Proposal::RemoveActor(*actor).apply(&mut transaction, year)?;
    }
    for link in planned {
        transaction.edit(*link, |link: &mut Link| link.planned = false)?;
    }
    transaction.finish();
    Ok(())
}

/// The only actor with this name, or else with this `#id`; `None` when there is none. Names come first, so that an
/// actor named "#1" is found by its name.
fn find_actor(map: &LinkageMap, path: &Path, name: &str, language: Language) -> Result<Option<ActorId>, String> {
    let wanted = normalize_line(name);
    let mut named = map.actors().values().filter(|actor| actor.name == wanted).map(|actor| actor.id);
    match (named.next(), named.next()) {
        (Some(only), None) => return Ok(Some(only)),
        (Some(first), Some(second)) => {
            let path = path.display();
            return Err(match language {
                Language::Vietnamese => format!(
                    "{path}: --without: nhiều tác nhân cùng tên “{wanted}”; hãy ghi số hiệu, ví dụ \"#{first}\" hoặc \
                     \"#{second}\""
                ),
                Language::English => format!(
                    "{path}: --without: several actors are named \"{wanted}\"; say which by its id, such as \
                     \"#{first}\" or \"#{second}\""
                ),
            });
        }
        (None, _) => {}
    }
    let id = wanted.strip_prefix('#').and_then(|id| id.parse().ok()).map(ActorId);
    Ok(id.filter(|id| map.actors().contains_key(id)))
}
