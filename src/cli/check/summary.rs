//! The summary of many maps: a row a map, and the totals.

use std::collections::BTreeSet;

use super::Judged;
use crate::analysis::{Severity, Summary, Verdict};
use crate::cli::output::on_one_line;
use crate::cli::terminal::{Grid, wrapped};
use crate::language::{Language, Words, capitalised, integer, maps_tally, supposition};

/// What is kept of each map once it is written.
#[derive(Default)]
pub(super) struct Totals {
    rows: Vec<(String, Option<(Summary, usize)>)>,
    /// The actors that are supposed to be gone from some map, by name.
    without: BTreeSet<String>,
    with_planned: bool,
}

impl Totals {
    /// Counts a map.
    pub fn count(&mut self, judged: &Judged) {
        let Judged { file, assessment, supposed, .. } = judged;
        self.without.extend(judged.gone());
        self.with_planned |= supposed.with_planned;
        let errors = assessment.count(Severity::Error);
        self.rows.push((file.clone(), Some((assessment.summary, errors))));
    }

    /// Counts a file that could not be read.
    pub fn count_unread(&mut self, file: &str) {
        self.rows.push((file.to_owned(), None));
    }

    /// Whether there is more than one to sum up.
    pub fn is_worth_it(&self) -> bool {
        self.rows.len() > 1
    }

    /// The table with its totals, and the line under it.
    pub fn lines(&self, width: Option<usize>, language: Language) -> Vec<String> {
        let say = |vietnamese, english| match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        };
        let verdicts = Verdict::ALL.iter().map(|verdict| verdict.text(language).to_owned());
        let heads = [say("bản đồ", "map"), say("mô hình", "models")].map(str::to_owned);
        let last = [say("cần xử lý", "flagged"), say("lỗi", "errors")].map(str::to_owned);
        let (mut all, mut errors, mut unread) = (Summary::default(), 0, 0);
        let rows = self.rows.iter().map(|(file, counts)| {
            let file = on_one_line(file).into_owned();
            let Some((summary, of_this)) = counts else {
                unread += 1;
                return vec![file, say("không đọc được", "could not be read").to_owned()];
            };
            all += *summary;
            errors += of_this;
            numbers(file, *summary, *of_this, language)
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let totals = numbers(capitalised(say("tổng cộng", "total")), all, errors, language);
        let heads = heads.into_iter().chain(verdicts).chain(last).collect();
        let mut lines = Grid { heads, rows, totals }.lines(width);
        lines.push(String::new());
        let without: Vec<String> = self.without.iter().cloned().collect();
        let supposed = supposition(&without, self.with_planned, language);
        let tally = maps_tally(self.rows.len() - unread, unread, all, language);
        let room = width.unwrap_or(usize::MAX);
        for line in supposed.into_iter().chain([tally]) {
            lines.extend(wrapped(&line, room, room));
        }
        lines
    }
}

fn numbers(name: String, summary: Summary, errors: usize, language: Language) -> Vec<String> {
    let counts = [summary.models].into_iter().chain(Verdict::ALL.iter().map(|verdict| summary.count(*verdict)));
    let counts = counts.chain([summary.flagged, errors]);
    std::iter::once(name).chain(counts.map(|count| integer(count as u64, language))).collect()
}
