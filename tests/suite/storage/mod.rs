//! Tests of this room: what is saved opens as it was, what is damaged says so, and nothing is lost on the way.

mod bad_input;
mod crash_reports;
mod damage;
pub mod faults;
mod fingerprints;
mod golden;
mod journal;
mod locks;
mod openings;
mod round_trip;
mod salvage;
mod saving;
mod templates;
mod versions;
