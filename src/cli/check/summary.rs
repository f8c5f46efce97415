//! The summary of several maps: a row per map, and the totals.

use std::collections::BTreeSet;

use super::CheckedMap;
use crate::analysis::{Severity, Summary, Verdict};
use crate::cli::output::escape_control_chars;
use crate::cli::terminal::{TextTable, wrap};
use crate::language::{Language, Localized, assumptions_line, capitalised, integer, map_counts};

/// The counts of all maps written so far.
#[derive(Default)]
pub(super) struct Totals {
    rows: Vec<(String, Option<(Summary, usize)>)>,
    /// The names of actors assumed to be removed from some map.
    without: BTreeSet<String>,
    with_planned: bool,
}

impl Totals {
    /// Adds a map.
    pub fn add(&mut self, checked: &CheckedMap) {
        let CheckedMap { file, assessment, assumptions, .. } = checked;
        self.without.extend(checked.removed());
        self.with_planned |= assumptions.with_planned;
        let errors = assessment.count(Severity::Error);
        self.rows.push((file.clone(), Some((assessment.summary, errors))));
    }

    /// Adds a file that could not be read.
    pub fn add_unread(&mut self, file: &str) {
        self.rows.push((file.to_owned(), None));
    }

    /// Whether there is more than one file.
    pub fn has_several(&self) -> bool {
        self.rows.len() > 1
    }

    /// The table with its totals, and the line under it.
    pub fn lines(&self, width: Option<usize>, language: Language) -> Vec<String> {
        let localized = |vietnamese, english| match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        };
        let verdicts = Verdict::ALL.iter().map(|verdict| verdict.text(language).to_owned());
        let headers = [localized("bản đồ", "map"), localized("mô hình", "models")].map(str::to_owned);
        let last = [localized("cần xử lý", "flagged"), localized("lỗi", "errors")].map(str::to_owned);
        let (mut all, mut errors, mut unread) = (Summary::default(), 0, 0);
        let rows = self.rows.iter().map(|(file, counts)| {
            let file = escape_control_chars(file).into_owned();
            let Some((summary, of_this)) = counts else {
                unread += 1;
                return vec![file, localized("không đọc được", "could not be read").to_owned()];
            };
            all += *summary;
            errors += of_this;
            number_row(file, *summary, *of_this, language)
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let totals = number_row(capitalised(localized("tổng cộng", "total")), all, errors, language);
        let headers = headers.into_iter().chain(verdicts).chain(last).collect();
        let mut lines = TextTable { headers, rows, totals }.lines(width);
        lines.push(String::new());
        let without: Vec<String> = self.without.iter().cloned().collect();
        let assumptions = assumptions_line(&without, self.with_planned, language);
        let counts_line = map_counts(self.rows.len() - unread, unread, all, language);
        let available = width.unwrap_or(usize::MAX);
        for line in assumptions.into_iter().chain([counts_line]) {
            lines.extend(wrap(&line, available, available));
        }
        lines
    }
}

fn number_row(name: String, summary: Summary, errors: usize, language: Language) -> Vec<String> {
    let counts = [summary.models].into_iter().chain(Verdict::ALL.iter().map(|verdict| summary.count(*verdict)));
    let counts = counts.chain([summary.flagged, errors]);
    std::iter::once(name).chain(counts.map(|count| integer(count as u64, language))).collect()
}
