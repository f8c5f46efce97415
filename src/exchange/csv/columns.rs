//! The five tables and their columns: one list, read by the importer and shown by its help.

use Holds::{Amounts, Number, Share, Text, Whole, Year};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::{before_brackets, key};

/// One of the five tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Table {
    Actors,
    Links,
    Models,
    Channels,
    Products,
}

impl Table {
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
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Actors => ACTORS,
            Self::Links => LINKS,
            Self::Models => MODELS,
            Self::Channels => CHANNELS,
            Self::Products => PRODUCTS,
        }
    }

    /// The column that a header names, in either language, whatever its case, accents, punctuation and what stands
    /// in brackets, such as a unit.
    pub fn column(self, header: &str) -> Option<&'static Column> {
        NAMES.get(&(self, key(header))).or_else(|| NAMES.get(&(self, key(before_brackets(header))))).copied()
    }
}

/// What a column is, whatever its table and header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
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

/// What the cells of a column hold, as far as numbers in it must be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words.
    Text,
    /// A number.
    Number,
    /// A number from 0 to 100.
    Share,
    /// A whole number.
    Whole,
    /// A year.
    Year,
    /// A list whose items may end in a colon and a number.
    Amounts,
}

/// A column of a table.
#[derive(Debug)]
pub(super) struct Column {
    pub field: Field,
    pub name: &'static str,
    pub twins: &'static [&'static str],
    pub holds: Holds,
    pub required: bool,
    meaning: &'static str,
}

impl Column {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.twins.iter().copied())
    }
}

/// Every name of every column in the form that [`key`] gives: a header may have very many cells to look up.
static NAMES: LazyLock<BTreeMap<(Table, String), &'static Column>> = LazyLock::new(|| {
    let columns = Table::ALL.into_iter().flat_map(|table| table.columns().iter().map(move |column| (table, column)));
    columns.flat_map(|(table, column)| column.names().map(move |name| ((table, key(name)), column))).collect()
});

/// Whether a header only numbers the rows, as most Vietnamese registers do.
pub(super) fn is_row_number(header: &str) -> bool {
    // Accents count here: “nợ” (debt) is a column of its own.
    let word = header.trim().trim_end_matches(['.', ':']).to_lowercase();
    matches!(word.as_str(), "stt" | "tt" | "số tt" | "số thứ tự" | "no" | "№" | "#")
}

const fn column(
    field: Field,
    name: &'static str,
    twins: &'static [&'static str],
    holds: Holds,
    meaning: &'static str,
) -> Column {
    Column { field, name, twins, holds, required: false, meaning }
}

const fn required(field: Field, name: &'static str, twins: &'static [&'static str], meaning: &'static str) -> Column {
    Column { field, name, twins, holds: Text, required: true, meaning }
}

const ACTORS: &[Column] = &[
    column(Field::Id, "id", &["mã", "mã tác nhân"], Text, "key for links; without it the name is the key"),
    required(
        Field::Name,
        "name",
        &["tên", "tên tác nhân", "tên đơn vị", "tác nhân"],
        "the organisation, or what alike ones are called",
    ),
    column(
        Field::Kind,
        "kind",
        &["loại", "loại hình", "loại tác nhân"],
        Text,
        "household, group, cooperative, union, trader, enterprise, market, supporter (nông hộ, THT, HTX, LHHTX, thương lái, DN, thị trường, hỗ trợ); empty: group",
    ),
    column(
        Field::Stage,
        "stage",
        &["khâu", "công đoạn"],
        Text,
        "inputs, production, collection … or any name; empty: by kind",
    ),
    column(Field::District, "district", &["quận", "huyện", "quận huyện", "địa bàn"], Text, "where it is"),
    column(
        Field::Sector,
        "sector",
        &["ngành", "ngành nghề", "lĩnh vực"],
        Text,
        "agriculture, handicraft, transport, construction, trade, other; empty: agriculture",
    ),
    column(Field::Count, "count", &["số lượng"], Whole, "how many alike ones this row stands for; empty: 1"),
    column(
        Field::Code,
        "code",
        &["mã số", "mã số HTX", "mã số thuế", "MST", "số đăng ký", "mã đăng ký"],
        Text,
        "register or tax number; without ids, links may name it as well",
    ),
    column(Field::Founded, "founded", &["năm thành lập", "thành lập"], Year, "first year"),
    column(Field::Dissolved, "dissolved", &["năm giải thể", "giải thể"], Year, "first year that it is gone"),
    column(
        Field::Members,
        "members",
        &["thành viên", "số thành viên", "số lượng thành viên"],
        Whole,
        "members in the map's year",
    ),
    column(
        Field::Supply,
        "supply",
        &["cung ứng", "cung cấp", "nguồn cung", "sản lượng"],
        Amounts,
        "Lúa:1200|Cá tra:300, volumes a year",
    ),
    column(Field::Converts, "converts", &["chế biến", "chuyển đổi"], Amounts, "Lúa>Gạo:0.65, with the yield"),
    column(Field::Note, "note", &["ghi chú"], Text, "anything else"),
];

const LINKS: &[Column] = &[
    required(
        Field::From,
        "from",
        &["từ", "bên bán", "người bán", "bên giao"],
        "id or name of the seller, member or supporter",
    ),
    required(
        Field::To,
        "to",
        &["đến", "tới", "bên mua", "người mua", "bên nhận"],
        "id or name of the buyer, union or supported one",
    ),
    column(Field::Kind, "kind", &["loại", "loại liên kết"], Text, "product, member, support; empty: product"),
    column(
        Field::Products,
        "products",
        &["sản phẩm", "các sản phẩm", "tên sản phẩm", "product"],
        Text,
        "a list; empty: unspecified",
    ),
    column(
        Field::Form,
        "form",
        &["hình thức", "hình thức liên kết"],
        Text,
        "contract, member, agreement, spot (hợp đồng, thành viên, thỏa thuận, mua bán tự do); empty: unknown",
    ),
    column(Field::Planned, "planned", &["dự kiến", "kế hoạch"], Text, "yes/no, có/không, x, 1/0; empty: no"),
    column(Field::FromYear, "from_year", &["từ năm", "năm bắt đầu"], Year, "first year in force"),
    column(Field::ToYear, "to_year", &["đến năm", "năm kết thúc"], Year, "last year in force"),
    column(Field::Volume, "volume", &["khối lượng", "sản lượng"], Number, "a year, in the product's unit"),
    column(Field::Price, "price", &["giá", "đơn giá"], Number, "VND per unit"),
    column(
        Field::Share,
        "share",
        &["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"],
        Share,
        "per cent of the seller's sales, 0 to 100",
    ),
    column(Field::Contract, "contract", &["hợp đồng", "số hợp đồng"], Text, "number of the contract"),
    column(
        Field::Evidence,
        "evidence",
        &["bằng chứng", "chứng cứ", "căn cứ", "minh chứng"],
        Text,
        "the paper that it rests on",
    ),
    column(Field::Note, "note", &["ghi chú"], Text, "anything else"),
];

const MODELS: &[Column] = &[
    required(Field::Name, "name", &["tên", "tên mô hình", "mô hình"], "the cooperative model"),
    column(
        Field::Products,
        "products",
        &["sản phẩm", "các sản phẩm", "tên sản phẩm", "product"],
        Text,
        "what it must sell, a list",
    ),
    column(
        Field::Core,
        "core",
        &["nòng cốt", "hạt nhân", "chủ trì"],
        Text,
        "ids or names of those it stands on, a list",
    ),
    column(Field::Members, "members", &["thành viên"], Text, "ids or names of further members, a list"),
    column(Field::Since, "since", &["từ năm", "năm bắt đầu"], Year, "first year"),
    column(Field::Note, "note", &["ghi chú"], Text, "anything else"),
];

const CHANNELS: &[Column] = &[
    required(Field::Name, "name", &["tên", "tên kênh", "kênh", "kênh tiêu thụ"], "the channel"),
    column(Field::Product, "product", &["sản phẩm", "tên sản phẩm", "products"], Text, "what goes along it"),
    required(
        Field::Path,
        "path",
        &["đường đi", "tuyến", "tuyến đường", "lộ trình", "các khâu"],
        "ids or names in order: A>B>C",
    ),
    column(
        Field::Share,
        "share",
        &["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"],
        Share,
        "per cent of the volume, 0 to 100",
    ),
];

const PRODUCTS: &[Column] = &[
    required(Field::Name, "name", &["tên", "sản phẩm", "tên sản phẩm"], "the product"),
    column(Field::Unit, "unit", &["đơn vị", "đơn vị tính", "ĐVT"], Text, "unit of its volumes, such as tấn"),
    column(Field::PartOf, "part_of", &["thuộc", "thuộc nhóm", "nhóm"], Text, "the broader product that it is part of"),
    column(
        Field::CycleMonths,
        "cycle_months",
        &["chu kỳ", "chu kỳ tháng", "số tháng"],
        Whole,
        "growing cycle in months",
    ),
];

/// The tables and columns that an import knows, as lines of text for its help.
pub fn column_help() -> String {
    let mut lines = Vec::new();
    for table in Table::ALL {
        lines.push(table.name().to_owned());
        for column in table.columns() {
            let mark = if column.required { "*" } else { " " };
            lines.push(format!("  {mark}{:<13}{}", column.name, column.twins.join(", ")));
            lines.push(format!("{:16}{}", "", column.meaning));
        }
    }
    lines.join("\n")
}
