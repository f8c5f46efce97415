//! The normal form of records: text in NFC, lists in id order without duplicates.

use super::text::{normalize_line, normalize_note};
use super::{Actor, Channel, CoopModel, Info, Link, Measure, Placement, Product, Stage, Target, View};

/// Brings a record to its normal form.
pub(super) trait Normalize {
    fn normalize(&mut self);
}

fn normalize_line_mut(text: &mut String) {
    if !super::text::is_normalized(text, false) {
        *text = normalize_line(text);
    }
}

fn normalize_note_mut(text: &mut String) {
    if !super::text::is_normalized(text, true) {
        *text = normalize_note(text);
    }
}

impl Normalize for Info {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.title);
        normalize_line_mut(&mut self.region);
        normalize_note_mut(&mut self.note);
    }
}

impl Normalize for Stage {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.name);
    }
}

impl Normalize for Product {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.name);
        normalize_line_mut(&mut self.unit);
    }
}

impl Normalize for Actor {
    fn normalize(&mut self) {
        for text in [&mut self.name, &mut self.code, &mut self.district, &mut self.contact] {
            normalize_line_mut(text);
        }
        normalize_note_mut(&mut self.note);
        // Sorts are stable: of two entries for the same product the later one, the correction, is kept.
        self.supply.reverse();
        self.supply.sort_by_key(|supply| supply.product);
        self.supply.dedup_by_key(|supply| supply.product);
        self.converts.reverse();
        self.converts.sort_by_key(|conversion| (conversion.from, conversion.to));
        self.converts.dedup_by_key(|conversion| (conversion.from, conversion.to));
        self.figures.retain(|_, figures| *figures != super::Figures::default());
    }
}

impl Normalize for Link {
    fn normalize(&mut self) {
        for text in [&mut self.contract, &mut self.evidence.paper, &mut self.evidence.date, &mut self.evidence.said_by]
        {
            normalize_line_mut(text);
        }
        normalize_note_mut(&mut self.note);
    }
}

impl Normalize for CoopModel {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.name);
        normalize_note_mut(&mut self.note);
    }
}

impl Normalize for Channel {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.name);
        normalize_note_mut(&mut self.note);
    }
}

impl Normalize for Target {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.name);
        normalize_note_mut(&mut self.note);
        if let Measure::Count { district, .. } = &mut self.measure {
            normalize_line_mut(district);
        }
    }
}

impl Normalize for View {
    fn normalize(&mut self) {
        normalize_line_mut(&mut self.title);
        normalize_note_mut(&mut self.note);
        self.state.normalize();
    }
}

impl Normalize for Placement {
    fn normalize(&mut self) {}
}
