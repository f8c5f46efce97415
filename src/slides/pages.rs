//! The lines of slides without a map: the targets, what lapses, what has turned.

use super::line::Line;
use super::slide::{lapses, turned_since};
use crate::analysis::AffectedModel;
use crate::language::{
    Localized, PresentText, break_sentence, lapse_sentence, step_sentence, target_number, target_state,
};
use crate::map::{ModelId, Target};
use crate::scene::{target_icon, verdict_colour, verdict_icon};
use crate::session::ViewContext;
use crate::theme::{Icon, Rgb};

/// A target on the board of targets.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetLine {
    /// Its name.
    pub name: String,
    /// What is reached and what is to be: "11 / 12".
    pub numbers: String,
    /// How far it is met, in words; empty before it was studied.
    pub state: String,
    /// The part of the way from nothing to the goal, 0 to 1.
    pub progress: f32,
    /// What stands for its state.
    pub icon: Icon,
    /// The colour of its state.
    pub tint: Rgb,
}

/// What the board says of a target.
pub fn target_line(target: &Target, context: &ViewContext<'_>) -> TargetLine {
    let (language, map) = (context.language, context.map);
    let statuses = context.study.map_or(&[][..], |study| &study.targets);
    let status = statuses.binary_search_by_key(&target.id, |status| status.target).ok().and_then(|at| statuses.get(at));
    let (icon, tint) = target_icon(status, context.palette);
    let number = |value: f64| target_number(value, target, status, map, language);
    let value = status.and_then(|status| status.value).map_or_else(|| "–".to_owned(), number);
    TargetLine {
        name: target.name.clone(),
        numbers: format!("{value} / {}", number(target.goal)),
        state: status.map(|status| target_state(status, target, map, language)).unwrap_or_default(),
        progress: status.map_or(0.0, |status| status.progress(target.goal)) as f32,
        icon,
        tint,
    }
}

/// What lapses: the sentence of each year, the models that this breaks or weakens, and the links to renew.
pub fn lapse_lines(context: &ViewContext<'_>) -> Vec<Line> {
    let (language, palette) = (context.language, context.palette);
    let name = |id: &ModelId| context.map.models().get(id).map_or("", |model| model.name.as_str());
    let mut lines = Vec::new();
    for lapse in lapses(context) {
        lines.push(Line::strong(None, lapse_sentence(lapse, language)));
        for AffectedModel { model, verdict, links_to_renew } in lapse.broken_models.iter().chain(&lapse.weakened_models)
        {
            let icon = (verdict_icon(*verdict), verdict_colour(*verdict, palette));
            let text = format!("{} → {}", name(model), verdict.text(language));
            lines.push(Line::plain(Some(icon), text));
            for link in links_to_renew {
                let text = step_sentence(*link, context.map, context.year, language);
                lines.push(Line::plain(Some((Icon::Link, palette.link)), text));
            }
        }
    }
    lines
}

/// The models whose verdict turned, with what it was and why.
pub fn change_lines(context: &ViewContext<'_>) -> Vec<Line> {
    let (language, palette) = (context.language, context.palette);
    let mut lines = Vec::new();
    for change in turned_since(context) {
        let (Some(before), Some(after)) = (change.before, change.after) else { continue };
        let Some(model) = context.map.models().get(&change.model) else { continue };
        let icon = Some((verdict_icon(after), verdict_colour(after, palette)));
        let text = format!("{}: {} → {}", model.name, before.text(language), after.text(language));
        lines.push(Line::strong(icon, text));
        let cases = context.assessment.and_then(|known| known.models.get(&change.model)).map(|model| &model.cases);
        let broken = cases.into_iter().flatten().flat_map(|case| &case.breaks).next().filter(|_| after > before);
        if let Some(at) = broken {
            let text = break_sentence(at, context.map, context.year, language);
            lines.push(Line::plain(Some((Icon::Break, palette.error)), text));
        }
    }
    if lines.is_empty() {
        lines.push(Line::plain(None, PresentText::NoChange.text(language).to_owned()));
    }
    lines
}
