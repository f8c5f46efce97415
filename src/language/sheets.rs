//! The names of the sheets of a workbook.

use super::messages;

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
