//! The tables of an import and their columns: one definition for both the importer and its help.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::language::{Language, SheetTitle, integer};
use crate::map::{Actor, Channel, CoopModel, Figures, Info, Link, Placement, Product, Stage, Target, View};
use crate::schema::map::placement;
use crate::schema::{Described, Field, FieldType, Unit, actor, folded_key, link, strip_brackets};

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportTable {
    /// Actors, with their figures in the map's year.
    Actors,
    /// Links between actors.
    Links,
    /// Cooperative models.
    Models,
    /// Recorded channels.
    Channels,
    /// Products with their units.
    Products,
    /// Figures of actors by year.
    Figures,
    /// Targets.
    Targets,
    /// Stages from left to right.
    Stages,
    /// Views, as the program writes them.
    Views,
    /// The map itself: its title, place, note and year.
    Map,
}

impl ImportTable {
    /// All of them, in the order in which errors are told.
    pub const ALL: [Self; 10] = [
        Self::Actors,
        Self::Links,
        Self::Models,
        Self::Channels,
        Self::Products,
        Self::Figures,
        Self::Targets,
        Self::Stages,
        Self::Views,
        Self::Map,
    ];

    /// So many of its records, in words.
    pub(super) fn counted(self, count: u64, language: Language) -> String {
        let (many, one) = match (self, language) {
            (_, Language::Vietnamese) => (self.title().text(language).to_lowercase(), None),
            (Self::Actors, _) => ("actors".to_owned(), Some("actor")),
            (Self::Links, _) => ("links".to_owned(), Some("link")),
            (Self::Models, _) => ("models".to_owned(), Some("model")),
            (Self::Channels, _) => ("channels".to_owned(), Some("channel")),
            (Self::Products, _) => ("products".to_owned(), Some("product")),
            (Self::Figures, _) => ("figures".to_owned(), None),
            (Self::Targets, _) => ("targets".to_owned(), Some("target")),
            (Self::Stages, _) => ("stages".to_owned(), Some("stage")),
            (Self::Views, _) => ("views".to_owned(), Some("view")),
            (Self::Map, _) => ("map".to_owned(), None),
        };
        let word = one.filter(|_| count == 1).map_or(many, str::to_owned);
        format!("{} {word}", integer(count, language))
    }

    /// The name of its sheet.
    pub fn title(self) -> SheetTitle {
        match self {
            Self::Actors => SheetTitle::Actors,
            Self::Links => SheetTitle::Links,
            Self::Models => SheetTitle::Models,
            Self::Channels => SheetTitle::Channels,
            Self::Products => SheetTitle::Products,
            Self::Figures => SheetTitle::Figures,
            Self::Targets => SheetTitle::Targets,
            Self::Stages => SheetTitle::Stages,
            Self::Views => SheetTitle::Views,
            Self::Map => SheetTitle::Map,
        }
    }

    /// The name of its file, without the ending.
    pub(in crate::exchange) fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Links => "links",
            Self::Models => "models",
            Self::Channels => "channels",
            Self::Products => "products",
            Self::Figures => "figures",
            Self::Targets => "targets",
            Self::Stages => "stages",
            Self::Views => "views",
            Self::Map => "map",
        }
    }

    /// Its columns, in the order in which the help shows them.
    pub(super) fn columns(self) -> &'static [ImportColumn] {
        let [actors, links, models, channels, products, figures, targets, stages, views, map] = &*TABLES;
        match self {
            Self::Actors => actors,
            Self::Links => links,
            Self::Models => models,
            Self::Channels => channels,
            Self::Products => products,
            Self::Figures => figures,
            Self::Targets => targets,
            Self::Stages => stages,
            Self::Views => views,
            Self::Map => map,
        }
    }

    /// The column with this header in either language, ignoring case, accents, punctuation and a suffix in brackets,
    /// such as a unit.
    pub(super) fn find_column(self, header: &str) -> Option<&'static ImportColumn> {
        // No header is that long, whatever stands in the first rows.
        const LONGEST: usize = 500;
        if header.len() > LONGEST {
            return None;
        }
        let by_name = |name: &str| COLUMNS_BY_NAME.get(&(self, folded_key(name))).copied();
        by_name(header).or_else(|| by_name(strip_brackets(header)))
    }
}

impl ImportTable {
    /// Whether a head is only a network program's word for a column: what stands below is then written by a program that
    /// knows nothing of ours.
    pub(super) fn is_network_header(self, header: &str, column: &ImportColumn) -> bool {
        self.has_word(NETWORK_HEADERS, header, column)
    }

    /// Whether a head means a column only where none has its own name.
    pub(super) fn is_weak_header(self, header: &str, column: &ImportColumn) -> bool {
        self.is_network_header(header, column) || self.has_word(REGISTER_HEADERS, header, column)
    }

    fn has_word(self, words: &[(Self, &str, &[&str])], header: &str, column: &ImportColumn) -> bool {
        let key = folded_key(header);
        let mut of_column = words.iter().filter(|(table, id, _)| *table == self && *id == column.id);
        of_column.any(|(.., names)| names.iter().any(|name| folded_key(name) == key))
    }

    /// Whether a sheet or file with this name is that table.
    pub(super) fn is_named(self, sheet: &str) -> bool {
        let stem = sheet.rsplit('/').next().unwrap_or(sheet);
        let key = folded_key(stem.rsplit_once('.').map_or(stem, |(stem, _)| stem));
        key == self.name() || Language::ALL.iter().any(|language| key == folded_key(self.title().text(*language)))
    }

    /// The column with this id.
    pub(super) fn column(self, id: &str) -> Option<&'static ImportColumn> {
        self.columns().iter().find(|column| column.id == id)
    }

    /// The ids of the columns that it cannot do without.
    pub(super) fn required_columns(self) -> impl Iterator<Item = &'static str> {
        self.columns().iter().filter(|column| column.required).map(|column| column.id)
    }

    /// Whether these headers name all required columns.
    pub(super) fn has_required(self, headers: &[String]) -> bool {
        let found: Vec<&str> = headers.iter().filter_map(|name| Some(self.find_column(name)?.id)).collect();
        self.required_columns().all(|id| found.contains(&id))
    }
}

/// How many of these cells name a column of the table, or of any.
pub(super) fn known_columns<'a>(table: Option<ImportTable>, cells: &(impl Iterator<Item = &'a str> + Clone)) -> usize {
    let known = |table: ImportTable| cells.clone().filter(|cell| table.find_column(cell).is_some()).count();
    match table {
        Some(table) => known(table),
        None => ImportTable::ALL.into_iter().map(known).max().unwrap_or_default(),
    }
}

/// The headers of the network programs Gephi, Cytoscape and Kumu that mean one of our columns.
const NETWORK_HEADERS: &[(ImportTable, &str, &[&str])] = &[
    (ImportTable::Actors, actor::NAME.id, &["label", "shared name", "node", "node label", "node name"]),
    (ImportTable::Actors, actor::ID.id, &["node id"]),
    (ImportTable::Actors, actor::KIND.id, &["type", "element type", "node type"]),
    (ImportTable::Actors, actor::NOTE.id, &["description"]),
    (
        ImportTable::Links,
        link::FROM.id,
        &[
            "source",
            "node1",
            "node 1",
            "source node",
            "source id",
            "source label",
            "source name",
            "from id",
            "src",
            "origin",
            "seller",
            "supplier",
            "nguồn",
        ],
    ),
    (
        ImportTable::Links,
        link::TO.id,
        &[
            "target",
            "node2",
            "node 2",
            "target node",
            "target id",
            "target label",
            "target name",
            "to id",
            "dst",
            "destination",
            "buyer",
            "receiver",
            "đích",
        ],
    ),
    (ImportTable::Links, link::VOLUME.id, &["weight", "value", "trọng số"]),
    (ImportTable::Links, link::KIND.id, &["type", "connection type", "edge type", "interaction", "shared interaction"]),
    (ImportTable::Links, link::NOTE.id, &["description"]),
];

/// The headers of registers that mean one of our columns where none has its own name.
const REGISTER_HEADERS: &[(ImportTable, &str, &[&str])] = &[
    (
        ImportTable::Actors,
        actor::KIND.id,
        &["organization type", "organisation type", "type of organization", "type of organisation"],
    ),
    (ImportTable::Actors, actor::DISTRICT.id, &["địa bàn huyện", "địa bàn (huyện)", "huyện, thị xã, thành phố"]),
    (
        ImportTable::Actors,
        actor::FOUNDED.id,
        &["năm TL", "ngày TL", "year established", "established", "year founded", "date of establishment"],
    ),
    (
        ImportTable::Actors,
        actor::SUPPLY.id,
        &["sản phẩm chính", "sản phẩm chủ lực", "mặt hàng chính", "main product", "main products"],
    ),
    (
        ImportTable::Actors,
        actor::figures::MEMBERS.id,
        &["TV", "số TV", "tổng số thành viên", "number of members", "no. of members"],
    ),
    (ImportTable::Actors, actor::figures::REVENUE.id, &["annual revenue", "yearly revenue"]),
    (
        ImportTable::Actors,
        actor::NAME.id,
        &[
            "organization name",
            "organisation name",
            "name of organization",
            "name of organisation",
            "cooperative name",
            "name of cooperative",
            "company name",
            "enterprise name",
            "tên tổ chức",
            "tên cơ sở",
            "tên HTX",
            "tên hợp tác xã",
            "tên THT",
            "tên tổ hợp tác",
            "tên HTX, THT",
            "tên THT, HTX",
            "tên doanh nghiệp",
            "tên công ty",
            "cooperative",
            "organisation",
            "organization",
        ],
    ),
];

/// The type of a column's cells, for number style inference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum CellType {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A number from 0 to 100.
    Share,
    /// An integer.
    Integer,
    /// A year.
    Year,
    /// A list whose items may end in a colon and a number.
    AmountList,
}

impl CellType {
    /// Whether a cell of it is one number.
    pub fn is_number(self) -> bool {
        !matches!(self, Self::Text | Self::AmountList)
    }

    pub fn of<R>(kind: &FieldType<R>) -> Self {
        match kind {
            FieldType::Order(_) | FieldType::Count(_) | FieldType::Whole(..) => Self::Integer,
            FieldType::Amount(_) | FieldType::Balance(_) | FieldType::Goal(_) | FieldType::Coordinate(_) => {
                Self::Number
            }
            FieldType::Percent(_) => Self::Share,
            FieldType::Year(_) | FieldType::OptionalYear(_) => Self::Year,
            FieldType::Supply(_) | FieldType::Conversions(_) | FieldType::Portions(_) => Self::AmountList,
            _ => Self::Text,
        }
    }
}

/// A column of a table: a field as an import knows it.
#[derive(Debug)]
pub(super) struct ImportColumn {
    /// The id of its field.
    pub id: &'static str,
    aliases: Vec<&'static str>,
    pub cell_type: CellType,
    /// Whether its numbers are sums of money.
    pub is_money: bool,
    pub required: bool,
    description: &'static str,
    titles: [&'static str; 2],
}

impl ImportColumn {
    /// What it is called in Vietnamese and English, in lower case.
    pub fn titles(&self) -> [&'static str; 2] {
        self.titles
    }

    /// What it is called, in lower case.
    pub fn title(&self, language: Language) -> &'static str {
        let [vietnamese, english] = self.titles;
        match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        }
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.id).chain(self.aliases.iter().copied())
    }
}

/// The columns for the fields of a record that tables have.
fn columns_of<R: Described>() -> Vec<ImportColumn> {
    let column = |field: &&'static Field<R>| {
        let import = field.import?;
        Some(ImportColumn {
            id: field.id,
            aliases: import.aliases.iter().copied().chain(Language::ALL.map(|it| field.name(it))).collect(),
            cell_type: CellType::of(&field.kind),
            is_money: field.unit == Unit::Vnd,
            required: field.is_required,
            description: import.help,
            titles: titles_of(field),
        })
    };
    R::fields().iter().filter_map(column).collect()
}

/// What the column of a field is called; two parts of a place have columns of their own.
fn titles_of<R>(field: &Field<R>) -> [&'static str; 2] {
    if field.id == placement::X.id {
        ["vị trí ngang", "position across"]
    } else if field.id == placement::Y.id {
        ["vị trí dọc", "position down"]
    } else {
        [field.name(Language::Vietnamese), field.name(Language::English)]
    }
}

/// The column of the actor whose figures a row has.
pub(in crate::exchange) const FIGURES_ACTOR: &str = "actor";
/// The column of the year of figures.
pub(in crate::exchange) const FIGURES_YEAR: &str = "year";

/// The columns of the date of a link's evidence, and of who said so.
pub(in crate::exchange) const EVIDENCE_DATE: &str = "evidence_date";
pub(in crate::exchange) const EVIDENCE_SAID_BY: &str = "evidence_said_by";
/// The column of what stands beside a link in a drawing.
pub(in crate::exchange) const LINK_LABEL: &str = "label";
/// The column of the province that an actor is in, by which its commune is found.
pub(in crate::exchange) const PROVINCE: &str = "province";
/// The column of whether an actor is still at work.
pub(in crate::exchange) const STATUS: &str = "status";
/// The column of what a view shows.
pub(in crate::exchange) const VIEW_STATE: &str = "state";

fn text_column(id: &'static str, titles: [&'static str; 2], description: &'static str) -> ImportColumn {
    let [vietnamese, _] = titles;
    ImportColumn {
        id,
        aliases: vec![vietnamese],
        cell_type: CellType::Text,
        is_money: false,
        required: false,
        description,
        titles,
    }
}

/// The columns of a row of figures: whose, of which year, and the figures.
fn columns_of_figures() -> Vec<ImportColumn> {
    let key = |id, aliases: &[&'static str], cell_type, description, titles| ImportColumn {
        id,
        aliases: aliases.to_vec(),
        cell_type,
        is_money: false,
        required: true,
        description,
        titles,
    };
    let actor = ["tác nhân", "tên tác nhân", "tên", "name", "tên đơn vị", "HTX", "mã", "id", "mã số"];
    let mut columns = vec![
        key(FIGURES_ACTOR, &actor, CellType::Text, "id, name or code of the actor", ["tác nhân", "actor"]),
        key(FIGURES_YEAR, &["năm"], CellType::Year, "the year of the figures", ["năm", "year"]),
    ];
    columns.extend(columns_of::<Figures>());
    columns
}

/// The columns of each table. An actor's row has its figures in the map's year, too.
static TABLES: LazyLock<[Vec<ImportColumn>; 10]> = LazyLock::new(|| {
    let mut actors = columns_of::<Actor>();
    actors.extend(columns_of::<Figures>());
    actors.extend(columns_of::<Placement>());
    actors.push(ImportColumn {
        id: PROVINCE,
        aliases: vec!["tỉnh", "tỉnh, thành phố", "tỉnh thành"],
        cell_type: CellType::Text,
        is_money: false,
        required: false,
        description: "province or city, by which communes are found; of another one than the map's: outside the province",
        titles: ["tỉnh, thành phố", "province"],
    });
    let status = "at work, stopped, or dissolved in a year (đang hoạt động, ngừng hoạt động, giải thể năm 2022)";
    let status = text_column(STATUS, ["trạng thái", "status"], status);
    actors.push(ImportColumn {
        aliases: vec!["trạng thái", "tình trạng", "tình trạng hoạt động"], ..status
    });
    let mut links = columns_of::<Link>();
    links.push(text_column(EVIDENCE_DATE, ["ngày căn cứ", "date of the evidence"], "date of the paper"));
    links.push(text_column(EVIDENCE_SAID_BY, ["người cung cấp", "who said so"], "who said so"));
    links.push(text_column(
        LINK_LABEL,
        ["nhãn", "label"],
        "words beside it in a drawing: its form, products and share, else a note",
    ));
    let mut views = columns_of::<View>();
    views.push(text_column(VIEW_STATE, ["trạng thái", "state"], "what it shows, as the program writes it"));
    let mut tables = [
        actors,
        links,
        columns_of::<CoopModel>(),
        columns_of::<Channel>(),
        columns_of::<Product>(),
        columns_of_figures(),
        columns_of::<Target>(),
        columns_of::<Stage>(),
        views,
        columns_of::<Info>(),
    ];
    for (table, columns) in ImportTable::ALL.into_iter().zip(&mut tables) {
        for column in columns {
            let names =
                NETWORK_HEADERS.iter().chain(REGISTER_HEADERS).filter(|(of, id, _)| *of == table && *id == column.id);
            column.aliases.extend(names.flat_map(|(.., names)| names.iter().copied()));
        }
    }
    tables
});

/// Every column by table and [`folded_key`] of each of its names; an index, as a header may have very many cells.
static COLUMNS_BY_NAME: LazyLock<BTreeMap<(ImportTable, String), &'static ImportColumn>> = LazyLock::new(|| {
    let columns =
        ImportTable::ALL.into_iter().flat_map(|table| table.columns().iter().map(move |column| (table, column)));
    let names = columns.flat_map(|(table, column)| column.names().map(move |name| ((table, folded_key(name)), column)));
    // Where two columns share a name, it means the first: its own id stands before what others are called besides.
    let mut by_name = BTreeMap::new();
    for (name, column) in names {
        by_name.entry(name).or_insert(column);
    }
    by_name
});

/// Whether a header is that of a row number column, which most Vietnamese registers have.
pub(in crate::exchange) fn is_row_number_header(header: &str) -> bool {
    // Accents matter: “nợ” (debt) is a different column.
    const LONGEST: usize = 20;
    if header.len() > LONGEST {
        return false;
    }
    let word = header.trim().trim_end_matches(['.', ':']).to_lowercase();
    matches!(word.as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "no" | "№" | "#")
}

/// The tables and columns of an import as help text; required columns are marked `*`.
pub fn column_help() -> String {
    let mut lines = Vec::new();
    for table in ImportTable::ALL {
        lines.push(table.name().to_owned());
        for column in table.columns() {
            let mark = if column.required { "*" } else { " " };
            lines.push(format!("  {mark}{:<13}{}", column.id, column.aliases.join(", ")));
            lines.push(format!("{:16}{}", "", column.description));
        }
    }
    lines.join("\n")
}
