//! A way of looking at a map, as plain data: what is on the screen, and what a saved [`View`] keeps of it, are one type.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorId, ActorKind, CoopModel, Link, LinkForm, LinkId, LinkageMap, ModelId, Product, ProductId, Verdict,
    ViewId, Year, records::is_default,
};

/// A saved way of looking at the map: a slide.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Title on the slide.
    pub title: String,
    /// Words for the speaker.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// How one looks at the map.
    #[serde(skip_serializing_if = "is_default")]
    pub state: ViewState,
}

/// How one looks at the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ViewState {
    /// What is shown alone.
    #[serde(skip_serializing_if = "is_default")]
    pub scope: Scope,
    /// What is selected, and so lit.
    #[serde(skip_serializing_if = "is_default")]
    pub selection: Selection,
    /// How far one looks from selected actors.
    #[serde(skip_serializing_if = "is_default")]
    pub neighborhood: Neighborhood,
    /// What is left out of sight.
    #[serde(skip_serializing_if = "is_default")]
    pub filter: Filter,
    /// Whether what is not lit is hidden rather than dimmed.
    #[serde(skip_serializing_if = "is_default")]
    pub rest_hidden: bool,
    /// Only what carries this product is lit.
    #[serde(skip_serializing_if = "is_default")]
    pub product: Option<ProductId>,
    /// The year that the map is read at; none is the map's own, whatever that comes to be.
    #[serde(skip_serializing_if = "is_default")]
    pub year: Option<Year>,
    /// How the map is drawn.
    #[serde(skip_serializing_if = "is_default")]
    pub drawing: DrawingStyle,
    /// Which part of the map is in sight; none shows all of it.
    #[serde(skip_serializing_if = "is_default")]
    pub camera: Option<CameraState>,
}

/// What is shown alone: the chains of these models, actors and links together. Empty is the whole map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// Models with their chains.
    #[serde(skip_serializing_if = "is_default")]
    pub models: BTreeSet<ModelId>,
    /// Actors with those whom they are linked with.
    #[serde(skip_serializing_if = "is_default")]
    pub actors: BTreeSet<ActorId>,
    /// Links with where their goods come from and go to.
    #[serde(skip_serializing_if = "is_default")]
    pub links: BTreeSet<LinkId>,
}

impl Scope {
    /// The scope of a selection.
    pub fn of(selection: &Selection) -> Self {
        match selection {
            Selection::None => Self::default(),
            Selection::Model(id) => Self { models: BTreeSet::from([*id]), ..Self::default() },
            Selection::Actors(actors) => Self { actors: actors.clone(), ..Self::default() },
            Selection::Link(id) => Self { links: BTreeSet::from([*id]), ..Self::default() },
        }
    }

    /// The selection that it is the scope of; none where it is of more than one selection can hold.
    pub fn selection(&self) -> Selection {
        match (self.single_model(), self.single_link()) {
            (Some(model), _) => Selection::Model(model),
            (None, Some(link)) => Selection::Link(link),
            (None, None) if self.models.is_empty() && self.links.is_empty() && !self.actors.is_empty() => {
                Selection::Actors(self.actors.clone())
            }
            (None, None) => Selection::None,
        }
    }

    /// Whether it is the whole map.
    pub fn is_whole_map(&self) -> bool {
        self.models.is_empty() && self.actors.is_empty() && self.links.is_empty()
    }

    /// The model, where it is of one model and nothing else.
    pub fn single_model(&self) -> Option<ModelId> {
        let only = self.models.len() == 1 && self.actors.is_empty() && self.links.is_empty();
        self.models.first().copied().filter(|_| only)
    }

    /// The link, where it is of one link and nothing else.
    pub fn single_link(&self) -> Option<LinkId> {
        let only = self.links.len() == 1 && self.actors.is_empty() && self.models.is_empty();
        self.links.first().copied().filter(|_| only)
    }

    /// What of it still stands in a map.
    #[must_use]
    pub fn restricted_to(mut self, map: &LinkageMap) -> Self {
        self.retain_existing(map);
        self
    }

    fn retain_existing(&mut self, map: &LinkageMap) {
        self.models.retain(|id| map.models().contains_key(id));
        self.actors.retain(|id| map.actors().contains_key(id));
        self.links.retain(|id| map.links().contains_key(id));
    }
}

/// What is selected. In a file it is written as the [`Scope`] of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Scope", into = "Scope")]
pub enum Selection {
    /// Nothing: the inspector shows the map itself.
    #[default]
    None,
    /// Some actors.
    Actors(BTreeSet<ActorId>),
    /// A link.
    Link(LinkId),
    /// A cooperative model; its route is lit.
    Model(ModelId),
}

/// A scope of more than one selection can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one model, one link or some actors can be selected, and no two of these")]
pub struct InvalidSelection;

impl TryFrom<Scope> for Selection {
    type Error = InvalidSelection;

    fn try_from(scope: Scope) -> Result<Self, InvalidSelection> {
        let selection = scope.selection();
        if selection == Self::None && !scope.is_whole_map() { Err(InvalidSelection) } else { Ok(selection) }
    }
}

impl From<Selection> for Scope {
    fn from(selection: Selection) -> Self {
        Self::of(&selection)
    }
}

impl Selection {
    /// The selection of one actor.
    pub fn actor(id: ActorId) -> Self {
        Self::Actors(BTreeSet::from([id]))
    }

    /// Whether this actor is selected itself.
    pub fn has_actor(&self, id: ActorId) -> bool {
        matches!(self, Self::Actors(actors) if actors.contains(&id))
    }

    /// What of it still stands in a map.
    #[must_use]
    pub fn restricted_to(self, map: &LinkageMap) -> Self {
        Scope::from(self).restricted_to(map).selection()
    }
}

/// How far one looks from selected actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Neighborhood {
    /// One link away, whatever it is.
    #[default]
    One,
    /// Two links away.
    Two,
    /// Three links away.
    Three,
    /// Where goods come from, over links in force.
    Upstream,
    /// Where goods go, over links in force.
    Downstream,
    /// Both.
    Chain,
}

impl Neighborhood {
    /// Every choice, in the order in which lists show them.
    pub const ALL: [Self; 6] = [Self::One, Self::Two, Self::Three, Self::Upstream, Self::Downstream, Self::Chain];
}

/// What is not to be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Links that carry nothing but these products, and who deals in nothing else.
    #[serde(skip_serializing_if = "is_default")]
    pub products: BTreeSet<ProductId>,
    /// Actors of these kinds.
    #[serde(skip_serializing_if = "is_default")]
    pub kinds: BTreeSet<ActorKind>,
    /// Actors of these districts; empty for those without one.
    #[serde(skip_serializing_if = "is_default")]
    pub districts: BTreeSet<String>,
    /// Actors on chains of models with these verdicts alone; whoever is on no chain stays.
    #[serde(skip_serializing_if = "is_default")]
    pub verdicts: BTreeSet<Verdict>,
    /// Links of goods in these forms.
    #[serde(skip_serializing_if = "is_default")]
    pub forms: BTreeSet<Option<LinkForm>>,
    /// Links that are not in force in the year that the map is read at, and actors that are not there in it.
    #[serde(skip_serializing_if = "is_default")]
    pub out_of_force: bool,
}

impl Filter {
    /// The filter that hides nothing.
    pub const EMPTY: Self = Self {
        products: BTreeSet::new(),
        kinds: BTreeSet::new(),
        districts: BTreeSet::new(),
        verdicts: BTreeSet::new(),
        forms: BTreeSet::new(),
        out_of_force: false,
    };

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Forgets what a map no longer has, so that nothing is hidden that nobody could tick again.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.products.retain(|id| map.products().contains_key(id));
    }
}

/// What colours stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colouring {
    /// The kinds of actors.
    #[default]
    Kind,
    /// Products: of an actor the one that it has most to do with, of a link the first that it names.
    Product,
    /// Districts.
    District,
    /// Verdicts of the models that an actor is a core of.
    Verdict,
}

impl Colouring {
    /// Every choice, in the order in which lists show them.
    pub const ALL: [Self; 4] = [Self::Kind, Self::Product, Self::District, Self::Verdict];
}

/// How a map is drawn, where there is a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DrawingStyle {
    /// What colours stand for.
    #[serde(skip_serializing_if = "is_default")]
    pub colouring: Colouring,
    /// Whether links are as wide as their volume.
    #[serde(skip_serializing_if = "is_default")]
    pub volumes: bool,
}

/// Which part of the map is in sight.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraState {
    /// The point of the map in the middle of the screen, rightwards, in map units.
    pub x: f32,
    /// The same, downwards.
    pub y: f32,
    /// Points of the screen for one unit of the map; above 0.
    pub zoom: f32,
}

impl ViewState {
    /// The year that a map is read at.
    pub fn effective_year(&self, map: &LinkageMap) -> Year {
        self.year.unwrap_or(map.info().year)
    }

    /// Reads the map at this year; at its own year it follows that from then on.
    pub fn set_year(&mut self, year: Year, map: &LinkageMap) {
        self.year = Some(year).filter(|year| *year != map.info().year);
    }

    /// Forgets what a map no longer has.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.selection = std::mem::take(&mut self.selection).restricted_to(map);
        self.scope.retain_existing(map);
        self.filter.retain_existing(map);
        self.product = self.product.filter(|id| map.products().contains_key(id));
    }

    /// Takes something out of what is selected.
    pub(super) fn retain_selected(&mut self, retain: impl FnOnce(&mut Scope)) {
        let mut scope = Scope::of(&self.selection);
        retain(&mut scope);
        self.selection = scope.selection();
    }

    /// What it names in a map must be there.
    pub(super) fn check(&self, validator: &mut super::Validator<'_>) {
        let selected = Scope::of(&self.selection);
        for scope in [&self.scope, &selected] {
            validator.check_all_exist::<CoopModel>("state", &scope.models);
            validator.check_all_exist::<Actor>("state", &scope.actors);
            validator.check_all_exist::<Link>("state", &scope.links);
        }
        validator.check_all_exist::<Product>("state", &self.product);
        validator.check_all_exist::<Product>("state", &self.filter.products);
        validator.check_year("state", self.year);
        for district in &self.filter.districts {
            validator.check_line("state", district);
        }
        if let Some(camera) = self.camera {
            validator.check_coordinate("state", camera.x);
            validator.check_coordinate("state", camera.y);
            if !camera.zoom.is_finite() {
                validator.add("state", super::ViolationKind::NotFinite);
            } else if camera.zoom <= 0.0 {
                validator.add("state", super::ViolationKind::NotPositive);
            }
        }
    }

    /// Brings its texts to the document's form.
    pub(super) fn normalize(&mut self) {
        if !self.filter.districts.iter().all(|district| super::text::is_normalized(district, false)) {
            self.filter.districts =
                self.filter.districts.iter().map(|district| super::normalize_line(district)).collect();
        }
    }
}
