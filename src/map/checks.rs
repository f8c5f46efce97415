//! What each record must be like to stand in a map.

use super::violations::{Check, Complaints, Problem};
use super::{Actor, Channel, CoopModel, Link, Measure, Place, Product, Stage, Target, View};

impl Check for Stage {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("name", &self.name);
    }
}

impl Check for Product {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("name", &self.name);
        complaints.line("unit", &self.unit);
        if self.part_of == Some(self.id) {
            complaints.add("part_of", Problem::PartOfItself);
        }
        complaints.all_exist::<Product>("part_of", &self.part_of);
        if self.cycle_months == Some(0) {
            complaints.add("cycle_months", Problem::NotPositive);
        }
    }
}

impl Check for Actor {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("name", &self.name);
        complaints.line("code", &self.code);
        complaints.line("district", &self.district);
        complaints.line("contact", &self.contact);
        complaints.note(&self.note);
        complaints.all_exist::<Stage>("stage", &self.stage);
        if self.count == 0 {
            complaints.add("count", Problem::NotPositive);
        }
        for supply in &self.supply {
            complaints.exists::<Product>("supply", supply.product);
            complaints.amount("supply", supply.volume);
        }
        if !self.supply.is_sorted_by(|a, b| a.product < b.product) {
            complaints.add("supply", Problem::Unsorted);
        }
        for conversion in &self.converts {
            complaints.exists::<Product>("converts", conversion.from);
            complaints.exists::<Product>("converts", conversion.to);
            if conversion.from == conversion.to {
                complaints.add("converts", Problem::IntoItself);
            }
            complaints.amount("converts", conversion.yield_ratio);
        }
        if !self.converts.is_sorted_by(|a, b| (a.from, a.to) < (b.from, b.to)) {
            complaints.add("converts", Problem::Unsorted);
        }
        complaints.year("founded", self.founded);
        complaints.year("dissolved", self.dissolved);
        complaints.span("dissolved", self.founded, self.dissolved);
        for (year, figures) in &self.figures {
            complaints.year("figures", Some(*year));
            complaints.amount("revenue", figures.revenue);
            complaints.finite("profit", figures.profit);
            complaints.amount("capital", figures.capital);
        }
    }
}

impl Check for Link {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.exists::<Actor>("from", self.from);
        complaints.exists::<Actor>("to", self.to);
        complaints.all_exist::<Product>("products", &self.products);
        complaints.year("from_year", self.from_year);
        complaints.year("to_year", self.to_year);
        complaints.span("to_year", self.from_year, self.to_year);
        complaints.amount("volume", self.volume);
        complaints.amount("price", self.price);
        complaints.share(self.share);
        complaints.line("contract", &self.contract);
        complaints.line("evidence", &self.evidence.paper);
        complaints.line("evidence", &self.evidence.date);
        complaints.line("evidence", &self.evidence.said_by);
        complaints.note(&self.note);
    }
}

impl Check for CoopModel {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("name", &self.name);
        complaints.all_exist::<Actor>("core", &self.core);
        complaints.all_exist::<Actor>("members", &self.members);
        complaints.all_exist::<Product>("products", &self.products);
        complaints.year("since", self.since);
        complaints.note(&self.note);
    }
}

impl Check for Channel {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("name", &self.name);
        complaints.all_exist::<Product>("product", &self.product);
        complaints.all_exist::<Actor>("path", &self.path);
        if self.path.len() < 2 {
            complaints.add("path", Problem::PathTooShort);
        }
        complaints.share(self.share);
        complaints.note(&self.note);
    }
}

impl Check for Target {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("name", &self.name);
        complaints.year("year", Some(self.year));
        complaints.amount("goal", Some(self.goal));
        complaints.note(&self.note);
        match &self.measure {
            Measure::MemberGrowth { base_year } => complaints.year("measure", Some(*base_year)),
            Measure::ContractVolume { product } => complaints.all_exist::<Product>("measure", product),
            Measure::Count { district, .. } => complaints.line("measure", district),
            Measure::Founded { .. } | Measure::LinkedModels | Measure::EffectiveShare | Measure::FundCapital => {}
        }
    }
}

impl Check for View {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.name("title", &self.title);
        complaints.note(&self.note);
        self.state.check(complaints);
    }
}

impl Check for Place {
    fn check(&self, complaints: &mut Complaints<'_>) {
        complaints.exists::<Actor>("actor", self.actor);
        complaints.coordinate("x", self.x);
        complaints.coordinate("y", self.y);
    }
}
