//! What a map says: an engine and a plain reference must agree, and each finding holds exactly.

mod agreement;
pub mod draft;
mod findings;
mod large;
mod naive;
mod random;
mod repairs;
mod verdicts;
