//! What a network is called, and of which year it is.

use crate::language::{Language, UiText, without_marked_direction};
use crate::map::{LINE_LIMIT, YEARS, Year, normalize_line};

/// What a network says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::import) struct NetworkTitle {
    /// What it is called; empty where nothing says that.
    pub title: String,
    pub year: Option<Year>,
}

impl NetworkTitle {
    /// What attributes of a whole network mean: the best of their names first.
    const TITLES: [&str; 3] = ["title", "name", "label"];

    /// Takes a title, unless there is one; a text of several lines or pages is none.
    pub fn tell_title(&mut self, text: &str) {
        let title = normalize_line(&without_marked_direction(text.trim()));
        let is_untitled = Language::ALL.iter().any(|language| title == UiText::Untitled.text(*language));
        let is_title = !is_untitled && !text.trim().contains('\n') && title.chars().count() <= LINE_LIMIT;
        if self.title.is_empty() && is_title {
            self.title = title;
        }
    }

    /// Takes a year, unless there is one or the text is none.
    pub fn tell_year(&mut self, text: &str) {
        let year = text.trim().parse().ok().filter(|year| YEARS.contains(year));
        self.year = self.year.or(year);
    }

    /// Takes what attributes of a whole network say, by their names.
    pub fn tell_attributes<'t>(&mut self, attributes: &(impl Iterator<Item = (&'t str, &'t str)> + Clone)) {
        for wanted in Self::TITLES {
            let named = attributes.clone().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            named.for_each(|(_, text)| self.tell_title(text));
        }
        let years = attributes.clone().filter(|(name, _)| name.eq_ignore_ascii_case("year"));
        years.for_each(|(_, text)| self.tell_year(text));
    }
}
