//! The answer to read.

use std::fmt::Write;

use super::Judged;
use super::names::Names;
use super::words::{in_language, reason, severity, sign, verdict};
use crate::analysis::{Case, ModelVerdict, Summary, Verdict};
use crate::language::{Language, finding_sentence};

/// One map: its counts, its models with proof or breaks, its findings.
pub(super) fn table(judged: &Judged, language: Language) -> String {
    let Judged { file, map, assessment } = judged;
    let names = Names(map);
    let say = |vietnamese: &'static str, english: &'static str| in_language(language, vietnamese, english);
    let mut out = String::new();
    let title = if map.info().title.is_empty() { file } else { &map.info().title };
    line(&mut out, &format!("{title} · {} {} · {file}", say("năm", "year"), assessment.year));
    line(&mut out, &summary_line(assessment.summary, language));
    if !assessment.models.is_empty() {
        out.push('\n');
    }
    let width = Verdict::ALL.iter().map(|item| verdict(*item, language).chars().count()).max().unwrap_or_default();
    for model in assessment.models.values() {
        model_lines(&mut out, model, names, width, language);
    }
    if !assessment.depends_on.is_empty() {
        line(&mut out, &format!("\n{}", say("Phụ thuộc vào một tác nhân", "Hanging on one actor")));
        for dependence in &assessment.depends_on {
            let models = names.models(&dependence.models).join(", ");
            line(&mut out, &format!("  {}: {models}", names.actor(dependence.actor)));
        }
    }
    if !assessment.findings.is_empty() {
        line(&mut out, &format!("\n{}", say("Phát hiện", "Findings")));
        for finding in &assessment.findings {
            let sentence = finding_sentence(finding, map, assessment.year, language);
            line(&mut out, &format!("  {:<9}{sentence}", severity(finding.severity, language)));
        }
    }
    out
}

fn summary_line(summary: Summary, language: Language) -> String {
    let Summary { actors, links, models, flagged, .. } = summary;
    let reached = models - flagged.min(models);
    match language {
        Language::Vietnamese => format!(
            "{actors} tác nhân · {links} liên kết · {reached}/{models} mô hình có đầu ra · {flagged} mô hình cần xem lại"
        ),
        Language::English => {
            format!("{actors} actors · {links} links · {reached} of {models} models reach a buyer · {flagged} flagged")
        }
    }
}

fn model_lines(out: &mut String, model: &ModelVerdict, names: Names<'_>, width: usize, language: Language) {
    let word = verdict(model.verdict, language);
    line(out, &format!("  {} {word:<width$}  {}", sign(model.verdict), names.model(model.model)));
    // Under the name, so that the verdicts stand alone in their column.
    let indent = " ".repeat(width + 6);
    for case in &model.cases {
        line(out, &format!("{indent}{}", case_line(case, names, model.verdict, language)));
        for found in &case.breaks {
            let at = names.actor(found.at);
            let link = found.link.and_then(|link| names.link(link));
            let link = link.map(|(from, to)| format!(" ({from} → {to})")).unwrap_or_default();
            line(out, &format!("{indent}  ✕ {at}: {}{link}", reason(found.reason, language)));
        }
    }
    if !model.left_out.is_empty() {
        let label = in_language(language, "thành viên chưa có đầu ra", "members left out");
        line(out, &format!("{indent}{label}: {}", names.actors(&model.left_out).join(", ")));
    }
}

fn case_line(case: &Case, names: Names<'_>, of_model: Verdict, language: Language) -> String {
    let mut text = format!("{}: ", names.product(case.product));
    let route = names.route(case.route.as_ref());
    if route.is_empty() {
        text.push_str(names.actor(case.core));
    } else {
        text.push_str(&route.join(" → "));
    }
    if let Some(onward) = &case.onward {
        for actor in onward.actors.iter().skip(1) {
            let _infallible = write!(text, " → {}", names.actor(*actor));
        }
    }
    if case.verdict != of_model {
        let _infallible = write!(text, " ({})", verdict(case.verdict, language));
    }
    text
}

fn line(out: &mut String, text: &str) {
    out.push_str(text.trim_end());
    out.push('\n');
}
