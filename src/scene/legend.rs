//! The legend of a scene, with only the symbols that occur in it.

use std::collections::BTreeSet;

use super::change_marks::{ChangeMarks, ChangeSign};
use super::colouring::ColourKey;
use super::legend_symbols::{LegendEntry, LegendGroup, LegendSymbol};
use super::scene_graph::Scene;
use crate::analysis::Verdict;
use crate::language::{CompareText, Language, Localized, UiText, form_text};
use crate::map::{ActorKind, Colouring, LinkForm, LinkKind, LinkStatus};

/// The legend of a scene by group; with `breaks` also the symbol of breaks.
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

/// The signs of what differs from another state of the map; none where nothing has one.
pub fn change_legend(changes: &ChangeMarks, language: Language) -> Option<LegendGroup> {
    let entry = |sign| {
        let label = sign_text(sign).text(language).to_owned();
        LegendEntry { symbol: LegendSymbol::Change(sign), label }
    };
    let entries: Vec<LegendEntry> = changes.signs().map(entry).collect();
    let title = CompareText::Title.text(language).to_owned();
    (!entries.is_empty()).then_some(LegendGroup { title, entries })
}

/// What a sign says.
fn sign_text(sign: ChangeSign) -> CompareText {
    match sign {
        ChangeSign::Added => CompareText::Added,
        ChangeSign::Removed => CompareText::Removed,
        ChangeSign::Changed => CompareText::Changed,
        ChangeSign::Moved => CompareText::Moved,
    }
}

/// What occurs in a scene, collected in one pass: a country has very many actors.
#[derive(Debug, Default)]
struct LegendContents {
    kinds: BTreeSet<ActorKind>,
    verdicts: BTreeSet<Verdict>,
    colour_keys: BTreeSet<ColourKey>,
    lines: BTreeSet<(LinkKind, Option<LinkForm>)>,
    statuses: Vec<LinkStatus>,
    has_multiple: bool,
    has_absent: bool,
    has_backward: bool,
}

impl LegendContents {
    fn of_scene(scene: &Scene) -> Self {
        let mut contents = Self::default();
        for mark in &scene.actors {
            contents.kinds.insert(mark.kind);
            contents.verdicts.extend(mark.verdict);
            contents.colour_keys.insert(mark.colour_key);
            contents.has_multiple |= mark.is_multiple;
            contents.has_absent |= mark.is_absent;
        }
        for mark in &scene.links {
            let form = mark.form.filter(|_| mark.kind == LinkKind::Product);
            contents.lines.insert((mark.kind, form));
            contents.colour_keys.extend(mark.colour_key);
            if !contents.statuses.contains(&mark.status) {
                contents.statuses.push(mark.status);
            }
            contents.has_backward |= mark.is_backward && mark.status != LinkStatus::Lapsed;
        }
        contents
    }
}

/// The legend of a scene.
pub(super) fn build_legend(scene: &Scene, language: Language) -> Vec<LegendGroup> {
    let contents = LegendContents::of_scene(scene);
    let group = |title: UiText, entries: Vec<(LegendSymbol, String)>| LegendGroup {
        title: title.text(language).to_owned(),
        entries: entries.into_iter().map(|(symbol, label)| LegendEntry { symbol, label }).collect(),
    };
    let colouring = scene.drawing.colouring;
    let groups = [
        group(UiText::Actors, actor_entries(&contents, colouring, language)),
        group(colour_title(colouring), colour_entries(&contents, scene)),
        group(UiText::Links, link_entries(&contents, language)),
        group(UiText::LegendVolumes, volume_entries(scene, language)),
        group(UiText::Models, verdict_entries(&contents, language)),
    ];
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

fn actor_entries(contents: &LegendContents, colouring: Colouring, language: Language) -> Vec<(LegendSymbol, String)> {
    let colour_key = |kind| if colouring == Colouring::Kind { ColourKey::Kind(kind) } else { ColourKey::Other };
    let kinds = ActorKind::ALL.into_iter().filter(|kind| contents.kinds.contains(kind));
    let mut entries: Vec<_> =
        kinds.map(|kind| (LegendSymbol::Kind(kind, colour_key(kind)), kind.text(language).to_owned())).collect();
    if contents.has_multiple {
        entries.push((LegendSymbol::Multiple, UiText::LegendSeveral.text(language).to_owned()));
    }
    if contents.has_absent {
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

/// Products or districts with a colour; kinds and verdicts are in other groups of the legend.
fn colour_entries(contents: &LegendContents, scene: &Scene) -> Vec<(LegendSymbol, String)> {
    let named = scene.colour_labels.iter().filter(|(key, _)| contents.colour_keys.contains(key));
    named.map(|(key, name)| (LegendSymbol::Colour(*key), name.clone())).collect()
}

fn link_entries(contents: &LegendContents, language: Language) -> Vec<(LegendSymbol, String)> {
    let forms = LinkForm::ALL.into_iter().map(Some).chain([None]);
    let goods = forms.map(|form| (LinkKind::Product, form, form_text(form, language)));
    let others = [LinkKind::Member, LinkKind::Support].map(|kind| (kind, None, kind.text(language)));
    let mut entries: Vec<_> = goods
        .chain(others)
        .filter(|(kind, form, _)| contents.lines.contains(&(*kind, *form)))
        .map(|(kind, form, words)| (LegendSymbol::Line(kind, form), words.to_owned()))
        .collect();
    for status in [LinkStatus::Planned, LinkStatus::NotYet, LinkStatus::Lapsed, LinkStatus::EndpointAbsent] {
        if contents.statuses.contains(&status) {
            entries.push((LegendSymbol::Status(status), status.text(language).to_owned()));
        }
    }
    if contents.has_backward {
        entries.push((LegendSymbol::Backward, UiText::LegendBackward.text(language).to_owned()));
    }
    entries
}

/// The scales of link widths, and the symbol of unaccounted volumes.
fn volume_entries(scene: &Scene, language: Language) -> Vec<(LegendSymbol, String)> {
    let mut entries: Vec<_> =
        scene.flow_scales.iter().map(|scale| (LegendSymbol::FlowWidth(scale.width), scale.label.clone())).collect();
    if scene.actors.iter().any(|mark| mark.imbalance.is_some()) {
        entries.push((LegendSymbol::Imbalance, UiText::LegendImbalance.text(language).to_owned()));
    }
    entries
}

fn verdict_entries(contents: &LegendContents, language: Language) -> Vec<(LegendSymbol, String)> {
    let verdicts = Verdict::ALL.iter().filter(|verdict| contents.verdicts.contains(verdict));
    verdicts.map(|verdict| (LegendSymbol::Verdict(*verdict), verdict.text(language).to_owned())).collect()
}
