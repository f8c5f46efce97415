//! What an edit did, in a few words.

use super::record_names::RecordNames;
use super::{Language, Localized, actor_count, integer};
use crate::map::{Diff, Diffs, EditLabel, LinkageMap, Patch, Record};

/// "thêm liên kết HTX A → Công ty B": an edit with what it is about, as far as that is one thing, or several actors.
pub fn edit_text(label: EditLabel, patch: Option<&Patch>, map: &LinkageMap, language: Language) -> String {
    if let EditLabel::EditCells(count) = label {
        return cells_text(count, patch, language);
    }
    let subject = patch.and_then(|patch| subject(label, patch, RecordNames { map, language }));
    let words = label.text(language);
    subject.map_or_else(|| words.to_owned(), |subject| format!("{words} {subject}"))
}

/// "12 ô của tác nhân": how many cells were edited, and of which records.
fn cells_text(count: u32, patch: Option<&Patch>, language: Language) -> String {
    let count = integer(u64::from(count), language);
    let records = patch.and_then(|patch| {
        [
            (patch.links.is_empty(), "liên kết", "links"),
            (patch.models.is_empty(), "mô hình", "models"),
            (patch.channels.is_empty(), "kênh", "channels"),
            (patch.targets.is_empty(), "chỉ tiêu", "targets"),
            (patch.actors.is_empty(), "tác nhân", "actors"),
            (patch.products.is_empty(), "sản phẩm", "products"),
        ]
        .into_iter()
        .find(|(is_empty, ..)| !is_empty)
    });
    match (records, language) {
        (Some((_, records, _)), Language::Vietnamese) => format!("sửa {count} ô của {records}"),
        (Some((.., records)), Language::English) => format!("edit {count} cells of {records}"),
        (None, Language::Vietnamese) => format!("sửa {count} ô"),
        (None, Language::English) => format!("edit {count} cells"),
    }
}

/// The only changed record of a table, as it is after the change, or was before.
fn only<R: Record>(diffs: &Diffs<R>) -> Option<&R> {
    let mut values = diffs.values();
    let Diff { before, after } = values.next().filter(|_| values.next().is_none())?;
    after.as_ref().or(before.as_ref())
}

/// Whether an edit of several placements says how many: all of them may be moved by tidying.
fn has_count(label: EditLabel) -> bool {
    use EditLabel::{Align, Distribute, Move, Pin, TidySelection, Unpin};
    matches!(label, Move | Pin | Unpin | Align | Distribute | TidySelection)
}

fn subject(label: EditLabel, patch: &Patch, names: RecordNames<'_>) -> Option<String> {
    // Actors that the edit removed are no longer on the map.
    let actor = |id| {
        let changed = patch.actors.get(&id).and_then(|diff| diff.before.as_ref().or(diff.after.as_ref()));
        changed.map_or_else(|| names.actor(id), |actor| actor.name.clone())
    };
    let link = || only(&patch.links).map(|link| format!("{} → {}", actor(link.from), actor(link.to)));
    if matches!(label, EditLabel::AddLink | EditLabel::EditLink) {
        let several = (patch.links.len() > 1).then_some(patch.links.len() as u64);
        return link().or_else(|| Some(format!("({})", integer(several?, names.language))));
    }
    match patch.actors.len() {
        0 => {}
        1 => return only(&patch.actors).map(|actor| actor.name.clone()),
        // Where the label names actors already, their number is enough.
        several if matches!(label, EditLabel::AddActor | EditLabel::EditActor) => {
            return Some(format!("({})", integer(several as u64, names.language)));
        }
        several => return Some(actor_count(several, names.language)),
    }
    let named = [
        only(&patch.models).map(|model| model.name.clone()),
        only(&patch.products).map(|product| product.name.clone()),
        only(&patch.channels).map(|channel| channel.name.clone()),
        only(&patch.targets).map(|target| target.name.clone()),
        only(&patch.stages).map(|stage| stage.name.clone()),
    ];
    if let Some(name) = named.into_iter().flatten().next() {
        return Some(format!("“{name}”"));
    }
    match (patch.placements.len(), link()) {
        (_, Some(link)) => Some(link),
        (1, None) => only(&patch.placements).map(|placement| actor(placement.actor)),
        (several, None) if several > 1 && has_count(label) => Some(actor_count(several, names.language)),
        _ => None,
    }
}
