//! The findings of a report, grouped by what to do, the most pressing first.

use super::ReportSource;
use super::blocks::Prose;
use super::content::Outline;
use crate::analysis::{Finding, Task};
use crate::language::{Localized, ReportText as R, UiText, finding_sentence, integer};

/// The most findings that are listed for a task.
const MAX_OF_TASK: usize = 60;

pub(super) fn finding_blocks(outline: &mut Outline, source: ReportSource<'_>) {
    let ReportSource { map, assessment, language, .. } = source;
    outline.section(R::Tasks.text(language));
    if assessment.findings.is_empty() {
        outline.text(Prose::plain(UiText::NoFindings.text(language)));
    }
    for task in Task::ALL {
        let found: Vec<&Finding> =
            assessment.findings.iter().filter(|finding| finding.code().task() == *task).collect();
        if found.is_empty() {
            continue;
        }
        outline.part(&format!("{} ({})", task.title(language), integer(found.len() as u64, language)));
        let sentence = |finding: &&Finding| finding_sentence(finding, map, assessment.year, language);
        let lines: Vec<String> = found.iter().take(MAX_OF_TASK).map(sentence).collect();
        outline.list(lines, MAX_OF_TASK, language);
        outline.tell_rest(found.len(), MAX_OF_TASK, language);
    }
}
