//! What a report says, in order: summary, targets, models, those that need attention one by one, what to do, what lapses,
//! what changed in the meeting, and on what all of it rests.

use std::collections::BTreeSet;

use super::ReportSource;
use super::blocks::{Block, Prose, Report, Table};
use super::findings::finding_blocks;
use super::models::{attention_blocks, model_blocks};
use crate::analysis::{ProgressCallback, Severity};
use crate::language::{
    Explained, Heading as H, Language, PresentText, ReportText as R, TargetText, UiText, date, finding_count,
    linked_models_line, map_size_line, measure_sentence, more_text, plan_sentence, proposal_sentence, verdict_counts,
};
use crate::map::{Target, ViewState};
use crate::session::ViewContext;
use crate::slides::{Line, TargetLine, lapse_lines, target_line};
use crate::theme::Palette;

/// The most targets, steps of a plan, lines of what lapses and lines of what changed.
const MAX_TARGETS: usize = 200;
const MAX_STEPS: usize = 30;
const MAX_LAPSE_LINES: usize = 60;
const MAX_MEETING_LINES: usize = 200;

/// Numbers the headings.
#[derive(Debug, Default)]
pub(super) struct Outline {
    blocks: Vec<Block>,
    section: usize,
    part: usize,
}

impl Outline {
    pub fn section(&mut self, title: &str) {
        (self.section, self.part) = (self.section + 1, 0);
        self.blocks.push(Block::Heading(1, format!("{}. {title}", self.section)));
    }

    pub fn part(&mut self, title: &str) {
        self.part += 1;
        self.blocks.push(Block::Heading(2, format!("{}.{}. {title}", self.section, self.part)));
    }

    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub fn text(&mut self, text: Prose) {
        self.blocks.push(Block::Text(text));
    }

    /// A list of at most so many lines, and a line that counts the rest.
    pub fn list(&mut self, mut lines: Vec<String>, most: usize, language: Language) {
        let rest = lines.len().saturating_sub(most);
        lines.truncate(most);
        lines.extend((rest > 0).then(|| more_text(rest, language)));
        if !lines.is_empty() {
            self.blocks.push(Block::List(lines));
        }
    }

    /// Counts those of all that are over the most that were told, if there are some.
    pub fn tell_rest(&mut self, all: usize, most: usize, language: Language) {
        if let Some(rest) = all.checked_sub(most).filter(|rest| *rest > 0) {
            self.text(Prose::plain(more_text(rest, language)));
        }
    }
}

/// The report on a map. `None` when cancelled.
pub(super) fn report(source: ReportSource<'_>, progress: ProgressCallback<'_>) -> Option<Report> {
    let ReportSource { map, assessment, study, language, office, date: day, .. } = source;
    let view = ViewState::default();
    let palette = Palette::standard(false);
    let context = ViewContext::of_map(map, assessment, Some(study), &view, language, palette);
    let info = map.info();
    let title = if info.title.is_empty() { UiText::Untitled.text(language).to_owned() } else { info.title.clone() };
    let day_text = day.map(|day| date(day, language)).unwrap_or_default();
    let facts = [
        (R::Place, info.region.clone()),
        (R::Year, assessment.year.to_string()),
        (R::Office, office.to_owned()),
        (R::Date, day_text),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    let facts = facts.map(|(name, value)| (name.text(language), value)).collect();
    let mut outline = Outline::default();
    if let Some(supposing) = source.supposing {
        outline.text(Prose::strong(supposing, None));
    }
    summary(&mut outline, &context, source);
    targets(&mut outline, &context);
    model_blocks(&mut outline, &context);
    attention_blocks(&mut outline, &context, progress)?;
    finding_blocks(&mut outline, source);
    lapses(&mut outline, &context);
    meeting(&mut outline, source);
    sources(&mut outline, source);
    Some(Report {
        language,
        title,
        kind: R::Title.text(language),
        facts,
        office: office.to_owned(),
        date: day,
        blocks: outline.blocks,
    })
}

fn summary(outline: &mut Outline, context: &ViewContext<'_>, source: ReportSource<'_>) {
    let ReportSource { map, assessment, study, language, .. } = source;
    outline.section(R::Summary.text(language));
    if assessment.summary.models > 0 {
        let line = format!("{}.", linked_models_line(assessment.summary, language));
        outline.text(Prose::strong(line, None));
    }
    outline.text(Prose::plain(verdict_counts(assessment.summary, language)));
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = assessment.count(severity);
        (count > 0).then(|| finding_count(severity, count, language))
    });
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let size = map_size_line(map.actors().len(), map.links().len(), language);
    let line = if counts.is_empty() { size } else { format!("{size} · {}", counts.join(", ")) };
    outline.text(Prose::plain(format!("{line}.")));
    if let Some(plan) = &study.repairs.plan {
        outline.text(Prose::plain(plan_sentence(plan, language)));
        let steps = plan.proposals.iter().map(|step| proposal_sentence(step, map, context.year, language));
        outline.list(steps.map(|step| format!("{step}.")).collect(), MAX_STEPS, language);
    }
}

fn targets(outline: &mut Outline, context: &ViewContext<'_>) {
    let (map, language) = (context.map, context.language);
    if map.targets().is_empty() {
        return;
    }
    outline.section(PresentText::Targets.text(language));
    let row = |target: &Target| {
        let TargetLine { name, numbers, state, tint, .. } = target_line(target, context);
        let measure = measure_sentence(&target.measure, map, language);
        let name = if name.is_empty() || name == measure { measure } else { format!("{name} – {measure}") };
        vec![
            Prose::plain(name),
            Prose::plain(target.year.to_string()),
            Prose::plain(numbers),
            Prose { colour: Some(tint), ..Prose::plain(state) },
        ]
    };
    outline.push(Block::Table(Table {
        columns: vec![
            (H::Target.text(language), 460),
            (R::DueYear.text(language), 100),
            (R::Reached.text(language), 220),
            (H::State.text(language), 220),
        ],
        rows: map.targets().values().take(MAX_TARGETS).map(row).collect(),
    }));
    outline.tell_rest(map.targets().len(), MAX_TARGETS, language);
}

fn lapses(outline: &mut Outline, context: &ViewContext<'_>) {
    let language = context.language;
    let lines = lapse_lines(context);
    if lines.is_empty() {
        return;
    }
    outline.section(TargetText::Lapses.text(language));
    let shown = lines.get(..MAX_LAPSE_LINES).unwrap_or(&lines);
    // A sentence for each year, with what follows from it as a list.
    for of_year in shown.chunk_by(|_, next| !next.is_strong) {
        let (strong, plain): (Vec<&Line>, Vec<&Line>) = of_year.iter().partition(|line| line.is_strong);
        for line in strong {
            outline.text(Prose::plain(line.text.clone()));
        }
        outline.list(plain.iter().map(|line| line.text.clone()).collect(), MAX_LAPSE_LINES, language);
    }
    outline.tell_rest(lines.len(), MAX_LAPSE_LINES, language);
}

fn meeting(outline: &mut Outline, source: ReportSource<'_>) {
    let Some(lines) = source.meeting else { return };
    let language = source.language;
    outline.section(PresentText::MeetingChanges.text(language));
    if lines.is_empty() {
        outline.text(Prose::plain(R::NoMeetingChange.text(language)));
    }
    outline.list(lines.to_vec(), MAX_MEETING_LINES, language);
}

fn sources(outline: &mut Outline, source: ReportSource<'_>) {
    let ReportSource { map, assessment, study, language, .. } = source;
    outline.section(R::Law.text(language));
    let mut note = map.info().note.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    if note.peek().is_none() {
        outline.text(Prose::labelled(R::Source.text(language), R::NoSource.text(language)));
    }
    for (at, line) in note.enumerate() {
        let label = (at == 0).then(|| R::Source.text(language));
        outline.text(Prose { label, ..Prose::plain(line) });
    }
    outline.text(Prose::plain(R::Method.text(language)));
    let codes: BTreeSet<_> = assessment.findings.iter().map(|finding| finding.code()).collect();
    let laws: BTreeSet<&str> = codes.into_iter().filter_map(|code| code.explanation(language).source).collect();
    let forms = (!study.forms.is_empty()).then(|| R::FormLaw.text(language));
    outline.list(forms.into_iter().chain(laws).map(|law| format!("{law}.")).collect(), usize::MAX, language);
}
