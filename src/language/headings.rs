//! Headings and totals of tables.

use super::{Language, integer, messages, number};

messages! {
    /// The heading of a column.
    pub enum Heading {
        Model: "Mô hình", "Model";
        Verdict: "Đánh giá", "Verdict";
        Buyer: "Bên mua", "Buyer";
        Why: "Đường đi hoặc chỗ đứt", "Route or break";
        MembersListed: "Thành viên", "Members";
        LeftOut: "Thành viên chưa có đầu ra", "Members left out";
        Actor: "Tác nhân", "Actor";
        Members: "Số thành viên", "Members";
        State: "Tình trạng", "State";
        Severity: "Mức độ", "Severity";
        Finding: "Phát hiện", "Finding";
        Sentence: "Nội dung", "What is so";
        Target: "Chỉ tiêu", "Target";
        Reached: "Đạt được", "Reached";
        Missing: "Còn thiếu", "Missing";
        Grouping: "Theo", "By";
        Group: "Nhóm", "Group";
        Organisations: "Số đơn vị", "Units";
        OutsideProvince: "Ngoài tỉnh", "Outside the province";
        ModelCount: "Số mô hình", "Models";
        FlaggedModels: "Mô hình chưa có đầu ra", "Models without a buyer";
        Supply: "Sản lượng một năm", "Supply a year";
        Product: "Sản phẩm", "Product";
        Bought: "Mua một năm", "Bought a year";
        MarketShare: "Tỷ trọng trong lượng đã ghi", "Share of what is stated";
        Hhi: "Chỉ số tập trung HHI", "Concentration HHI";
        Detail: "Thông tin của liên kết", "Detail of links";
        Known: "Đã ghi", "Stated";
        Unknown: "Chưa ghi", "Not stated";
        KnownShare: "Mức đầy đủ", "Complete";
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
pub fn total_text(title: &str, total: f64, language: Language) -> String {
    let number = number(total, language);
    match language {
        Language::Vietnamese => format!("{title}: tổng {number}"),
        Language::English => format!("{title}: {number} in all"),
    }
}
