//! What a map says in a year: how far the goods of each cooperative model get, by which route, or where and why
//! they stop; on whom it hangs; and what else is worth knowing.
//!
//! Nothing here changes a map, draws, words a sentence, reads files, knows a clock or draws lots. The same map and
//! year give the same assessment, to the last id.

mod codes;
mod report;

pub use codes::{BreakReason, FindingCode, Severity, Verdict};
pub use report::{Assessment, Break, Case, Dependence, Finding, ModelVerdict, Route, Summary};
