//! What a map says in a year: how far the goods of each cooperative model get, by which route, or where and why
//! they stop; on whom it hangs; and what else is worth knowing.
//!
//! Nothing here changes a map, draws, words a sentence, reads files, knows a clock or draws lots. The same map and
//! year give the same assessment, to the last id.
//!
//! The way through the files: `network` (the map in one year) → `states` (goods at actors) → `reach` (distances, by
//! backward sweeps) → `court` (verdicts) with `route` or `breaks` (over a `walk`) as proof and `outlets` as remedy →
//! `dependence` (over `dominators`) and `contracts` (what a verdict hangs on) → `judgement` (models), with `flow`
//! (volumes) → `findings`. `hearing` collects what is asked and answers it in batches; `depends_on` asks one of its
//! questions alone. Beside them `study` asks further:
//! `channels`, `decree`, `reliance` (with `first_buyers`), `repairs` (tried out, `compare` tells what turns), `targets`
//! (with `law`), `years`. What may take long takes a `progress` along, which ends it once its result is wanted no more.

mod assess;
mod bfs;
mod breaks;
mod buyer_suggestions;
mod case_queries;
mod case_verdict;
mod channels;
mod codes;
mod concentration;
mod contract_impact;
mod critical_actors;
mod decree;
mod dominators;
mod findings;
mod first_buyers;
mod flow;
mod hasher;
mod law;
mod network;
mod product_hierarchy;
mod product_states;
mod progress;
mod reachability;
mod repairs;
mod report;
mod reverse_graph;
mod route;
mod study;
mod targets;
mod verdict_diff;
mod years;

pub use crate::map::Verdict;
pub use assess::{assess, assess_with_progress, model_verdicts, model_verdicts_with_progress};
pub use channels::{MAX_LISTED_ROUTES, PriceChain, PriceStep, ProductChannels, RecordedChannel};
pub use codes::{BreakReason, FindingCode, Severity, Task};
pub use concentration::{BuyerShare, Concentration, FailureImpact};
pub use critical_actors::critical_actors;
pub use decree::{LinkageForm, NotAssessed};
pub use flow::{GainCycle, Imbalance, ProductFlow, ShareSum, StrandedSupply, VolumeStudy, max_flows};
pub use law::CooperativeLaw;
pub use progress::ProgressCallback;
pub use repairs::{Plan, Repair, Repairs};
pub use report::{Assessment, Break, Case, CriticalActor, Finding, ModelVerdict, Route, Summary};
pub use study::{Study, study};
pub use targets::{Contribution, Contributor, MissingData, TargetStatus};
pub use verdict_diff::{VerdictChange, verdict_changes};
pub use years::{AffectedModel, Lapse, Years};
