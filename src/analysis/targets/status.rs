//! What is known of a target in its year.

use crate::map::{ActorId, LinkId, ModelId, ProductId, TargetId, Year};

/// The status of one target in its year.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetStatus {
    /// The target.
    pub target: TargetId,
    /// The value reached, in the unit of the target's measure; none when figures are missing.
    pub value: Option<f64>,
    /// For linked models: how many of them are firm.
    pub firm: Option<f64>,
    /// How far the value is below the goal, 0 when it is met; none without a value, or when missing figures could
    /// decide it.
    pub shortfall: Option<f64>,
    /// Why there is no value.
    pub missing_data: Option<MissingData>,
    /// The product whose unit a volume has; none for all else.
    pub unit_product: Option<ProductId>,
    /// The contributions, by id.
    pub contributions: Vec<Contribution>,
    /// How many more organisations or links would count if their figures were known.
    pub unknown_count: usize,
    /// Those whose figures are missing, by id.
    pub unknown: Vec<Contributor>,
    /// For growth of members: where it comes from.
    pub growth: Option<MemberGrowth>,
    /// The value in each of the years that a study compares, as far as it is known; empty in a report.
    pub values_by_year: Vec<(Year, f64)>,
    /// Their number, with figures or without.
    pub total_count: usize,
    /// The value by district, largest first, then by name; an unknown district is empty. Of a model the district of
    /// its first core actor that has one, of a link the seller's.
    pub by_district: Vec<(String, f64)>,
    /// The value by product, largest first, then by id. An item with several products counts under each of them, one
    /// without products under none.
    pub by_product: Vec<(ProductId, f64)>,
}

impl TargetStatus {
    /// Whether the goal is reached.
    pub fn is_met(&self) -> bool {
        self.shortfall == Some(0.0)
    }

    /// How much of a goal its value is, from 0 to 1; 1 where there is nothing to reach.
    pub fn progress(&self, goal: f64) -> f64 {
        match self.value {
            None => 0.0,
            Some(value) if goal > 0.0 && !self.is_met() => (value / goal).clamp(0.0, 1.0),
            Some(_) => 1.0,
        }
    }
}

/// Where a growth of members comes from, in members.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemberGrowth {
    /// Members who joined organisations that were there in both years, less those who left.
    pub joined: f64,
    /// The same of records that stand for several organisations each.
    pub joined_several: f64,
    /// Members of organisations that are new, less those of organisations that are gone.
    pub organisations: f64,
}

/// One contribution to a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The record that contributes.
    pub contributor: Contributor,
    /// Its part of the value: number of organisations, change in members, VND, or units of volume.
    pub amount: f64,
}

/// A record that can contribute to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Contributor {
    Actor(ActorId),
    Model(ModelId),
    Link(LinkId),
}

/// Why a target has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingData {
    /// It names no kind of actor to count.
    Kinds,
    /// No members are known in this year.
    Members(Year),
    /// No organisation gives its members in both of these years.
    MembersOfBoth(Year, Year),
    /// The members in this year add up to 0, from which there is no growth in per cent.
    ZeroMembers(Year),
    /// No cooperative is rated effective or not in this year.
    Effectiveness(Year),
    /// No supporter's capital is known in this year.
    Capital(Year),
    /// Figures of some organisations or links in this year, which could decide it.
    Figures(Year),
    /// There are several supporters, and the target does not say whose capital counts.
    Supporters,
    /// No contract that counts gives its volume.
    Volumes,
    /// The volumes have different units, so that they have no sum.
    Units,
}
