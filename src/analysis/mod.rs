//! What a map says in a year: how far the goods of each cooperative model get, by which route, or where and why
//! they stop; on whom it hangs; and what else is worth knowing.
//!
//! Nothing here changes a map, draws, words a sentence, reads files, knows a clock or draws lots. The same map and
//! year give the same assessment, to the last id.
//!
//! The way through the files: `network` (the map in one year) → `states` (goods at actors) → `reach` (distances, by
//! backward sweeps) → `court` (verdicts) with `route` or `breaks` (over a `walk`) as proof and `outlets` as remedy →
//! `dependence` (by `dominators`) and `contracts` (what a verdict hangs on) → `judgement` (models) → `findings`. `hearing` collects what is
//! asked and answers it in batches.

mod breaks;
mod codes;
mod contracts;
mod court;
mod dependence;
mod dominators;
mod findings;
mod goods;
mod hearing;
mod judgement;
mod network;
mod outlets;
mod reach;
mod report;
mod route;
mod states;
mod study;
mod walk;

pub use codes::{BreakReason, FindingCode, Severity, Task, Verdict};
pub use judgement::{assess, judge};
pub use report::{Assessment, Break, Case, Dependence, Finding, ModelVerdict, Route, Summary};
pub use study::{Study, study};
