//! The columns of each table: fields of its records, and what is computed of them.

use std::sync::LazyLock;

use super::TableKind;
use crate::language::{Heading, Language};
use crate::map::{Actor, CoopModel, Link, Target};
use crate::schema::{Described, Field};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableColumn {
    /// A field of an actor.
    Actor(&'static Field<Actor>),
    /// A field of a link.
    Link(&'static Field<Link>),
    /// A field of a model.
    Model(&'static Field<CoopModel>),
    /// A field of a target.
    Target(&'static Field<Target>),
    /// What is computed, or names the row.
    Computed(Heading),
}

impl TableColumn {
    /// What stands over it.
    pub fn title(self, language: Language) -> String {
        match self {
            Self::Actor(field) => field.title(language),
            Self::Link(field) => field.title(language),
            Self::Model(field) => field.title(language),
            Self::Target(field) => field.title(language),
            Self::Computed(heading) => heading.text(language).to_owned(),
        }
    }

    /// Whether it contains numbers, which are right-aligned.
    pub fn is_numeric(self) -> bool {
        match self {
            Self::Actor(field) => field.is_numeric(),
            Self::Link(field) => field.is_numeric(),
            Self::Model(field) => field.is_numeric(),
            Self::Target(field) => field.is_numeric(),
            Self::Computed(heading) => matches!(
                heading,
                Heading::MembersListed
                    | Heading::LeftOut
                    | Heading::Members
                    | Heading::Reached
                    | Heading::Missing
                    | Heading::Organisations
                    | Heading::OutsideProvince
                    | Heading::ModelCount
                    | Heading::FlaggedModels
                    | Heading::Supply
                    | Heading::Bought
                    | Heading::MarketShare
                    | Heading::Hhi
                    | Heading::Known
                    | Heading::Unknown
                    | Heading::KnownShare
            ),
        }
    }
}

/// The columns of a table; fields and what is computed in the order of their places, see [`Field::column`].
pub(super) fn columns(kind: TableKind) -> &'static [TableColumn] {
    static MODELS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| {
        let computed = [
            (0, Heading::Model),
            (10, Heading::Verdict),
            (20, Heading::Why),
            (30, Heading::Buyer),
            (60, Heading::MembersListed),
            (70, Heading::LeftOut),
        ];
        in_order(TableColumn::Model, &computed)
    });
    static ACTORS: LazyLock<Vec<TableColumn>> =
        LazyLock::new(|| in_order(TableColumn::Actor, &[(0, Heading::Actor), (60, Heading::Members)]));
    static LINKS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| in_order(TableColumn::Link, &[(50, Heading::State)]));
    static FINDINGS: &[TableColumn] = &[
        TableColumn::Computed(Heading::Severity),
        TableColumn::Computed(Heading::Finding),
        TableColumn::Computed(Heading::Sentence),
    ];
    static TARGETS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| {
        in_order(TableColumn::Target, &[(0, Heading::Target), (40, Heading::Reached), (50, Heading::Missing)])
    });
    static TOTALS: &[TableColumn] = &[
        TableColumn::Computed(Heading::Grouping),
        TableColumn::Computed(Heading::Group),
        TableColumn::Computed(Heading::Organisations),
        TableColumn::Computed(Heading::OutsideProvince),
        TableColumn::Computed(Heading::Members),
        TableColumn::Computed(Heading::ModelCount),
        TableColumn::Computed(Heading::FlaggedModels),
        TableColumn::Computed(Heading::Supply),
    ];
    static MARKET_SHARES: &[TableColumn] = &[
        TableColumn::Computed(Heading::Product),
        TableColumn::Computed(Heading::Buyer),
        TableColumn::Computed(Heading::Bought),
        TableColumn::Computed(Heading::MarketShare),
        TableColumn::Computed(Heading::Hhi),
    ];
    static COMPLETENESS: &[TableColumn] = &[
        TableColumn::Computed(Heading::Detail),
        TableColumn::Computed(Heading::Known),
        TableColumn::Computed(Heading::Unknown),
        TableColumn::Computed(Heading::KnownShare),
    ];
    match kind {
        TableKind::Models => &MODELS,
        TableKind::Actors => &ACTORS,
        TableKind::Links => &LINKS,
        TableKind::Findings => FINDINGS,
        TableKind::Targets => &TARGETS,
        TableKind::Totals => TOTALS,
        TableKind::MarketShares => MARKET_SHARES,
        TableKind::Completeness => COMPLETENESS,
    }
}

fn in_order<R: Described>(
    column: fn(&'static Field<R>) -> TableColumn,
    computed: &[(u8, Heading)],
) -> Vec<TableColumn> {
    let fields = R::fields().iter().filter_map(|field| Some((field.column?, column(field))));
    let computed = computed.iter().map(|(place, heading)| (*place, TableColumn::Computed(*heading)));
    let mut all: Vec<(u8, TableColumn)> = fields.chain(computed).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, column)| column).collect()
}
