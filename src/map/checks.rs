//! Validation rules of each record type.

use super::violations::{Check, Validator, ViolationKind};
use super::{Actor, Channel, CoopModel, Link, Measure, Placement, Product, Stage, Target, View};

impl Check for Stage {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("name", &self.name);
    }
}

impl Check for Product {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("name", &self.name);
        validator.check_line("unit", &self.unit);
        if self.part_of == Some(self.id) {
            validator.add("part_of", ViolationKind::SelfContainment);
        }
        validator.check_all_exist::<Product>("part_of", &self.part_of);
        if self.cycle_months == Some(0) {
            validator.add("cycle_months", ViolationKind::NotPositive);
        }
    }
}

impl Check for Actor {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("name", &self.name);
        validator.check_line("code", &self.code);
        validator.check_line("district", &self.district);
        validator.check_line("contact", &self.contact);
        validator.check_note(&self.note);
        validator.check_all_exist::<Stage>("stage", &self.stage);
        if self.count == 0 {
            validator.add("count", ViolationKind::NotPositive);
        }
        for supply in &self.supply {
            validator.check_exists::<Product>("supply", supply.product);
            validator.check_amount("supply", supply.volume);
        }
        if !self.supply.is_sorted_by(|a, b| a.product < b.product) {
            validator.add("supply", ViolationKind::Unsorted);
        }
        for conversion in &self.converts {
            validator.check_exists::<Product>("converts", conversion.from);
            validator.check_exists::<Product>("converts", conversion.to);
            if conversion.from == conversion.to {
                validator.add("converts", ViolationKind::SelfConversion);
            }
            validator.check_amount("converts", conversion.yield_ratio);
        }
        if !self.converts.is_sorted_by(|a, b| (a.from, a.to) < (b.from, b.to)) {
            validator.add("converts", ViolationKind::Unsorted);
        }
        validator.check_year("founded", self.founded);
        validator.check_year("dissolved", self.dissolved);
        validator.check_span("dissolved", self.founded, self.dissolved);
        for (year, figures) in &self.figures {
            validator.check_year("figures", Some(*year));
            validator.check_amount("revenue", figures.revenue);
            validator.check_finite("profit", figures.profit);
            validator.check_amount("capital", figures.capital);
        }
    }
}

impl Check for Link {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_exists::<Actor>("from", self.from);
        validator.check_exists::<Actor>("to", self.to);
        validator.check_all_exist::<Product>("products", &self.products);
        validator.check_year("from_year", self.from_year);
        validator.check_year("to_year", self.to_year);
        validator.check_span("to_year", self.from_year, self.to_year);
        validator.check_amount("volume", self.volume);
        validator.check_amount("price", self.price);
        validator.check_share(self.share);
        validator.check_line("contract", &self.contract);
        validator.check_line("evidence", &self.evidence.paper);
        validator.check_line("evidence", &self.evidence.date);
        validator.check_line("evidence", &self.evidence.said_by);
        validator.check_note(&self.note);
    }
}

impl Check for CoopModel {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("name", &self.name);
        validator.check_all_exist::<Actor>("core", &self.core);
        validator.check_all_exist::<Actor>("members", &self.members);
        validator.check_all_exist::<Product>("products", &self.products);
        validator.check_year("since", self.since);
        validator.check_note(&self.note);
    }
}

impl Check for Channel {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("name", &self.name);
        validator.check_all_exist::<Product>("product", &self.product);
        validator.check_all_exist::<Actor>("path", &self.path);
        if self.path.len() < 2 {
            validator.add("path", ViolationKind::PathTooShort);
        }
        validator.check_share(self.share);
        validator.check_note(&self.note);
    }
}

impl Check for Target {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("name", &self.name);
        validator.check_year("year", Some(self.year));
        validator.check_amount("goal", Some(self.goal));
        validator.check_note(&self.note);
        match &self.measure {
            Measure::MemberGrowth { base_year } => validator.check_year("measure", Some(*base_year)),
            Measure::ContractVolume { product } => validator.check_all_exist::<Product>("measure", product),
            Measure::Count { district, .. } => validator.check_line("measure", district),
            Measure::Founded { .. } | Measure::LinkedModels | Measure::EffectiveShare | Measure::FundCapital => {}
        }
    }
}

impl Check for View {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_name("title", &self.title);
        validator.check_note(&self.note);
        self.state.check(validator);
    }
}

impl Check for Placement {
    fn check(&self, validator: &mut Validator<'_>) {
        validator.check_exists::<Actor>("actor", self.actor);
        validator.check_coordinate("x", self.x);
        validator.check_coordinate("y", self.y);
    }
}
