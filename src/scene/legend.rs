//! The legend of a scene: what its signs mean, and only of those that are in it.

use std::collections::BTreeSet;

use super::colouring::ColourKey;
use super::marks::Scene;
use crate::analysis::Verdict;
use crate::language::{Language, Localized, UiText, form_text};
use crate::map::{ActorKind, Colouring, LinkForm, LinkKind, LinkStatus};

/// A sign that a legend shows beside its words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LegendSymbol {
    /// A small card of a kind, in its colour where colours stand for kinds.
    Kind(ActorKind, ColourKey),
    /// A colour alone.
    Colour(ColourKey),
    /// A card for several.
    Multiple,
    /// A card of one that is not there.
    Absent,
    /// The line of a link in force.
    Line(LinkKind, Option<LinkForm>),
    /// The line of a link that stands so.
    State(LinkStatus),
    /// The line of goods that run back.
    Backward,
    /// The badge of a verdict.
    Verdict(Verdict),
    /// The band of a volume of goods, so wide.
    FlowWidth(f32),
    /// Goods of an actor that nothing accounts for.
    Imbalance,
    /// Where a chain breaks.
    Break,
}

/// A sign and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The sign.
    pub symbol: LegendSymbol,
    /// What it means.
    pub label: String,
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
        let entry = LegendEntry { symbol: LegendSymbol::Break, label: UiText::LegendBreak.text(language).to_owned() };
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
struct LegendContents {
    kinds: BTreeSet<ActorKind>,
    verdicts: BTreeSet<Verdict>,
    colour_keys: BTreeSet<ColourKey>,
    lines: BTreeSet<(LinkKind, Option<LinkForm>)>,
    states: Vec<LinkStatus>,
    has_multiple: bool,
    has_absent: bool,
    has_backward: bool,
}

impl LegendContents {
    fn of_scene(scene: &Scene) -> Self {
        let mut found = Self::default();
        for mark in &scene.actors {
            found.kinds.insert(mark.kind);
            found.verdicts.extend(mark.verdict);
            found.colour_keys.insert(mark.colour_key);
            found.has_multiple |= mark.is_multiple;
            found.has_absent |= mark.is_absent;
        }
        for mark in &scene.links {
            let form = mark.form.filter(|_| mark.kind == LinkKind::Product);
            found.lines.insert((mark.kind, form));
            found.colour_keys.extend(mark.colour_key);
            if !found.states.contains(&mark.state) {
                found.states.push(mark.state);
            }
            found.has_backward |= mark.is_backward && mark.state != LinkStatus::Lapsed;
        }
        found
    }
}

/// The legend of what is in a scene.
pub(super) fn build_legend(scene: &Scene, language: Language) -> Vec<LegendGroup> {
    let found = LegendContents::of_scene(scene);
    let group = |title: UiText, entries: Vec<(LegendSymbol, String)>| LegendGroup {
        title: title.text(language).to_owned(),
        entries: entries.into_iter().map(|(sample, words)| LegendEntry { symbol: sample, label: words }).collect(),
    };
    let colouring = scene.drawing.colouring;
    let groups = [
        group(UiText::Actors, actor_entries(&found, colouring, language)),
        group(colour_title(colouring), colour_entries(&found, scene)),
        group(UiText::Links, link_entries(&found, language)),
        group(UiText::LegendVolumes, volume_entries(scene, language)),
        group(UiText::Models, verdict_entries(&found, language)),
    ];
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

fn actor_entries(found: &LegendContents, colouring: Colouring, language: Language) -> Vec<(LegendSymbol, String)> {
    let tint = |kind| if colouring == Colouring::Kind { ColourKey::Kind(kind) } else { ColourKey::Other };
    let kinds = ActorKind::ALL.into_iter().filter(|kind| found.kinds.contains(kind));
    let mut entries: Vec<_> =
        kinds.map(|kind| (LegendSymbol::Kind(kind, tint(kind)), kind.text(language).to_owned())).collect();
    if found.has_multiple {
        entries.push((LegendSymbol::Multiple, UiText::LegendSeveral.text(language).to_owned()));
    }
    if found.has_absent {
        entries.push((LegendSymbol::Absent, UiText::LegendAbsent.text(language).to_owned()));
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
fn colour_entries(found: &LegendContents, scene: &Scene) -> Vec<(LegendSymbol, String)> {
    let named = scene.colour_labels.iter().filter(|(tint, _)| found.colour_keys.contains(tint));
    named.map(|(tint, name)| (LegendSymbol::Colour(*tint), name.clone())).collect()
}

fn link_entries(found: &LegendContents, language: Language) -> Vec<(LegendSymbol, String)> {
    let forms = LinkForm::ALL.into_iter().map(Some).chain([None]);
    let goods = forms.map(|form| (LinkKind::Product, form, form_text(form, language)));
    let others = [LinkKind::Member, LinkKind::Support].map(|kind| (kind, None, kind.text(language)));
    let mut entries: Vec<_> = goods
        .chain(others)
        .filter(|(kind, form, _)| found.lines.contains(&(*kind, *form)))
        .map(|(kind, form, words)| (LegendSymbol::Line(kind, form), words.to_owned()))
        .collect();
    for state in [LinkStatus::Planned, LinkStatus::NotYet, LinkStatus::Lapsed, LinkStatus::EndpointAbsent] {
        if found.states.contains(&state) {
            entries.push((LegendSymbol::State(state), state.text(language).to_owned()));
        }
    }
    if found.has_backward {
        entries.push((LegendSymbol::Backward, UiText::LegendBackward.text(language).to_owned()));
    }
    entries
}

/// What bands are as wide as what volume, and the sign of what is not accounted for.
fn volume_entries(scene: &Scene, language: Language) -> Vec<(LegendSymbol, String)> {
    let mut entries: Vec<_> =
        scene.flow_scales.iter().map(|scale| (LegendSymbol::FlowWidth(scale.width), scale.label.clone())).collect();
    if scene.actors.iter().any(|mark| mark.imbalance.is_some()) {
        entries.push((LegendSymbol::Imbalance, UiText::LegendImbalance.text(language).to_owned()));
    }
    entries
}

fn verdict_entries(found: &LegendContents, language: Language) -> Vec<(LegendSymbol, String)> {
    let verdicts = Verdict::ALL.iter().filter(|verdict| found.verdicts.contains(verdict));
    verdicts.map(|verdict| (LegendSymbol::Verdict(*verdict), verdict.text(language).to_owned())).collect()
}
