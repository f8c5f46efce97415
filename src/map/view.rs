//! View settings of a map, as plain data: the screen and a saved [`View`] use the same type, [`ViewState`].

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Actor, ActorId, ActorKind, CoopModel, Link, LinkForm, LinkId, LinkageMap, ModelId, Product, ProductId, Redirect,
    Verdict, ViewId, Year, defaults::is_default,
};

/// A saved view of the map: a slide.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Title on the slide.
    pub title: String,
    /// Speaker's notes.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// Where it comes among the views; those of one number in the order of their ids.
    #[serde(skip_serializing_if = "is_default")]
    pub order: u32,
    /// Whether it is left out when the map is shown at a meeting.
    #[serde(skip_serializing_if = "is_default")]
    pub hidden: bool,
    /// The view settings.
    #[serde(skip_serializing_if = "is_default")]
    pub state: ViewState,
}

/// The view settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ViewState {
    /// What is isolated.
    #[serde(skip_serializing_if = "is_default")]
    pub scope: Scope,
    /// What is selected, and so highlighted.
    #[serde(skip_serializing_if = "is_default")]
    pub selection: Selection,
    /// How far the highlight extends from selected actors.
    #[serde(skip_serializing_if = "is_default")]
    pub neighborhood: Neighborhood,
    /// What is hidden.
    #[serde(skip_serializing_if = "is_default")]
    pub filter: Filter,
    /// Whether what is not highlighted is hidden rather than dimmed.
    #[serde(skip_serializing_if = "is_default")]
    pub rest_hidden: bool,
    /// Highlights only what carries this product.
    #[serde(skip_serializing_if = "is_default")]
    pub product: Option<ProductId>,
    /// The year that is shown; `None` follows the map's own year.
    #[serde(skip_serializing_if = "is_default")]
    pub year: Option<Year>,
    /// How the map is drawn.
    #[serde(skip_serializing_if = "is_default")]
    pub drawing: DrawingStyle,
    /// The visible part of the map; `None` fits all of it.
    #[serde(skip_serializing_if = "is_default")]
    pub camera: Option<CameraState>,
}

/// What is isolated: the chains of these models, actors and links together. Empty is the whole map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// Models with their chains.
    #[serde(skip_serializing_if = "is_default")]
    pub models: BTreeSet<ModelId>,
    /// Actors with their neighborhoods.
    #[serde(skip_serializing_if = "is_default")]
    pub actors: BTreeSet<ActorId>,
    /// Links with the upstream and downstream chains of their goods.
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

    /// The selection that has this scope; [`Selection::None`] if no single selection has it.
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

    /// Whether it covers the whole map.
    pub fn is_whole_map(&self) -> bool {
        self.models.is_empty() && self.actors.is_empty() && self.links.is_empty()
    }

    /// The model, if the scope is exactly one model.
    pub fn single_model(&self) -> Option<ModelId> {
        let only = self.models.len() == 1 && self.actors.is_empty() && self.links.is_empty();
        self.models.first().copied().filter(|_| only)
    }

    /// The link, if the scope is exactly one link.
    pub fn single_link(&self) -> Option<LinkId> {
        let only = self.links.len() == 1 && self.actors.is_empty() && self.models.is_empty();
        self.links.first().copied().filter(|_| only)
    }

    /// Without what does not exist in a map.
    #[must_use]
    pub fn restricted_to(mut self, map: &LinkageMap) -> Self {
        self.retain_existing(map);
        self
    }

    fn redirect(&mut self, redirect: &Redirect) {
        let Self { models: _, actors, links } = self;
        redirect.redirect_actors(actors);
        redirect.redirect_links(links);
    }

    fn retain_existing(&mut self, map: &LinkageMap) {
        self.models.retain(|id| map.models().contains_key(id));
        self.actors.retain(|id| map.actors().contains_key(id));
        self.links.retain(|id| map.links().contains_key(id));
    }
}

/// What is selected. Serialized as its [`Scope`].
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
    /// A cooperative model; its routes are highlighted.
    Model(ModelId),
}

/// A scope that no single selection can represent.
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

    /// Leads it on to the actors and links that stand for others now.
    pub fn redirect(&mut self, redirect: &Redirect) {
        match self {
            Self::None | Self::Model(_) => {}
            Self::Actors(actors) => redirect.redirect_actors(actors),
            Self::Link(link) => *link = redirect.link(*link),
        }
    }

    /// Without what does not exist in a map.
    #[must_use]
    pub fn restricted_to(self, map: &LinkageMap) -> Self {
        Scope::from(self).restricted_to(map).selection()
    }
}

/// How far the highlight extends from selected actors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Neighborhood {
    /// One link away, of any kind.
    #[default]
    One,
    /// Two links away.
    Two,
    /// Three links away.
    Three,
    /// Where goods come from, along links in force.
    Upstream,
    /// Where goods go, along links in force.
    Downstream,
    /// Both.
    Chain,
}

impl Neighborhood {
    /// Every choice, in the order in which lists show them.
    pub const ALL: [Self; 6] = [Self::One, Self::Two, Self::Three, Self::Upstream, Self::Downstream, Self::Chain];
}

/// What is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Links that carry only these products, and actors that deal only in them.
    #[serde(skip_serializing_if = "is_default")]
    pub products: BTreeSet<ProductId>,
    /// Actors of these kinds.
    #[serde(skip_serializing_if = "is_default")]
    pub kinds: BTreeSet<ActorKind>,
    /// Actors of these districts; the empty string for those without one.
    #[serde(skip_serializing_if = "is_default")]
    pub districts: BTreeSet<String>,
    /// Actors of these communes; the empty string for those without one.
    #[serde(skip_serializing_if = "is_default")]
    pub communes: BTreeSet<String>,
    /// Actors only on chains of models with these verdicts; actors on no chain stay visible.
    #[serde(skip_serializing_if = "is_default")]
    pub verdicts: BTreeSet<Verdict>,
    /// Product links of these forms.
    #[serde(skip_serializing_if = "is_default")]
    pub forms: BTreeSet<Option<LinkForm>>,
    /// Links that are not in force in the shown year, and actors that do not exist in it.
    #[serde(skip_serializing_if = "is_default")]
    pub out_of_force: bool,
}

impl Filter {
    /// The filter that hides nothing.
    pub const EMPTY: Self = Self {
        products: BTreeSet::new(),
        kinds: BTreeSet::new(),
        districts: BTreeSet::new(),
        communes: BTreeSet::new(),
        verdicts: BTreeSet::new(),
        forms: BTreeSet::new(),
        out_of_force: false,
    };

    /// Whether it hides nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Drops products that a map no longer has, as their filter could not be undone in the interface.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.products.retain(|id| map.products().contains_key(id));
    }
}

/// What colours represent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colouring {
    /// The kinds of actors.
    #[default]
    Kind,
    /// Products: the main one of an actor, the first one of a link.
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
    /// What colours represent.
    #[serde(skip_serializing_if = "is_default")]
    pub colouring: Colouring,
    /// Whether link widths show volumes.
    #[serde(skip_serializing_if = "is_default")]
    pub volumes: bool,
    /// Whether links are drawn without their labels.
    #[serde(skip_serializing_if = "is_default")]
    pub labels_hidden: bool,
}

/// The visible part of the map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameraState {
    /// Horizontal coordinate of the map point at the screen's centre, in map units.
    pub x: f32,
    /// Its vertical coordinate, downwards.
    pub y: f32,
    /// Screen points per map unit; above 0.
    pub zoom: f32,
}

impl ViewState {
    /// The year that is shown of a map.
    pub fn effective_year(&self, map: &LinkageMap) -> Year {
        self.year.unwrap_or(map.info().year)
    }

    /// Shows this year; if it is the map's own, the view follows that from then on.
    pub fn set_year(&mut self, year: Year, map: &LinkageMap) {
        self.year = Some(year).filter(|year| *year != map.info().year);
    }

    /// Leads it on to the actors and links that stand for others now.
    pub fn redirect(&mut self, redirect: &Redirect) {
        // Every member is named: a new one does not compile before it is thought of here.
        let Self {
            scope,
            selection,
            neighborhood: _,
            filter,
            rest_hidden: _,
            product: _,
            year: _,
            drawing: _,
            camera: _,
        } = self;
        scope.redirect(redirect);
        selection.redirect(redirect);
        let Filter { products: _, kinds: _, districts: _, communes: _, verdicts: _, forms: _, out_of_force: _ } =
            filter;
    }

    /// Whether it names an actor or a link that another one stands for.
    pub fn names_redirected(&self, redirect: &Redirect) -> bool {
        let mut state = self.clone();
        state.redirect(redirect);
        state != *self
    }

    /// Drops references to what a map no longer has.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.selection = std::mem::take(&mut self.selection).restricted_to(map);
        self.scope.retain_existing(map);
        self.filter.retain_existing(map);
        self.product = self.product.filter(|id| map.products().contains_key(id));
    }

    /// Removes parts of the selection, which `retain` edits as a scope.
    pub(super) fn retain_selected(&mut self, retain: impl FnOnce(&mut Scope)) {
        let mut scope = Scope::of(&self.selection);
        retain(&mut scope);
        self.selection = scope.selection();
    }

    /// Checks that all records it refers to exist and that its values are in range.
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
        for name in self.filter.districts.iter().chain(&self.filter.communes) {
            validator.check_line("state", name);
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

    /// Normalizes its texts.
    pub(super) fn normalize(&mut self) {
        for names in [&mut self.filter.districts, &mut self.filter.communes] {
            if !names.iter().all(|name| super::text::is_normalized(name, false)) {
                *names = names.iter().map(|name| super::normalize_line(name)).collect();
            }
        }
    }
}
