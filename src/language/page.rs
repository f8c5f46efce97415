//! Texts of the HTML page of a map.

use super::relations::years;
use super::{Language, Localized, RecordNames, form_text, integer, link_figures, messages};
use crate::map::{Link, LinkKind, LinkStatus, LinkageMap, Year};

messages! {
    /// A text of the HTML page of a map.
    pub enum PageText {
        PictureKeys: "Hình bản đồ: phím mũi tên để dời, + và − để phóng to, thu nhỏ, 0 để xem toàn bộ", "Picture of the map: arrow keys move it, + and − zoom, 0 shows all of it";
        ZoomIn: "Phóng to", "Zoom in";
        ZoomOut: "Thu nhỏ", "Zoom out";
        ShowAll: "Xem toàn bộ", "Show all";
        All: "Toàn bộ", "All";
        Find: "Tìm mô hình, tác nhân", "Find models and actors";
        NothingFound: "Không tìm thấy.", "Nothing found.";
        More: "Còn {} nữa; hãy gõ tên để tìm.", "{} more; type a name to find them.";
        MoreCases: "Còn {} trường hợp nữa.", "{} more cases.";
        MoreFindings: "Còn {} phát hiện nữa.", "{} more findings.";
        SkipToModels: "Đến danh sách mô hình", "Skip to the models";
        Back: "Danh sách", "List";
        Chain: "Tác nhân trong chuỗi", "Actors of the chain";
        SellsTo: "Bán cho", "Sells to";
        BuysFrom: "Mua của", "Buys from";
        MemberOf: "Là thành viên của", "Member of";
        HasMembers: "Có thành viên", "Has the members";
        Supports: "Hỗ trợ", "Supports";
        SupportedBy: "Được hỗ trợ bởi", "Supported by";
        NoLinks: "Chưa có liên kết nào.", "No links.";
        Note: "Nguồn và ghi chú", "Sources and notes";
        OnePicture: "Bản đồ lớn nên chữ trong hình chỉ có bằng một ngôn ngữ.", "This map is large, so the words in its picture are in one language only.";
    }
}

/// What a link is about, without its ends: "Lúa · hợp đồng · 12/HĐ · 2018–2021 · 40% · đã hết hạn".
pub fn link_terms(link: &Link, map: &LinkageMap, year: Year, language: Language) -> String {
    let names = RecordNames { map, language };
    let products = (!link.products.is_empty()).then(|| names.products(&link.products));
    let form = (link.kind == LinkKind::Product).then(|| form_text(link.form, language).to_owned());
    let contract = (!link.contract.is_empty()).then(|| link.contract.clone());
    let status = Some(map.link_status(link, year)).filter(|status| *status != LinkStatus::InForce);
    let parts = [products, form, contract, years(link, language)].into_iter().flatten();
    let parts = parts.chain(link_figures(map, link, language));
    parts.chain(status.map(|status| status.text(language).to_owned())).collect::<Vec<_>>().join(" · ")
}

/// Why a map has no page: how many actors, links and models there are, and the most of each that a page has.
pub fn page_too_large(there_are: [usize; 3], at_most: [usize; 3], language: Language) -> String {
    let counts = |counts: [usize; 3]| counts.map(|count| integer(count as u64, language));
    let ([actors, links, models], [most_actors, most_links, most_models]) = (counts(there_are), counts(at_most));
    match language {
        Language::Vietnamese => format!(
            "trang HTML có tối đa {most_actors} tác nhân, {most_links} liên kết và {most_models} mô hình, nhiều hơn thì trình \
             duyệt không hiện nổi; bản đồ này có {actors}, {links} và {models}. Hãy xuất chuỗi của một mô hình, hoặc xuất \
             .svg hay .png"
        ),
        Language::English => format!(
            "a page has at most {most_actors} actors, {most_links} links and {most_models} models, as browsers cannot show \
             more; here are {actors}, {links} and {models}. Take the chain of one model, or .svg or .png"
        ),
    }
}
