//! The answer to read.

use super::Judged;
use super::names::Names;
use crate::analysis::{Case, ModelVerdict, NotAssessed, Severity, Verdict};
use crate::cli::output::on_one_line;
use crate::cli::terminal::{cells, padded, wrapped};
use crate::language::{
    Language, Screen, Words, break_sentence_without, buyers_sentence, finding_sentence, finding_tally,
    not_judged_sentence, remedy_sentence, status_line, supposition, verdict_tally,
};

/// One map: its counts, its models with proof or breaks, its findings, and the sum of its verdicts. Lines keep within
/// `width` cells, where there is one.
pub(super) fn table(judged: &Judged, width: Option<usize>, language: Language) -> String {
    let Judged { file, map, assessment, .. } = judged;
    let mut out = Table { judged, language, room: width.unwrap_or(usize::MAX), text: String::new() };
    let title = if map.info().title.is_empty() { Screen::Untitled.text(language) } else { &map.info().title };
    let year = out.say("năm", "year");
    out.line(0, &format!("{title} · {year} {} · {}", assessment.year, on_one_line(file)));
    if let Some(supposed) = supposition(&judged.gone(), judged.supposed.with_planned, language) {
        out.line(0, &supposed);
    }
    out.line(0, &status_line(map, Some(assessment), language));
    if !assessment.models.is_empty() {
        out.line(0, "");
    }
    for model in assessment.models.values() {
        out.model(model);
    }
    if !assessment.findings.is_empty() {
        let tallies: Vec<String> = Severity::ALL
            .iter()
            .map(|severity| finding_tally(*severity, assessment.count(*severity), language))
            .collect();
        let title = out.say("Phát hiện", "Findings");
        out.line(0, "");
        out.line(0, &format!("{title}: {}", tallies.join(" · ")));
        let width = widest(Severity::ALL, language);
        for finding in &assessment.findings {
            let sentence = finding_sentence(finding, map, assessment.year, language);
            let word = padded(finding.severity.text(language), width);
            out.hanging(2, width + 2, &format!("{word}  {sentence}"));
        }
    }
    out.line(0, "");
    out.line(0, &verdict_tally(assessment.summary, language));
    out.text
}

struct Table<'a> {
    judged: &'a Judged,
    language: Language,
    /// How many cells a line may take.
    room: usize,
    text: String,
}

impl Table<'_> {
    fn model(&mut self, model: &ModelVerdict) {
        let (map, language, year) = (&self.judged.map, self.language, self.judged.assessment.year);
        let names = Names(map);
        let width = widest(Verdict::ALL, language);
        let word = model.verdict.text(language);
        let line = format!("{} {}  {}", sign(model.verdict), padded(word, width), names.model(model.model));
        self.hanging(2, width + 4, &line);
        // Under the name, so that the verdicts stand alone in their column.
        let indent = width + 6;
        if let Some(why) = self.why_not_judged(model) {
            self.line(indent, why);
        }
        for case in &model.cases {
            self.line(indent, &case_line(case, names, model.verdict, language));
            for found in &case.breaks {
                let why = break_sentence_without(found, map, year, &self.judged.supposed.without, language);
                let remedy = remedy_sentence(found, map, language).map(|remedy| format!(" → {remedy}"));
                self.line(indent + 2, &format!("✕ {why}{}", remedy.unwrap_or_default()));
            }
            if let Some(buyers) = buyers_sentence(case, map, language) {
                self.line(indent + 2, &format!("→ {buyers}"));
            }
        }
        if !model.left_out.is_empty() {
            let label = self.say("Thành viên chưa có đầu ra", "Members left out");
            self.line(indent, &format!("{label}: {}", names.actors(&model.left_out).join(", ")));
        }
    }

    /// Why a model has no case; none where it has.
    fn why_not_judged(&self, model: &ModelVerdict) -> Option<&'static str> {
        let lack = NotAssessed::of(self.judged.map.models().get(&model.model)?)?;
        Some(not_judged_sentence(lack, self.language))
    }

    fn say(&self, vietnamese: &'static str, english: &'static str) -> &'static str {
        match self.language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.hanging(indent, if indent == 0 { 0 } else { 2 }, text);
    }

    /// A line that, where it is too long, goes on in further lines, indented by `hang` more.
    fn hanging(&mut self, indent: usize, hang: usize, text: &str) {
        if cells(text) + indent <= self.room {
            if !text.is_empty() {
                self.text.push_str(&" ".repeat(indent));
                self.text.push_str(text.trim_end());
            }
            self.text.push('\n');
            return;
        }
        // The columns at the front of the first line keep their spaces: only what hangs after them is cut.
        let split = if hang > 2 { text.char_indices().nth(hang).map_or(0, |(at, _)| at) } else { 0 };
        let (front, rest) = text.split_at_checked(split).unwrap_or(("", text));
        let room = self.room.saturating_sub(indent + hang).max(16);
        let first = self.room.saturating_sub(indent + cells(front)).max(16);
        for (at, line) in wrapped(rest, first, room).iter().enumerate() {
            self.text.push_str(&" ".repeat(if at == 0 { indent } else { indent + hang }));
            self.text.push_str(if at == 0 { front } else { "" });
            self.text.push_str(line);
            self.text.push('\n');
        }
    }
}

fn case_line(case: &Case, names: Names<'_>, of_model: Verdict, language: Language) -> String {
    let mut steps = names.route(case.route.as_ref());
    if steps.is_empty() {
        steps.push(names.actor(case.core));
    }
    // The way on begins at the buyer, who is already named.
    steps.extend(names.route(case.onward.as_ref()).into_iter().skip(1));
    let verdict = if case.verdict == of_model { String::new() } else { format!(" ({})", case.verdict.text(language)) };
    format!("{}: {}{verdict}", names.product(case.product), steps.join(" → "))
}

/// A sign for a verdict that does not hang on colour.
fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Firm => "✓",
        Verdict::Loose => "~",
        Verdict::StopsShort => "…",
        Verdict::OnPaper => "?",
        Verdict::NoBuyer => "✕",
    }
}

/// The width of a column of words, in cells.
fn widest<T: Words>(words: &[T], language: Language) -> usize {
    words.iter().map(|word| cells(word.text(language))).max().unwrap_or_default()
}
