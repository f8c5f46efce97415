//! The slides of a map: those that it has by itself, what needs attention first, and then its own views.

use super::caption::steps_of;
use crate::analysis::{Lapse, Verdict, VerdictChange};
use crate::language::{PresentText, lapse_title, since_title};
use crate::map::{Colouring, DrawingStyle, ModelId, Scope, Selection, View, ViewId, ViewState, Year};
use crate::session::ViewContext;

/// How many years ahead lapsing links are shown.
const YEARS_AHEAD: Year = 1;

/// What a slide shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slide {
    /// Title, place and year.
    Title,
    /// The whole map, coloured by verdict.
    WholeMap,
    /// The board of targets.
    Targets,
    /// A model alone.
    Model(ModelId),
    /// What lapses soon.
    Lapses,
    /// The verdicts that turned since the year before.
    Changes,
    /// A view of the map's own.
    View(ViewId),
}

/// The slides of the shown map, in order.
pub fn slides(context: &ViewContext<'_>) -> Vec<Slide> {
    let map = context.map;
    let mut slides = vec![Slide::Title];
    slides.extend((!map.actors().is_empty()).then_some(Slide::WholeMap));
    slides.extend((!map.targets().is_empty()).then_some(Slide::Targets));
    let verdict = |id: &ModelId| context.assessment.and_then(|known| known.models.get(id)).map(|model| model.verdict);
    let mut models: Vec<ModelId> = map.models().keys().copied().collect();
    // The worst first; those of one verdict in the order of the map.
    models.sort_by_key(|id| std::cmp::Reverse(verdict(id)));
    slides.extend(models.into_iter().map(Slide::Model));
    slides.extend((!lapses(context).is_empty()).then_some(Slide::Lapses));
    slides.extend((!turned_since(context).is_empty()).then_some(Slide::Changes));
    slides.extend(map.views_in_order().into_iter().filter(|view| !view.hidden).map(|view| Slide::View(view.id)));
    slides
}

impl Slide {
    /// Whether the map has what it shows.
    pub fn exists(self, context: &ViewContext<'_>) -> bool {
        match self {
            Self::Title => true,
            Self::WholeMap => !context.map.actors().is_empty(),
            Self::Targets => !context.map.targets().is_empty(),
            Self::Model(id) => context.map.models().contains_key(&id),
            // Both may be known only once the map is studied.
            Self::Lapses => context.study.is_none() || !lapses(context).is_empty(),
            Self::Changes => context.study.is_none() || !turned_since(context).is_empty(),
            Self::View(id) => context.map.views().get(&id).is_some_and(|view| !view.hidden),
        }
    }

    /// Whether it shows the map, and not a page of text.
    pub fn has_map(self) -> bool {
        matches!(self, Self::WholeMap | Self::Model(_) | Self::View(_))
    }

    /// Its title; `name` is that of the map.
    pub fn title(self, name: &str, context: &ViewContext<'_>) -> String {
        let language = context.language;
        match self {
            Self::Title => name.to_owned(),
            Self::WholeMap => PresentText::WholeMap.text(language).to_owned(),
            Self::Targets => PresentText::Targets.text(language).to_owned(),
            Self::Model(id) => context.map.models().get(&id).map(|model| model.name.clone()).unwrap_or_default(),
            Self::Lapses => {
                let years: Vec<Year> = lapses(context).iter().map(|lapse| lapse.last_year).collect();
                let first = years.first().copied().unwrap_or(context.year);
                lapse_title(first, years.last().copied().unwrap_or(first), language)
            }
            Self::Changes => since_title(context.year.saturating_sub(1), language),
            Self::View(id) => context.map.views().get(&id).map(|view| view.title.clone()).unwrap_or_default(),
        }
    }

    /// The speaker's notes.
    pub fn note<'a>(self, context: &ViewContext<'a>) -> &'a str {
        match self {
            Self::Model(id) => context.map.models().get(&id).map_or("", |model| model.note.as_str()),
            Self::View(id) => context.map.views().get(&id).map_or("", |view| view.note.as_str()),
            Self::Title => context.map.info().note.as_str(),
            Self::WholeMap | Self::Targets | Self::Lapses | Self::Changes => "",
        }
    }

    /// What is looked at on it. `year` is the one that is shown, where a view has none of its own.
    pub fn view_state(self, context: &ViewContext<'_>) -> ViewState {
        let drawing = DrawingStyle { colouring: Colouring::Verdict, ..DrawingStyle::default() };
        let base = ViewState { year: context.view.year, drawing, ..ViewState::default() };
        match self {
            Self::Model(id) => {
                let drawing = DrawingStyle::default();
                ViewState { scope: Scope::of(&Selection::Model(id)), drawing, ..base }
            }
            Self::View(id) => {
                let state = context.map.views().get(&id).map(|view| view.state.clone()).unwrap_or_default();
                ViewState { year: state.year.or(base.year), ..state }
            }
            Self::Title | Self::WholeMap | Self::Targets | Self::Lapses | Self::Changes => base,
        }
    }

    /// The model that it is about, if it is about one.
    pub fn model(self, context: &ViewContext<'_>) -> Option<ModelId> {
        match self {
            Self::Model(id) => Some(id),
            Self::View(id) => context.map.views().get(&id)?.state.scope.single_model(),
            _ => None,
        }
    }

    /// How many steps its route has.
    pub fn step_count(self, context: &ViewContext<'_>) -> usize {
        steps_of(self, context).len()
    }

    /// Whether it shows this model: a slide of the whole map shows all.
    pub(super) fn shows_model(self, model: ModelId, context: &ViewContext<'_>) -> bool {
        match self {
            Self::View(id) => context
                .map
                .views()
                .get(&id)
                .is_none_or(|View { state, .. }| state.scope.is_whole_map() || state.scope.models.contains(&model)),
            _ => self.model(context).is_none_or(|own| own == model),
        }
    }
}

/// The lapses at the end of this year and of the next one.
pub(super) fn lapses<'a>(context: &ViewContext<'a>) -> Vec<&'a Lapse> {
    let all = context.study.map_or(&[][..], |study| &study.years.lapses);
    all.iter()
        .filter(|lapse| (context.year..=context.year.saturating_add(YEARS_AHEAD)).contains(&lapse.last_year))
        .collect()
}

/// The models whose verdict is another one than in the year before, the gravest first.
pub(super) fn turned_since(context: &ViewContext<'_>) -> Vec<VerdictChange> {
    let Some(years) = context.study.map(|study| &study.years) else { return Vec::new() };
    let Some(now) = years.years.iter().position(|year| *year == context.year) else { return Vec::new() };
    let Some(before) = now.checked_sub(1) else { return Vec::new() };
    let change = |(id, verdicts): (&ModelId, &Vec<Verdict>)| {
        let change =
            VerdictChange { model: *id, before: verdicts.get(before).copied(), after: verdicts.get(now).copied() };
        (change.before != change.after).then_some(change)
    };
    let mut changes: Vec<VerdictChange> = years.verdicts.iter().filter_map(change).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.after));
    changes
}
