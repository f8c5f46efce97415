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

/// The texts of a page with their sections, as a group of a document's tags: in the order in which they are read.
pub(super) fn page_tags(mut texts: Vec<(Section, Identifier)>, title: &str) -> TagGroup {
    texts.sort_by_key(|(section, _)| *section);
    let mut page = TagGroup::new(Tag::Part);
    let mut actors = TagGroup::new(Tag::L(ListNumbering::None));
    for same in texts.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((section, _)) = same.first() else { continue };
        let identifiers = same.iter().map(|(_, identifier)| *identifier);
        match section {
            Section::Title => {
                let mut heading = TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(title.to_owned())));
                identifiers.for_each(|text| heading.push(text));
                page.push(heading);
            }
            Section::Actor(_) => {
                let mut body = TagGroup::new(Tag::LBody);
                identifiers.for_each(|text| body.push(text));
                let mut item = TagGroup::new(Tag::LI);
                item.push(body);
                actors.push(item);
            }
            Section::Details | Section::Map | Section::Legend | Section::Source | Section::Foot => {
                if matches!(section, Section::Legend | Section::Source) {
                    push_actors(&mut page, &mut actors);
                }
                for text in identifiers {
                    let mut paragraph = TagGroup::new(Tag::P);
                    paragraph.push(text);
                    page.push(paragraph);
                }
            }
        }
    }
    push_actors(&mut page, &mut actors);
    page
}

/// Adds the list of actors, once.
fn push_actors(page: &mut TagGroup, actors: &mut TagGroup) {
    if !actors.children.is_empty() {
        page.push(std::mem::replace(actors, TagGroup::new(Tag::L(ListNumbering::None))));
    }
}
