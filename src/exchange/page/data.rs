//! What the script of a page knows: actors and links in the order in which the picture has them, and what belongs together.
//! Texts of the program stand in both languages, as a list of one where both are the same.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::PageContent;
use super::chains::{chain, verdict_of};
use crate::analysis::{Severity, Verdict};
use crate::exchange::json::with_escaped_direction;
use crate::language::{
    Language, Localized, PageText, SheetTitle, UiText, finding_sentence, fold, kind_count, link_terms, sort_key,
    with_marked_direction,
};
use crate::layout::ACTOR_SIZE;
use crate::map::{ActorId, ActorKind, LinkId, LinkKind, LinkageMap};
use crate::scene::MarkSpace;

/// A text in the order of [`Language::ALL`]; one where all are the same.
type Texts = Vec<String>;

/// The data of a page.
#[derive(Serialize)]
struct PageData {
    texts: BTreeMap<&'static str, Texts>,
    kinds: Vec<Texts>,
    verdicts: Vec<Texts>,
    severities: Vec<Texts>,
    /// By kind of link: the texts for what an actor is to those that its links lead to, and to those that they come from.
    relations: [[&'static str; 2]; 3],
    /// Letters, and what becomes of each when names are searched.
    letters: [String; 2],
    /// Width and height of a card.
    card: (f32, f32),
    actors: Vec<ActorData>,
    /// The places of the actors in `actors`, in alphabetical order.
    order: Vec<usize>,
    links: Vec<LinkData>,
    models: Vec<ModelData>,
    findings: Vec<FindingData>,
}

/// An actor. Names are short, as there are thousands.
#[derive(Serialize)]
struct ActorData {
    /// Its id.
    i: u32,
    /// Its name.
    n: String,
    /// The place of its kind in `kinds`.
    k: usize,
    /// Where it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    p: String,
    /// How many similar ones, of what kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    c: Texts,
    /// The middle of its card.
    x: i64,
    y: i64,
}

/// A link.
#[derive(Serialize)]
struct LinkData {
    /// Its id.
    i: u32,
    /// The places of its ends.
    f: usize,
    t: usize,
    /// The place of its kind in `relations`.
    k: usize,
    /// What it is about.
    w: Texts,
}

/// A model.
#[derive(Serialize)]
struct ModelData {
    /// Its id.
    i: u32,
    /// Its name.
    n: String,
    /// The place of its verdict in `verdicts`.
    v: usize,
    /// The places of its core actors and members.
    m: Vec<usize>,
    /// The places of the actors of its chain, from left to right.
    a: Vec<usize>,
    /// The places of the links of its chain.
    l: Vec<usize>,
    /// Where goods go no further, with the place of the link that does not carry them on.
    b: Vec<(i64, i64, Option<usize>)>,
}

/// A finding.
#[derive(Serialize)]
struct FindingData {
    /// The place of its severity in `severities`.
    s: usize,
    /// Its sentence.
    t: Texts,
    /// The places of the actors that it names.
    a: Vec<usize>,
}

/// The data of a page as JSON that stands in an HTML element: `<` only occurs in strings, and is escaped there.
pub(super) fn page_data(content: &PageContent<'_>) -> String {
    let places = Places::of(content);
    let data = PageData {
        texts: page_texts(),
        kinds: localized(&ActorKind::ALL),
        verdicts: localized(Verdict::ALL),
        severities: localized(Severity::ALL),
        relations: LinkKind::ALL.map(relation),
        letters: letters(),
        card: ACTOR_SIZE,
        actors: actors(content),
        order: alphabetical(content),
        links: links(content, &places),
        models: models(content, &places),
        findings: findings(content, &places),
    };
    // Serialising plain records of text and numbers to memory cannot fail.
    let json = serde_json::to_string(&data).unwrap_or_else(|_| String::from("null"));
    with_escaped_direction(&json).replace('<', "\\u003c")
}

/// Where the actors and links of the picture stand in it.
struct Places<'a> {
    map: &'a LinkageMap,
    actors: BTreeMap<ActorId, usize>,
    links: BTreeMap<LinkId, usize>,
}

impl<'a> Places<'a> {
    fn of(content: &PageContent<'a>) -> Self {
        let scene = &content.picture.scene;
        Self {
            map: &content.picture.map,
            actors: scene.actors.iter().enumerate().map(|(at, mark)| (mark.id, at)).collect(),
            links: scene.links.iter().enumerate().map(|(at, mark)| (mark.id, at)).collect(),
        }
    }

    fn of_actors<'i>(&self, ids: impl IntoIterator<Item = &'i ActorId>) -> Vec<usize> {
        ids.into_iter().filter_map(|id| self.actors.get(id).copied()).collect()
    }

    fn of_links<'i>(&self, ids: impl IntoIterator<Item = &'i LinkId>) -> Vec<usize> {
        ids.into_iter().filter_map(|id| self.links.get(id).copied()).collect()
    }
}

fn texts(text: impl Fn(Language) -> String) -> Texts {
    let mut texts: Texts = Language::ALL.map(|language| with_marked_direction(&text(language)).into_owned()).into();
    texts.dedup();
    texts
}

fn localized<T: Localized>(all: &[T]) -> Vec<Texts> {
    all.iter().map(|item| texts(|language| item.title(language))).collect()
}

fn place_in<T: PartialEq>(all: &[T], item: &T) -> usize {
    all.iter().position(|other| other == item).unwrap_or_default()
}

/// The names under which the script asks for texts.
fn page_texts() -> BTreeMap<&'static str, Texts> {
    let own = [
        ("no_links", PageText::NoLinks),
        ("more", PageText::More),
        ("chain", PageText::Chain),
        ("sells_to", PageText::SellsTo),
        ("buys_from", PageText::BuysFrom),
        ("member_of", PageText::MemberOf),
        ("has_members", PageText::HasMembers),
        ("supports", PageText::Supports),
        ("supported_by", PageText::SupportedBy),
    ];
    let own = own.into_iter().map(|(name, text)| (name, texts(|language| text.text(language).to_owned())));
    let known = [
        ("actors", texts(|language| SheetTitle::Actors.text(language).to_owned())),
        ("findings", texts(|language| SheetTitle::Findings.text(language).to_owned())),
        ("in_models", texts(|language| UiText::InModels.text(language).to_owned())),
    ];
    own.chain(known).collect()
}

fn relation(kind: LinkKind) -> [&'static str; 2] {
    match kind {
        LinkKind::Product => ["sells_to", "buys_from"],
        LinkKind::Member => ["member_of", "has_members"],
        LinkKind::Support => ["supports", "supported_by"],
    }
}

/// The small letters of Europe and of Vietnamese that have accents, and the bare letter of each, as the program finds names.
pub(crate) fn letters() -> [String; 2] {
    let (mut accented, mut bare) = (String::new(), String::new());
    let blocks = ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}');
    for letter in blocks.filter(|letter| letter.is_lowercase()) {
        let folded = fold(&letter.to_string());
        let mut signs = folded.chars();
        if let (Some(sign), None) = (signs.next(), signs.next())
            && sign.is_ascii()
        {
            accented.push(letter);
            bare.push(sign);
        }
    }
    [accented, bare]
}

fn shown(text: &str) -> String {
    with_marked_direction(text).into_owned()
}

fn actors(content: &PageContent<'_>) -> Vec<ActorData> {
    let picture = content.picture;
    let marks = picture.scene.actors.iter();
    let actor = |mark: &crate::scene::ActorMark| {
        let record = picture.map.actors().get(&mark.id);
        let count = record.map_or(1, |record| record.count);
        let of_kind = |language| kind_count(mark.kind, count as usize, language);
        ActorData {
            i: mark.id.0,
            n: shown(&mark.name),
            k: place_in(&ActorKind::ALL, &mark.kind),
            p: record.map(|record| shown(&record.place())).unwrap_or_default(),
            c: if count > 1 { texts(of_kind) } else { Texts::new() },
            x: mark.area.middle().x.round() as i64,
            y: mark.area.middle().y.round() as i64,
        }
    };
    marks.map(actor).collect()
}

fn alphabetical(content: &PageContent<'_>) -> Vec<usize> {
    let marks = content.picture.scene.actors.iter().enumerate();
    let mut order: Vec<_> = marks.map(|(at, mark)| (sort_key(&mark.name), at)).collect();
    order.sort();
    order.into_iter().map(|(_, at)| at).collect()
}

fn links(content: &PageContent<'_>, places: &Places<'_>) -> Vec<LinkData> {
    let link = |mark: &crate::scene::LinkMark| {
        let record = places.map.links().get(&mark.id);
        let about = |language| {
            record.map(|link| link_terms(link, places.map, content.options.year, language)).unwrap_or_default()
        };
        LinkData {
            i: mark.id.0,
            f: places.actors.get(&mark.from).copied().unwrap_or_default(),
            t: places.actors.get(&mark.to).copied().unwrap_or_default(),
            k: place_in(&LinkKind::ALL, &mark.kind),
            w: texts(about),
        }
    };
    content.picture.scene.links.par_iter().map(link).collect()
}

fn models(content: &PageContent<'_>, places: &Places<'_>) -> Vec<ModelData> {
    let scene = &content.picture.scene;
    let model = |id: &crate::map::ModelId| {
        let record = content.map.models().get(id)?;
        let lit = chain(content, *id);
        let mut actors = places.of_actors(&lit.actors);
        let position = |at: &usize| scene.actors.get(*at).map(|mark| (mark.area.min.x, mark.area.min.y));
        actors.sort_by(|a, b| position(a).partial_cmp(&position(b)).unwrap_or(std::cmp::Ordering::Equal));
        let breaks = MarkSpace::of(scene).place_breaks(&lit.breaks).into_iter().filter_map(|mark| {
            let link = lit.breaks.get(mark.index)?.link.and_then(|link| places.links.get(&link).copied());
            Some((mark.middle.x.round() as i64, mark.middle.y.round() as i64, link))
        });
        Some(ModelData {
            i: id.0,
            n: shown(&record.name),
            v: place_in(Verdict::ALL, &verdict_of(content, *id)),
            m: places.of_actors(record.core.union(&record.members)),
            a: actors,
            l: places.of_links(&lit.links),
            b: breaks.collect(),
        })
    };
    content.models.par_iter().filter_map(model).collect()
}

fn findings(content: &PageContent<'_>, places: &Places<'_>) -> Vec<FindingData> {
    let finding = |found: &crate::analysis::Finding| {
        let actors = places.of_actors(found.actors());
        let sentence = |language| finding_sentence(found, content.map, content.options.year, language);
        (!actors.is_empty()).then(|| FindingData {
            s: place_in(Severity::ALL, &found.severity()),
            t: texts(sentence),
            a: actors,
        })
    };
    content.assessment.findings.par_iter().filter_map(finding).collect()
}
