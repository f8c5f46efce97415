//! Analysis of a map in one year: how far the products of each cooperative model reach, by which route, or where and
//! why they stop; which actors each model depends on; and further findings.
//!
//! Nothing here changes a map, draws, formats text, reads files, reads a clock or uses random numbers. The same map and
//! year give the same assessment, down to the last id.
//!
//! Reading order: `network` (the map in one year) → `product_states` (products at actors) → `reachability` (distances,
//! by backward searches) → `case_verdict` (verdicts) with `route` or `breaks` (over `arrivals`) as proof and
//! `buyer_suggestions` as remedy → `reverse_graph` (over `dominators`) and `contract_impact` (what a verdict depends
//! on) → `model_verdicts` (over `member_products`) → `flow` (volumes) → `findings` → `assess` (all of them). `case_queries` collects the queries
//! and answers them in batches, once for `alike_products`; `critical_actors` answers one of them alone. `study` computes the rest: `channels`,
//! `decree`, `concentration` (with `first_buyers`), `repairs` (`verdict_diff` shows what a change does), `targets`
//! (with `law`), `years`. `map_changes` compares two states of a map. Long computations take a `progress`, which reports and cancels. `second_opinion` holds our
//! own algorithms against petgraph's.

mod alike_products;
mod arrivals;
mod assess;
mod breaks;
mod buyer_suggestions;
mod case_queries;
mod case_verdict;
mod channels;
mod codes;
mod completeness;
mod concentration;
mod contract_impact;
mod critical_actors;
mod decree;
mod dominators;
mod finding;
mod findings;
mod first_buyers;
mod flow;
mod law;
mod map_changes;
mod market_shares;
mod member_products;
mod model_verdicts;
mod network;
mod product_hierarchy;
mod product_states;
mod progress;
mod reachability;
mod repairs;
mod report;
mod reverse_graph;
mod route;
#[doc(hidden)]
pub mod second_opinion;
mod study;
mod targets;
mod totals;
mod verdict_diff;
mod years;

pub use crate::map::Verdict;
pub use assess::{assess, assess_with_progress};
pub use channels::{MAX_LISTED_ROUTES, PriceChain, PriceStep, ProductChannels, RecordedChannel};
pub use codes::{BreakReason, FindingCode, Severity, Task};
pub use completeness::{Completeness, Detail};
pub use concentration::{BuyerShare, Concentration, FailureImpact};
pub use critical_actors::critical_actors;
pub use decree::{LinkageForm, NotAssessed};
pub use finding::{AmountBasis, Finding, FindingParts};
pub use flow::{GainCycle, Imbalance, ProductFlow, ShareSum, StrandedSupply, VolumeStudy, product_flows};
pub use law::{CooperativeLaw, MemberMinimum};
pub use map_changes::{BuyerChange, ChangeCounts, ChangeSummary, ChangedTable, MapChanges, TurnedModel, map_changes};
pub use market_shares::MarketShare;
pub use model_verdicts::{model_verdicts, model_verdicts_with_progress};
pub use progress::ProgressCallback;
pub use repairs::{CaseRepair, Plan, Repair, Repairs, repairs_of_case};
pub use report::{Assessment, Break, Case, CriticalActor, ModelVerdict, Route, Summary};
pub use study::{Overview, ReportStudy, Study, case_repairs, overview, report_study, study};
pub use targets::{Contribution, Contributor, MemberGrowth, MissingData, TargetStatus};
pub use totals::{Group, GroupTotal, Unit, UnitLevel, add_totals, unit_totals};
pub use verdict_diff::{VerdictChange, ended_link, verdict_changes};
pub use years::{AffectedModel, Lapse, Years};
