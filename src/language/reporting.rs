//! What a report on a map, and a deck of its slides, say beside the sentences that the window has.

use super::{Language, Localized, integer, messages};
use crate::analysis::Verdict;

messages! {
    /// A text of a report.
    pub enum ReportText {
        Title: "Báo cáo liên kết chuỗi giá trị", "Report on value-chain linkage";
        Place: "Địa bàn", "Place";
        Year: "Năm đánh giá", "Year assessed";
        Office: "Đơn vị báo cáo", "Reported by";
        Date: "Ngày lập", "Date";
        Source: "Nguồn số liệu", "Source of the data";
        NoSource: "Bản đồ chưa ghi nguồn số liệu.", "The map does not say where its data come from.";
        Summary: "Tóm tắt", "Summary";
        DueYear: "Năm", "Year";
        Reached: "Đạt được / mục tiêu", "Reached / goal";
        Models: "Các mô hình", "The models";
        Number: "TT", "No.";
        Attention: "Mô hình cần xử lý", "Models that need attention";
        NoneFlagged: "Mô hình nào cũng có đầu ra.", "Every model reaches a buyer.";
        Core: "Nòng cốt", "Core";
        Products: "Sản phẩm", "Products";
        Form: "Hình thức liên kết", "Form of linkage";
        Break: "Chỗ đứt", "Where it breaks";
        Repairs: "Cách khắc phục (mỗi dòng là một cách)", "What would mend it (each line by itself)";
        Note: "Ghi chú", "Note";
        Tasks: "Việc cần làm", "What to do";
        NoMeetingChange: "Trong buổi họp, bản đồ không thay đổi.", "The map has not changed in this meeting.";
        Law: "Căn cứ và nguồn", "Sources and law";
        Method: "Đánh giá được tính từ các tác nhân và liên kết ghi trên bản đồ, xét trong năm nêu trên. Mỗi kết luận nêu rõ đường đi tới bên mua hoặc chỗ đứt để kiểm tra lại.", "The verdicts are worked out from the actors and links on the map, in the year above. Each names the route to the buyer, or the break, so that it can be checked.";
        FormLaw: "Nghị định 98/2018/NĐ-CP, Điều 4 (các hình thức liên kết)", "Decree 98/2018/NĐ-CP, article 4 (forms of linkage)";
        MoreSlides: "Các trang khác", "Further slides";
        NotDrawn: "Sơ đồ chuỗi không vẽ ở đây.", "The chain is not drawn here.";
    }
}

/// What a drawn chain shows, for those who do not see it: "Sơ đồ chuỗi của mô hình Xoài cát: chưa có đầu ra".
pub fn chain_alt(model: &str, verdict: Option<Verdict>, language: Language) -> String {
    let verdict = verdict.map(|verdict| format!(": {}", verdict.text(language))).unwrap_or_default();
    match language {
        Language::Vietnamese => format!("Sơ đồ chuỗi của mô hình {model}{verdict}"),
        Language::English => format!("The chain of the model {model}{verdict}"),
    }
}

/// "và 12 mục nữa, không ghi ở đây": what is left out so that a document stays short.
pub fn more_text(count: usize, language: Language) -> String {
    let number = integer(count as u64, language);
    match language {
        Language::Vietnamese => format!("… và {number} mục nữa, không ghi ở đây."),
        Language::English => format!("… and {number} more that are not given here."),
    }
}
