//! The page: chapters as articles of sections, their contents at the side, and a search that ignores accents.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::chapters::{Chapter, picture};
use crate::exchange::{FOLD_SCRIPT, folded_letters, hash_source, unix_lines, with_colours};
use crate::language::{GuideText, Language, PageText, known_codes};
use crate::theme::Palette;

const STYLE: &str = include_str!("guide.css");
const COLOURS: &str = include_str!("colours.css");
const SCRIPT: &str = include_str!("guide.js");

/// What stands under one heading.
struct Section<'a> {
    id: String,
    /// As HTML.
    title: String,
    events: Vec<Event<'a>>,
}

pub(super) fn page(chapters: &[Chapter], language: Language, at: Option<&str>) -> String {
    let tag = match language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    };
    let light = with_colours(COLOURS, Palette::standard(false));
    let dark = with_colours(COLOURS, Palette::standard(true));
    let style = unix_lines(&format!("{STYLE}{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"));
    let script = unix_lines(&format!("{FOLD_SCRIPT}{SCRIPT}"));
    let title = GuideText::Title.text(language);
    let (mut contents, mut text) = (String::new(), String::new());
    for chapter in chapters {
        push_chapter(&mut contents, &mut text, chapter, language);
    }
    let [accented, bare] = folded_letters();
    // A code has nothing that HTML would read otherwise; what is no code is no place either.
    let place = at.filter(|code| known_codes().contains(code));
    let place = place.map_or_else(String::new, |code| format!(" data-at=\"{code}\""));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n\
         <body data-accented=\"{accented}\" data-bare=\"{bare}\"{place}>\n<a class=\"skip\" href=\"#text\">{}</a>\n\
         <header><p>{title}</p></header>\n<nav aria-label=\"{contents_word}\">\n\
         <input type=\"search\" id=\"find\" placeholder=\"{find}\" aria-label=\"{find}\" autocomplete=\"off\" hidden>\n\
         <p id=\"nothing\" role=\"status\" hidden>{}</p>\n\
         <details id=\"contents\" open>\n<summary>{contents_word}</summary>\n<ul>\n{contents}</ul>\n</details>\n</nav>\n\
         <main id=\"text\" tabindex=\"-1\">\n{text}</main>\n<script>{script}</script>\n</body>\n</html>\n",
        hash_source(&style),
        hash_source(&script),
        GuideText::SkipToText.text(language),
        PageText::NothingFound.text(language),
        contents_word = GuideText::Contents.text(language),
        find = GuideText::Find.text(language),
    )
}

fn push_chapter(contents: &mut String, text: &mut String, chapter: &Chapter, language: Language) {
    let sections = sections(chapter, language);
    text.push_str("<article>\n");
    for (at, section) in sections.into_iter().enumerate() {
        let (level, id, title) = (if at == 0 { 1 } else { 2 }, section.id, section.title);
        let item = format!("<li><a href=\"#{id}\">{title}</a>");
        if at == 1 {
            contents.push_str("<ul>\n");
        }
        contents.push_str(&if at == 0 { item } else { format!("{item}</li>\n") });
        text.push_str(&format!("<section id=\"{id}\">\n<h{level}>{title}</h{level}>\n"));
        html::push_html(text, section.events.into_iter());
        text.push_str("</section>\n");
    }
    let has_list = contents.ends_with("</li>\n");
    contents.push_str(if has_list { "</ul></li>\n" } else { "</li>\n" });
    text.push_str("</article>\n");
}

/// The sections of a chapter; the first one is under its title.
fn sections(chapter: &Chapter, language: Language) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut title: Option<Vec<Event<'_>>> = None;
    let mut own_id: Option<CowStr<'_>> = None;
    for event in Parser::new_ext(&chapter.markdown, Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, id, .. }) => {
                (title, own_id) = (Some(Vec::new()), id);
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1 | HeadingLevel::H2)) => {
                let id = match (own_id.take(), sections.len()) {
                    (Some(id), _) => id.to_string(),
                    (None, 0) => chapter.name.to_owned(),
                    (None, number) => format!("{}-{number}", chapter.name),
                };
                let mut words = String::new();
                html::push_html(&mut words, title.take().into_iter().flatten());
                sections.push(Section { id, title: words, events: Vec::new() });
            }
            event => match (&mut title, sections.last_mut()) {
                (Some(title), _) => title.push(event),
                (None, Some(section)) => section.events.push(embedded(event, language)),
                (None, None) => {}
            },
        }
    }
    sections
}

/// A picture with its bytes in the place of its name; anything else as it is.
fn embedded(event: Event<'_>, language: Language) -> Event<'_> {
    match event {
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let name = dest_url.rsplit('/').next().unwrap_or_default();
            let dest_url = picture(name, language)
                .map_or(dest_url, |bytes| CowStr::from(format!("data:image/png;base64,{}", STANDARD.encode(bytes))));
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        event => event,
    }
}
