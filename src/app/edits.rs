//! Commands that change the map: each becomes one undoable edit.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, LastGrowth};
use crate::command::{ActorMove, Change, Removal};
use crate::editing::{self, Arrangement, Aside, Fragment, Growth, LinkEnd, LinkedActor, Pasted};
use crate::exchange::{CellEdits, CellsOutcome, TableColumn, TableRow};
use crate::language::{Language, UiText};
use crate::layout::{LANE_WIDTH, lanes};
use crate::map::{
    Actor, ActorId, Banding, CANVAS_LIMIT, Channel, CoopModel, EditLabel, Info, Link, LinkId, LinkageMap, Patch,
    Placement, Product, ProductId, Selection, Stage, StageId, Target, Transaction, View, ViewId, Violation,
};
use crate::schema::actor;
use crate::session::selection_after;

type EditResult = Result<(), Violation>;

/// The most actors of a first entry that are laid out with it: a chain of some tens takes about 30 ms.
const MAX_LAID_OUT_AT_ONCE: usize = 60;

impl Document {
    /// Adds an actor near a point and selects it.
    pub fn add_actor(&mut self, stage: Option<StageId>, at: (f32, f32), language: Language) -> EditResult {
        let name = UiText::NewActor.text(language);
        let id = self.edit_places(EditLabel::AddActor, |edit| editing::add_actor(edit, stage, at, name))?;
        self.select_new(id, true);
        Ok(())
    }

    /// An edit that may move actors or add some: supporters stay below the lanes.
    pub(super) fn edit_places<T>(
        &mut self,
        label: EditLabel,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<T, Violation>,
    ) -> Result<T, Violation> {
        self.editor.edit(label, |edit| editing::keeping_strip(edit, change))
    }

    /// Adds an actor with its links, and selects it.
    pub fn add_linked_actor(&mut self, new: &LinkedActor, language: Language) -> EditResult {
        let name = UiText::NewActor.text(language);
        let id = self.edit_places(EditLabel::AddActor, |edit| editing::add_linked_actor(edit, new, name))?;
        self.select_new(id, true);
        if new.kind.is_some() {
            self.unsettled.remove(&id);
        }
        Ok(())
    }

    /// Adds an actor linked to another one and selects it. The same growth from the actor that it gave just now, unchanged
    /// since, gives another from the same actor.
    pub fn grow(&mut self, from: ActorId, growth: Growth, language: Language) -> EditResult {
        let again = self
            .last_growth
            .filter(|last| (last.state, last.grown, last.growth) == (self.editor.state(), from, growth));
        let from = again.map_or(from, |last| last.from);
        let name = UiText::NewActor.text(language);
        let grown = self.edit_places(EditLabel::AddActor, |edit| editing::grow(edit, from, growth, name))?;
        self.last_growth = Some(LastGrowth { state: self.editor.state(), from, growth, grown });
        self.select_new(grown, false);
        Ok(())
    }

    /// Carries out lines of text as one edit, and selects the actors that they name.
    pub fn enter(&mut self, text: &str, near: (f32, f32), language: Language) -> EditResult {
        let lines = editing::read_entry(text, language);
        let is_first = self.editor.map().actors().is_empty();
        let outcome = self.edit_places(EditLabel::QuickEntry, |edit| {
            let outcome = editing::apply_entry(edit, &lines, near, language)?;
            // Nobody has placed anything yet.
            if is_first && outcome.actors.len() <= MAX_LAID_OUT_AT_ONCE {
                editing::lay_out(edit, &|_| true)?;
            }
            Ok(outcome)
        })?;
        let named = outcome.actors.iter().chain(&outcome.known).copied().collect();
        self.session.view.selection = Selection::Actors(named).restricted_to(self.editor.map());
        Ok(())
    }

    /// Adds a copied part of a map and selects it.
    pub fn paste(&mut self, label: EditLabel, part: &Fragment) -> EditResult {
        let pasted = self.edit_places(label, |edit| editing::paste(edit, part))?;
        self.select_pasted(pasted);
        Ok(())
    }

    /// Adds copies of actors where they would be moved, and selects them.
    pub fn duplicate_to(&mut self, moves: &[ActorMove]) -> EditResult {
        let pasted = self.edit_places(EditLabel::Duplicate, |edit| editing::duplicate_to(edit, moves))?;
        self.select_pasted(pasted);
        Ok(())
    }

    fn select_pasted(&mut self, pasted: Pasted) {
        if !pasted.actors.is_empty() {
            self.session.view.selection = Selection::Actors(pasted.actors.iter().copied().collect());
        }
        self.pasted = Some(pasted);
    }

    /// Moves an end of a link to another actor, and selects the link.
    pub fn move_link_end(&mut self, link: LinkId, end: LinkEnd, to: ActorId) -> EditResult {
        self.editor.edit(EditLabel::EditLink, |edit| {
            edit.edit(link, |link: &mut Link| match end {
                LinkEnd::From => link.from = to,
                LinkEnd::To => link.to = to,
            })
        })?;
        self.session.view.selection = Selection::Link(link);
        Ok(())
    }

    /// Adds the links that there are not yet from each of these actors to each of those; a single one is selected.
    pub fn add_links(&mut self, from: &BTreeSet<ActorId>, to: &BTreeSet<ActorId>) -> EditResult {
        let added = self.editor.edit(EditLabel::AddLink, |edit| editing::add_missing_links(edit, from, to))?;
        if let [only] = added.as_slice() {
            self.session.view.selection = Selection::Link(*only);
        }
        Ok(())
    }

    /// Adds the links of the last paste to the actors outside that were known again.
    pub fn reconnect(&mut self) -> EditResult {
        let Some(pasted) = &mut self.pasted else { return Ok(()) };
        pasted.outside.retain_existing(self.editor.map());
        let links = std::mem::take(&mut pasted.outside.found);
        self.pasted = None;
        self.editor.edit(EditLabel::AddLink, |edit| editing::reconnect(edit, &links))
    }

    /// Swaps the ends of a link.
    pub fn reverse_link(&mut self, link: LinkId) -> EditResult {
        self.editor.edit(EditLabel::EditLink, |edit| {
            edit.edit(link, |link: &mut Link| std::mem::swap(&mut link.from, &mut link.to))
        })
    }

    fn select_new(&mut self, id: ActorId, is_stage_chosen: bool) {
        self.unsettled.insert(id, is_stage_chosen);
        self.session.view.selection = Selection::actor(id);
    }

    /// Links two actors and selects the link.
    pub fn add_link(&mut self, from: ActorId, to: ActorId) -> EditResult {
        let link = editing::new_link(self.editor.map(), from, to);
        let id = self.editor.edit(EditLabel::AddLink, |transaction| transaction.add(link))?;
        self.session.view.selection = Selection::Link(id);
        Ok(())
    }

    /// Adds a model with these core actors and selects it.
    pub fn add_model(&mut self, core: Vec<ActorId>, language: Language) -> EditResult {
        let map = self.editor.map();
        let actors: Vec<&Actor> = core.iter().filter_map(|id| map.actors().get(id)).collect();
        let products = editing::products_of_models(map, &core);
        let name = match actors.as_slice() {
            [only] => format!("{} {}", UiText::Model.text(language), only.name),
            _ => UiText::NewModel.text(language).to_owned(),
        };
        let model = CoopModel {
            name: crate::map::normalize_line(&name.chars().take(crate::map::LINE_LIMIT).collect::<String>()),
            core: core.into_iter().collect(),
            products,
            since: Some(self.year()),
            ..CoopModel::default()
        };
        let id = self.editor.edit(EditLabel::AddModel, |transaction| transaction.add(model))?;
        self.session.view.selection = Selection::Model(id);
        Ok(())
    }

    /// Adds a stage after the last one.
    pub fn add_stage(&mut self, language: Language) -> Result<StageId, Violation> {
        let order = self.editor.map().stages().values().map(|stage| stage.order.saturating_add(1)).max();
        let name = UiText::NewStage.text(language).to_owned();
        let stage = Stage { name, order: order.unwrap_or_default(), ..Stage::default() };
        self.editor.edit(EditLabel::AddStage, |transaction| transaction.add(stage))
    }

    /// Adds a stage beside another one; what stands to the right of it makes room.
    pub fn insert_stage(&mut self, beside: StageId, before: bool, language: Language) -> Result<StageId, Violation> {
        let map = self.editor.map();
        let order: Vec<StageId> = map.stages_in_order().iter().map(|stage| stage.id).collect();
        let at = order.iter().position(|stage| *stage == beside).map_or(order.len(), |at| at + usize::from(!before));
        let (left, right) = order.split_at_checked(at).unwrap_or((&order, &[]));
        let is_right =
            |actor: &Actor| actor.stage.is_some_and(|stage| right.contains(&stage)) && !actor.is_below_lanes();
        let shifted: Vec<Placement> = map
            .placements()
            .values()
            .filter(|place| map.actors().get(&place.actor).is_some_and(is_right))
            .map(|place| Placement { x: (place.x + LANE_WIDTH).min(CANVAS_LIMIT), ..*place })
            .collect();
        let name = UiText::NewStage.text(language).to_owned();
        self.editor.edit(EditLabel::AddStage, |transaction| {
            for (at, stage) in left.iter().enumerate() {
                transaction.edit::<Stage>(*stage, |stage| stage.order = at as u32)?;
            }
            for (at, stage) in right.iter().enumerate() {
                transaction.edit::<Stage>(*stage, |stage| stage.order = (left.len() + 1 + at) as u32)?;
            }
            shifted.into_iter().try_for_each(|placement| transaction.set(placement))?;
            transaction.add(Stage { name, order: left.len() as u32, ..Stage::default() })
        })
    }

    /// Undoes the last change, and selects what that brought back or changed.
    pub fn undo(&mut self) {
        let label = self.editor.undo_label();
        let patch = self.editor.undo();
        self.select_changed(label, patch.as_ref());
    }

    /// Redoes the last undone change, and selects what that added or changed.
    pub fn redo(&mut self) {
        let label = self.editor.redo_label();
        let patch = self.editor.redo();
        self.select_changed(label, patch.as_ref());
    }

    fn select_changed(&mut self, label: Option<EditLabel>, patch: Option<&Patch>) {
        // A layout is of everything.
        if !matches!(
            label,
            Some(EditLabel::Tidy | EditLabel::SetBands | EditLabel::Import(_) | EditLabel::MergeCopy(_))
        ) && let Some(selection) = patch.and_then(|patch| selection_after(patch, self.editor.map()))
        {
            self.session.view.selection = selection;
        }
    }

    /// Adds a product.
    pub fn add_product(&mut self, language: Language) -> Result<ProductId, Violation> {
        let product = Product { name: UiText::NewProduct.text(language).to_owned(), ..Product::default() };
        self.editor.edit(EditLabel::AddProduct, |transaction| transaction.add(product))
    }

    /// Adds a target.
    pub fn add_target(&mut self, target: Target) -> EditResult {
        self.editor.edit(EditLabel::AddTarget, |transaction| transaction.add(target).map(drop))
    }

    /// Adds a view behind all others, or behind the one that it is a copy of.
    pub fn add_view(&mut self, view: View, behind: Option<ViewId>) -> EditResult {
        self.editor.edit(EditLabel::AddView, |edit| {
            let id = edit.add(view)?;
            let mut order = view_order(edit.map());
            order.retain(|other| *other != id);
            let at = behind.and_then(|behind| order.iter().position(|other| *other == behind));
            order.insert(at.map_or(order.len(), |at| at + 1), id);
            number_views(edit, &order)
        })
    }

    /// Puts a view at a position among the views.
    pub fn move_view(&mut self, id: ViewId, to: usize) -> EditResult {
        self.editor.edit(EditLabel::MoveView, |edit| {
            let mut order = view_order(edit.map());
            let Some(at) = order.iter().position(|other| *other == id) else { return Ok(()) };
            order.remove(at);
            order.insert(to.min(order.len()), id);
            number_views(edit, &order)
        })
    }

    /// Adds a channel.
    pub fn add_channel(&mut self, channel: Channel) -> EditResult {
        self.editor.edit(EditLabel::AddChannel, |transaction| transaction.add(channel).map(drop))
    }

    /// Swaps two lanes. All stages are renumbered, as a file may have equal order numbers.
    pub fn swap_stages(&mut self, a: StageId, b: StageId) -> EditResult {
        let mut order: Vec<StageId> = self.editor.map().stages_in_order().iter().map(|stage| stage.id).collect();
        for stage in &mut order {
            if *stage == a {
                *stage = b;
            } else if *stage == b {
                *stage = a;
            }
        }
        let placements = reordered_placements(self.editor.map(), &order);
        self.editor.edit(EditLabel::SwapStages(a, b), |transaction| {
            for (at, stage) in order.iter().enumerate() {
                transaction.edit::<Stage>(*stage, |stage| stage.order = at as u32)?;
            }
            placements.into_iter().try_for_each(|placement| transaction.set(placement))
        })
    }

    /// Moves actors.
    pub fn move_actors(&mut self, moves: &[ActorMove]) -> EditResult {
        self.edit_places(EditLabel::Move, |edit| editing::move_actors(edit, moves, Aside::Nearest))
    }

    /// Moves actors by keys; one step with the last such move of the same actors if nothing else came in between.
    pub fn nudge(&mut self, moves: &[ActorMove]) -> EditResult {
        let actors: Vec<ActorId> = moves.iter().map(|moved| moved.placement.actor).collect();
        let last = self.last_nudge.take().filter(|(_, moved)| *moved == actors);
        // Keys move on past a box that is in the way.
        let aside = moves.first().map_or(Aside::Nearest, |moved| {
            let was = self.editor.map().placements().get(&moved.placement.actor).map_or(0.0, |place| place.y);
            match moved.placement.y.total_cmp(&was) {
                Ordering::Less => Aside::Up,
                Ordering::Equal => Aside::Nearest,
                Ordering::Greater => Aside::Down,
            }
        });
        let before = self.editor.state();
        let change =
            |edit: &mut Transaction<'_>| editing::keeping_strip(edit, |edit| editing::move_actors(edit, moves, aside));
        match last {
            Some((since, _)) => self.editor.edit_coalesced(EditLabel::Move, since, change)?,
            None => self.editor.edit(EditLabel::Move, change)?,
        }
        // If the moves cancel out, there is no edit left to coalesce with.
        self.last_nudge = Some((self.editor.state(), actors)).filter(|_| self.editor.state() > before);
        Ok(())
    }

    /// Brings the selected actors into line.
    pub fn arrange(&mut self, how: Arrangement) -> EditResult {
        let Selection::Actors(actors) = &self.session.view.selection else { return Ok(()) };
        let moves = editing::arrange(self.editor.map(), actors.iter().copied(), how);
        let label = if how.is_distribution() { EditLabel::Distribute } else { EditLabel::Align };
        self.edit_places(label, |edit| editing::move_apart(edit, &moves))
    }

    /// Applies the placements of a part of the map that was laid out.
    pub fn place_tidied(&mut self, placements: Vec<Placement>) -> EditResult {
        self.edit_places(EditLabel::TidySelection, |edit| {
            placements.into_iter().try_for_each(|placement| edit.set(placement))
        })
    }

    /// Applies the placements of a finished layout.
    pub fn set_placements(&mut self, placements: Vec<Placement>) -> EditResult {
        self.editor.edit(EditLabel::Tidy, |transaction| {
            placements.into_iter().try_for_each(|placement| transaction.set(placement))
        })
    }

    /// Applies bands and the layout for them as one edit.
    pub fn set_bands(&mut self, bands: Option<Banding>, placements: Vec<Placement>) -> EditResult {
        self.editor.edit(EditLabel::SetBands, |transaction| {
            let info = Info { bands, ..transaction.map().info().clone() };
            transaction.set_info(info)?;
            placements.into_iter().try_for_each(|placement| transaction.set(placement))
        })
    }

    /// Pins or unpins actors.
    pub fn pin(&mut self, actors: &BTreeSet<ActorId>, pinned: bool) -> EditResult {
        let label = if pinned { EditLabel::Pin } else { EditLabel::Unpin };
        self.editor.edit(label, |edit| {
            let places: Vec<Placement> =
                actors.iter().filter_map(|id| edit.map().placements().get(id).copied()).collect();
            places.into_iter().try_for_each(|placement| edit.set(Placement { pinned, ..placement }))
        })
    }

    /// Puts texts into cells as one edit. The new name of an actor whose kind was chosen for it tells its kind, as in
    /// [`Self::set`].
    pub fn edit_cells(&mut self, edits: &CellEdits) -> Result<CellsOutcome, Violation> {
        let label = edits.label();
        let mut unsettled = std::mem::take(&mut self.unsettled);
        let outcome = self.editor.edit(label, |edit| {
            let outcome = edits.apply(edit)?;
            let has = |id: ActorId, field| outcome.changed.contains(&(TableRow::Actor(id), TableColumn::Actor(field)));
            let settled: Vec<Actor> = unsettled
                .iter()
                .filter(|(id, _)| has(**id, &actor::NAME) && !has(**id, &actor::KIND) && !has(**id, &actor::STAGE))
                .filter_map(|(id, is_stage_chosen)| {
                    let record = edit.map().actors().get(id)?;
                    Some(editing::settle(edit.map(), record, *is_stage_chosen))
                })
                .collect();
            settled.into_iter().try_for_each(|actor| editing::replace_actor(edit, actor))?;
            unsettled.retain(|id, _| !has(*id, &actor::KIND));
            Ok(outcome)
        });
        self.unsettled = unsettled;
        outcome
    }

    /// Removes the records of rows as one edit.
    pub fn remove_rows(&mut self, rows: &[TableRow]) -> EditResult {
        self.editor.edit(EditLabel::Delete, |edit| {
            edit.remove_all::<Actor>(&ids(rows, |row| if let TableRow::Actor(id) = row { Some(id) } else { None }));
            edit.remove_all::<Link>(&ids(rows, |row| if let TableRow::Link(id) = row { Some(id) } else { None }));
            edit.remove_all::<CoopModel>(&ids(rows, |row| if let TableRow::Model(id) = row { Some(id) } else { None }));
            edit.remove_all::<Product>(&ids(rows, |row| if let TableRow::Product(id) = row { Some(id) } else { None }));
            edit.remove_all::<Channel>(&ids(rows, |row| if let TableRow::Channel(id) = row { Some(id) } else { None }));
            edit.remove_all::<Target>(&ids(rows, |row| if let TableRow::Target(id) = row { Some(id) } else { None }));
            Ok(())
        })
    }

    /// Replaces the record with the same id.
    pub fn set(&mut self, change: Change) -> EditResult {
        match change {
            Change::Info(info) => self.editor.edit(EditLabel::EditMap, |transaction| transaction.set_info(info)),
            Change::Stage(stage) => self.editor.edit(EditLabel::EditStage, |transaction| transaction.set(stage)),
            Change::Product(product) => {
                self.editor.edit(EditLabel::EditProduct, |transaction| transaction.set(product))
            }
            Change::Actor(actor) => self.set_actor(actor),
            Change::Link(link) => self.editor.edit(EditLabel::EditLink, |transaction| transaction.set(link)),
            Change::Channel(channel) => {
                self.editor.edit(EditLabel::EditChannel, |transaction| transaction.set(channel))
            }
            Change::Target(target) => self.editor.edit(EditLabel::EditTarget, |transaction| transaction.set(target)),
            Change::View(view) => self.editor.edit(EditLabel::EditView, |transaction| transaction.set(view)),
            Change::Actors(actors) => self.set_actors(actors),
            Change::Model(model) => self.editor.edit(EditLabel::EditModel, |transaction| transaction.set(model)),
        }
    }

    /// Replaces an actor; if its lane changes, it moves to a free position there. The new name of an actor whose kind was
    /// chosen for it tells its kind, and its lane unless a person chose that.
    fn set_actor(&mut self, actor: Actor) -> EditResult {
        let id = actor.id;
        let before = self.editor.map().actors().get(&id);
        let is_renamed =
            before.is_some_and(|it| it.name != actor.name && (it.kind, it.stage) == (actor.kind, actor.stage));
        let is_settled_by_hand = before.is_some_and(|it| it.kind != actor.kind);
        let actor = match self.unsettled.get(&id) {
            Some(is_stage_chosen) if is_renamed => editing::settle(self.editor.map(), &actor, *is_stage_chosen),
            _ => actor,
        };
        if is_settled_by_hand {
            self.unsettled.remove(&id);
        }
        self.edit_places(EditLabel::EditActor, |edit| editing::replace_actor(edit, actor))
    }

    /// Replaces several actors in one edit.
    fn set_actors(&mut self, actors: Vec<Actor>) -> EditResult {
        for actor in &actors {
            if self.editor.map().actors().get(&actor.id).is_some_and(|before| before.kind != actor.kind) {
                self.unsettled.remove(&actor.id);
            }
        }
        self.edit_places(EditLabel::EditActor, |edit| {
            actors.into_iter().try_for_each(|actor| editing::replace_actor(edit, actor))
        })
    }

    /// Removes a record and all references to it.
    pub fn remove(&mut self, removal: Removal) -> EditResult {
        self.editor.edit(EditLabel::Delete, |transaction| {
            match removal {
                Removal::Stage(id) => transaction.remove::<Stage>(id),
                Removal::Product(id) => transaction.remove::<Product>(id),
                Removal::Actor(id) => transaction.remove::<Actor>(id),
                Removal::Link(id) => transaction.remove::<Link>(id),
                Removal::Model(id) => transaction.remove::<CoopModel>(id),
                Removal::Channel(id) => transaction.remove::<Channel>(id),
                Removal::Target(id) => transaction.remove::<Target>(id),
                Removal::View(id) => transaction.remove::<View>(id),
            }
            Ok(())
        })
    }

    /// Deletes what is selected.
    pub fn delete_selection(&mut self) -> EditResult {
        match self.session.view.selection.clone() {
            Selection::None => Ok(()),
            Selection::Link(id) => self.remove(Removal::Link(id)),
            Selection::Model(id) => self.remove(Removal::Model(id)),
            Selection::Actors(actors) => self.editor.edit(EditLabel::Delete, |transaction| {
                transaction.remove_all::<Actor>(&actors);
                Ok(())
            }),
        }
    }
}

/// The views in the order in which they are shown.
fn view_order(map: &LinkageMap) -> Vec<ViewId> {
    map.views_in_order().into_iter().map(|view| view.id).collect()
}

/// Numbers the views in this order.
fn number_views(edit: &mut Transaction<'_>, order: &[ViewId]) -> Result<(), Violation> {
    for (at, id) in (0..).zip(order) {
        edit.edit::<View>(*id, |view| view.order = at)?;
    }
    Ok(())
}

/// The ids that `of` finds in rows.
fn ids<I: Ord>(rows: &[TableRow], of: impl Fn(TableRow) -> Option<I>) -> BTreeSet<I> {
    rows.iter().copied().filter_map(of).collect()
}

/// Placements after the lanes are put in this order, each keeping its width.
fn reordered_placements(map: &LinkageMap, order: &[StageId]) -> Vec<Placement> {
    let lanes = lanes(map);
    let mut left = lanes.lanes.first().map_or(0.0, |lane| lane.left);
    let mut shifts: BTreeMap<StageId, f32> = BTreeMap::new();
    for stage in order {
        if let Some(lane) = lanes.lanes.iter().find(|lane| lane.stage == *stage) {
            shifts.insert(*stage, left - lane.left);
            left += lane.right - lane.left;
        }
    }
    let shift = |actor: &Actor| actor.stage.filter(|_| !actor.is_below_lanes()).and_then(|stage| shifts.get(&stage));
    map.placements()
        .values()
        .filter_map(|placement| {
            let by = shift(map.actors().get(&placement.actor)?)?;
            Some(Placement { x: placement.x + by, ..*placement })
        })
        .collect()
}
