//! The legend of a scene: what its signs mean, and only of those that are in it.

use super::marks::Scene;
use crate::analysis::Verdict;
use crate::language::{Language, Screen, Words, form_text};
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStanding};

/// A sign that a legend shows beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A small card of a kind.
    Kind(ActorKind),
    /// A card for several.
    Several,
    /// A card of one that is not there.
    Absent,
    /// The line of a link in force.
    Line(LinkKind, Option<LinkForm>),
    /// The line of a link that stands so.
    State(LinkStanding),
    /// The line of goods that run back.
    Back,
    /// The badge of a verdict.
    Verdict(Verdict),
    /// Where a chain breaks.
    Break,
}

/// A sign and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// The sign.
    pub sample: Sample,
    /// What it means.
    pub words: String,
}

/// Signs of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendGroup {
    /// What they are about.
    pub title: String,
    /// The signs; at least one.
    pub entries: Vec<LegendEntry>,
}

/// The legend of a scene, group by group; `breaks` says whether places where a chain breaks are marked in it.
pub fn legend(scene: &Scene, breaks: bool, language: Language) -> Vec<LegendGroup> {
    let group = |title: Screen, entries: Vec<(Sample, String)>| LegendGroup {
        title: title.text(language).to_owned(),
        entries: entries.into_iter().map(|(sample, words)| LegendEntry { sample, words }).collect(),
    };
    let groups = [
        group(Screen::Actors, actors(scene, language)),
        group(Screen::Links, links(scene, language)),
        group(Screen::Models, verdicts(scene, breaks, language)),
    ];
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

fn actors(scene: &Scene, language: Language) -> Vec<(Sample, String)> {
    let mut entries: Vec<_> = ActorKind::ALL
        .into_iter()
        .filter(|kind| scene.actors.iter().any(|mark| mark.kind == *kind))
        .map(|kind| (Sample::Kind(kind), kind.text(language).to_owned()))
        .collect();
    if scene.actors.iter().any(|mark| mark.many) {
        entries.push((Sample::Several, Screen::LegendSeveral.text(language).to_owned()));
    }
    if scene.actors.iter().any(|mark| mark.absent) {
        entries.push((Sample::Absent, Screen::LegendAbsent.text(language).to_owned()));
    }
    entries
}

fn links(scene: &Scene, language: Language) -> Vec<(Sample, String)> {
    let forms = LinkForm::ALL.into_iter().map(Some).chain([None]);
    let goods = forms.map(|form| (LinkKind::Product, form, form_text(form, language)));
    let others = [LinkKind::Member, LinkKind::Support].map(|kind| (kind, None, kind.text(language)));
    let in_scene = |kind: LinkKind, form: Option<LinkForm>| {
        let alike = |of: Option<LinkForm>| kind != LinkKind::Product || of == form;
        scene.links.iter().any(|mark| mark.kind == kind && alike(mark.form))
    };
    let mut entries: Vec<_> = goods
        .chain(others)
        .filter(|(kind, form, _)| in_scene(*kind, *form))
        .map(|(kind, form, words)| (Sample::Line(kind, form), words.to_owned()))
        .collect();
    for state in [LinkStanding::Planned, LinkStanding::NotYet, LinkStanding::Lapsed, LinkStanding::EndAbsent] {
        if scene.links.iter().any(|mark| mark.state == state) {
            entries.push((Sample::State(state), state.text(language).to_owned()));
        }
    }
    if scene.links.iter().any(|mark| mark.back && mark.state != LinkStanding::Lapsed) {
        entries.push((Sample::Back, Screen::LegendBack.text(language).to_owned()));
    }
    entries
}

fn verdicts(scene: &Scene, breaks: bool, language: Language) -> Vec<(Sample, String)> {
    let mut entries: Vec<_> = Verdict::ALL
        .iter()
        .copied()
        .filter(|verdict| scene.actors.iter().any(|mark| mark.verdict == Some(*verdict)))
        .map(|verdict| (Sample::Verdict(verdict), verdict.text(language).to_owned()))
        .collect();
    if breaks {
        entries.push((Sample::Break, Screen::LegendBreak.text(language).to_owned()));
    }
    entries
}
