//! What of a map is shown: everything, only what is flagged, or only findings of some kinds.

use std::collections::BTreeSet;

use super::CheckedMap;
use crate::analysis::{Finding, FindingCode, ModelVerdict, Verdict};
use crate::map::ModelId;

/// What is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Selection {
    /// Only models that are flagged, and what concerns them.
    pub flagged_only: bool,
    /// Only findings of these kinds and models of these verdicts; empty for all.
    pub only: Vec<Code>,
}

/// A kind of finding, or a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Code {
    Finding(FindingCode),
    Verdict(Verdict),
}

impl Code {
    /// The code of this name, in any case, with `_`, `-` or a space between its words.
    pub fn parse(text: &str) -> Option<Self> {
        let wanted = text.trim().to_lowercase().replace(['-', ' '], "_");
        let finding = FindingCode::ALL.iter().find(|code| code.code() == wanted).map(|code| Self::Finding(*code));
        finding.or_else(|| Verdict::ALL.iter().find(|it| it.code() == wanted).map(|it| Self::Verdict(*it)))
    }
}

impl Selection {
    /// The models shown.
    pub fn models<'a>(&'a self, checked: &'a CheckedMap) -> impl Iterator<Item = &'a ModelVerdict> {
        checked.assessment.models.values().filter(|model| self.shows(model))
    }

    /// Whether a model is shown.
    pub fn shows_model(&self, checked: &CheckedMap, model: ModelId) -> bool {
        checked.assessment.models.get(&model).is_some_and(|model| self.shows(model))
    }

    fn shows(&self, model: &ModelVerdict) -> bool {
        (!self.flagged_only || model.verdict.is_flagged())
            && (self.only.is_empty() || self.only.contains(&Code::Verdict(model.verdict)))
    }

    /// The findings shown.
    pub fn findings<'a>(&'a self, checked: &'a CheckedMap) -> impl Iterator<Item = &'a Finding> {
        let flagged = checked.assessment.models.values().filter(|model| model.verdict.is_flagged());
        let flagged: BTreeSet<ModelId> = flagged.map(|model| model.model).collect();
        let concerns_flagged = move |finding: &&Finding| {
            !self.flagged_only || finding.models().iter().any(|model| flagged.contains(model))
        };
        let is_asked = |finding: &&Finding| self.only.is_empty() || self.only.contains(&Code::Finding(finding.code()));
        checked.assessment.findings.iter().filter(is_asked).filter(concerns_flagged)
    }

    /// Whether findings of one kind are listed one by one, as they were asked for.
    pub fn lists_each(&self) -> bool {
        !self.only.is_empty()
    }
}
