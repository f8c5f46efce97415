//! Texts of the guide and of the tour at the first start.

use super::{Language, messages};

messages! {
    /// A text of the guide's page.
    pub enum GuideText {
        Title: "Hướng dẫn sử dụng Lienket", "Guide to Lienket";
        Contents: "Mục lục", "Contents";
        Find: "Tìm trong hướng dẫn", "Search the guide";
        SkipToText: "Đến nội dung", "Skip to the text";
        NoBrowser: "Máy này không có chương trình nào mở được trang HTML. Lệnh `lienket guide -o huong-dan.html` ghi hướng dẫn thành tệp.", "No program on this computer opens HTML pages. `lienket guide -o guide.html` writes the guide to a file.";
    }
}

messages! {
    /// A text of the tour.
    pub enum TourText {
        Next: "Tiếp", "Next";
        Back: "Trước", "Back";
        Skip: "Bỏ qua", "Skip";
        Done: "Xong", "Done";
        Models: "Các mô hình", "The models";
        ModelsBody: "Mô hình cần xử lý đứng trước. Bấm vào một mô hình để thấy chuỗi của nó.", "Models that need attention come first. Click one to see its chain.";
        Map: "Bản đồ", "The map";
        MapBody: "Mỗi khâu là một cột, mỗi đường là một liên kết. Cuộn để phóng to, kéo nền để dời.", "Each stage is a column, each line a link. Scroll to zoom, drag the background to move.";
        Verdict: "Đánh giá và chỗ đứt", "Verdict and break";
        VerdictBody: "Chọn một mô hình: ở đây ghi đường hàng đi đến bên mua, hoặc chuỗi đứt ở đâu và nên làm gì.", "Select a model: here stands the way of its goods to a buyer, or where the chain breaks and what to do.";
        Year: "Năm đánh giá", "The year";
        YearBody: "Sang năm khác thì hợp đồng hết hạn, đánh giá đổi theo. Phím: Ctrl+Page Up, Ctrl+Page Down.", "In another year contracts end, and verdicts turn. Keys: Ctrl+Page Up, Ctrl+Page Down.";
        Drawing: "Vẽ", "Drawing";
        DrawingBody: "Bấm đúp vào một khâu để thêm tác nhân; kéo từ mép thẻ này sang thẻ khác để nối. Đây là bản sao: cứ thử.", "Double-click in a stage to add an actor; drag from the edge of one card to another to link them. This is a copy: try it.";
        Present: "Trình chiếu", "Presenting";
        PresentBody: "F5 để bản đồ tự trình bày trong cuộc họp. F1 mở hướng dẫn.", "Press F5, and the map shows itself at a meeting. F1 opens the guide.";
    }
}

/// What leads to the place of something in the guide.
pub fn explain_label(title: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Xem trong hướng dẫn: {title}"),
        Language::English => format!("See in the guide: {title}"),
    }
}
