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
    }
}
