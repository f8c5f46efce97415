//! The reference: for each code its meaning, its rule, the source of the rule, and the remedy.

mod findings;
mod terms;
mod verdicts;

use super::{Language, Localized};
use crate::analysis::{BreakReason, FindingCode, Severity, Verdict};

/// The decree on linkage in production and sale of farm products.
const DECREE_98_ART_11: RuleSource = RuleSource::Law(
    "Nghị định 98/2018/NĐ-CP, Điều 11 (điều kiện để được hỗ trợ: liên kết đảm bảo ổn định)",
    "Decree 98/2018/NĐ-CP, article 11 (conditions for support: stable linkage)",
);
/// Both laws on cooperatives; the year decides which one applies.
const COOPERATIVE_LAWS: RuleSource = RuleSource::Law(
    "Luật Hợp tác xã số 23/2012/QH13, Điều 3 (từ ngày 01/7/2013); Luật Hợp tác xã số 17/2023/QH15, các khoản 7, 8 và 21 Điều 4 (từ ngày 01/7/2024)",
    "Cooperative Law 23/2012/QH13, article 3 (from 1 July 2013); Cooperative Law 17/2023/QH15, article 4.7, 4.8 and 4.21 (from 1 July 2024)",
);

/// Where a rule comes from.
#[derive(Clone, Copy, Debug)]
enum RuleSource {
    /// The rules of this program, as its README states them.
    Program,
    /// A law: Vietnamese and English.
    Law(&'static str, &'static str),
}

/// The reference texts of one code, each in Vietnamese and English.
#[derive(Clone, Copy, Debug)]
struct ReferenceEntry {
    meaning: [&'static str; 2],
    rule: [&'static str; 2],
    remedy: [&'static str; 2],
    source: RuleSource,
}

/// The reference texts of one code in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What it says about a map.
    pub meaning: &'static str,
    /// The exact condition.
    pub rule: &'static str,
    /// The law that the rule comes from, by number and article; none for a rule of this program.
    pub source: Option<&'static str>,
    /// What to do about it.
    pub remedy: &'static str,
}

impl ReferenceEntry {
    fn localized(self, language: Language) -> Explanation {
        let pick = |[vietnamese, english]: [&'static str; 2]| match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        };
        let source = match self.source {
            RuleSource::Program => None,
            RuleSource::Law(vietnamese, english) => Some(pick([vietnamese, english])),
        };
        Explanation { meaning: pick(self.meaning), rule: pick(self.rule), source, remedy: pick(self.remedy) }
    }
}

/// A code with a page in the reference.
pub trait Explained: Localized {
    /// The reference texts.
    fn explanation(self, language: Language) -> Explanation;
}

impl Explained for FindingCode {
    fn explanation(self, language: Language) -> Explanation {
        findings::entry(self).localized(language)
    }
}

impl Explained for Verdict {
    fn explanation(self, language: Language) -> Explanation {
        verdicts::verdict(self).localized(language)
    }
}

impl Explained for BreakReason {
    fn explanation(self, language: Language) -> Explanation {
        verdicts::reason(self).localized(language)
    }
}

/// Every code that has a page: verdicts, reasons of breaks, findings, and words of the program, in the order of their lists.
pub fn known_codes() -> Vec<&'static str> {
    let verdicts = Verdict::ALL.iter().map(|verdict| verdict.code());
    let reasons = BreakReason::ALL.iter().map(|reason| reason.code());
    let findings = FindingCode::ALL.iter().map(|code| code.code());
    verdicts.chain(reasons).chain(findings).chain(terms::TERMS.iter().map(|(code, ..)| *code)).collect()
}

/// The page of a code: a heading, then a paragraph each for what it means, the rule, its source and what to do. The
/// code is read in any case, with `_`, `-` or a space between its words. None for a code that is not known.
pub fn reference_page(code: &str, language: Language) -> Option<Vec<String>> {
    let wanted = code.trim().to_lowercase().replace(['-', ' '], "_");
    let verdict = Verdict::ALL.iter().find(|it| it.code() == wanted);
    let reason = BreakReason::ALL.iter().find(|it| it.code() == wanted);
    let finding = FindingCode::ALL.iter().find(|it| it.code() == wanted);
    let localized = |vietnamese, english| match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    };
    let (heading, explanation) = if let Some(it) = verdict {
        let flagged = if it.is_flagged() { localized(", thuộc diện cần xử lý", ", flagged") } else { "" };
        let category = format!("{}{flagged}", localized("đánh giá", "verdict"));
        (heading(it.code(), it.text(language), &category), it.explanation(language))
    } else if let Some(it) = reason {
        (heading(it.code(), it.text(language), localized("chỗ đứt", "break")), it.explanation(language))
    } else if let Some(it) = finding {
        let severity: Severity = it.severity();
        let category = format!("{}, {}", localized("phát hiện", "finding"), severity.text(language));
        (heading(it.code(), it.text(language), &category), it.explanation(language))
    } else if let Some((code, words, entry)) = terms::TERMS.iter().find(|(code, ..)| *code == wanted) {
        let words = localized(words[0], words[1]);
        (heading(code, words, localized("thuật ngữ", "term")), entry.localized(language))
    } else {
        return None;
    };
    let Explanation { meaning, rule, source, remedy } = explanation;
    let source = source.unwrap_or(localized("quy ước của chương trình", "the program’s own"));
    Some(vec![
        heading,
        meaning.to_owned(),
        format!("{}: {rule}", localized("Quy tắc", "Rule")),
        format!("{}: {source}.", localized("Căn cứ", "Source")),
        format!("{}: {remedy}", localized("Nên làm", "What to do")),
    ])
}

fn heading(code: &str, words: &str, category: &str) -> String {
    format!("{code} · {words} ({category})")
}
