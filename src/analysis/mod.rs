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

mod breaks;
mod channels;
mod codes;
mod compare;
mod contracts;
mod court;
mod decree;
mod dependence;
mod depends_on;
mod dominators;
mod findings;
mod first_buyers;
mod flow;
mod goods;
mod hearing;
mod judgement;
mod law;
mod mixer;
mod network;
mod outlets;
mod progress;
mod reach;
mod reliance;
mod repairs;
mod report;
mod route;
mod states;
mod study;
mod targets;
mod walk;
mod years;

pub use crate::map::Verdict;
pub use channels::{LISTED, PriceChain, PriceStep, ProductChannels, RecordedChannel};
pub use codes::{BreakReason, FindingCode, Severity, Task};
pub use compare::{Turn, turns};
pub use decree::{LinkageForm, NotJudged};
pub use depends_on::depends_on;
pub use flow::{Circle, Imbalance, Pocket, ProductFlow, ShareSum, VolumeStudy, carried_to_buyers};
pub use judgement::{assess, assess_watched, judge, judge_watched};
pub use law::CooperativeLaw;
pub use progress::ProgressCallback;
pub use reliance::{BuyerShare, Concentration, Reliance};
pub use repairs::{Plan, Repair, Repairs};
pub use report::{Assessment, Break, Case, Dependence, Finding, ModelVerdict, Route, Summary};
pub use study::{Study, study};
pub use targets::{Counted, Lack, TargetStanding, Thing};
pub use years::{Breaking, Lapse, Years};
