//! The columns of each table: fields of its records, and what is computed of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::TableKind;
use crate::exchange::import::CellType;
use crate::language::{Heading, Language};
use crate::map::{Actor, Channel, CoopModel, Evidence, Figures, Link, LinkageMap, Product, Target};
use crate::schema::{Choices, Described, Field, FieldType, actor, link, model, product, target};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableColumn {
    /// A field of an actor.
    Actor(&'static Field<Actor>),
    /// A field of a link.
    Link(&'static Field<Link>),
    /// A field of a model.
    Model(&'static Field<CoopModel>),
    /// A figure of an actor in the year that is shown.
    Figures(&'static Field<Figures>),
    /// A detail of what a link rests on.
    Evidence(&'static Field<Evidence>),
    /// A field of a product.
    Product(&'static Field<Product>),
    /// A field of a channel.
    Channel(&'static Field<Channel>),
    /// A field of a target.
    Target(&'static Field<Target>),
    /// What is computed, or names the row.
    Computed(Heading),
}

impl TableColumn {
    /// What stands over it.
    pub fn title(self, language: Language) -> String {
        // What names the rows of a table says what they are.
        let named = |heading: Heading| heading.text(language).to_owned();
        match self {
            Self::Actor(field) if *field == actor::NAME => named(Heading::Actor),
            Self::Model(field) if *field == model::NAME => named(Heading::Model),
            Self::Product(field) if *field == product::NAME => named(Heading::Product),
            Self::Target(field) if *field == target::NAME => named(Heading::Target),
            Self::Actor(field) => field.title(language),
            Self::Link(field) => field.title(language),
            Self::Model(field) => field.title(language),
            Self::Figures(field) => field.title(language),
            Self::Evidence(field) => field.title(language),
            Self::Product(field) => field.title(language),
            Self::Channel(field) => field.title(language),
            Self::Target(field) => field.title(language),
            Self::Computed(heading) => named(heading),
        }
    }

    /// Its key in settings: unique within its table.
    pub fn id(self) -> Cow<'static, str> {
        match self {
            Self::Actor(field) => field.id.into(),
            Self::Link(field) => field.id.into(),
            Self::Model(field) => field.id.into(),
            Self::Figures(field) => field.id.into(),
            Self::Evidence(field) => field.id.into(),
            Self::Product(field) => field.id.into(),
            Self::Channel(field) => field.id.into(),
            Self::Target(field) => field.id.into(),
            Self::Computed(heading) => format!("{heading:?}").into(),
        }
    }

    /// Whether a table has it unless others are chosen.
    pub fn is_usual(self) -> bool {
        match self {
            Self::Actor(field) => field.column.is_some(),
            Self::Link(field) => field.column.is_some(),
            Self::Model(field) => field.column.is_some(),
            Self::Figures(field) => field.column.is_some(),
            Self::Evidence(field) => field.column.is_some(),
            Self::Product(field) => field.column.is_some(),
            Self::Channel(field) => field.column.is_some(),
            Self::Target(field) => field.column.is_some(),
            Self::Computed(_) => true,
        }
    }

    /// Whether a new row must fill it.
    pub fn is_required(self) -> bool {
        match self {
            Self::Actor(field) => field.is_required,
            Self::Link(field) => field.is_required,
            Self::Model(field) => field.is_required,
            Self::Product(field) => field.is_required,
            Self::Channel(field) => field.is_required,
            Self::Target(field) => *field == target::NAME,
            Self::Figures(_) | Self::Evidence(_) | Self::Computed(_) => false,
        }
    }

    /// The type of its cells, as imports know it.
    pub(in crate::exchange) fn cell_type(self) -> CellType {
        match self {
            Self::Actor(field) => CellType::of(&field.kind),
            Self::Link(field) => CellType::of(&field.kind),
            Self::Model(field) => CellType::of(&field.kind),
            Self::Figures(field) => CellType::of(&field.kind),
            Self::Evidence(field) => CellType::of(&field.kind),
            Self::Product(field) => CellType::of(&field.kind),
            Self::Channel(field) => CellType::of(&field.kind),
            Self::Target(field) => CellType::of(&field.kind),
            Self::Computed(_) => CellType::Text,
        }
    }

    /// The names by which a head knows it, but for what stands over it here.
    pub(in crate::exchange) fn import_names(self) -> Vec<&'static str> {
        match self {
            Self::Actor(field) => field_names(field),
            Self::Link(field) => field_names(field),
            Self::Model(field) => field_names(field),
            Self::Figures(field) => field_names(field),
            Self::Evidence(field) => field_names(field),
            Self::Product(field) => field_names(field),
            Self::Channel(field) => field_names(field),
            Self::Target(field) => field_names(field),
            Self::Computed(_) => Vec::new(),
        }
    }

    /// The products that a text names in it.
    pub(in crate::exchange) fn products_named(self, text: &str) -> Vec<&str> {
        match self {
            Self::Actor(field) => field.products_named(text),
            Self::Link(field) => field.products_named(text),
            Self::Model(field) => field.products_named(text),
            Self::Product(field) => field.products_named(text),
            Self::Channel(field) => field.products_named(text),
            Self::Figures(_) | Self::Evidence(_) | Self::Target(_) | Self::Computed(_) => Vec::new(),
        }
    }

    /// Whether it holds the stage of an actor.
    pub(in crate::exchange) fn is_stage(self) -> bool {
        self == Self::Actor(&actor::STAGE)
    }

    /// What it offers to whoever types in it.
    pub fn choices(self, language: Language) -> Choices {
        match self {
            Self::Actor(field) => field.choices(language),
            Self::Link(field) => field.choices(language),
            Self::Model(field) => field.choices(language),
            Self::Figures(field) => field.choices(language),
            Self::Evidence(field) => field.choices(language),
            Self::Product(field) => field.choices(language),
            Self::Channel(field) => field.choices(language),
            Self::Target(field) => field.choices(language),
            Self::Computed(_) => Choices::Free,
        }
    }

    /// The texts that stand in it now, in order, where these are offered.
    pub fn known_texts(self, map: &LinkageMap) -> BTreeSet<&str> {
        match self {
            Self::Actor(field) => field.known_texts(map),
            Self::Link(field) => field.known_texts(map),
            Self::Product(field) => field.known_texts(map),
            Self::Channel(field) => field.known_texts(map),
            _ => BTreeSet::new(),
        }
    }

    /// Whether it holds text of several lines.
    pub fn is_note(self) -> bool {
        match self {
            Self::Actor(field) => matches!(field.kind, FieldType::Note(_)),
            Self::Link(field) => matches!(field.kind, FieldType::Note(_)),
            Self::Model(field) => matches!(field.kind, FieldType::Note(_)),
            Self::Channel(field) => matches!(field.kind, FieldType::Note(_)),
            Self::Target(field) => matches!(field.kind, FieldType::Note(_)),
            Self::Figures(_) | Self::Evidence(_) | Self::Product(_) | Self::Computed(_) => false,
        }
    }

    /// Whether it can be typed in: fields, but for numbers of records and what is a record of its own.
    pub fn is_editable(self) -> bool {
        match self {
            Self::Actor(field) => is_typed(field),
            Self::Link(field) => is_typed(field),
            Self::Model(field) => is_typed(field),
            Self::Product(field) => is_typed(field),
            Self::Channel(field) => is_typed(field),
            Self::Target(field) => is_typed(field),
            Self::Figures(_) | Self::Evidence(_) => true,
            Self::Computed(_) => false,
        }
    }

    /// Whether it contains numbers, which are right-aligned.
    pub fn is_numeric(self) -> bool {
        match self {
            Self::Actor(field) => field.is_numeric(),
            Self::Link(field) => field.is_numeric(),
            Self::Model(field) => field.is_numeric(),
            Self::Target(field) => field.is_numeric(),
            Self::Figures(field) => field.is_numeric(),
            Self::Evidence(field) => field.is_numeric(),
            Self::Product(field) => field.is_numeric(),
            Self::Channel(field) => field.is_numeric(),
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

/// Every column that a table may have, in order: fields and what is computed by their places, see [`Field::column`]; a field
/// without a place of its own behind the field that it follows in its record.
pub(super) fn all_columns(kind: TableKind) -> &'static [TableColumn] {
    static MODELS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| {
        let computed = [
            (10, Heading::Verdict),
            (20, Heading::Why),
            (30, Heading::Buyer),
            (60, Heading::MembersListed),
            (70, Heading::LeftOut),
        ];
        in_order(fields(TableColumn::Model, &[]), &computed)
    });
    static ACTORS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| {
        // Figures stand in columns of their own.
        let mut all = fields(TableColumn::Actor, &[&actor::FIGURES]);
        all.extend(fields(TableColumn::Figures, &[]));
        in_order(all, &[])
    });
    static LINKS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| {
        let mut all = fields(TableColumn::Link, &[]);
        // Behind the evidence itself, which stands for the paper.
        let place = all.iter().find(|(_, _, column)| *column == TableColumn::Link(&link::EVIDENCE)).map(|it| it.0);
        let details = fields(TableColumn::Evidence, &[&link::evidence::PAPER]);
        all.extend(details.into_iter().map(|(_, _, column)| (place.unwrap_or_default(), false, column)));
        in_order(all, &[(50, Heading::State)])
    });
    static PRODUCTS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| in_order(fields(TableColumn::Product, &[]), &[]));
    static CHANNELS: LazyLock<Vec<TableColumn>> = LazyLock::new(|| in_order(fields(TableColumn::Channel, &[]), &[]));
    static FINDINGS: &[TableColumn] = &[
        TableColumn::Computed(Heading::Severity),
        TableColumn::Computed(Heading::Finding),
        TableColumn::Computed(Heading::Sentence),
    ];
    static TARGETS: LazyLock<Vec<TableColumn>> =
        LazyLock::new(|| in_order(fields(TableColumn::Target, &[]), &[(40, Heading::Reached), (50, Heading::Missing)]));
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
        TableKind::Products => &PRODUCTS,
        TableKind::Channels => &CHANNELS,
        TableKind::Findings => FINDINGS,
        TableKind::Targets => &TARGETS,
        TableKind::Totals => TOTALS,
        TableKind::MarketShares => MARKET_SHARES,
        TableKind::Completeness => COMPLETENESS,
    }
}

/// The columns that a table has unless others are chosen.
pub(super) fn usual_columns(kind: TableKind) -> &'static [TableColumn] {
    static ALL: LazyLock<BTreeMap<TableKind, Vec<TableColumn>>> = LazyLock::new(|| {
        let usual = |kind: TableKind| all_columns(kind).iter().copied().filter(|column| column.is_usual()).collect();
        TableKind::ALL.into_iter().map(|kind| (kind, usual(kind))).collect()
    });
    ALL.get(&kind).map_or(&[], Vec::as_slice)
}

/// Which of its possible columns a table shows; the first, which names the row, is always among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnSet(u64);

impl ColumnSet {
    /// Those that a table has unless others are chosen.
    pub fn usual(kind: TableKind) -> Self {
        let mut set = Self(0);
        all_columns(kind).iter().enumerate().filter(|(_, it)| it.is_usual()).for_each(|(at, _)| set.show(at, true));
        set
    }

    /// Those with these ids, see [`TableColumn::id`]; other ids are left out.
    pub fn of_ids<'a>(kind: TableKind, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = Self(1);
        for id in ids {
            if let Some(at) = all_columns(kind).iter().position(|column| column.id() == id) {
                set.show(at, true);
            }
        }
        set
    }

    /// Whether the column at a place among all possible ones is shown.
    pub fn contains(self, at: usize) -> bool {
        at < 64 && self.0 & (1 << at) != 0
    }

    /// Shows or hides the column at a place among all possible ones.
    pub fn show(&mut self, at: usize, shown: bool) {
        let bit = if at < 64 { 1_u64 << at } else { 0 };
        self.0 = 1 | if shown { self.0 | bit } else { self.0 & !bit };
    }

    /// The ids of the shown columns.
    pub fn ids(self, kind: TableKind) -> Vec<String> {
        self.columns(kind).into_iter().map(|column| column.id().into_owned()).collect()
    }

    /// The shown columns, from left to right.
    pub fn columns(self, kind: TableKind) -> Vec<TableColumn> {
        all_columns(kind).iter().enumerate().filter(|(at, _)| self.contains(*at)).map(|(_, column)| *column).collect()
    }
}

/// A field as a column, with its place and whether that is its own.
type PlacedColumn = (u8, bool, TableColumn);

fn fields<R: Described>(
    column: fn(&'static Field<R>) -> TableColumn,
    without: &[&'static Field<R>],
) -> Vec<PlacedColumn> {
    let mut place = 0;
    let mut all = Vec::new();
    for field in R::fields().iter().filter(|field| !without.contains(*field)) {
        place = field.column.unwrap_or(place);
        all.push((place, field.column.is_some(), column(field)));
    }
    all
}

fn in_order(fields: Vec<PlacedColumn>, computed: &[(u8, Heading)]) -> Vec<TableColumn> {
    let computed = computed.iter().map(|(place, heading)| (*place, true, TableColumn::Computed(*heading)));
    let mut all: Vec<PlacedColumn> = fields.into_iter().chain(computed).collect();
    // What has a place of its own comes before what only follows it.
    all.sort_by_key(|(place, is_own, _)| (*place, !is_own));
    all.into_iter().map(|(.., column)| column).collect()
}

fn is_typed<R>(field: &Field<R>) -> bool {
    !matches!(field.kind, FieldType::Id(_) | FieldType::Figures(_))
}

fn field_names<R>(field: &Field<R>) -> Vec<&'static str> {
    let imported = field.import.map_or(&[][..], |import| import.aliases);
    let named = Language::ALL.map(|language| field.name(language));
    std::iter::once(field.id).chain(imported.iter().copied()).chain(named).collect()
}
