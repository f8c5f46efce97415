//! What two states of a view show, made into one.

use crate::map::{DrawingStyle, Filter, Scope, ViewState};
use crate::schema::{MergedValue, ThreeWay};

/// Member by member, sets by element; whether some member is in conflict.
pub(super) fn merge_states(states: ThreeWay<&ViewState>) -> MergedValue<ViewState> {
    let mut merged = states.a.clone();
    // Every member is named: a new one does not compile before it is thought of here.
    let ViewState {
        scope: Scope { models, actors, links },
        selection,
        neighborhood,
        filter: Filter { products, kinds, districts, communes, verdicts, forms, out_of_force },
        rest_hidden,
        product,
        year,
        drawing: DrawingStyle { colouring, volumes, labels_hidden },
        camera,
    } = &mut merged;
    *models = states.map(|state| &state.scope.models).set();
    *actors = states.map(|state| &state.scope.actors).set();
    *links = states.map(|state| &state.scope.links).set();
    *products = states.map(|state| &state.filter.products).set();
    *kinds = states.map(|state| &state.filter.kinds).set();
    *districts = states.map(|state| &state.filter.districts).set();
    *communes = states.map(|state| &state.filter.communes).set();
    *verdicts = states.map(|state| &state.filter.verdicts).set();
    *forms = states.map(|state| &state.filter.forms).set();
    let values = [
        put(selection, states.map(|state| &state.selection)),
        put(neighborhood, states.map(|state| &state.neighborhood)),
        put(out_of_force, states.map(|state| &state.filter.out_of_force)),
        put(rest_hidden, states.map(|state| &state.rest_hidden)),
        put(product, states.map(|state| &state.product)),
        put(year, states.map(|state| &state.year)),
        put(colouring, states.map(|state| &state.drawing.colouring)),
        put(volumes, states.map(|state| &state.drawing.volumes)),
        put(labels_hidden, states.map(|state| &state.drawing.labels_hidden)),
        put(camera, states.map(|state| &state.camera)),
    ];
    let is_conflict = values.contains(&true);
    MergedValue { value: merged, is_conflict }
}

fn put<T: PartialEq + Clone>(to: &mut T, states: ThreeWay<&T>) -> bool {
    let MergedValue { value, is_conflict } = states.value();
    to.clone_from(value);
    is_conflict
}
