//! Headings and totals of tables.

use super::{Language, integer, messages, number};

messages! {
    /// The heading of a column.
    pub enum Heading {
        Model: "Mô hình", "Model";
        Verdict: "Đánh giá", "Verdict";
        Core: "Nòng cốt", "Core";
        Products: "Sản phẩm", "Products";
        Buyer: "Bên mua", "Buyer";
        Why: "Đường đi hoặc chỗ đứt", "Route or break";
        MembersListed: "Thành viên", "Members";
        LeftOut: "Thành viên chưa có đầu ra", "Members left out";
        Since: "Từ năm", "Since";
        Actor: "Tác nhân", "Actor";
        Kind: "Loại", "Kind";
        Stage: "Khâu", "Stage";
        District: "Quận, huyện", "District";
        Sector: "Ngành", "Sector";
        Count: "Số lượng", "Count";
        Members: "Số thành viên", "Members";
        Supply: "Sản lượng", "Supply";
        Code: "Mã số", "Code";
        Founded: "Thành lập", "Founded";
        Dissolved: "Giải thể", "Dissolved";
        From: "Bên bán", "From";
        To: "Bên mua", "To";
        LinkKind: "Loại", "Kind";
        Form: "Hình thức", "Form";
        State: "Tình trạng", "State";
        FromYear: "Từ năm", "From year";
        ToYear: "Đến năm", "To year";
        Volume: "Khối lượng", "Volume";
        Price: "Giá (đồng)", "Price (VND)";
        Share: "Tỷ trọng (%)", "Share (%)";
        Contract: "Số hợp đồng", "Contract no.";
        Severity: "Mức độ", "Severity";
        Finding: "Phát hiện", "Finding";
        Sentence: "Nội dung", "What is so";
        Target: "Chỉ tiêu", "Target";
        Measure: "Cách tính", "What is counted";
        Year: "Năm", "Year";
        Goal: "Mục tiêu", "Goal";
        Reached: "Đạt được", "Reached";
        Missing: "Còn thiếu", "Missing";
        Note: "Ghi chú", "Note";
    }
}

/// "24 trên 47 dòng", or "47 dòng" where all are shown.
pub fn row_count(shown: usize, all: usize, language: Language) -> String {
    let (few, many) = (integer(shown as u64, language), integer(all as u64, language));
    match language {
        Language::Vietnamese if shown == all => format!("{many} dòng"),
        Language::English if shown == all => format!("{many} row{}", if all == 1 { "" } else { "s" }),
        Language::Vietnamese => format!("{few} trên {many} dòng"),
        Language::English => format!("{few} of {many} rows"),
    }
}

/// "tổng 1.346": the total of a column.
pub fn total_text(heading: Heading, total: f64, language: Language) -> String {
    let number = number(total, language);
    match language {
        Language::Vietnamese => format!("{}: tổng {number}", heading.text(language)),
        Language::English => format!("{}: {number} in all", heading.text(language)),
    }
}
