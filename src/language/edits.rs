//! What an edit did, in a few words: "thêm liên kết HTX A → Công ty B".

use super::record_names::RecordNames;
use super::replacing::replaced_text;
use super::{Language, Localized, actor_count, integer};
use crate::map::{ActorId, Banding, Diff, Diffs, EditLabel, LinkageMap, Patch, Record};

/// An edit with what it is about: one thing by its name, several by their number.
pub fn edit_text(label: EditLabel, patch: &Patch, map: &LinkageMap, language: Language) -> String {
    let words = label.text(language);
    let names = RecordNames { map, language };
    match label {
        EditLabel::EditCells(count) => cells_text(count, patch, language),
        EditLabel::ReplaceTexts(count) => replaced_text(count, language),
        // All that change their number are in the patch, and one of them was moved.
        EditLabel::MoveView => words.to_owned(),
        EditLabel::SetBands => bands_text(patch, names).to_owned(),
        EditLabel::Import(name) if !name.as_str().is_empty() => import_text(name.as_str(), language),
        EditLabel::MergeCopy(name) if !name.as_str().is_empty() => merge_copy_text(name.as_str(), language),
        EditLabel::MergeActors(kept) => merge_text(kept, patch, names),
        EditLabel::SwapStages(one, other) => format!("{words} {}", names.stages(&[one, other])),
        _ => subject(label, patch, names).map_or_else(|| words.to_owned(), |subject| format!("{words} {subject}")),
    }
}

/// "12 ô của tác nhân": how many cells were edited, and of which records.
fn cells_text(count: u32, patch: &Patch, language: Language) -> String {
    let count = integer(u64::from(count), language);
    // What else an edit of one table may change comes last.
    let [actors, stages, products, models, links, channels, targets, _] = Kind::ALL;
    let kinds = [links, models, channels, targets, actors, products, stages];
    let kind = kinds.into_iter().find(|kind| kind.count(patch, Part::Any) > 0);
    match (kind, language) {
        (Some(kind), Language::Vietnamese) => format!("sửa {count} ô của {}", kind.noun(language)),
        (Some(kind), Language::English) => format!("edit {count} cells of {}", kind.noun(language)),
        (None, Language::Vietnamese) => format!("sửa {count} ô"),
        (None, Language::English) => format!("edit {count} cells"),
    }
}

/// "nhập từ register.xlsx": what was imported.
fn import_text(name: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("nhập từ {name}"),
        Language::English => format!("import of {name}"),
    }
}

/// "gộp với lan.lienket": with which copy the map was merged.
fn merge_copy_text(name: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("gộp với {name}"),
        Language::English => format!("merge with {name}"),
    }
}

/// By what the map was divided into bands.
fn bands_text(patch: &Patch, names: RecordNames<'_>) -> &'static str {
    let bands = patch.info.as_ref().and_then(|info| info.after.as_ref()).map(|info| info.bands);
    match bands {
        None => EditLabel::SetBands.text(names.language),
        Some(None) => names.localized("bỏ chia dải", "remove bands"),
        Some(Some(Banding::District)) => names.localized("chia dải theo quận, huyện", "bands by district"),
        Some(Some(Banding::Commune)) => names.localized("chia dải theo xã, phường", "bands by commune"),
        Some(Some(Banding::Product)) => names.localized("chia dải theo sản phẩm", "bands by product"),
        Some(Some(Banding::Model)) => names.localized("chia dải theo mô hình", "bands by model"),
        Some(Some(Banding::Union)) => names.localized("chia dải theo liên hiệp HTX", "bands by union"),
    }
}

/// "gộp HTX B vào HTX A": which actor was merged into which.
fn merge_text(kept: ActorId, patch: &Patch, names: RecordNames<'_>) -> String {
    let name = |id: ActorId| {
        let diff = patch.actors.get(&id).and_then(|diff| diff.before.as_ref());
        diff.map_or_else(|| names.actor(id), |actor| actor.name.clone())
    };
    let removed = patch.actors.keys().find(|id| **id != kept).copied().unwrap_or(kept);
    match (name(removed), name(kept), names.language) {
        (one, other, Language::Vietnamese) if one == other => format!("gộp hai bản ghi {one}"),
        (one, other, Language::English) if one == other => format!("merge two records of {one}"),
        (one, other, Language::Vietnamese) => format!("gộp {one} vào {other}"),
        (one, other, Language::English) => format!("merge {one} into {other}"),
    }
}

/// The part of a patch that an edit is about; the rest of it is what that brings with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Added,
    Removed,
    Any,
}

impl Part {
    fn of(label: EditLabel) -> Self {
        use EditLabel::{
            AddActor, AddChannel, AddLink, AddModel, AddProduct, AddStage, AddTarget, AddView, Delete, Duplicate,
            Paste, QuickEntry,
        };
        match label {
            AddActor | AddChannel | AddLink | AddModel | AddProduct | AddStage | AddTarget | AddView | Duplicate
            | Paste | QuickEntry => Self::Added,
            Delete => Self::Removed,
            _ => Self::Any,
        }
    }

    fn has<T>(self, diff: &Diff<T>) -> bool {
        match self {
            Self::Added => diff.before.is_none(),
            Self::Removed => diff.after.is_none(),
            Self::Any => true,
        }
    }

    fn count<R: Record>(self, diffs: &Diffs<R>) -> usize {
        match self {
            Self::Any => diffs.len(),
            Self::Added | Self::Removed => diffs.values().filter(|diff| self.has(diff)).count(),
        }
    }

    /// The first record of a table, as it is after the change, or was before.
    fn first<R: Record>(self, diffs: &Diffs<R>) -> Option<&R> {
        let diff = diffs.values().find(|diff| self.has(diff))?;
        diff.after.as_ref().or(diff.before.as_ref())
    }
}

/// The tables that edits are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Actor,
    Stage,
    Product,
    Model,
    Link,
    Channel,
    Target,
    View,
}

impl Kind {
    /// Every table; what a change of one brings with it, as the links of a removed actor, is of a later one.
    const ALL: [Self; 8] =
        [Self::Actor, Self::Stage, Self::Product, Self::Model, Self::Link, Self::Channel, Self::Target, Self::View];

    /// The table that the words of a label name.
    fn of(label: EditLabel) -> Option<Self> {
        Some(match label {
            EditLabel::AddActor | EditLabel::EditActor => Self::Actor,
            EditLabel::AddStage | EditLabel::EditStage => Self::Stage,
            EditLabel::AddProduct | EditLabel::EditProduct => Self::Product,
            EditLabel::AddModel | EditLabel::EditModel => Self::Model,
            EditLabel::AddLink | EditLabel::EditLink => Self::Link,
            EditLabel::AddChannel | EditLabel::EditChannel => Self::Channel,
            EditLabel::AddTarget | EditLabel::EditTarget => Self::Target,
            EditLabel::AddView | EditLabel::EditView => Self::View,
            _ => return None,
        })
    }

    fn count(self, patch: &Patch, part: Part) -> usize {
        match self {
            Self::Actor => part.count(&patch.actors),
            Self::Stage => part.count(&patch.stages),
            Self::Product => part.count(&patch.products),
            Self::Model => part.count(&patch.models),
            Self::Link => part.count(&patch.links),
            Self::Channel => part.count(&patch.channels),
            Self::Target => part.count(&patch.targets),
            Self::View => part.count(&patch.views),
        }
    }

    /// The name of its first record in a patch.
    fn name(self, patch: &Patch, part: Part, names: RecordNames<'_>) -> Option<String> {
        let quoted = |name: &String| format!("“{name}”");
        match self {
            Self::Actor => part.first(&patch.actors).map(|actor| actor.name.clone()),
            Self::Stage => part.first(&patch.stages).map(|stage| quoted(&stage.name)),
            Self::Product => part.first(&patch.products).map(|product| quoted(&product.name)),
            Self::Model => part.first(&patch.models).map(|model| quoted(&model.name)),
            Self::Link => part
                .first(&patch.links)
                .map(|link| format!("{} → {}", actor(link.from, patch, names), actor(link.to, patch, names))),
            Self::Channel => part.first(&patch.channels).map(|channel| quoted(&channel.name)),
            Self::Target => part.first(&patch.targets).map(|target| quoted(&target.name)),
            Self::View => part.first(&patch.views).map(|view| quoted(&view.title)),
        }
    }

    /// The word for several of them.
    fn noun(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Actor => ("tác nhân", "actors"),
            Self::Stage => ("khâu", "stages"),
            Self::Product => ("sản phẩm", "products"),
            Self::Model => ("mô hình", "models"),
            Self::Link => ("liên kết", "links"),
            Self::Channel => ("kênh", "channels"),
            Self::Target => ("chỉ tiêu", "targets"),
            Self::View => ("trang chiếu", "slides"),
        };
        match language {
            Language::Vietnamese => vi,
            Language::English => en,
        }
    }
}

/// The name of an actor, also of one that the edit removed.
fn actor(id: ActorId, patch: &Patch, names: RecordNames<'_>) -> String {
    let changed = patch.actors.get(&id).and_then(|diff| diff.before.as_ref().or(diff.after.as_ref()));
    changed.map_or_else(|| names.actor(id), |actor| actor.name.clone())
}

/// What an edit is about.
fn subject(label: EditLabel, patch: &Patch, names: RecordNames<'_>) -> Option<String> {
    let language = names.language;
    // Of all that is laid out again, or is as it was, there is nothing to name.
    if matches!(label, EditLabel::Tidy | EditLabel::RestoreVersion | EditLabel::Reload | EditLabel::MergeCopy(_)) {
        return None;
    }
    let number = |count: usize| integer(count as u64, language);
    for part in [Part::of(label), Part::Any] {
        let named = Kind::of(label).filter(|kind| kind.count(patch, part) > 0);
        let Some(kind) = named.or_else(|| Kind::ALL.into_iter().find(|kind| kind.count(patch, part) > 0)) else {
            continue;
        };
        return match kind.count(patch, part) {
            1 => kind.name(patch, part, names),
            // Where the label names them already, their number is enough.
            several if named.is_some() => Some(format!("({})", number(several))),
            several if label == EditLabel::Proposal => Some(format!("({} {})", number(several), kind.noun(language))),
            several => Some(format!("{} {}", number(several), kind.noun(language))),
        };
    }
    match patch.placements.len() {
        0 => None,
        1 => Part::Any.first(&patch.placements).map(|placement| actor(placement.actor, patch, names)),
        several => Some(actor_count(several, language)),
    }
}
