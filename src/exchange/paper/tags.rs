//! What the text of a page is, for screen readers and for what takes text out of a PDF: title, details, actors, legend, source.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, Tag, TagGroup};

use crate::exchange::svg::actor_of_group;
use crate::map::ActorId;

/// A part of a page, by the id of its group in the SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Title,
    Details,
    /// Headers, bands, breaks and figures of links.
    Map,
    Actor(ActorId),
    Legend,
    Source,
    /// What belongs to the paper and not to what it shows.
    Foot,
}

impl Section {
    /// The section of a group with this id.
    pub fn of_group(id: &str) -> Option<Self> {
        match id {
            "title" => Some(Self::Title),
            "details" => Some(Self::Details),
            "legend" => Some(Self::Legend),
            "source" => Some(Self::Source),
            "foot" => Some(Self::Foot),
            _ => actor_of_group(id).map(Self::Actor),
        }
    }
}

/// A text of a page.
pub(super) struct PageText {
    pub(super) section: Section,
    /// What it says, where that is not just what is drawn in one line.
    pub whole: Option<String>,
    /// Its lines.
    pub parts: Vec<Identifier>,
}

impl PageText {
    /// Adds it to what it is a part of.
    pub fn push_to(self, group: &mut TagGroup) {
        let Some(whole) = self.whole else {
            self.parts.into_iter().for_each(|part| group.push(part));
            return;
        };
        let mut span = TagGroup::new(Tag::Span.with_actual_text(Some(whole)));
        self.parts.into_iter().for_each(|part| span.push(part));
        group.push(span);
    }
}

/// The texts of a page as a group of a document's tags: in the order in which they are read.
pub(super) fn page_tags(mut texts: Vec<PageText>, title: &str) -> TagGroup {
    texts.sort_by_key(|text| text.section);
    let mut page = TagGroup::new(Tag::Part);
    let mut actors = TagGroup::new(Tag::L(ListNumbering::None));
    let mut texts = texts.into_iter().peekable();
    while let Some(first) = texts.next() {
        let section = first.section;
        let mut group = match section {
            Section::Title => TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(title.to_owned()))),
            Section::Actor(_) => TagGroup::new(Tag::LBody),
            _ => TagGroup::new(Tag::P),
        };
        first.push_to(&mut group);
        // Labels on the map and entries of the legend are paragraphs of their own.
        let is_whole = matches!(section, Section::Title | Section::Actor(_) | Section::Source);
        while let Some(next) = texts.next_if(|next| is_whole && next.section == section) {
            next.push_to(&mut group);
        }
        if let Section::Actor(_) = section {
            let mut item = TagGroup::new(Tag::LI);
            item.push(group);
            actors.push(item);
            if texts.peek().is_none_or(|next| !matches!(next.section, Section::Actor(_))) {
                page.push(std::mem::replace(&mut actors, TagGroup::new(Tag::L(ListNumbering::None))));
            }
        } else {
            page.push(group);
        }
    }
    page
}
