//! What is said about a slide at its foot: the verdict, its proof or its break, and what would mend it; and the steps along
//! the route of a model.

use crate::analysis::{Case, ModelVerdict, Summary, Verdict, repairs_of_case};
use crate::language::{
    Localized, UiText, break_sentence, buyers_sentence, case_line, proposals_sentence, remedy_sentence, step_sentence,
    verdict_count,
};
use crate::map::{LinkId, ModelId};
use crate::scene::{verdict_colour, verdict_icon};
use crate::session::{Subject, ViewContext};
use crate::theme::Icon;

use super::line::Line;
use super::slide::Slide;

/// One step along a route: what is lit up with it, and its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The links up to here, or the place of the break.
    pub subjects: Vec<Subject>,
    /// What is said.
    pub sentence: String,
    /// Whether it is where goods go no further.
    pub is_break: bool,
}

/// The steps of a slide along the route of its model: link by link, and where it breaks last.
pub fn steps_of(slide: Slide, context: &ViewContext<'_>) -> Vec<Step> {
    let verdict = slide.model(context).and_then(|model| context.assessment?.models.get(&model));
    let Some(case) = verdict.and_then(ModelVerdict::worst_case) else { return Vec::new() };
    let onward = case.onward.iter().filter(|_| case.route.is_some()).flat_map(|route| &route.links);
    let route = case.route.as_ref().or(case.paper_route.as_ref());
    let links: Vec<LinkId> = route.into_iter().flat_map(|route| &route.links).chain(onward).copied().collect();
    let mut lit: Vec<Subject> = vec![Subject::Actor(case.core)];
    let mut steps: Vec<Step> = Vec::new();
    for link in links {
        lit.push(Subject::Link(link));
        let sentence = step_sentence(link, context.map, context.year, context.language);
        steps.push(Step { subjects: lit.clone(), sentence, is_break: false });
    }
    // Of a route on paper the break is what counts.
    for at in case.breaks.iter().filter(|_| case.verdict.is_flagged()).take(1) {
        lit.push(at.link.map_or(Subject::Actor(at.actor), Subject::Link));
        let sentence = break_sentence(at, context.map, context.year, context.language);
        steps.push(Step { subjects: lit.clone(), sentence, is_break: true });
    }
    steps
}

/// The caption of a slide; of a step along its route, where one is shown.
pub fn caption(slide: Slide, step: Option<usize>, context: &ViewContext<'_>) -> Vec<Line> {
    match slide.model(context) {
        Some(model) => {
            let step = step.and_then(|at| steps_of(slide, context).into_iter().nth(at));
            model_caption(model, step, context)
        }
        None if slide.has_map() => {
            let verdicts = context.assessment.into_iter().flat_map(|known| &known.models);
            let verdicts = verdicts.filter(|(id, _)| slide.shows_model(**id, context)).map(|(_, model)| model.verdict);
            let summary = Summary::of_verdicts(verdicts);
            let of_verdict = |verdict: &Verdict| {
                let count = summary.count(*verdict);
                let icon = Some((verdict_icon(*verdict), verdict_colour(*verdict, context.palette)));
                let text = verdict_count(*verdict, count, context.language);
                (count > 0).then_some(Line::plain(icon, text))
            };
            Verdict::ALL.iter().filter_map(of_verdict).collect()
        }
        None => Vec::new(),
    }
}

fn model_caption(model: ModelId, step: Option<Step>, context: &ViewContext<'_>) -> Vec<Line> {
    let (language, palette) = (context.language, context.palette);
    let Some(verdict) = context.assessment.and_then(|known| known.models.get(&model)) else { return Vec::new() };
    let tint = verdict_colour(verdict.verdict, palette);
    let mut head = verdict.verdict.title(language);
    if let Some(sentence) = verdict.cases.is_empty().then(|| not_assessed(model, context)).flatten() {
        head = format!("{head}. {sentence}");
    }
    let mut lines = vec![Line::strong(Some((verdict_icon(verdict.verdict), tint)), head)];
    let Some(case) = verdict.worst_case() else { return lines };
    if let Some(step) = step {
        let icon = if step.is_break { (Icon::Break, palette.error) } else { (Icon::Link, palette.link) };
        lines.push(Line::plain(Some(icon), step.sentence));
        return lines;
    }
    let is_flagged = case.verdict.is_flagged();
    let proof = case_line(case, context.map, context.year, language);
    let icon = if is_flagged { (Icon::Break, palette.error) } else { (Icon::Link, palette.link) };
    if !proof.is_empty() {
        lines.push(Line::plain(Some(icon), proof));
    }
    if is_flagged {
        let found = remedy(model, case, context);
        let icon = if found.is_some() { (Icon::Firm, palette.verdicts.firm) } else { (Icon::Info, palette.text_muted) };
        // Once all ways were looked for, that there is none is worth saying.
        let none = || context.study.map(|_| UiText::NoRepairs.text(language).to_owned());
        let text = found.or_else(none);
        lines.extend(text.map(|text| Line { icon: Some(icon), text, is_strong: false }));
    }
    lines
}

/// What would mend a case: the best repair that was worked out, else what its break suggests.
pub fn remedy(model: ModelId, case: &Case, context: &ViewContext<'_>) -> Option<String> {
    let best = context.study.and_then(|study| repairs_of_case(&study.repairs.cases, model, case).first());
    let best = best.map(|repair| proposals_sentence(&repair.proposals, context.map, context.year, context.language));
    let of_break = || case.breaks.iter().find_map(|at| remedy_sentence(at, context.map, context.language));
    best.or_else(of_break).or_else(|| buyers_sentence(case, context.map, context.language))
}

/// Why a model has no case.
fn not_assessed(model: ModelId, context: &ViewContext<'_>) -> Option<String> {
    let record = context.map.models().get(&model)?;
    let missing = crate::analysis::NotAssessed::for_model(record)?;
    Some(crate::language::not_assessed_sentence(missing, context.language).to_owned())
}
