//! The five tables and their columns: one definition for both the importer and its help.

use CellType::{AmountList, Integer, Number, Share, Text, Year};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::keywords::{folded_key, strip_brackets};

/// One of the five tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum CsvTableKind {
    Actors,
    Links,
    Models,
    Channels,
    Products,
}

impl CsvTableKind {
    pub const ALL: [Self; 5] = [Self::Actors, Self::Links, Self::Models, Self::Channels, Self::Products];

    fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Links => "links",
            Self::Models => "models",
            Self::Channels => "channels",
            Self::Products => "products",
        }
    }

    /// Its columns, in the order in which the help shows them.
    pub fn columns(self) -> &'static [CsvColumn] {
        match self {
            Self::Actors => ACTORS,
            Self::Links => LINKS,
            Self::Models => MODELS,
            Self::Channels => CHANNELS,
            Self::Products => PRODUCTS,
        }
    }

    /// The column with this header in either language, ignoring case, accents, punctuation and a suffix in brackets,
    /// such as a unit.
    pub fn find_column(self, header: &str) -> Option<&'static CsvColumn> {
        COLUMNS_BY_NAME
            .get(&(self, folded_key(header)))
            .or_else(|| COLUMNS_BY_NAME.get(&(self, folded_key(strip_brackets(header)))))
            .copied()
    }
}

/// The meaning of a column, independent of its table and header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum CsvField {
    Id,
    Name,
    Kind,
    Stage,
    District,
    Sector,
    Count,
    Code,
    Founded,
    Dissolved,
    Members,
    Supply,
    Converts,
    Note,
    From,
    To,
    Products,
    Form,
    Planned,
    FromYear,
    ToYear,
    Volume,
    Price,
    Share,
    Contract,
    Evidence,
    Core,
    Since,
    Product,
    Path,
    Unit,
    PartOf,
    CycleMonths,
}

/// The type of a column's cells, for number style inference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellType {
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

/// A column of a table.
#[derive(Debug)]
pub(super) struct CsvColumn {
    pub field: CsvField,
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub cell_type: CellType,
    pub required: bool,
    description: &'static str,
}

impl CsvColumn {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// Every column by table and [`folded_key`] of each of its names; an index, as a header may have very many cells.
static COLUMNS_BY_NAME: LazyLock<BTreeMap<(CsvTableKind, String), &'static CsvColumn>> = LazyLock::new(|| {
    let columns =
        CsvTableKind::ALL.into_iter().flat_map(|table| table.columns().iter().map(move |column| (table, column)));
    columns.flat_map(|(table, column)| column.names().map(move |name| ((table, folded_key(name)), column))).collect()
});

/// Whether a header is that of a row number column, which most Vietnamese registers have.
pub(super) fn is_row_number_header(header: &str) -> bool {
    // Accents matter: “nợ” (debt) is a different column.
    let word = header.trim().trim_end_matches(['.', ':']).to_lowercase();
    matches!(word.as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "no" | "№" | "#")
}

const fn optional(
    field: CsvField,
    name: &'static str,
    aliases: &'static [&'static str],
    cell_type: CellType,
    description: &'static str,
) -> CsvColumn {
    CsvColumn { field, name, aliases, cell_type, required: false, description }
}

const fn required(
    field: CsvField,
    name: &'static str,
    aliases: &'static [&'static str],
    description: &'static str,
) -> CsvColumn {
    CsvColumn { field, name, aliases, cell_type: Text, required: true, description }
}

const ACTORS: &[CsvColumn] = &[
    optional(CsvField::Id, "id", &["mã", "mã tác nhân"], Text, "key for links; without it the name is the key"),
    required(
        CsvField::Name,
        "name",
        &["tên", "tên tác nhân", "tên đơn vị", "tác nhân"],
        "the organisation, or what alike ones are called",
    ),
    optional(
        CsvField::Kind,
        "kind",
        &["loại", "loại hình", "loại tác nhân"],
        Text,
        "household, group, cooperative, union, trader, enterprise, market, supporter (nông hộ, THT, HTX, LHHTX, thương lái, DN, thị trường, hỗ trợ); empty: group",
    ),
    optional(
        CsvField::Stage,
        "stage",
        &["khâu", "công đoạn"],
        Text,
        "inputs, production, collection … or any name; empty: by kind",
    ),
    optional(CsvField::District, "district", &["quận", "huyện", "quận huyện", "địa bàn"], Text, "where it is"),
    optional(
        CsvField::Sector,
        "sector",
        &["ngành", "ngành nghề", "lĩnh vực"],
        Text,
        "agriculture, handicraft, transport, construction, trade, other; empty: agriculture",
    ),
    optional(CsvField::Count, "count", &["số lượng"], Integer, "how many alike ones this row stands for; empty: 1"),
    optional(
        CsvField::Code,
        "code",
        &["mã số", "mã số HTX", "mã số thuế", "MST", "số đăng ký", "mã đăng ký"],
        Text,
        "register or tax number; without ids, links may name it as well",
    ),
    optional(CsvField::Founded, "founded", &["năm thành lập", "thành lập"], Year, "first year"),
    optional(CsvField::Dissolved, "dissolved", &["năm giải thể", "giải thể"], Year, "first year that it is gone"),
    optional(
        CsvField::Members,
        "members",
        &["thành viên", "số thành viên", "số lượng thành viên"],
        Integer,
        "members in the map's year",
    ),
    optional(
        CsvField::Supply,
        "supply",
        &["cung ứng", "cung cấp", "nguồn cung", "sản lượng"],
        AmountList,
        "Lúa:1200|Cá tra:300, volumes a year",
    ),
    optional(CsvField::Converts, "converts", &["chế biến", "chuyển đổi"], AmountList, "Lúa>Gạo:0.65, with the yield"),
    optional(CsvField::Note, "note", &["ghi chú"], Text, "anything else"),
];

const LINKS: &[CsvColumn] = &[
    required(
        CsvField::From,
        "from",
        &["từ", "bên bán", "người bán", "bên giao"],
        "id or name of the seller, member or supporter",
    ),
    required(
        CsvField::To,
        "to",
        &["đến", "tới", "bên mua", "người mua", "bên nhận"],
        "id or name of the buyer, union or supported one",
    ),
    optional(CsvField::Kind, "kind", &["loại", "loại liên kết"], Text, "product, member, support; empty: product"),
    optional(
        CsvField::Products,
        "products",
        &["sản phẩm", "các sản phẩm", "tên sản phẩm", "product"],
        Text,
        "a list; empty: unspecified",
    ),
    optional(
        CsvField::Form,
        "form",
        &["hình thức", "hình thức liên kết"],
        Text,
        "contract, member, agreement, spot (hợp đồng, thành viên, thỏa thuận, mua bán tự do); empty: unknown",
    ),
    optional(CsvField::Planned, "planned", &["dự kiến", "kế hoạch"], Text, "yes/no, có/không, x, 1/0; empty: no"),
    optional(CsvField::FromYear, "from_year", &["từ năm", "năm bắt đầu"], Year, "first year in force"),
    optional(CsvField::ToYear, "to_year", &["đến năm", "năm kết thúc"], Year, "last year in force"),
    optional(CsvField::Volume, "volume", &["khối lượng", "sản lượng"], Number, "a year, in the product's unit"),
    optional(CsvField::Price, "price", &["giá", "đơn giá"], Number, "VND per unit"),
    optional(
        CsvField::Share,
        "share",
        &["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"],
        Share,
        "per cent of the seller's sales, 0 to 100",
    ),
    optional(CsvField::Contract, "contract", &["hợp đồng", "số hợp đồng"], Text, "number of the contract"),
    optional(
        CsvField::Evidence,
        "evidence",
        &["bằng chứng", "chứng cứ", "căn cứ", "minh chứng"],
        Text,
        "the paper that it rests on",
    ),
    optional(CsvField::Note, "note", &["ghi chú"], Text, "anything else"),
];

const MODELS: &[CsvColumn] = &[
    required(CsvField::Name, "name", &["tên", "tên mô hình", "mô hình"], "the cooperative model"),
    optional(
        CsvField::Products,
        "products",
        &["sản phẩm", "các sản phẩm", "tên sản phẩm", "product"],
        Text,
        "what it must sell, a list",
    ),
    optional(
        CsvField::Core,
        "core",
        &["nòng cốt", "hạt nhân", "chủ trì"],
        Text,
        "ids or names of those it stands on, a list",
    ),
    optional(CsvField::Members, "members", &["thành viên"], Text, "ids or names of further members, a list"),
    optional(CsvField::Since, "since", &["từ năm", "năm bắt đầu"], Year, "first year"),
    optional(CsvField::Note, "note", &["ghi chú"], Text, "anything else"),
];

const CHANNELS: &[CsvColumn] = &[
    required(CsvField::Name, "name", &["tên", "tên kênh", "kênh", "kênh tiêu thụ"], "the channel"),
    optional(CsvField::Product, "product", &["sản phẩm", "tên sản phẩm", "products"], Text, "what goes along it"),
    required(
        CsvField::Path,
        "path",
        &["đường đi", "tuyến", "tuyến đường", "lộ trình", "các khâu"],
        "ids or names in order: A>B>C",
    ),
    optional(
        CsvField::Share,
        "share",
        &["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"],
        Share,
        "per cent of the volume, 0 to 100",
    ),
];

const PRODUCTS: &[CsvColumn] = &[
    required(CsvField::Name, "name", &["tên", "sản phẩm", "tên sản phẩm"], "the product"),
    optional(CsvField::Unit, "unit", &["đơn vị", "đơn vị tính", "ĐVT"], Text, "unit of its volumes, such as tấn"),
    optional(
        CsvField::PartOf,
        "part_of",
        &["thuộc", "thuộc nhóm", "nhóm"],
        Text,
        "the broader product that it is part of",
    ),
    optional(
        CsvField::CycleMonths,
        "cycle_months",
        &["chu kỳ", "chu kỳ tháng", "số tháng"],
        Integer,
        "growing cycle in months",
    ),
];

/// The tables and columns of an import as help text; required columns are marked `*`.
pub fn column_help() -> String {
    let mut lines = Vec::new();
    for table in CsvTableKind::ALL {
        lines.push(table.name().to_owned());
        for column in table.columns() {
            let mark = if column.required { "*" } else { " " };
            lines.push(format!("  {mark}{:<13}{}", column.name, column.aliases.join(", ")));
            lines.push(format!("{:16}{}", "", column.description));
        }
    }
    lines.join("\n")
}
