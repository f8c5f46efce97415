//! Places that a program chose which knows no lanes, as a force layout does: they are kept where nearly all nodes stand in
//! the lanes of their stages, else the map is laid out anew.

use std::collections::HashMap;

use super::{Draft, Report, Sheet, WarningKind};
use crate::exchange::import::is_placed_network;
use crate::exchange::import::report::{NetworkRemark, PlacesProblem};
use crate::language::Language;
use crate::layout::lanes;
use crate::map::{Actor, LinkageMap, MapParts, Placement};
use crate::schema::map::placement;

/// One of so many nodes may stand in another lane.
const ONE_OF: usize = 10;
/// Fewer nodes were drawn by hand, or are soon moved by hand.
const FEWEST: usize = 6;

impl Draft {
    /// Leaves out the places of a network whose nodes stand in lanes of other stages.
    pub(super) fn settle_positions(&mut self, sheets: &[Sheet], language: Language, report: &mut Report) {
        // Only this program tells who placed a node.
        let is_ours =
            |sheet: &Sheet| [placement::BY_HAND.id, placement::PINNED.id].iter().any(|id| sheet.has_column(id));
        for sheet in sheets.iter().filter(|sheet| is_placed_network(sheet) && !is_ours(sheet)) {
            if self.stand_in_lanes(sheet, language) {
                continue;
            }
            for actor in self.actors.iter_mut().filter(|actor| actor.origin.sheet == sheet.index) {
                actor.placement = None;
            }
            let remark = NetworkRemark::PlacesLeftOut(PlacesProblem::OtherLanes);
            sheet.warn(Vec::new(), None, WarningKind::Network(remark), report);
        }
    }

    /// Whether nearly all nodes of a network stand in the lanes that a map of nothing but them has.
    fn stand_in_lanes(&self, sheet: &Sheet, language: Language) -> bool {
        let (mut actors, mut placements) = (Vec::new(), Vec::new());
        for actor in self.actors.iter().filter(|actor| actor.origin.sheet == sheet.index) {
            let Some(place) = actor.placement else { continue };
            let Actor { id, kind, .. } = actor.record;
            actors.push(Actor { id, name: id.0.to_string(), kind, stage: self.stage_of(actor), ..Actor::default() });
            placements.push(Placement { actor: id, ..place });
        }
        if placements.len() < FEWEST {
            return true;
        }
        let places: HashMap<_, f32> = placements.iter().map(|place| (place.actor, place.x)).collect();
        let parts = MapParts { stages: self.stages(language), actors, placements, ..MapParts::default() };
        // What the map refuses is told where the whole is built.
        let Ok(map) = LinkageMap::from_parts(parts) else { return true };
        let lanes = lanes(&map);
        let is_astray = |actor: &&Actor| {
            let lane = actor.stage.filter(|_| !actor.is_below_lanes()).and_then(|stage| lanes.of(stage));
            let x = places.get(&actor.id);
            lane.zip(x).is_some_and(|(lane, x)| !(lane.left..=lane.right).contains(x))
        };
        map.actors().values().filter(is_astray).count() * ONE_OF <= map.actors().len()
    }
}
