//! The models of a report: all in a table, and those that need attention each with its chain, its breaks and its repairs.

use std::collections::BTreeSet;

use super::blocks::{Block, Figure, Prose, Table};
use super::content::Outline;
use crate::analysis::{Case, ModelVerdict, ProgressCallback};
use crate::exchange::picture::{Frame, Picture, PictureOptions};
use crate::language::{
    Heading as H, Localized, ReportText as R, UiText, break_sentence, chain_alt, form_sentence, proposals_sentence,
};
use crate::map::{CoopModel, ModelId};
use crate::scene::verdict_colour;
use crate::session::ViewContext;
use crate::slides::{Slide, caption, remedy};

/// The most rows of the table of models, models with a part of their own, breaks and repairs of one of them, and names in
/// a list of names.
const MAX_ROWS: usize = 500;
const MAX_PARTS: usize = 60;
const MAX_BREAKS: usize = 8;
const MAX_REPAIRS: usize = 3;
const MAX_NAMES: usize = 12;
/// Width over height of the room for a chain.
const CHAIN_RATIO: f32 = 1.6;

/// The models of the map, the worst first as the slides have them.
fn models<'a>(context: &ViewContext<'a>) -> Vec<(&'a CoopModel, &'a ModelVerdict)> {
    let known = context.assessment.map(|assessment| &assessment.models);
    let with_verdict = |model: &'a CoopModel| Some((model, known?.get(&model.id)?));
    let mut models: Vec<_> = context.map.models().values().filter_map(with_verdict).collect();
    models.sort_by_key(|(_, verdict)| std::cmp::Reverse(verdict.verdict));
    models
}

/// The table of all models.
pub(super) fn model_blocks(outline: &mut Outline, context: &ViewContext<'_>) {
    let language = context.language;
    let models = models(context);
    if models.is_empty() {
        return;
    }
    outline.section(R::Models.text(language));
    let row = |(at, (model, verdict)): (usize, &(&CoopModel, &ModelVerdict))| {
        // The first line of a caption is the verdict, the second its proof or its break.
        let lines = caption(Slide::Model(model.id), None, context);
        let why = lines.into_iter().nth(usize::from(!verdict.cases.is_empty()));
        vec![
            Prose::plain((at + 1).to_string()),
            Prose::plain(model.name.clone()),
            Prose::strong(verdict.verdict.title(language), Some(verdict_colour(verdict.verdict, context.palette))),
            Prose::plain(why.map(|line| line.text).unwrap_or_default()),
        ]
    };
    outline.push(Block::Table(Table {
        columns: vec![
            (R::Number.text(language), 70),
            (H::Model.text(language), 260),
            (H::Verdict.text(language), 170),
            (H::Why.text(language), 500),
        ],
        rows: models.iter().take(MAX_ROWS).enumerate().map(row).collect(),
    }));
    outline.tell_rest(models.len(), MAX_ROWS, language);
}

/// A part for each flagged model. `None` when cancelled.
pub(super) fn attention_blocks(
    outline: &mut Outline,
    context: &ViewContext<'_>,
    progress: ProgressCallback<'_>,
) -> Option<()> {
    let language = context.language;
    let mut flagged = models(context);
    flagged.retain(|(_, verdict)| verdict.verdict.is_flagged());
    if context.map.models().is_empty() {
        return Some(());
    }
    outline.section(R::Attention.text(language));
    if flagged.is_empty() {
        outline.text(Prose::plain(R::NoneFlagged.text(language)));
    }
    let shown = flagged.len().min(MAX_PARTS);
    for (at, (model, verdict)) in flagged.iter().take(shown).enumerate() {
        progress(at as f32 / shown as f32).then_some(())?;
        model_part(outline, model, verdict, context);
    }
    outline.tell_rest(flagged.len(), MAX_PARTS, language);
    Some(())
}

fn model_part(outline: &mut Outline, model: &CoopModel, verdict: &ModelVerdict, context: &ViewContext<'_>) {
    let (map, language) = (context.map, context.language);
    outline.part(&model.name);
    let tint = verdict_colour(verdict.verdict, context.palette);
    let head = caption(Slide::Model(model.id), None, context).into_iter().next();
    outline.text(Prose::strong(head.map(|line| line.text).unwrap_or_default(), Some(tint)));
    let cores = model.core.iter().filter_map(|id| Some(map.actors().get(id)?.name.as_str()));
    let products = model.products.iter().filter_map(|id| Some(map.products().get(id)?.name.as_str()));
    for (label, names) in [(R::Core, listed(cores)), (R::Products, listed(products))] {
        if !names.is_empty() {
            outline.text(Prose::labelled(label.text(language), names));
        }
    }
    if let Some(form) = context.study.and_then(|study| study.forms.get(&model.id)) {
        outline.text(Prose::labelled(R::Form.text(language), form_sentence(form, language)));
    }
    if let Some(figure) = figure(model, verdict, context) {
        outline.push(Block::Figure(Box::new(figure)));
    } else {
        outline.text(Prose::plain(R::NotDrawn.text(language)));
    }
    let flagged: Vec<&Case> = verdict.cases.iter().filter(|case| case.verdict.is_flagged()).collect();
    let breaks = flagged.iter().flat_map(|case| &case.breaks);
    let breaks = distinct(breaks.map(|at| break_sentence(at, map, context.year, language)));
    labelled_list(outline, R::Break, breaks, MAX_BREAKS, context);
    if !flagged.is_empty() {
        labelled_list(outline, R::Repairs, repairs(model.id, &flagged, context), MAX_REPAIRS, context);
    }
    for (at, line) in model.note.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let label = (at == 0).then(|| R::Note.text(language));
        outline.text(Prose { label, ..Prose::plain(line) });
    }
}

/// A line that says what follows, and the list.
fn labelled_list(outline: &mut Outline, label: R, lines: Vec<String>, most: usize, context: &ViewContext<'_>) {
    if !lines.is_empty() {
        outline.text(Prose::labelled(label.text(context.language), String::new()));
        outline.list(lines, most, context.language);
    }
}

/// What turns the model; where no set of changes turns all of it, what mends its cases one by one, or that nothing was
/// found.
fn repairs(model: ModelId, flagged: &[&Case], context: &ViewContext<'_>) -> Vec<String> {
    let (map, language) = (context.map, context.language);
    let of_model = context.study.and_then(|study| study.repairs.models.get(&model)).map_or(&[][..], Vec::as_slice);
    let whole = of_model.iter().take(MAX_REPAIRS);
    let whole: Vec<String> =
        whole.map(|repair| proposals_sentence(&repair.proposals, map, context.year, language)).collect();
    if !whole.is_empty() {
        return whole;
    }
    let found = distinct(flagged.iter().filter_map(|case| remedy(model, case, context)));
    if found.is_empty() { vec![UiText::NoRepairs.text(language).to_owned()] } else { found }
}

fn figure(model: &CoopModel, verdict: &ModelVerdict, context: &ViewContext<'_>) -> Option<Figure> {
    let view = Slide::Model(model.id).view_state(context);
    let context = ViewContext { view: &view, ..*context };
    let options = PictureOptions {
        model: Some(model.id),
        year: context.year,
        language: context.language,
        drawing: view.drawing,
        dark: false,
        date: String::new(),
        office: String::new(),
        remark: None,
    };
    let picture = Picture::of_slide(&context, options, CHAIN_RATIO)?.framed(Frame::Bare);
    Some(Figure { picture, alt: chain_alt(&model.name, Some(verdict.verdict), context.language) })
}

/// Names, the first of them where there are many.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let shown = names.iter().take(MAX_NAMES).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MAX_NAMES { format!("{shown}, …") } else { shown }
}

/// Each line once, in the order in which they come.
fn distinct(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    lines.filter(|line| seen.insert(line.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_once_and_names_end() {
        let lines = ["b", "a", "b"].map(str::to_owned);
        assert_eq!(distinct(lines.into_iter()), ["b", "a"]);
        let names = vec!["x"; MAX_NAMES + 1];
        assert!(listed(names.into_iter()).ends_with("x, …"));
        assert_eq!(listed(["x", "y"].into_iter()), "x, y");
    }
}
