//! What the guide takes from the program, as Markdown.

use std::fmt::Write;

use crate::analysis::FindingCode;
use crate::command::key_topics;
use crate::language::{Explained, Language, capitalised, known_codes, reference_page};

/// A mark in the chapters, and what makes the text in its place.
pub(super) type Part = (&'static str, fn(Language) -> String);

/// Marks in the chapters, and what stands in their place.
pub(super) const PARTS: [Part; 4] =
    [("<!-- verdicts -->", verdicts), ("<!-- findings -->", findings), ("<!-- law -->", law), ("<!-- keys -->", keys)];

/// A text that stays what it is in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if "\\`*_<>[]|#&".contains(sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The page of each code as `check --explain` tells it, a section each, whose place on the page is named after it.
fn pages<'a>(codes: impl Iterator<Item = &'a str>, language: Language) -> String {
    let mut out = String::new();
    for code in codes {
        let mut paragraphs = reference_page(code, language).into_iter().flatten();
        let heading = paragraphs.next().unwrap_or_default();
        let words = heading.split_once(" · ").map_or(heading.as_str(), |(_, words)| words);
        // Writing to a string cannot fail.
        let _ = write!(out, "## {} {{#{code}}}\n\n", escaped(&capitalised(words)));
        for paragraph in paragraphs {
            let _ = write!(out, "{}\n\n", escaped(&paragraph));
        }
        let _ = write!(out, "`{code}`\n\n");
    }
    out
}

/// Verdicts, breaks, and the words that both are told with.
fn verdicts(language: Language) -> String {
    let is_finding = |code: &str| FindingCode::ALL.iter().any(|it| it.code() == code);
    pages(known_codes().into_iter().filter(|code| !is_finding(code)), language)
}

fn findings(language: Language) -> String {
    pages(FindingCode::ALL.iter().map(|it| it.code()), language)
}

/// Each law with the findings whose rule comes from it.
fn law(language: Language) -> String {
    let mut sources: Vec<(&str, Vec<String>)> = Vec::new();
    for code in FindingCode::ALL {
        let explanation = code.explanation(language);
        let Some(source) = explanation.source else { continue };
        let line = format!("{} {}", explanation.meaning, explanation.rule);
        match sources.iter_mut().find(|(known, _)| *known == source) {
            Some((_, lines)) => lines.push(line),
            None => sources.push((source, vec![line])),
        }
    }
    let mut out = String::new();
    for (source, lines) in sources {
        let _ = write!(out, "## {}\n\n", escaped(source));
        for line in lines {
            let _ = writeln!(out, "- {}", escaped(&line));
        }
        out.push('\n');
    }
    out
}

fn keys(language: Language) -> String {
    let mut out = String::new();
    for (title, rows) in key_topics(language) {
        let _ = write!(out, "## {}\n\n", escaped(title));
        for (keys, what) in rows {
            let _ = writeln!(out, "- `{keys}` {}", escaped(what));
        }
        out.push('\n');
    }
    out
}
