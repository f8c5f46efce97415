//! The legend of a scene: what its signs mean, and only of those that are in it.

use std::collections::BTreeSet;

use super::colouring::Tint;
use super::marks::Scene;
use crate::analysis::Verdict;
use crate::language::{Language, Localized, UiText, form_text};
use crate::map::{ActorKind, Colouring, LinkForm, LinkKind, LinkStatus};

/// A sign that a legend shows beside its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sample {
    /// A small card of a kind, in its colour where colours stand for kinds.
    Kind(ActorKind, Tint),
    /// A colour alone.
    Tint(Tint),
    /// A card for several.
    Several,
    /// A card of one that is not there.
    Absent,
    /// The line of a link in force.
    Line(LinkKind, Option<LinkForm>),
    /// The line of a link that stands so.
    State(LinkStatus),
    /// The line of goods that run back.
    Back,
    /// The badge of a verdict.
    Verdict(Verdict),
    /// The band of a volume of goods, so wide.
    Stream(f32),
    /// Goods of an actor that nothing accounts for.
    Stub,
    /// Where a chain breaks.
    Break,
}

/// A sign and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The sign.
    pub sample: Sample,
    /// What it means.
    pub words: String,
}

/// Signs of one sort.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendGroup {
    /// What they are about.
    pub title: String,
    /// The signs; at least one.
    pub entries: Vec<LegendEntry>,
}

/// The legend of a scene, group by group; with `breaks` also the sign of places where a chain breaks.
pub fn legend(scene: &Scene, breaks: bool, language: Language) -> Vec<LegendGroup> {
    let mut groups = scene.legend.clone();
    if breaks {
        let entry = LegendEntry { sample: Sample::Break, words: UiText::LegendBreak.text(language).to_owned() };
        let title = UiText::Models.text(language);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.entries.push(entry),
            None => groups.push(LegendGroup { title: title.to_owned(), entries: vec![entry] }),
        }
    }
    groups
}

/// What is in a scene, gathered in one pass: a country has very many actors.
#[derive(Debug, Default)]
struct Found {
    kinds: BTreeSet<ActorKind>,
    verdicts: BTreeSet<Verdict>,
    tints: BTreeSet<Tint>,
    lines: BTreeSet<(LinkKind, Option<LinkForm>)>,
    states: Vec<LinkStatus>,
    many: bool,
    absent: bool,
    back: bool,
}

impl Found {
    fn in_scene(scene: &Scene) -> Self {
        let mut found = Self::default();
        for mark in &scene.actors {
            found.kinds.insert(mark.kind);
            found.verdicts.extend(mark.verdict);
            found.tints.insert(mark.tint);
            found.many |= mark.many;
            found.absent |= mark.absent;
        }
        for mark in &scene.links {
            let form = mark.form.filter(|_| mark.kind == LinkKind::Product);
            found.lines.insert((mark.kind, form));
            found.tints.extend(mark.tint);
            if !found.states.contains(&mark.state) {
                found.states.push(mark.state);
            }
            found.back |= mark.back && mark.state != LinkStatus::Lapsed;
        }
        found
    }
}

/// The legend of what is in a scene.
pub(super) fn legend_of(scene: &Scene, language: Language) -> Vec<LegendGroup> {
    let found = Found::in_scene(scene);
    let group = |title: UiText, entries: Vec<(Sample, String)>| LegendGroup {
        title: title.text(language).to_owned(),
        entries: entries.into_iter().map(|(sample, words)| LegendEntry { sample, words }).collect(),
    };
    let colouring = scene.drawing.colouring;
    let groups = [
        group(UiText::Actors, actors(&found, colouring, language)),
        group(colour_title(colouring), colours(&found, scene)),
        group(UiText::Links, links(&found, language)),
        group(UiText::LegendVolumes, volumes(scene, language)),
        group(UiText::Models, verdicts(&found, language)),
    ];
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

fn actors(found: &Found, colouring: Colouring, language: Language) -> Vec<(Sample, String)> {
    let tint = |kind| if colouring == Colouring::Kind { Tint::Kind(kind) } else { Tint::Other };
    let kinds = ActorKind::ALL.into_iter().filter(|kind| found.kinds.contains(kind));
    let mut entries: Vec<_> =
        kinds.map(|kind| (Sample::Kind(kind, tint(kind)), kind.text(language).to_owned())).collect();
    if found.many {
        entries.push((Sample::Several, UiText::LegendSeveral.text(language).to_owned()));
    }
    if found.absent {
        entries.push((Sample::Absent, UiText::LegendAbsent.text(language).to_owned()));
    }
    entries
}

fn colour_title(colouring: Colouring) -> UiText {
    match colouring {
        Colouring::Product => UiText::ColourProduct,
        Colouring::District => UiText::ColourDistrict,
        Colouring::Kind | Colouring::Verdict => UiText::ColourVerdict,
    }
}

/// Products or districts with a colour; kinds and verdicts stand elsewhere in the legend with theirs.
fn colours(found: &Found, scene: &Scene) -> Vec<(Sample, String)> {
    let named = scene.tints.iter().filter(|(tint, _)| found.tints.contains(tint));
    named.map(|(tint, name)| (Sample::Tint(*tint), name.clone())).collect()
}

fn links(found: &Found, language: Language) -> Vec<(Sample, String)> {
    let forms = LinkForm::ALL.into_iter().map(Some).chain([None]);
    let goods = forms.map(|form| (LinkKind::Product, form, form_text(form, language)));
    let others = [LinkKind::Member, LinkKind::Support].map(|kind| (kind, None, kind.text(language)));
    let mut entries: Vec<_> = goods
        .chain(others)
        .filter(|(kind, form, _)| found.lines.contains(&(*kind, *form)))
        .map(|(kind, form, words)| (Sample::Line(kind, form), words.to_owned()))
        .collect();
    for state in [LinkStatus::Planned, LinkStatus::NotYet, LinkStatus::Lapsed, LinkStatus::EndpointAbsent] {
        if found.states.contains(&state) {
            entries.push((Sample::State(state), state.text(language).to_owned()));
        }
    }
    if found.back {
        entries.push((Sample::Back, UiText::LegendBackward.text(language).to_owned()));
    }
    entries
}

/// What bands are as wide as what volume, and the sign of what is not accounted for.
fn volumes(scene: &Scene, language: Language) -> Vec<(Sample, String)> {
    let mut entries: Vec<_> =
        scene.scales.iter().map(|scale| (Sample::Stream(scale.width), scale.words.clone())).collect();
    if scene.actors.iter().any(|mark| mark.stub.is_some()) {
        entries.push((Sample::Stub, UiText::LegendImbalance.text(language).to_owned()));
    }
    entries
}

fn verdicts(found: &Found, language: Language) -> Vec<(Sample, String)> {
    let verdicts = Verdict::ALL.iter().filter(|verdict| found.verdicts.contains(verdict));
    verdicts.map(|verdict| (Sample::Verdict(*verdict), verdict.text(language).to_owned())).collect()
}
