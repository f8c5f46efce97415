//! What a map says: an engine and a plain reference must agree, and each finding holds exactly.

mod agreement;
pub mod cancelled;
mod channels;
mod circles;
mod contracts;
mod decree;
pub mod draft;
mod findings;
mod flow;
mod large;
mod law;
mod naive;
mod plan;
mod random;
mod reliance;
mod repairs;
mod second_opinion;
mod targets;
mod verdicts;
mod years;
