//! The import of tables: what it asks and says.

use super::{Language, integer, messages};

messages! {
    /// A text of the import of tables.
    pub enum ImportText {
        Title: "Nhập từ bảng", "Import tables";
        Files: "Tệp và bảng", "Files and tables";
        AddFiles: "Chọn tệp…", "Choose files…";
        FromClipboard: "Lấy bảng vừa sao chép", "From the clipboard";
        EmptyHint: "Chọn sổ Excel hoặc tệp CSV, thả tệp vào cửa sổ này, hoặc sao chép một bảng trong Excel rồi lấy vào đây. Bản đồ chưa thay đổi gì cho tới khi bạn bấm Nhập.", "Choose Excel workbooks or CSV files, drop them onto this window, or copy a table in Excel and take it from the clipboard. Nothing is changed before you press Import.";
        Reading: "Đang đọc…", "Reading…";
        NoTables: "Không đọc được bảng nào.", "No table could be read.";
        CopiedTable: "bảng đã sao chép", "copied table";
        LeftOut: "Bỏ qua", "Leave out";
        TakenFor: "Đây là", "This is";
        Columns: "Các cột", "Columns";
        Province: "Tỉnh, thành phố của các dòng", "Province of the rows";
        ProvinceUnknown: "Chưa rõ", "Not known";
        HeaderRow: "Tên các cột", "Names of the columns";
        NoHeaderRow: "Không dòng nào", "In no row";
        ColumnMeans: "Cột này là", "This column is";
        ByContent: "theo nội dung các ô", "as its cells show";
        AsLastTime: "như lần trước", "as last time";
        ByYear: "số liệu theo năm", "figures by year";
        RowNumbers: "số thứ tự", "row numbers";
        NoHeader: "(không có tên)", "(no name)";
        NumbersAre: "Dấu trong số", "Numbers are written";
        NumbersOpen: "Chọn cách hiểu", "Choose how to read them";
        NumbersVietnamese: "1.346,5 (kiểu Việt Nam)", "1.346,5 (Vietnamese)";
        NumbersEnglish: "1,346.5 (kiểu Anh)", "1,346.5 (English)";
        LeftOutHint: "Bảng này không được đọc. Nếu cần, hãy chọn nó là bảng gì.", "This table is not read. Choose what it is if it should be.";
        Preview: "Sẽ thay đổi", "What will change";
        NothingChanges: "Bản đồ đã có mọi điều trong các bảng này.", "The map already has all that these tables say.";
        ErrorsHint: "Chưa nhập được. Hãy sửa trong tệp rồi chọn lại tệp, hoặc chọn lại cột ở bên trái.", "Nothing can be imported yet. Correct the file and choose it again, or choose other columns at the left.";
        ChooseNumbers: "hãy chọn cách hiểu số ở cột này, bên trái", "choose at the left how the numbers of this column are to be read";
        ChooseTable: "chưa rõ bảng này là gì. Hãy chọn ở bên trái: bảng là gì, dòng nào ghi tên các cột, mỗi cột là gì.", "it is not clear what this table is. Choose at the left what it is, which row names its columns, and what each one means.";
        ChooseColumn: "Hãy chọn ở bên trái dòng ghi tên các cột, hoặc cột nào là cột này.", "Choose at the left which row names the columns, or which column it is.";
        TellApart: "Hãy bỏ một dòng, hoặc ghi mã số hay địa bàn khác nhau.", "Remove one of the rows, or give them other codes or places.";
        DoubtsHint: "Các dòng này có thể là tác nhân đã có trên bản đồ. Hãy cho biết.", "These rows may be actors that the map has already. Say who they are.";
        DoubtsFirst: "Trước hết hãy trả lời các dòng chưa rõ.", "First say who the doubtful rows are.";
        AllNew: "Đều là mới", "All new";
        AllSame: "Đều chính là", "All the same";
        PlacesHint: "Tên xã, phường chưa rõ là nơi nào. Không chọn thì giữ như đã viết.", "Communes of which it is not clear which is meant. What you do not choose stays as written.";
        AsWritten: "Giữ như đã viết", "As written";
        PlaceMeans: "Nơi này là", "This place is";
        TakeToday: "Đổi sang xã, phường từ 7/2025", "Take the communes since July 2025";
        RestAreNew: "Số còn lại đều là mới", "The rest are all new";
        IsNew: "Tác nhân mới", "A new actor";
        IsSame: "Chính là", "The same as";
        MissingHint: "Có trên bản đồ nhưng không còn trong bảng. Vẫn giữ, trừ khi bạn chọn xóa ở dưới.", "On the map, but no longer in the tables. They stay unless you choose below to remove them.";
        RemoveMissing: "Xóa những tác nhân không còn trong bảng", "Remove those that are missing";
        NewMapHint: "Bản đồ đang trống: mọi thứ sẽ được sắp xếp khi nhập.", "The map is empty: everything is laid out when it is imported.";
        Import: "Nhập", "Import";
        Importing: "Đang nhập…", "Importing…";
        SameId: "cùng số", "same number";
        SameCode: "cùng mã", "same code";
        SameName: "cùng tên", "same name";
        SameAlias: "tên khác đã ghi nhớ", "another name of it";
        AsDecided: "như bạn đã chọn", "as you have said";
        Nothing: "(trống)", "(empty)";
    }
}

/// What an import comes to, as the title of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the texts say what they are")]
pub enum ImportCount {
    Errors,
    Doubtful,
    Places,
    Added,
    Changed,
    Missing,
    Notes,
}

/// "12 mới", "3 không còn".
pub fn import_counted(what: ImportCount, count: usize, language: Language) -> String {
    let number = integer(count as u64, language);
    let words = match (what, language) {
        (ImportCount::Errors, Language::Vietnamese) => "lỗi",
        (ImportCount::Errors, Language::English) if count == 1 => "error",
        (ImportCount::Errors, Language::English) => "errors",
        (ImportCount::Doubtful, Language::Vietnamese) => "chưa rõ",
        (ImportCount::Doubtful, Language::English) => "doubtful",
        (ImportCount::Places, Language::Vietnamese) => "địa danh",
        (ImportCount::Places, Language::English) if count == 1 => "place",
        (ImportCount::Places, Language::English) => "places",
        (ImportCount::Added, Language::Vietnamese) => "mới",
        (ImportCount::Added, Language::English) => "new",
        (ImportCount::Changed, Language::Vietnamese) => "thay đổi",
        (ImportCount::Changed, Language::English) => "changed",
        (ImportCount::Missing, Language::Vietnamese) => "không còn",
        (ImportCount::Missing, Language::English) => "missing",
        (ImportCount::Notes, Language::Vietnamese) => "ghi chú",
        (ImportCount::Notes, Language::English) if count == 1 => "note",
        (ImportCount::Notes, Language::English) => "notes",
    };
    format!("{number} {words}")
}

/// "1.346 dòng, tên cột ở dòng 3": how much a table has, and where its columns are named, if anywhere.
pub fn import_rows_line(rows: usize, header_row: Option<usize>, language: Language) -> String {
    let count = integer(rows as u64, language);
    let rows = match (language, rows) {
        (Language::Vietnamese, _) => format!("{count} dòng"),
        (Language::English, 1) => "1 row".to_owned(),
        (Language::English, _) => format!("{count} rows"),
    };
    match (language, header_row) {
        (Language::Vietnamese, Some(row)) => format!("{rows}, tên cột ở dòng {row}"),
        (Language::English, Some(row)) => format!("{rows}, columns named in row {row}"),
        (Language::Vietnamese, None) => format!("{rows}; cột không có tên, hãy chọn mỗi cột là gì"),
        (Language::English, None) => format!("{rows}; columns without names: choose what each one is"),
    }
}

/// "Ở trên: “DANH SÁCH HTX”, “Năm 2024”": what stands above the names of the columns.
pub fn import_above_line(above: &[String], language: Language) -> String {
    let texts = above.iter().map(|text| format!("“{text}”")).collect::<Vec<_>>().join(", ");
    match language {
        Language::Vietnamese => format!("Bỏ qua phần ở trên: {texts}"),
        Language::English => format!("Above, left out: {texts}"),
    }
}

/// "dòng 14": where something stands.
pub fn import_row(row: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("dòng {row}"),
        Language::English => format!("row {row}"),
    }
}

/// "12 dòng, cùng tên, khác địa bàn": how many rows are doubtful for one reason.
pub fn import_such(rows: usize, why: &str, language: Language) -> String {
    let count = integer(rows as u64, language);
    match (language, rows) {
        (Language::Vietnamese, _) => format!("{count} dòng {why}"),
        (Language::English, 1) => format!("1 row: {why}"),
        (Language::English, _) => format!("{count} rows: {why}"),
    }
}

/// "12 dòng · đã chia cho nhiều xã": how many rows name a place, and what is the matter with it.
pub fn import_place_line(rows: usize, why: &str, language: Language) -> String {
    let count = integer(rows as u64, language);
    match (language, rows) {
        (Language::Vietnamese, _) => format!("{count} dòng · {why}"),
        (Language::English, 1) => format!("1 row · {why}"),
        (Language::English, _) => format!("{count} rows · {why}"),
    }
}

/// "80 dòng có xã, phường trước 7/2025, nay thuộc một xã, phường mới": how many rows could take the commune of today.
pub fn import_renewable(rows: usize, language: Language) -> String {
    let count = integer(rows as u64, language);
    match (language, rows) {
        (Language::Vietnamese, _) => {
            format!("{count} dòng có xã, phường trước 7/2025, nay thuộc đúng một xã, phường mới.")
        }
        (Language::English, 1) => "1 row has a commune of before July 2025 that is part of one of today.".to_owned(),
        (Language::English, _) => {
            format!("{count} rows have communes of before July 2025 that are each part of one of today.")
        }
    }
}

/// "Xã Thới Lai, Huyện Thới Lai (cũ)": a commune that may be meant.
pub fn commune_candidate(commune: &str, district: Option<&str>, language: Language) -> String {
    match (district, language) {
        (None, Language::Vietnamese) => format!("{commune} (từ 7/2025)"),
        (None, Language::English) => format!("{commune} (since July 2025)"),
        (Some(district), Language::Vietnamese) => format!("{commune}, {district} (cũ)"),
        (Some(district), Language::English) => format!("{commune}, {district} (before)"),
    }
}

/// "3 liên kết": how many links an actor has that is missing from a table.
pub fn import_links(links: usize, language: Language) -> String {
    let number = integer(links as u64, language);
    match (language, links) {
        (Language::Vietnamese, 0) => "chưa có liên kết".to_owned(),
        (Language::English, 0) => "no links".to_owned(),
        (Language::Vietnamese, _) => format!("{number} liên kết"),
        (Language::English, 1) => "1 link".to_owned(),
        (Language::English, _) => format!("{number} links"),
    }
}
