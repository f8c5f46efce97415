//! What makes a record valid: each field by its description, and the rules between fields.

use super::redirect::Redirect;
use super::violations::{Validator, ViolationKind};
use super::{Actor, Channel, CoopModel, Link, Placement, Product, Stage, Target, View};

/// Normalizes and checks a record field by field. `schema` implements it for every record from the descriptions of the fields,
/// so that their limits are told once.
pub trait FieldChecks {
    /// Brings every field to its normal form: text in NFC, lists in order without duplicates.
    fn normalize_fields(&mut self);
    /// Reports every field whose value may not stand in the map.
    fn check_fields(&self, validator: &mut Validator<'_>);
}

/// The rules of a record that concern several fields at once, or what is no field.
pub(super) trait RecordRules {
    /// Brings what is no field to its normal form.
    fn normalize_rest(&mut self) {}
    /// Whether what is no field names a record that another one stands for.
    fn rest_names_redirected(&self, _redirect: &Redirect) -> bool {
        false
    }
    /// Leads the references in what is no field on.
    fn redirect_rest(&mut self, _redirect: &Redirect) {}
    /// Reports broken rules.
    fn check_rules(&self, _validator: &mut Validator<'_>) {}
    /// What keeps it out of a map that is edited, though a file that has it opens: the field, and what is wrong.
    fn refusal(&self, _before: Option<&Self>) -> Option<(&'static str, ViolationKind)> {
        None
    }
}

impl RecordRules for Stage {}
impl RecordRules for CoopModel {}
impl RecordRules for Channel {}
impl RecordRules for Target {}
impl RecordRules for Placement {}

impl RecordRules for Product {
    fn check_rules(&self, validator: &mut Validator<'_>) {
        if self.part_of == Some(self.id) {
            validator.add("part_of", ViolationKind::SelfContainment);
        }
    }
}

impl RecordRules for Actor {
    fn check_rules(&self, validator: &mut Validator<'_>) {
        validator.check_span("dissolved", self.founded, self.dissolved);
        if self
            .supply
            .iter()
            .any(|supply| supply.own_use.is_some_and(|kept| supply.volume.is_none_or(|all| kept > all)))
        {
            validator.add("supply", ViolationKind::OwnUseAboveSupply);
        }
    }
}

impl RecordRules for Link {
    fn check_rules(&self, validator: &mut Validator<'_>) {
        validator.check_span("to_year", self.from_year, self.to_year);
    }

    fn refusal(&self, before: Option<&Self>) -> Option<(&'static str, ViolationKind)> {
        let is_new = before.is_none_or(|before| (before.from, before.to) != (self.from, self.to));
        (self.from == self.to && is_new).then_some(("to", ViolationKind::SelfLink))
    }
}

impl RecordRules for View {
    fn normalize_rest(&mut self) {
        self.state.normalize();
    }

    fn rest_names_redirected(&self, redirect: &Redirect) -> bool {
        self.state.names_redirected(redirect)
    }

    fn redirect_rest(&mut self, redirect: &Redirect) {
        self.state.redirect(redirect);
    }

    fn check_rules(&self, validator: &mut Validator<'_>) {
        self.state.check(validator);
    }
}
