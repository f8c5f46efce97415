//! Localized names of enum variants: kinds, forms, sectors, verdicts, findings.

use super::Language;
use crate::analysis::{BreakReason, FindingCode, Severity, Task, Verdict};
use crate::map::{ActorKind, EditLabel, LinkForm, LinkKind, LinkStatus, Sector};

/// A value with a name in each language.
pub trait Localized: Copy {
    /// The name, in lower case except for proper names and abbreviations.
    fn text(self, language: Language) -> &'static str;

    /// The name with a capital first letter.
    fn title(self, language: Language) -> String {
        capitalised(self.text(language))
    }
}

/// A text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let mut capitalised: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    capitalised.push_str(chars.as_str());
    capitalised
}

/// A text with its first letter in lower case.
pub fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// A sentence with its first letter in upper case, unless it begins with one of these names: a name keeps its spelling.
pub(super) fn begin_sentence(sentence: String, names: impl IntoIterator<Item = String>) -> String {
    // Most do already: the names are not even looked up then.
    if sentence.starts_with(char::is_uppercase) {
        return sentence;
    }
    let begins_with_name = names.into_iter().any(|name| !name.is_empty() && sentence.starts_with(&name));
    if begins_with_name { sentence } else { capitalised(&sentence) }
}

/// Implements [`Localized`] for existing enums: `localize! { Enum { Variant: "tiếng Việt", "English"; … } }`.
macro_rules! localize {
    ($($name:ident { $($variant:ident $(($($inner:tt)*))?: $vi:literal, $en:literal;)+ })+) => {$(
        impl Localized for $name {
            fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$variant $(($($inner)*))?, Language::Vietnamese) => $vi,
                        (Self::$variant $(($($inner)*))?, Language::English) => $en,
                    )+
                }
            }
        }
    )+};
}

localize! {
    ActorKind {
        Household: "nông hộ", "household";
        Group: "tổ hợp tác", "cooperative group";
        Cooperative: "hợp tác xã", "cooperative";
        Union: "liên hiệp hợp tác xã", "cooperative union";
        Trader: "thương lái", "trader";
        Enterprise: "doanh nghiệp", "enterprise";
        Market: "thị trường", "market";
        Supporter: "đơn vị hỗ trợ", "supporter";
    }
    Sector {
        Agriculture: "nông nghiệp", "agriculture";
        Handicraft: "tiểu thủ công nghiệp", "handicraft";
        Transport: "vận tải", "transport";
        Construction: "xây dựng", "construction";
        Trade: "thương mại, dịch vụ", "trade and services";
        Other: "khác", "other";
    }
    LinkKind {
        Product: "sản phẩm", "product";
        Member: "thành viên", "membership";
        Support: "hỗ trợ", "support";
    }
    LinkForm {
        Contract: "hợp đồng", "contract";
        Member: "giao cho HTX của mình", "delivered as a member";
        Agreement: "thỏa thuận", "agreement";
        Spot: "mua bán tự do", "spot sale";
    }
    Verdict {
        Firm: "vững chắc", "firm";
        Loose: "lỏng lẻo", "loose";
        StopsShort: "dừng ở doanh nghiệp", "stops short";
        OnPaper: "mới trên giấy", "on paper";
        NoBuyer: "chưa có đầu ra", "no buyer";
    }
    BreakReason {
        NoOnwardLink: "không có liên kết đi tiếp", "no link onwards";
        Planned: "mới dự kiến", "only planned";
        Lapsed: "đã hết hạn", "lapsed";
        NotYet: "chưa đến năm có hiệu lực", "not in force yet";
        ActorAbsent: "tác nhân không hoạt động", "actor not there";
        OtherProduct: "liên kết cho sản phẩm khác", "link for another product";
    }
    Severity {
        Error: "lỗi", "error";
        Warning: "cảnh báo", "warning";
        Info: "lưu ý", "note";
    }
    FindingCode {
        ModelWithoutCore: "mô hình chưa có nòng cốt", "model without a core actor";
        ModelWithoutProduct: "mô hình chưa ghi sản phẩm", "model without a product";
        ModelNoBuyer: "mô hình chưa có đầu ra", "model without a buyer";
        ModelOnPaper: "mô hình mới trên giấy", "model on paper";
        ProductLoop: "sản phẩm bao hàm nhau thành vòng", "products part of each other";
        ConversionLoop: "chế biến vòng tròn làm tăng lượng hàng", "conversions that multiply goods";
        ModelStopsShort: "mô hình dừng ở doanh nghiệp", "model stops short";
        DependsOnOne: "phụ thuộc một tác nhân", "depends on one actor";
        MemberLeftOut: "thành viên chưa có đầu ra", "member left out";
        ProducerWithoutBuyer: "nơi sản xuất chưa có đầu ra", "producer without a buyer";
        ContractLapsed: "hợp đồng đã hết hạn", "contract lapsed";
        ContractLapsing: "hợp đồng sắp hết hạn", "contract about to lapse";
        ChannelBroken: "kênh tiêu thụ bị đứt", "channel broken";
        DeadEnd: "hàng đến rồi dừng", "dead end";
        ChannelSharesExceed: "kênh tiêu thụ vượt 100%", "channels above 100%";
        SharesExceed: "tỷ trọng vượt 100%", "shares above 100%";
        DuplicateActor: "tác nhân có thể trùng", "possible duplicate";
        ActorIsolated: "tác nhân chưa có liên kết", "actor without links";
        ModelLoose: "mô hình lỏng lẻo", "model loosely linked";
        ContractTooShort: "hợp đồng quá ngắn", "contract too short";
        ContractWithoutDates: "hợp đồng chưa ghi năm", "contract without dates";
        LinkWithoutProduct: "liên kết chưa ghi sản phẩm", "link without a product";
        LinkWithoutForm: "liên kết chưa rõ hình thức", "link without a form";
        AgainstStageOrder: "liên kết ngược khâu", "link against the stages";
        SharesUnaccounted: "tỷ trọng chưa đủ 100%", "shares below 100%";
        TargetMissed: "chưa đạt chỉ tiêu", "target missed";
        TargetNotJudged: "chỉ tiêu chưa xét được", "target not judged";
        BelowLegalMinimum: "dưới mức tối thiểu theo luật", "below the legal minimum";
        SupplyWithoutOutlet: "sản lượng chưa có đầu ra", "supply without an outlet";
        VolumeImbalance: "sản lượng không cân đối", "volumes out of balance";
        SelfLink: "liên kết với chính mình", "link to itself";
        StageEmpty: "khâu còn trống", "empty stage";
    }
    Task {
        FindOutlet: "tìm đầu ra", "find an outlet";
        Secure: "ký kết, gia hạn", "sign or renew";
        Diversify: "giảm phụ thuộc", "depend on more than one";
        MeetTarget: "đạt chỉ tiêu, đúng luật", "reach targets and legal minimums";
        Complete: "bổ sung dữ liệu", "complete the data";
        Correct: "kiểm tra lại số liệu", "check the data";
    }
    LinkStatus {
        InForce: "đang có hiệu lực", "in force";
        Planned: "dự kiến", "planned";
        Lapsed: "đã hết hạn", "lapsed";
        NotYet: "chưa có hiệu lực", "not in force yet";
        EndpointAbsent: "một đầu không hoạt động", "one end is absent";
    }
    EditLabel {
        AddActor: "thêm tác nhân", "add actor";
        Paste: "dán", "paste";
        QuickEntry: "nhập nhanh", "quick entry of";
        AddLink: "thêm liên kết", "add link";
        AddModel: "thêm mô hình", "add model";
        AddStage: "thêm khâu", "add stage";
        AddProduct: "thêm sản phẩm", "add product";
        EditActor: "sửa tác nhân", "edit actor";
        EditLink: "sửa liên kết", "edit link";
        EditModel: "sửa mô hình", "edit model";
        EditStage: "sửa khâu", "edit stage";
        SwapStages(..): "đổi chỗ khâu", "swap stages";
        EditProduct: "sửa sản phẩm", "edit product";
        EditMap: "sửa thông tin bản đồ", "edit map details";
        Move: "di chuyển", "move";
        Pin: "ghim vị trí", "pin";
        Unpin: "bỏ ghim", "unpin";
        Align: "căn thẳng", "align";
        Distribute: "giãn đều", "distribute";
        Duplicate: "nhân đôi", "duplicate";
        TidySelection: "sắp xếp lại", "tidy";
        Delete: "xóa", "delete";
        Tidy: "sắp xếp lại bản đồ", "tidy the map";
        SetBands: "chia dải", "change bands";
        Import(..): "nhập dữ liệu", "import";
        AddChannel: "ghi kênh", "record channel";
        EditChannel: "sửa kênh", "edit channel";
        AddTarget: "thêm chỉ tiêu", "add target";
        EditTarget: "sửa chỉ tiêu", "edit target";
        AddView: "thêm trang chiếu", "add slide";
        EditView: "sửa trang chiếu", "edit slide";
        MoveView: "đổi thứ tự trang chiếu", "reorder slides";
        EditCells(..): "sửa ô trong bảng", "edit cells";
        MergeActors(..): "gộp tác nhân", "merge actors";
        ReplaceTexts(..): "thay chữ", "replace text";
        Proposal: "áp dụng phương án", "apply the trial";
        RestoreVersion: "khôi phục bản cũ", "restore an earlier version";
        Reload: "tải lại từ tệp", "reload from the file";
        MergeCopy(..): "gộp với bản khác", "merge with another copy";
    }
}

/// The short form of a kind, as registers write it: THT, HTX, LH HTX, DN.
pub fn short_kind(kind: ActorKind, language: Language) -> &'static str {
    match (kind, language) {
        (ActorKind::Group, Language::Vietnamese) => "THT",
        (ActorKind::Group, Language::English) => "group",
        (ActorKind::Cooperative, Language::Vietnamese) => "HTX",
        (ActorKind::Cooperative, Language::English) => "co-op",
        (ActorKind::Union, Language::Vietnamese) => "LH HTX",
        (ActorKind::Union, Language::English) => "union",
        (ActorKind::Enterprise, Language::Vietnamese) => "DN",
        (ActorKind::Supporter, Language::Vietnamese) => "hỗ trợ",
        (kind, language) => kind.text(language),
    }
}

/// The name of a form that may be unknown.
pub fn form_text(form: Option<LinkForm>, language: Language) -> &'static str {
    match (form, language) {
        (Some(form), language) => form.text(language),
        (None, Language::Vietnamese) => "chưa rõ hình thức",
        (None, Language::English) => "form unknown",
    }
}
