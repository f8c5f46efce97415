//! What is said about the models, as HTML that needs no script: a list of all with their verdicts, and an article about
//! each with its proof or its breaks, what would mend them, and its findings.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::PageContent;
use super::chains::verdict_of;
use super::document::Html;
use crate::analysis::{Case, Finding, ModelVerdict, NotAssessed, Verdict};
use crate::exchange::svg::verdict_badge;
use crate::language::{
    Language, Localized, PageText, SheetTitle, UiText, break_sentence, buyers_sentence, case_line, finding_sentence,
    integer, not_assessed_sentence, remedy_sentence,
};
use crate::map::{CoopModel, ModelId};
use crate::theme::Palette;

/// The most cases of an article, the worst first: a model of a thousand cores may have hundreds of thousands.
const MAX_CASES: usize = 30;
/// The most findings of an article, the most severe first.
const MAX_FINDINGS: usize = 30;
/// The most breaks of a case.
const MAX_BREAKS: usize = 3;

/// Adds the list of models.
pub(super) fn push_models(html: &mut Html, content: &PageContent<'_>) {
    html.raw("<h2>").both(|language| SheetTitle::Models.text(language).to_owned()).raw("</h2>\n");
    html.raw("<ul id=\"models\" class=\"rows\">\n");
    for model in content.models.iter().filter_map(|id| content.map.models().get(id)) {
        html.raw("<li><a href=\"#model=").raw(&model.id.0.to_string()).raw("\"><span class=\"name\">");
        html.text(&model.name).raw("</span><span class=\"note\">");
        push_verdict(html, verdict_of(content, model.id));
        html.raw("</span></a></li>\n");
    }
    html.raw("</ul>\n");
}

/// Adds the articles.
pub(super) fn push_articles(html: &mut Html, content: &PageContent<'_>) {
    let mut findings: BTreeMap<ModelId, Vec<&Finding>> = BTreeMap::new();
    for finding in &content.assessment.findings {
        for model in finding.models() {
            findings.entry(*model).or_default().push(finding);
        }
    }
    for model in content.models.iter().filter_map(|id| content.map.models().get(id)) {
        push_article(html, content, model, findings.get(&model.id).map_or(&[], Vec::as_slice));
    }
}

/// Adds the badge of a verdict and its words.
fn push_verdict(html: &mut Html, verdict: Verdict) {
    html.raw(&format!("<span class=\"verdict {}\">", verdict.code()));
    html.raw("<svg class=\"badge\" viewBox=\"-10 -10 20 20\" aria-hidden=\"true\"><g>");
    html.raw(&verdict_badge(verdict, 8.4, Palette::standard(false))).raw("</g></svg>");
    html.both(|language| verdict.title(language)).raw("</span>");
}

fn push_article(html: &mut Html, content: &PageContent<'_>, model: &CoopModel, findings: &[&Finding]) {
    html.raw("<article id=\"model=").raw(&model.id.0.to_string()).raw("\">\n");
    html.back().raw("<h2 tabindex=\"-1\">").text(&model.name).raw("</h2>\n<p>");
    push_verdict(html, verdict_of(content, model.id));
    html.raw("</p>\n");
    if let Some(missing) = NotAssessed::for_model(model) {
        html.raw("<p>").both(|language| not_assessed_sentence(missing, language).to_owned()).raw("</p>\n");
    }
    if let Some(verdict) = content.assessment.models.get(&model.id) {
        push_cases(html, content, verdict);
    }
    if !findings.is_empty() {
        html.raw("<h3>")
            .both(|language| SheetTitle::Findings.text(language).to_owned())
            .raw("</h3>\n<ul class=\"rows\">\n");
        for finding in findings.iter().take(MAX_FINDINGS) {
            html.raw(&format!("<li class=\"finding\"><span class=\"{}\">", finding.severity().code()));
            html.both(|language| format!("{}:", finding.severity().title(language))).raw("</span> ");
            html.both(|language| finding_sentence(finding, content.map, content.options.year, language)).raw("</li>\n");
        }
        html.raw("</ul>\n");
        push_more(html, findings.len().saturating_sub(MAX_FINDINGS), PageText::MoreFindings);
    }
    html.raw("</article>\n");
}

/// Adds the cases of a model, the worst first.
fn push_cases(html: &mut Html, content: &PageContent<'_>, verdict: &ModelVerdict) {
    let mut cases: Vec<&Case> = verdict.cases.iter().collect();
    cases.sort_by_key(|case| Reverse(case.verdict));
    for case in cases.iter().take(MAX_CASES) {
        push_case(html, content, case, cases.len() > 1);
    }
    push_more(html, cases.len().saturating_sub(MAX_CASES), PageText::MoreCases);
}

fn push_case(html: &mut Html, content: &PageContent<'_>, case: &Case, has_own_verdict: bool) {
    let (map, year) = (content.map, content.options.year);
    html.raw("<div class=\"case\">\n<p class=\"note\">");
    html.text(map.products().get(&case.product).map_or("", |product| &product.name)).raw(" · ");
    html.text(map.actors().get(&case.core).map_or("", |core| &core.name));
    if has_own_verdict {
        html.raw(" · ").both(|language| case.verdict.text(language).to_owned());
    }
    html.raw("</p>\n");
    if case.verdict.is_flagged() {
        for found in case.breaks.iter().take(MAX_BREAKS) {
            html.raw("<p>").both(|language| break_sentence(found, map, year, language)).raw("</p>\n");
        }
        let remedy = |language: Language| {
            let of_breaks = case.breaks.iter().find_map(|found| remedy_sentence(found, map, language));
            of_breaks.or_else(|| buyers_sentence(case, map, language))
        };
        if remedy(content.options.language).is_some() {
            html.raw("<p class=\"note\">").both(|language| UiText::Repairs.text(language).to_owned()).raw("</p>\n<p>");
            html.both(|language| remedy(language).unwrap_or_default()).raw("</p>\n");
        }
    } else {
        html.raw("<p>").both(|language| case_line(case, map, year, language)).raw("</p>\n");
    }
    html.raw("</div>\n");
}

fn push_more(html: &mut Html, count: usize, text: PageText) {
    if count > 0 {
        let line = |language| text.text(language).replace("{}", &integer(count as u64, language));
        html.raw("<p class=\"note\">").both(line).raw("</p>\n");
    }
}
