//! Which models a page has, and what of the picture belongs to the chain of each.

use std::cmp::Reverse;

use super::PageContent;
use crate::analysis::{Assessment, Verdict};
use crate::language::sort_key;
use crate::map::{LinkageMap, ModelId, Scope, Selection, ViewState};
use crate::scene::isolated_highlight;
use crate::session::{Highlight, ViewContext};

/// The models of a page, or the one that it is about: the worst verdict first, then by name.
pub(super) fn ordered_models(map: &LinkageMap, assessment: &Assessment, only: Option<ModelId>) -> Vec<ModelId> {
    let models = map.models().values().filter(|model| only.is_none_or(|only| only == model.id));
    let mut models: Vec<_> = models
        .map(|model| {
            let verdict = assessment.models.get(&model.id).map(|known| known.verdict);
            (Reverse(verdict), sort_key(&model.name), model.id)
        })
        .collect();
    models.sort();
    models.into_iter().map(|(_, _, id)| id).collect()
}

/// The verdict of a model.
pub(super) fn verdict_of(content: &PageContent<'_>, model: ModelId) -> Verdict {
    content.assessment.models.get(&model).map_or(Verdict::NoBuyer, |known| known.verdict)
}

/// The chain of a model, as the window lights it.
pub(super) fn chain(content: &PageContent<'_>, model: ModelId) -> Highlight {
    let view = ViewState { selection: Selection::Model(model), ..ViewState::default() };
    let context = ViewContext::of_map(
        content.map,
        content.assessment,
        None,
        &view,
        content.options.language,
        content.picture.palette,
    );
    isolated_highlight(&Scope::of(&view.selection), &context)
}
