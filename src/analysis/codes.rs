//! The closed lists of codes that an assessment uses, with the stable strings that files, scripts and tests see.

/// An enum whose every variant has a stable code.
macro_rules! coded_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item])* $variant),+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code, in snake case.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

coded_enum! {
    /// Why products stop at an actor.
    pub enum BreakReason {
        /// No link passes them on.
        NoOnwardLink = "no_onward_link",
        /// A link that is not signed yet.
        Planned = "planned",
        /// A link whose last year is over.
        Lapsed = "lapsed",
        /// A link whose first year is still to come.
        NotYet = "not_yet",
        /// The actor, or the one at the link's other end, does not exist in the year.
        ActorAbsent = "actor_absent",
        /// A link for other products.
        OtherProduct = "other_product",
    }
}

coded_enum! {
    /// The severity of a finding, from worst to mildest.
    pub enum Severity {
        /// Something is wrong: a model has no outlet, or cannot be assessed.
        Error = "error",
        /// Something is weak or about to break.
        Warning = "warning",
        /// Something to know, or that is missing on the map.
        Info = "info",
    }
}

coded_enum! {
    /// The kind of a finding. The order is that of lists within one severity.
    pub enum FindingCode {
        /// The model names no core actor, so it cannot be assessed.
        ModelWithoutCore = "model_without_core",
        /// The model names no product, so it cannot be assessed.
        ModelWithoutProduct = "model_without_product",
        /// The model's verdict is "no buyer".
        ModelNoBuyer = "model_no_buyer",
        /// The model's verdict is "on paper".
        ModelOnPaper = "model_on_paper",
        /// Products that are part of one another in a cycle.
        ProductLoop = "product_loop",
        /// A cycle of conversions with a gain above 1.
        ConversionLoop = "conversion_loop",
        /// The model's verdict is "stops short".
        ModelStopsShort = "model_stops_short",
        /// Without this actor, these models would be flagged; it is not of their core.
        DependsOnOne = "depends_on_one",
        /// A member that would be flagged on its own.
        MemberLeftOut = "member_left_out",
        /// Supplies goods, is in no model and reaches no buyer.
        ProducerWithoutBuyer = "producer_without_buyer",
        /// Lapsed contracts whose renewal would improve a model's verdict.
        ContractLapsed = "contract_lapsed",
        /// A contract in its last or last but one year, without which a model's verdict would be worse.
        ContractLapsing = "contract_lapsing",
        /// A target not met in its year.
        TargetMissed = "target_missed",
        /// A group, cooperative or union with fewer members than the law of the year requires.
        BelowLegalMinimum = "below_legal_minimum",
        /// Supply that the links cannot carry to buyers.
        SupplyWithoutOutlet = "supply_without_outlet",
        /// An actor's outflow differs from its inflow, production and supply.
        VolumeImbalance = "volume_imbalance",
        /// Two consecutive actors of a recorded channel without a link.
        ChannelBroken = "channel_broken",
        /// Products arrive, none leave, and the actor is no buyer.
        DeadEnd = "dead_end",
        /// An actor's shares of a product sum above 101 per cent.
        SharesExceed = "shares_exceed",
        /// The recorded channels of a product share more than 101 per cent of its volume.
        ChannelSharesExceed = "channel_shares_exceed",
        /// Actors that seem to be the same.
        DuplicateActor = "duplicate_actor",
        /// An actor without any link.
        ActorIsolated = "actor_isolated",
        /// The model's verdict is "loose".
        ModelLoose = "model_loose",
        /// A contract shorter than Decree 98/2018/NĐ-CP art. 11 requires.
        ContractTooShort = "contract_too_short",
        /// A contract that gives neither its first nor its last year.
        ContractWithoutDates = "contract_without_dates",
        /// A product link that does not name its products.
        LinkWithoutProduct = "link_without_product",
        /// A product link that does not give its form of agreement.
        LinkWithoutForm = "link_without_form",
        /// A product link from a later stage to an earlier one.
        AgainstStageOrder = "against_stage_order",
        /// A link from an actor to itself.
        SelfLink = "self_link",
        /// A stage that a product's chain skips, or that has no actors.
        StageEmpty = "stage_empty",
        /// A target whose year has come and that cannot be judged, as figures are missing.
        TargetNotJudged = "target_not_judged",
        /// An actor's shares of a product sum below 99 per cent.
        SharesUnaccounted = "shares_unaccounted",
    }
}

impl FindingCode {
    /// The severity of this kind of finding.
    pub fn severity(self) -> Severity {
        match self {
            Self::ModelWithoutCore
            | Self::ModelWithoutProduct
            | Self::ModelNoBuyer
            | Self::ModelOnPaper
            | Self::ProductLoop
            | Self::ConversionLoop => Severity::Error,
            Self::ModelStopsShort
            | Self::DependsOnOne
            | Self::MemberLeftOut
            | Self::ProducerWithoutBuyer
            | Self::ContractLapsed
            | Self::ContractLapsing
            | Self::TargetMissed
            | Self::BelowLegalMinimum
            | Self::SupplyWithoutOutlet
            | Self::VolumeImbalance
            | Self::ChannelBroken
            | Self::DeadEnd
            | Self::SharesExceed
            | Self::ChannelSharesExceed
            | Self::DuplicateActor
            | Self::ActorIsolated => Severity::Warning,
            Self::ModelLoose
            | Self::ContractTooShort
            | Self::ContractWithoutDates
            | Self::LinkWithoutProduct
            | Self::LinkWithoutForm
            | Self::SelfLink
            | Self::AgainstStageOrder
            | Self::StageEmpty
            | Self::TargetNotJudged
            | Self::SharesUnaccounted => Severity::Info,
        }
    }

    /// What to do about it.
    pub fn task(self) -> Task {
        match self {
            Self::ModelNoBuyer
            | Self::ModelOnPaper
            | Self::ModelStopsShort
            | Self::MemberLeftOut
            | Self::ProducerWithoutBuyer
            | Self::SupplyWithoutOutlet
            | Self::DeadEnd => Task::FindOutlet,
            Self::ContractLapsed
            | Self::ContractLapsing
            | Self::ContractTooShort
            | Self::ModelLoose
            | Self::ChannelBroken => Task::Secure,
            Self::DependsOnOne => Task::Diversify,
            Self::TargetMissed | Self::TargetNotJudged | Self::BelowLegalMinimum => Task::MeetTarget,
            Self::ModelWithoutCore
            | Self::ModelWithoutProduct
            | Self::ContractWithoutDates
            | Self::LinkWithoutProduct
            | Self::LinkWithoutForm
            | Self::StageEmpty
            | Self::ActorIsolated
            | Self::SharesUnaccounted => Task::Complete,
            Self::ProductLoop
            | Self::ConversionLoop
            | Self::VolumeImbalance
            | Self::SharesExceed
            | Self::ChannelSharesExceed
            | Self::DuplicateActor
            | Self::SelfLink
            | Self::AgainstStageOrder => Task::Correct,
        }
    }
}

coded_enum! {
    /// What to do about a finding, the most pressing first.
    pub enum Task {
        /// Find a route to a buyer.
        FindOutlet = "find_outlet",
        /// Sign, renew or lengthen an agreement.
        Secure = "secure",
        /// Reduce dependence on a single partner.
        Diversify = "spread",
        /// Reach a target or a legal minimum.
        MeetTarget = "reach",
        /// Add missing information to the map.
        Complete = "complete",
        /// Check whether the information on the map is right.
        Correct = "correct",
    }
}
