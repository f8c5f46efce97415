//! The page as a whole: head with its policy, picture, sheet, data and script.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::articles::{push_articles, push_models};
use super::colours::colour_rules;
use super::data::page_data;
use super::{PageContent, PageTheme};
use crate::exchange::picture::Picture;
use crate::exchange::svg::{break_marker, picture_size, svg_element};
use crate::exchange::xml::push_shown_text;
use crate::language::{Language, PageText, UiText, verdict_counts};
use crate::theme::Palette;

/// The style sheet without colours, and the script.
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// What a search without accents needs: `foldText(text, letters)`.
pub(crate) const FOLD_SCRIPT: &str = include_str!("fold.js");

/// HTML being written.
pub(super) struct Html(String);

impl Html {
    /// Adds markup of the program's own.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds a text, which stays text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        push_shown_text(&mut self.0, text);
        self
    }

    /// Adds a text in both languages, of which one is shown; once where they are the same.
    pub fn both(&mut self, text: impl Fn(Language) -> String) -> &mut Self {
        let [vietnamese, english] = [text(Language::Vietnamese), text(Language::English)];
        if vietnamese == english {
            return self.text(&vietnamese);
        }
        for (tag, text) in [("vi", vietnamese), ("en", english)] {
            self.raw(&format!("<span class=\"{tag}\" lang=\"{tag}\">")).text(&text).raw("</span>");
        }
        self
    }

    /// Adds the link from an article to the list.
    pub fn back(&mut self) -> &mut Self {
        self.raw("<a class=\"back\" href=\"#\">‹ ").both(|language| PageText::Back.text(language).to_owned());
        self.raw("</a>\n")
    }

    /// Adds attributes with what something is called, from which the script takes that of the language shown.
    fn labels(&mut self, text: PageText, shown: Language) -> &mut Self {
        for (name, language) in
            [("data-vi", Language::Vietnamese), ("data-en", Language::English), ("aria-label", shown)]
        {
            self.raw(&format!(" {name}=\"")).text(text.text(language)).raw("\"");
        }
        self
    }
}

/// The page; `other` is its picture in the other language.
pub(super) fn document(content: &PageContent<'_>, other: Option<&Picture>) -> String {
    let ((svg, other), (style, data)) = rayon::join(
        || rayon::join(|| svg_element(content.picture), || other.map(|picture| (picture, svg_element(picture)))),
        || rayon::join(|| style(content), || page_data(content)),
    );
    let script = unix_lines(&format!("{FOLD_SCRIPT}{SCRIPT}"));
    let mut html = Html(String::with_capacity(2 * svg.len() + data.len() + style.len() + script.len() + 65_536));
    push_head(&mut html, content, &style, &script);
    push_header(&mut html, content);
    let language = content.options.language;
    html.raw("<div id=\"picture\" tabindex=\"0\" role=\"group\"").labels(PageText::PictureKeys, language).raw(">\n");
    html.raw(&svg).raw("</div>\n");
    push_zoom_buttons(&mut html, language);
    html.raw("<main id=\"sheet\" tabindex=\"-1\">\n");
    push_overview(&mut html, content);
    push_articles(&mut html, content);
    html.raw("<article id=\"actor\">\n").back().raw("<div id=\"actor-body\"></div>\n</article>\n</main>\n");
    push_symbols(&mut html);
    if let Some((picture, svg)) = other {
        // Markup of a picture has no end of a script: text in it is escaped. Browsers leave it unread until it is asked for.
        let tag = language_tag(picture.options.language);
        html.raw(&format!("<script type=\"image/svg+xml\" id=\"picture-{tag}\">")).raw(&svg).raw("</script>\n");
    }
    html.raw("<script type=\"application/json\" id=\"data\">").raw(&data).raw("</script>\n");
    html.raw("<script>").raw(&script).raw("</script>\n</body>\n</html>\n");
    html.0
}

fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    }
}

/// Browsers read lines so before they take the hash of what is embedded, whatever a checkout has made of these files.
pub(crate) fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn style(content: &PageContent<'_>) -> String {
    let (width, height) = picture_size(content.picture);
    let orientation = if width > height { "landscape" } else { "portrait" };
    let colours = colour_rules(content.picture, content.options.theme);
    unix_lines(&format!("{STYLE}@page {{ size: {orientation}; margin: 10mm; }}\n{colours}"))
}

/// A source of a policy: the hash of what is embedded.
pub(crate) fn hash_source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

fn push_head(html: &mut Html, content: &PageContent<'_>, style: &str, script: &str) {
    let tag = language_tag(content.options.language);
    html.raw(&format!("<!DOCTYPE html>\n<html lang=\"{tag}\" class=\"in-{tag}\">\n<head>\n<meta charset=\"utf-8\">\n"));
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
    html.raw(&hash_source(style)).raw("; script-src ").raw(&hash_source(script));
    html.raw("; img-src data:; base-uri 'none'; form-action 'none'\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    if content.options.theme == PageTheme::System {
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    }
    html.raw("<title>").text(title(content)).raw("</title>\n<style>").raw(style).raw("</style>\n</head>\n<body>\n");
}

fn title<'a>(content: &PageContent<'a>) -> &'a str {
    let title = content.map.info().title.as_str();
    if title.is_empty() { UiText::Untitled.text(content.options.language) } else { title }
}

fn push_header(html: &mut Html, content: &PageContent<'_>) {
    html.raw("<a class=\"skip\" href=\"#sheet\">").both(|language| PageText::SkipToModels.text(language).to_owned());
    html.raw("</a>\n<header>\n<h1>").text(title(content)).raw("</h1>\n<p>");
    let region = &content.map.info().region;
    if !region.is_empty() {
        html.text(region).raw(" · ");
    }
    html.both(|language| UiText::PaperYear.text(language).replace("{}", &content.options.year.to_string()));
    html.raw("</p>\n</header>\n<div class=\"tools languages\" role=\"group\" aria-label=\"");
    html.raw("Ngôn ngữ, language\">\n");
    for (tag, name) in [("vi", "Tiếng Việt"), ("en", "English")] {
        html.raw(&format!(
            "<button type=\"button\" id=\"speak-{tag}\" lang=\"{tag}\" aria-pressed=\"false\">{name}</button>\n"
        ));
    }
    html.raw("</div>\n");
}

fn push_zoom_buttons(html: &mut Html, language: Language) {
    html.raw("<div class=\"tools zoom\">\n");
    for (id, text, sign) in [("zoom-in", PageText::ZoomIn, "+"), ("zoom-out", PageText::ZoomOut, "−")] {
        html.raw(&format!("<button type=\"button\" id=\"{id}\""))
            .labels(text, language)
            .raw(">")
            .raw(sign)
            .raw("</button>\n");
    }
    html.raw("<button type=\"button\" id=\"zoom-all\"").labels(PageText::ShowAll, language).raw(">");
    html.both(|language| PageText::All.text(language).to_owned()).raw("</button>\n</div>\n");
}

fn push_overview(html: &mut Html, content: &PageContent<'_>) {
    html.raw("<div id=\"overview\">\n");
    if content.options.model.is_none() {
        html.raw("<p>").both(|language| verdict_counts(content.assessment.summary, language)).raw("</p>\n");
    }
    html.raw("<div class=\"tools\"><input type=\"search\" id=\"find\" autocomplete=\"off\"");
    html.labels(PageText::Find, content.options.language).raw("></div>\n");
    html.raw("<p id=\"nothing\" role=\"status\" hidden>")
        .both(|language| PageText::NothingFound.text(language).to_owned());
    html.raw("</p>\n");
    push_models(html, content);
    html.raw("<div id=\"actors\"></div>\n<p id=\"one-picture\" class=\"note\" hidden>");
    html.both(|language| PageText::OnePicture.text(language).to_owned()).raw("</p>\n");
    let note = &content.map.info().note;
    if !note.is_empty() {
        html.raw("<h3>").both(|language| PageText::Note.text(language).to_owned()).raw("</h3>\n");
        for line in note.lines() {
            html.raw("<p class=\"note\">").text(line).raw("</p>\n");
        }
    }
    html.raw("</div>\n");
}

/// Adds what the script shows at each break.
fn push_symbols(html: &mut Html) {
    html.raw("<svg class=\"symbols\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><g id=\"break\">");
    html.raw(&break_marker(Palette::standard(false))).raw("</g></defs></svg>\n");
}
