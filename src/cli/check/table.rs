//! Text output.

use super::CheckedMap;
use super::names::NameLookup;
use super::selection::Selection;
use crate::analysis::{Case, Finding, ModelVerdict, NotAssessed, Severity, Verdict, repairs_of_case};
use crate::cli::output::escape_control_chars;
use crate::cli::terminal::{display_width, pad_right, wrap};
use crate::language::{
    Language, Localized, UiText, alike_findings_sentence, assumptions_line, break_sentence_without, finding_count,
    finding_sentence, not_assessed_sentence, proposals_sentence, status_line, verdict_counts, with_marked_direction,
};

/// The most findings of one kind that are listed one by one.
const MAX_ALIKE: usize = 5;
/// The most repairs listed for a case.
const MAX_REPAIRS: usize = 3;

/// The report of one map: its counts, models with routes or breaks, findings, and verdict counts. Lines are wrapped to
/// `width` cells, if given.
pub(super) fn text_report(
    checked: &CheckedMap,
    selection: &Selection,
    width: Option<usize>,
    language: Language,
) -> String {
    let CheckedMap { file, map, assessment, .. } = checked;
    let mut out = TextReport { checked, language, available: width.unwrap_or(usize::MAX), text: String::new() };
    let title = if map.info().title.is_empty() { UiText::Untitled.text(language) } else { &map.info().title };
    let year = out.localized("năm", "year");
    out.line(0, &format!("{title} · {year} {} · {}", assessment.year, escape_control_chars(file)));
    if let Some(assumptions) = assumptions_line(&checked.removed(), checked.assumptions.with_planned, language) {
        out.line(0, &assumptions);
    }
    out.line(0, &status_line(map, Some(assessment), language));
    let models: Vec<&ModelVerdict> = selection.models(checked).collect();
    if !models.is_empty() {
        out.line(0, "");
    }
    for model in models {
        out.model(model);
    }
    let findings: Vec<&Finding> = selection.findings(checked).collect();
    if !findings.is_empty() {
        let count = |severity: &Severity| findings.iter().filter(|finding| finding.severity() == *severity).count();
        let counts: Vec<String> =
            Severity::ALL.iter().map(|severity| finding_count(*severity, count(severity), language)).collect();
        let title = out.localized("Phát hiện", "Findings");
        out.line(0, "");
        out.line(0, &format!("{title}: {}", counts.join(" · ")));
        let width = max_width(Severity::ALL, language);
        for alike in findings.chunk_by(|one, other| one.code() == other.code()) {
            let Some(first) = alike.first() else { continue };
            let word = pad_right(first.severity().text(language), width);
            if alike.len() > MAX_ALIKE && !selection.lists_each() {
                let sentence = alike_findings_sentence(alike, map, language);
                out.wrapped_line(2, width + 2, &format!("{word}  {sentence}"));
                continue;
            }
            for finding in alike {
                let sentence = finding_sentence(finding, map, assessment.year, language);
                out.wrapped_line(2, width + 2, &format!("{word}  {sentence}"));
            }
        }
    }
    out.line(0, "");
    out.line(0, &verdict_counts(assessment.summary, language));
    out.text
}

struct TextReport<'a> {
    checked: &'a CheckedMap,
    language: Language,
    /// Line width in cells.
    available: usize,
    text: String,
}

impl TextReport<'_> {
    fn model(&mut self, model: &ModelVerdict) {
        let (map, language, year) = (&self.checked.map, self.language, self.checked.assessment.year);
        let names = NameLookup(map);
        let width = max_width(Verdict::ALL, language);
        let word = model.verdict.text(language);
        let line =
            format!("{} {}  {}", verdict_symbol(model.verdict), pad_right(word, width), names.model(model.model));
        self.wrapped_line(2, width + 4, &line);
        // Under the name, so that the verdicts stand alone in their column.
        let indent = width + 6;
        if let Some(reason) = self.not_assessed_reason(model) {
            self.line(indent, reason);
        }
        for case in &model.cases {
            self.line(indent, &case_line(case, names, model.verdict, language));
            for found in &case.breaks {
                let reason = break_sentence_without(found, map, year, &self.checked.assumptions.without, language);
                self.line(indent + 2, &format!("// {reason}"));
            }
            let repairs = repairs_of_case(&self.checked.study.repairs, model.model, case);
            for repair in repairs.iter().take(MAX_REPAIRS) {
                self.line(indent + 2, &format!("→ {}", proposals_sentence(&repair.proposals, map, year, language)));
            }
        }
        if !model.left_out.is_empty() {
            let label = self.localized("Thành viên chưa có đầu ra", "Members left out");
            self.line(indent, &format!("{label}: {}", names.actors(model.left_out.keys()).join(", ")));
        }
    }

    /// Why a model was not assessed; `None` if it was.
    fn not_assessed_reason(&self, model: &ModelVerdict) -> Option<&'static str> {
        let missing = NotAssessed::for_model(self.checked.map.models().get(&model.model)?)?;
        Some(not_assessed_sentence(missing, self.language))
    }

    fn localized(&self, vietnamese: &'static str, english: &'static str) -> &'static str {
        match self.language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.wrapped_line(indent, if indent == 0 { 0 } else { 2 }, text);
    }

    /// Writes a line, wrapped if too long, with further lines indented by `hanging_indent` more.
    fn wrapped_line(&mut self, indent: usize, hanging_indent: usize, text: &str) {
        let text = &*with_marked_direction(text);
        if display_width(text) + indent <= self.available {
            if !text.is_empty() {
                self.text.push_str(&" ".repeat(indent));
                self.text.push_str(text.trim_end());
            }
            self.text.push('\n');
            return;
        }
        // The columns at the start of the first line keep their spaces: only the text after them is wrapped.
        let split =
            if hanging_indent > 2 { text.char_indices().nth(hanging_indent).map_or(0, |(at, _)| at) } else { 0 };
        let (front, rest) = text.split_at_checked(split).unwrap_or(("", text));
        let available = self.available.saturating_sub(indent + hanging_indent).max(16);
        let first = self.available.saturating_sub(indent + display_width(front)).max(16);
        for (at, line) in wrap(rest, first, available).iter().enumerate() {
            self.text.push_str(&" ".repeat(if at == 0 { indent } else { indent + hanging_indent }));
            self.text.push_str(if at == 0 { front } else { "" });
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

fn case_line(case: &Case, names: NameLookup<'_>, of_model: Verdict, language: Language) -> String {
    let mut steps = names.route(case.route.as_deref());
    if steps.is_empty() {
        steps.push(names.actor(case.core));
    }
    // The onward route starts at the buyer, which is already listed.
    steps.extend(names.route(case.onward.as_deref()).into_iter().skip(1));
    let verdict = if case.verdict == of_model { String::new() } else { format!(" ({})", case.verdict.text(language)) };
    format!("{}: {}{verdict}", names.product(case.product), steps.join(" → "))
}

/// A symbol for a verdict, independent of colour.
fn verdict_symbol(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Firm => "✓",
        Verdict::Loose => "~",
        Verdict::StopsShort => "…",
        Verdict::OnPaper => "?",
        Verdict::NoBuyer => "✕",
    }
}

/// The width of a column of words, in cells.
fn max_width<T: Localized>(words: &[T], language: Language) -> usize {
    words.iter().map(|word| display_width(word.text(language))).max().unwrap_or_default()
}
