//! A finding: compact, as a map of millions of links may have several for each.

use super::{FindingCode, MissingData, Severity, Verdict};
use crate::map::{ActorId, ChannelId, Link, LinkId, ModelId, ProductId, StageId, TargetId, Year};

/// What a figure rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmountBasis {
    /// On the records.
    #[default]
    Recorded,
    /// On the member links of the map, which need not show every member.
    MemberLinks,
    /// It is a bound from below.
    AtLeast,
}

/// One checked fact about the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    code: FindingCode,
    named: Named,
}

/// What a finding names; always in the smaller form where that says everything.
#[derive(Clone, Debug, PartialEq)]
enum Named {
    /// A link with its ends, and its product where it has just one.
    Link {
        ends: [ActorId; 2],
        link: LinkId,
        product: Option<ProductId>,
    },
    Parts(Box<FindingParts>),
}

/// What a finding names besides its kind, as plain lists and figures: of these one is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingParts {
    /// The actors that it names.
    pub actors: Vec<ActorId>,
    /// The core actors with the products that it is about, where these are not all the actors with all the products.
    pub cases: Vec<(ActorId, ProductId)>,
    /// The links that it names.
    pub links: Vec<LinkId>,
    /// The models that it names.
    pub models: Vec<ModelId>,
    /// The products that it names.
    pub products: Vec<ProductId>,
    /// The channels that it names.
    pub channels: Vec<ChannelId>,
    /// The stages that it names.
    pub stages: Vec<StageId>,
    /// The targets that it names.
    pub targets: Vec<TargetId>,
    /// The figure concerned: the sum of shares in per cent, the required years of a contract, the gain of a cycle,
    /// members, a volume in the product's unit, or the value of a target.
    pub amount: Option<f64>,
    /// What the figure in `amount` rests on.
    pub basis: AmountBasis,
    /// The figure that `amount` falls short of or differs from: the legal minimum, the expected outflow, the supply, or
    /// the goal.
    pub expected: Option<f64>,
    /// The verdict of its models after the renewal of its contracts; none for findings without renewal.
    pub verdict: Option<Verdict>,
    /// The year of the figure in `amount`, where it is not that of the assessment.
    pub figure_year: Option<Year>,
    /// What is missing to judge a target.
    pub missing_data: Option<MissingData>,
}

impl FindingParts {
    /// A link with its ends and the products that it names.
    pub fn of_link(link: &Link) -> Self {
        Self {
            actors: vec![link.from, link.to],
            links: vec![link.id],
            products: link.products.iter().copied().collect(),
            ..Self::default()
        }
    }

    /// Whether it has nothing but actors, links and products.
    fn names_nothing_else(&self) -> bool {
        // Destructured in full, so that no part is forgotten.
        let Self {
            actors: _,
            links: _,
            products: _,
            cases,
            models,
            channels,
            stages,
            targets,
            amount,
            basis,
            expected,
            verdict,
            figure_year,
            missing_data,
        } = self;
        let lists_none = cases.is_empty() && models.is_empty() && channels.is_empty();
        let names_none = lists_none && stages.is_empty() && targets.is_empty();
        let has_figures = amount.is_some() || expected.is_some() || figure_year.is_some();
        names_none && !has_figures && *basis == AmountBasis::Recorded && verdict.is_none() && missing_data.is_none()
    }
}

impl Named {
    fn new(parts: FindingParts) -> Self {
        match (&*parts.actors, &*parts.links, &*parts.products) {
            ([from, to], [link], [] | [_]) if parts.names_nothing_else() => {
                Self::Link { ends: [*from, *to], link: *link, product: parts.products.first().copied() }
            }
            _ => Self::Parts(Box::new(parts)),
        }
    }
}

impl Finding {
    /// A finding of this kind that names these.
    pub fn new(code: FindingCode, parts: FindingParts) -> Self {
        Self { code, named: Named::new(parts) }
    }

    /// A finding about a link, its ends and the products that it names, and nothing else.
    pub fn of_link(code: FindingCode, link: &Link) -> Self {
        if link.products.len() > 1 {
            return Self::new(code, FindingParts::of_link(link));
        }
        let product = link.products.first().copied();
        Self { code, named: Named::Link { ends: [link.from, link.to], link: link.id, product } }
    }

    /// Its kind.
    pub fn code(&self) -> FindingCode {
        self.code
    }

    /// How severe it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The actors that it names.
    pub fn actors(&self) -> &[ActorId] {
        match &self.named {
            Named::Link { ends, .. } => ends,
            Named::Parts(parts) => &parts.actors,
        }
    }

    /// The links that it names.
    pub fn links(&self) -> &[LinkId] {
        match &self.named {
            Named::Link { link, .. } => std::slice::from_ref(link),
            Named::Parts(parts) => &parts.links,
        }
    }

    /// The products that it names.
    pub fn products(&self) -> &[ProductId] {
        match &self.named {
            Named::Link { product, .. } => product.as_slice(),
            Named::Parts(parts) => &parts.products,
        }
    }

    /// See [`FindingParts::cases`].
    pub fn cases(&self) -> &[(ActorId, ProductId)] {
        self.listed(|parts| &parts.cases)
    }

    /// The models that it names.
    pub fn models(&self) -> &[ModelId] {
        self.listed(|parts| &parts.models)
    }

    /// The channels that it names.
    pub fn channels(&self) -> &[ChannelId] {
        self.listed(|parts| &parts.channels)
    }

    /// The stages that it names.
    pub fn stages(&self) -> &[StageId] {
        self.listed(|parts| &parts.stages)
    }

    /// The targets that it names.
    pub fn targets(&self) -> &[TargetId] {
        self.listed(|parts| &parts.targets)
    }

    /// See [`FindingParts::amount`].
    pub fn amount(&self) -> Option<f64> {
        self.parts()?.amount
    }

    /// See [`FindingParts::basis`].
    pub fn basis(&self) -> AmountBasis {
        self.parts().map(|parts| parts.basis).unwrap_or_default()
    }

    /// See [`FindingParts::expected`].
    pub fn expected(&self) -> Option<f64> {
        self.parts()?.expected
    }

    /// See [`FindingParts::verdict`].
    pub fn verdict(&self) -> Option<Verdict> {
        self.parts()?.verdict
    }

    /// See [`FindingParts::figure_year`].
    pub fn figure_year(&self) -> Option<Year> {
        self.parts()?.figure_year
    }

    /// See [`FindingParts::missing_data`].
    pub fn missing_data(&self) -> Option<MissingData> {
        self.parts()?.missing_data
    }

    /// None for the smaller form, which has nothing of what is read so.
    fn parts(&self) -> Option<&FindingParts> {
        match &self.named {
            Named::Link { .. } => None,
            Named::Parts(parts) => Some(parts),
        }
    }

    fn listed<T>(&self, list: impl Fn(&FindingParts) -> &Vec<T>) -> &[T] {
        self.parts().map(|parts| list(parts).as_slice()).unwrap_or_default()
    }
}
