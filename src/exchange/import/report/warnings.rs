//! What an import took in a way that the owner of the tables should know: one for each cause, with all its rows.

use super::network_remarks::NetworkRemark;
use super::place_notes::PlaceNote;
use super::{place_text, rows_text};
use crate::exchange::import::update::Doubt;
use crate::language::{Language, integer};

/// Something that an import left out or took for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportWarning {
    /// The file, and the sheet if it has several.
    pub file: String,
    /// The rows, as a spreadsheet counts them.
    pub rows: Vec<usize>,
    /// The header of the column.
    pub column: Option<String>,
    /// What it is.
    pub kind: WarningKind,
}

/// What a warning says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the sentences say what they are")]
pub enum WarningKind {
    UnknownColumn,
    /// A column without a header, by its place from 1.
    UnnamedColumn {
        number: usize,
    },
    /// A column, by its place from 1, that was taken for a field by its cells, with the names of that in Vietnamese and English.
    TakenByContent {
        number: usize,
        field: [&'static str; 2],
    },
    /// Rows above the header were left out.
    HeaderBelow,
    /// A row that numbers the columns.
    NumbersOfColumns,
    /// Names of columns in two rows.
    HeaderInTwoRows,
    /// Rows below the header that say it again.
    HeaderAgain,
    TotalRows,
    HeadingRows,
    /// Rows below the last one, such as the date and who signs.
    RowsBelow,
    DatesAsYears,
    DamagedText {
        kind: DamageKind,
        example: String,
    },
    /// A cell with several products was taken for a list.
    ListOfProducts {
        item: String,
    },
    /// A product that a model or channel names and nobody sells.
    NobodySells {
        product: String,
        suggestion: Option<String>,
    },
    SameRows,
    /// Words that say which way a network's edges go, not what they are.
    EdgeDirections,
    /// A new actor that may be one that the map has already.
    MayBeKnown {
        name: String,
        known: String,
        doubt: Doubt,
    },
    /// Rows with a name that others have in another place or with another code: actors of their own.
    Namesakes,
    /// A row that was taken for an actor with quite another name, by its code or its id.
    TakenFor {
        name: String,
        known: String,
        by_code: bool,
    },
    /// A new product that may be one that the map has already.
    ProductMayBeKnown {
        name: String,
        known: String,
    },
    /// The weight of a network's edges was taken for a volume.
    WeightAsVolume,
    /// Several tables of which only the first was read.
    SheetLeftOut,
    /// A column of a network program that means the same as another one.
    SameMeaning {
        kept: String,
    },
    /// A word that some network program knows, and we do not.
    UnknownWord {
        word: String,
    },
    /// Weights that are all 1.
    DefaultWeights,
    /// What a network says that has no place in a map.
    Network(NetworkRemark),
    /// The unit over a column of volumes was given to so many products.
    UnitOfHead {
        unit: String,
        products: usize,
    },
    /// Products are counted in another unit than their column.
    OtherUnit {
        unit: String,
        products: String,
    },
    /// Sums that are counted in thousands, millions or milliards.
    ScaledSums {
        factor: u64,
    },
    /// Actors that are said to have stopped, in no year that is known.
    Stopped {
        names: String,
    },
    /// Words that do not say whether an actor is at work.
    UnknownStatus {
        words: String,
    },
    /// Communes and districts, with the first names.
    Places {
        note: PlaceNote,
        names: String,
    },
    /// A table of what a map that is there keeps as it has it.
    KeptAsItIs,
}

/// How the letters of a text were damaged before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DamageKind {
    /// Replacement characters stand where letters were.
    Lost,
    /// UTF-8 was read once as Windows-1252.
    TwiceConverted,
    /// TCVN3, of the fonts whose names begin with .Vn.
    Tcvn3,
    /// VNI, of the fonts whose names begin with VNI.
    Vni,
}

impl ImportWarning {
    /// A warning about a whole file or sheet.
    pub(in crate::exchange::import) fn of_file(file: String, kind: WarningKind) -> Self {
        Self { file, rows: Vec::new(), column: None, kind }
    }

    /// The warning as one line.
    pub fn sentence(&self, language: Language) -> String {
        let rows = rows_text(&self.rows, language);
        let place = |rows: &[usize]| place_text(&self.file, rows, self.column.as_deref(), language);
        let cells = integer(self.rows.len() as u64, language);
        let first: &[usize] = self.rows.get(..1).unwrap_or_default();
        let column = self.column.as_deref().unwrap_or_default();
        let places = |note: PlaceNote, names: &str| {
            format!("{}: {}", self.file, note.text(self.rows.len(), &cells, names, language))
        };
        match language {
            Language::Vietnamese => match &self.kind {
                WarningKind::UnknownColumn => format!("{}: không biết cột “{column}”; đã bỏ qua cột này", self.file),
                WarningKind::UnnamedColumn { number } => {
                    format!("{}: cột thứ {number} không có tên; đã bỏ qua cột này", self.file)
                }
                WarningKind::TakenByContent { number, field: [field, _] } => {
                    format!("{}: cột thứ {number} được hiểu là “{field}”, theo nội dung các ô", self.file)
                }
                WarningKind::HeaderBelow => format!("{}: lấy tên cột ở {rows}", self.file),
                WarningKind::NumbersOfColumns => format!("{}: {rows} chỉ đánh số các cột; đã bỏ qua", self.file),
                WarningKind::HeaderInTwoRows => format!("{}: tên cột nằm ở hai dòng, đến {rows}", self.file),
                WarningKind::HeaderAgain => format!("{}: {rows} lặp lại tên các cột; đã bỏ qua", self.file),
                WarningKind::TotalRows => format!("{}: {rows} là dòng cộng; đã bỏ qua", self.file),
                WarningKind::HeadingRows => {
                    format!("{}: {rows} chỉ có tên, giống tiêu đề hơn là tác nhân; đã bỏ qua", self.file)
                }
                WarningKind::RowsBelow => {
                    format!("{}: nằm dưới bảng, như ngày tháng và người ký; đã bỏ qua", place(&self.rows))
                }
                WarningKind::DatesAsYears => {
                    format!("{}: {cells} ô là ngày tháng; đã lấy năm", place(&[]))
                }
                WarningKind::DamagedText { kind, example } => {
                    format!("{}: {}: “{example}”", place(&self.rows), kind.vietnamese())
                }
                WarningKind::ListOfProducts { item } => {
                    format!("{}: “{item}” được hiểu là nhiều sản phẩm; hãy ngăn bằng | hoặc ;", place(&self.rows))
                }
                WarningKind::NobodySells { product, suggestion: None } => {
                    format!("{}: không ai bán “{product}”", place(first))
                }
                WarningKind::NobodySells { product, suggestion: Some(suggestion) } => {
                    format!("{}: không ai bán “{product}”; có phải “{suggestion}”?", place(first))
                }
                WarningKind::SameRows => format!("{}: {rows} giống nhau ở mọi ô", self.file),
                WarningKind::EdgeDirections => {
                    format!("{}: chỉ cho biết chiều của cạnh; đã bỏ qua", place(&[]))
                }
                WarningKind::MayBeKnown { name, known, doubt } => {
                    let why = doubt.text(language);
                    format!("{}: “{name}” được thêm mới; có phải “{known}” ({why})?", place(&self.rows))
                }
                WarningKind::TakenFor { name, known, by_code } => {
                    let why = if *by_code { "cùng mã số" } else { "cùng số hiệu" };
                    format!("{}: “{name}” được coi là “{known}” ({why})", place(&self.rows))
                }
                WarningKind::Namesakes => format!(
                    "{}: trùng tên với dòng khác nhưng khác địa bàn hoặc mã số: mỗi dòng là một tác nhân riêng",
                    place(&self.rows)
                ),
                WarningKind::ProductMayBeKnown { name, known } => {
                    format!("{}: sản phẩm “{name}” được thêm mới; có phải “{known}”?", place(first))
                }
                WarningKind::WeightAsVolume => {
                    format!("{}: cột “{column}” được lấy làm khối lượng một năm", self.file)
                }
                WarningKind::KeptAsItIs => format!("{}: bản đồ giữ phần này như đang có", self.file),
                WarningKind::SheetLeftOut => format!("{}: không phải bảng nào của bản đồ; đã bỏ qua", self.file),
                WarningKind::SameMeaning { kept } => {
                    format!("{}: trùng ý với cột “{kept}”; đã bỏ qua", place(&[]))
                }
                WarningKind::UnknownWord { word } => {
                    format!("{}: không hiểu “{word}”; đã bỏ qua ({cells} ô)", place(&[]))
                }
                WarningKind::DefaultWeights => format!("{}: mọi ô đều là 1; đã bỏ qua", place(&[])),
                WarningKind::Network(remark) => format!("{}: {}", self.file, remark.text(language)),
                WarningKind::Places { note, names } => places(*note, names),
                WarningKind::UnitOfHead { unit, products } => {
                    let products = integer(*products as u64, language);
                    format!("{}: đơn vị “{unit}” được lấy cho {products} sản phẩm", place(&[]))
                }
                WarningKind::OtherUnit { unit, products } => {
                    format!(
                        "{}: cột tính bằng “{unit}”, còn sản phẩm có đơn vị khác; số giữ như đã viết: {products}",
                        place(&[])
                    )
                }
                WarningKind::ScaledSums { factor } => {
                    format!("{}: số tiền được nhân với {} để ra đồng", place(&[]), integer(*factor, language))
                }
                WarningKind::Stopped { names } => {
                    format!(
                        "{}: {cells} tác nhân được ghi là đã ngừng hoặc giải thể mà không rõ năm; năm giải thể để trống: {names}",
                        place(&[])
                    )
                }
                WarningKind::UnknownStatus { words } => {
                    format!("{}: {cells} ô không cho biết còn hoạt động hay không; đã bỏ qua: {words}", place(&[]))
                }
            },
            Language::English => match &self.kind {
                WarningKind::UnknownColumn => format!("{}: column “{column}” is not known and was left out", self.file),
                WarningKind::UnnamedColumn { number } => {
                    format!("{}: column number {number} has no name and was left out", self.file)
                }
                WarningKind::TakenByContent { number, field: [_, field] } => {
                    format!("{}: column number {number} was taken for “{field}”, as its cells show", self.file)
                }
                WarningKind::HeaderBelow => format!("{}: the header was taken from {rows}", self.file),
                WarningKind::NumbersOfColumns => format!("{}: {rows} only numbers the columns; left out", self.file),
                WarningKind::HeaderInTwoRows => format!("{}: the header has two rows, down to {rows}", self.file),
                WarningKind::HeaderAgain => format!("{}: {rows}: the header again; left out", self.file),
                WarningKind::TotalRows => format!("{}: {rows}: totals, left out", self.file),
                WarningKind::HeadingRows => {
                    format!("{}: {rows}: nothing but a name, like a heading; left out", self.file)
                }
                WarningKind::RowsBelow => {
                    format!("{}: below the table, like a date and who signs; left out", place(&self.rows))
                }
                WarningKind::DatesAsYears => match self.rows.len() {
                    1 => format!("{}: a date; its year was taken", place(first)),
                    _ => format!("{}: {cells} cells are dates; their years were taken", place(&[])),
                },
                WarningKind::DamagedText { kind, example } => {
                    format!("{}: {}: “{example}”", place(&self.rows), kind.english())
                }
                WarningKind::ListOfProducts { item } => {
                    format!("{}: “{item}” was taken for several products; part them by | or ;", place(&self.rows))
                }
                WarningKind::NobodySells { product, suggestion: None } => {
                    format!("{}: “{product}” is sold by nobody", place(first))
                }
                WarningKind::NobodySells { product, suggestion: Some(suggestion) } => {
                    format!("{}: “{product}” is sold by nobody; is “{suggestion}” meant?", place(first))
                }
                WarningKind::SameRows => format!("{}: {rows} are the same in every cell", self.file),
                WarningKind::EdgeDirections => {
                    format!("{}: it only says which way edges go; left out", place(&[]))
                }
                WarningKind::MayBeKnown { name, known, doubt } => {
                    let why = doubt.text(language);
                    format!("{}: “{name}” is new; is “{known}” meant ({why})?", place(&self.rows))
                }
                WarningKind::TakenFor { name, known, by_code } => {
                    let why = if *by_code { "same code" } else { "same id" };
                    format!("{}: “{name}” was taken for “{known}” ({why})", place(&self.rows))
                }
                WarningKind::Namesakes => format!(
                    "{}: the name of another row, in another place or with another code: each is an actor of its own",
                    place(&self.rows)
                ),
                WarningKind::ProductMayBeKnown { name, known } => {
                    format!("{}: the product “{name}” is new; is “{known}” meant?", place(first))
                }
                WarningKind::WeightAsVolume => {
                    format!("{}: column “{column}” was taken for the volume a year", self.file)
                }
                WarningKind::KeptAsItIs => format!("{}: the map keeps its own", self.file),
                WarningKind::SheetLeftOut => format!("{}: it is no table of a map and was left out", self.file),
                WarningKind::SameMeaning { kept } => {
                    format!("{}: it means the same as column “{kept}”; left out", place(&[]))
                }
                WarningKind::UnknownWord { word } => {
                    format!("{}: “{word}” is not known; left out ({cells} cells)", place(&[]))
                }
                WarningKind::DefaultWeights => format!("{}: all are 1; left out", place(&[])),
                WarningKind::Network(remark) => format!("{}: {}", self.file, remark.text(language)),
                WarningKind::Places { note, names } => places(*note, names),
                WarningKind::UnitOfHead { unit, products } => {
                    let count = integer(*products as u64, language);
                    let products = if *products == 1 { "product" } else { "products" };
                    format!("{}: the unit “{unit}” was taken for {count} {products}", place(&[]))
                }
                WarningKind::OtherUnit { unit, products } => {
                    format!(
                        "{}: it counts in “{unit}”, these products in another unit; left as written: {products}",
                        place(&[])
                    )
                }
                WarningKind::ScaledSums { factor } => {
                    format!("{}: sums were multiplied by {} to be in VND", place(&[]), integer(*factor, language))
                }
                WarningKind::Stopped { names } => {
                    let actors = if self.rows.len() == 1 { "actor is" } else { "actors are" };
                    format!(
                        "{}: {cells} {actors} said to have stopped or dissolved in no year that is told; no year was set: {names}",
                        place(&[])
                    )
                }
                WarningKind::UnknownStatus { words } => {
                    format!("{}: {cells} not known to mean at work or not; left out: {words}", place(&[]))
                }
            },
        }
    }
}

impl DamageKind {
    fn english(self) -> &'static str {
        match self {
            Self::Lost => "letters were lost in an earlier conversion",
            Self::TwiceConverted => "UTF-8 was once read as Windows-1252; convert it back",
            Self::Tcvn3 => "this looks like TCVN3 (.VnTime); convert it to Unicode",
            Self::Vni => "this looks like VNI; convert it to Unicode",
        }
    }

    fn vietnamese(self) -> &'static str {
        match self {
            Self::Lost => "chữ đã mất trong một lần chuyển mã trước",
            Self::TwiceConverted => "chữ UTF-8 từng bị đọc như Windows-1252; hãy chuyển lại",
            Self::Tcvn3 => "giống phông TCVN3 (.VnTime); hãy chuyển sang Unicode",
            Self::Vni => "giống phông VNI; hãy chuyển sang Unicode",
        }
    }
}
