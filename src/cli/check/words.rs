//! The words of the table, in both languages.

use crate::analysis::{BreakReason, Severity, Verdict};
use crate::language::Language;

pub(super) fn verdict(verdict: Verdict, language: Language) -> &'static str {
    let (vietnamese, english) = match verdict {
        Verdict::Firm => ("vững chắc", "firm"),
        Verdict::Loose => ("lỏng lẻo", "loose"),
        Verdict::StopsShort => ("dừng ở doanh nghiệp", "stops short"),
        Verdict::OnPaper => ("mới trên giấy", "on paper"),
        Verdict::NoBuyer => ("chưa có đầu ra", "no buyer"),
    };
    in_language(language, vietnamese, english)
}

/// A sign for a verdict that does not hang on colour.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Firm => "✓",
        Verdict::Loose => "~",
        Verdict::StopsShort => "…",
        Verdict::OnPaper => "?",
        Verdict::NoBuyer => "✕",
    }
}

pub(super) fn reason(reason: BreakReason, language: Language) -> &'static str {
    let (vietnamese, english) = match reason {
        BreakReason::NoOnwardLink => ("không có liên kết đi tiếp", "no link goes on"),
        BreakReason::Planned => ("liên kết mới dự kiến", "the link is only planned"),
        BreakReason::Lapsed => ("liên kết đã hết hạn", "the link has lapsed"),
        BreakReason::NotYet => ("liên kết chưa bắt đầu", "the link has not begun"),
        BreakReason::ActorAbsent => ("tác nhân không hoạt động trong năm", "an actor does not exist in the year"),
        BreakReason::OtherProduct => ("liên kết cho sản phẩm khác", "the link is for other goods"),
    };
    in_language(language, vietnamese, english)
}

pub(super) fn severity(severity: Severity, language: Language) -> &'static str {
    let (vietnamese, english) = match severity {
        Severity::Error => ("lỗi", "error"),
        Severity::Warning => ("cảnh báo", "warning"),
        Severity::Info => ("lưu ý", "info"),
    };
    in_language(language, vietnamese, english)
}

pub(super) fn in_language<'a>(language: Language, vietnamese: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}
