//! The one form in which a record stands in the document: text in NFC, lists in id order without doubles.

use super::text::{line, note};
use super::{Actor, Channel, CoopModel, Info, Link, Measure, Place, Product, Stage, Target, View};

/// Brings a record to its one form.
pub(super) trait Tidy {
    fn tidy(&mut self);
}

fn tidy_line(text: &mut String) {
    if !super::text::is_tidy(text, false) {
        *text = line(text);
    }
}

fn tidy_note(text: &mut String) {
    if !super::text::is_tidy(text, true) {
        *text = note(text);
    }
}

impl Tidy for Info {
    fn tidy(&mut self) {
        tidy_line(&mut self.title);
        tidy_line(&mut self.place);
        tidy_note(&mut self.note);
    }
}

impl Tidy for Stage {
    fn tidy(&mut self) {
        tidy_line(&mut self.name);
    }
}

impl Tidy for Product {
    fn tidy(&mut self) {
        tidy_line(&mut self.name);
        tidy_line(&mut self.unit);
    }
}

impl Tidy for Actor {
    fn tidy(&mut self) {
        for text in [&mut self.name, &mut self.code, &mut self.district, &mut self.contact] {
            tidy_line(text);
        }
        tidy_note(&mut self.note);
        // Stable sorts: of two entries for the same thing the later one is the correction, and stays.
        self.supply.reverse();
        self.supply.sort_by_key(|supply| supply.product);
        self.supply.dedup_by_key(|supply| supply.product);
        self.converts.reverse();
        self.converts.sort_by_key(|conversion| (conversion.from, conversion.to));
        self.converts.dedup_by_key(|conversion| (conversion.from, conversion.to));
        self.figures.retain(|_, figures| *figures != super::Figures::default());
    }
}

impl Tidy for Link {
    fn tidy(&mut self) {
        for text in [&mut self.contract, &mut self.evidence.paper, &mut self.evidence.date, &mut self.evidence.said_by]
        {
            tidy_line(text);
        }
        tidy_note(&mut self.note);
    }
}

impl Tidy for CoopModel {
    fn tidy(&mut self) {
        tidy_line(&mut self.name);
        tidy_note(&mut self.note);
    }
}

impl Tidy for Channel {
    fn tidy(&mut self) {
        tidy_line(&mut self.name);
        tidy_note(&mut self.note);
    }
}

impl Tidy for Target {
    fn tidy(&mut self) {
        tidy_line(&mut self.name);
        tidy_note(&mut self.note);
        if let Measure::Count { district, .. } = &mut self.measure {
            tidy_line(district);
        }
    }
}

impl Tidy for View {
    fn tidy(&mut self) {
        tidy_line(&mut self.title);
        tidy_note(&mut self.note);
        self.state.normalize();
    }
}

impl Tidy for Place {
    fn tidy(&mut self) {}
}
