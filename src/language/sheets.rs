//! The names of the sheets of a workbook.

use super::{Language, messages};
use crate::analysis::{Unit, UnitLevel};

messages! {
    /// A sheet.
    pub enum SheetTitle {
        Actors: "Tác nhân", "Actors";
        Links: "Liên kết", "Links";
        Models: "Mô hình", "Models";
        Channels: "Kênh", "Channels";
        Products: "Sản phẩm", "Products";
        Figures: "Số liệu năm", "Figures";
        Targets: "Chỉ tiêu", "Targets";
        Stages: "Khâu", "Stages";
        Views: "Trang trình bày", "Views";
        Map: "Bản đồ", "Map";
        Lists: "Danh mục", "Lists";
        Summary: "Tổng hợp", "Summary";
        Verdicts: "Đánh giá", "Verdicts";
        Findings: "Phát hiện", "Findings";
        VerdictsByYear: "Đánh giá theo năm", "Verdicts by year";
        ModelsByYear: "Mô hình theo năm", "Models by year";
        Totals: "Theo nhóm", "Totals";
        MarketShares: "Tỷ trọng bên mua", "Shares of buyers";
        Completeness: "Mức đầy đủ", "Completeness";
    }
}

messages! {
    /// A heading of a sheet of results that no table of the window has.
    pub enum ResultHeading {
        File: "Tệp", "File";
        MapTitle: "Bản đồ", "Map";
        Year: "Năm", "Year";
        Supposing: "Giả định", "Supposing";
        Actors: "Tác nhân", "Actors";
        Links: "Liên kết", "Links";
        ModelVerdict: "Đánh giá mô hình", "Verdict of the model";
        Core: "Nòng cốt", "Core";
        Route: "Đường đi tới bên mua", "Route to the buyer";
        Onward: "Đường đi tiếp tới thị trường", "Way on to a market";
        ReachesMarket: "Ra tới thị trường", "Reaches a market";
        Breaks: "Chỗ đứt và lý do", "Breaks and reasons";
        Repairs: "Cách khắc phục", "What would mend it";
        Code: "Mã", "Code";
    }
}

impl UnitLevel {
    /// What units of this level are called.
    pub fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::CommuneToday, Language::Vietnamese) => "Xã, phường từ 7/2025",
            (Self::CommuneToday, Language::English) => "Commune since July 2025",
            (Self::CommuneBefore, Language::Vietnamese) => "Xã, phường trước 7/2025",
            (Self::CommuneBefore, Language::English) => "Commune before July 2025",
            (Self::DistrictBefore, Language::Vietnamese) => "Huyện, quận trước 7/2025",
            (Self::DistrictBefore, Language::English) => "District before July 2025",
        }
    }
}

/// The name of a unit; one that is not clear is marked so, under what is written.
pub fn unit_text(unit: &Unit, language: Language) -> String {
    match (unit, language) {
        (Unit::Known(name), _) => name.clone(),
        (Unit::Unclear(written), Language::Vietnamese) => format!("{written} (chưa rõ thuộc đâu)"),
        (Unit::Unclear(written), Language::English) => format!("{written} (not clear which)"),
        (Unit::Unwritten, Language::Vietnamese) => "Chưa ghi".to_owned(),
        (Unit::Unwritten, Language::English) => "Not stated".to_owned(),
    }
}
