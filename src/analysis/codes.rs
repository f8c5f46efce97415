//! The words of the verdict: closed lists with the stable codes that files, scripts and tests see.

/// A closed list whose every item has a stable word.
macro_rules! coded_enum {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item])* $variant),+ }

        impl $name {
            /// Every item, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its stable word, in snake case.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

coded_enum! {
    /// Why goods go no further at an actor.
    pub enum BreakReason {
        /// No link takes them on.
        NoOnwardLink = "no_onward_link",
        /// A link that is not signed yet.
        Planned = "planned",
        /// A link whose last year is over.
        Lapsed = "lapsed",
        /// A link whose first year is still to come.
        NotYet = "not_yet",
        /// The actor, or the one at the link's other end, does not exist in the year.
        ActorAbsent = "actor_absent",
        /// A link for other goods.
        OtherProduct = "other_product",
    }
}

coded_enum! {
    /// How grave a finding is; from worst to mildest.
    pub enum Severity {
        /// Something is wrong: a model has no outlet, or cannot be judged.
        Error = "error",
        /// Something is weak or about to break.
        Warning = "warning",
        /// Something to know, or that the map does not say.
        Info = "info",
    }
}

coded_enum! {
    /// What a finding is about. The order is the order of lists, within one severity.
    pub enum FindingCode {
        /// The model names no core actor, so it cannot be judged.
        ModelWithoutCore = "model_without_core",
        /// The model names no product, so it cannot be judged.
        ModelWithoutProduct = "model_without_product",
        /// The model's verdict is "no buyer".
        ModelNoBuyer = "model_no_buyer",
        /// The model's verdict is "on paper".
        ModelOnPaper = "model_on_paper",
        /// Products that are part of one another in a circle.
        ProductLoop = "product_loop",
        /// Conversions in a circle that give more goods than go in.
        ConversionLoop = "conversion_loop",
        /// The model's verdict is "stops short".
        ModelStopsShort = "model_stops_short",
        /// Without this actor, these models would be flagged; it is not of their core.
        DependsOnOne = "depends_on_one",
        /// A member that would be flagged on its own.
        MemberLeftOut = "member_left_out",
        /// Supplies goods, is in no model and reaches no buyer.
        ProducerWithoutBuyer = "producer_without_buyer",
        /// Contracts that are over, and whose renewal would make a model's verdict better.
        ContractLapsed = "contract_lapsed",
        /// A contract in its last or last but one year, without which a model's verdict would be worse.
        ContractLapsing = "contract_lapsing",
        /// A target that is not reached in its year.
        TargetMissed = "target_missed",
        /// A cooperative or union with fewer members than the law of the year asks for.
        BelowLegalMinimum = "below_legal_minimum",
        /// Supply that the links cannot carry to buyers.
        SupplyWithoutOutlet = "supply_without_outlet",
        /// What leaves an actor is not what comes in, is made and is supplied.
        VolumeImbalance = "volume_imbalance",
        /// Two neighbours of a recorded channel without a link.
        ChannelBroken = "channel_broken",
        /// Goods arrive, none leave, and it is no buyer.
        DeadEnd = "dead_end",
        /// An actor's shares of a product sum above 101 per cent.
        SharesExceed = "shares_exceed",
        /// Actors that seem to be one and the same.
        DuplicateActor = "duplicate_actor",
        /// An actor without any link.
        ActorIsolated = "actor_isolated",
        /// The model's verdict is "loose".
        ModelLoose = "model_loose",
        /// A contract shorter than Decree 98/2018/NĐ-CP art. 11 asks for.
        ContractTooShort = "contract_too_short",
        /// A contract that gives neither its first nor its last year.
        ContractWithoutDates = "contract_without_dates",
        /// A product link that does not say which goods move along it.
        LinkWithoutProduct = "link_without_product",
        /// A product link that does not say how it is agreed.
        LinkWithoutForm = "link_without_form",
        /// A product link from a later stage to an earlier one.
        AgainstStageOrder = "against_stage_order",
        /// A stage that a product's chain skips, or where nobody stands.
        StageEmpty = "stage_empty",
        /// An actor's shares of a product sum below 99 per cent.
        SharesUnaccounted = "shares_unaccounted",
    }
}

impl FindingCode {
    /// How grave such a finding is.
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
            | Self::DuplicateActor
            | Self::ActorIsolated => Severity::Warning,
            Self::ModelLoose
            | Self::ContractTooShort
            | Self::ContractWithoutDates
            | Self::LinkWithoutProduct
            | Self::LinkWithoutForm
            | Self::AgainstStageOrder
            | Self::StageEmpty
            | Self::SharesUnaccounted => Severity::Info,
        }
    }

    /// What there is to do about it.
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
            Self::DependsOnOne => Task::Spread,
            Self::TargetMissed | Self::BelowLegalMinimum => Task::Reach,
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
            | Self::DuplicateActor
            | Self::AgainstStageOrder => Task::Correct,
        }
    }
}

coded_enum! {
    /// What there is to do about a finding, the most pressing first.
    pub enum Task {
        /// Find a way to a buyer.
        FindOutlet = "find_outlet",
        /// Sign, renew or lengthen an agreement.
        Secure = "secure",
        /// Hang on more than one partner.
        Spread = "spread",
        /// Reach a target or a legal minimum.
        Reach = "reach",
        /// Say on the map what it does not say yet.
        Complete = "complete",
        /// Look whether what the map says can be right.
        Correct = "correct",
    }
}
