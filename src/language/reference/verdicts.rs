//! Reference texts of verdicts and breaks.

use super::{ReferenceEntry, RuleSource};
use crate::analysis::{BreakReason, Verdict};

const fn program_rule(
    meaning: [&'static str; 2],
    rule: [&'static str; 2],
    remedy: [&'static str; 2],
) -> ReferenceEntry {
    ReferenceEntry { meaning, rule, remedy, source: RuleSource::Program }
}

pub(super) fn verdict(verdict: Verdict) -> ReferenceEntry {
    match verdict {
        Verdict::Firm => program_rule(
            [
                "Hàng của mô hình tới được bên mua và đi tiếp ra thị trường, bằng hợp đồng hoặc quan hệ thành viên suốt đường tới bên mua.",
                "The goods of the model reach a buyer and go on to a market, by contract or membership all the way to the buyer.",
            ],
            [
                "Có tuyến gồm các liên kết đang có hiệu lực từ mỗi tác nhân nòng cốt, cho mỗi sản phẩm, tới doanh nghiệp hoặc thị trường đầu tiên; mọi liên kết trên tuyến đó là hợp đồng hoặc thành viên; từ đó còn đường ra thị trường.",
                "For each core actor and product, links in force lead to a first enterprise or market, all of them by contract or membership, and from there to a market.",
            ],
            ["Theo dõi ngày hết hạn của các hợp đồng trên tuyến này.", "Watch when the contracts on this route end."],
        ),
        Verdict::Loose => program_rule(
            [
                "Hàng tới được bên mua và ra thị trường, nhưng chỉ qua thỏa thuận, mua bán tự do hoặc liên kết chưa rõ hình thức.",
                "The goods reach a buyer and go on to a market, but only over agreements, spot sales or links of unknown form.",
            ],
            [
                "Có tuyến đang có hiệu lực tới bên mua có lối ra thị trường, nhưng trên mọi tuyến như vậy đều có liên kết không phải hợp đồng hay thành viên.",
                "A route in force reaches a buyer that goes on, but every such route has a link before its buyer that is neither contract nor membership.",
            ],
            [
                "Ký hợp đồng thay cho thỏa thuận hoặc mua bán tự do; nếu đã có hợp đồng thì ghi rõ hình thức.",
                "Put the loose links under contract; where there is one, record it.",
            ],
        ),
        Verdict::StopsShort => program_rule(
            [
                "Hàng tới được doanh nghiệp nhưng chưa thấy đường từ đó ra thị trường.",
                "The goods reach an enterprise, but no way on from there to a market is known.",
            ],
            [
                "Có tuyến đang có hiệu lực tới doanh nghiệp, nhưng từ các doanh nghiệp tới được không có tuyến nào ra thị trường.",
                "A route in force reaches an enterprise, but from no enterprise so reached does a route lead to a market.",
            ],
            [
                "Hỏi doanh nghiệp bán hàng đi đâu và ghi liên kết đó.",
                "Ask the enterprise where it sells, and record that link.",
            ],
        ),
        Verdict::OnPaper => program_rule(
            [
                "Đầu ra mới có trên giấy: hiện chưa có tuyến nào tới bên mua đang có hiệu lực.",
                "The buyer exists on paper only: no route to one is in force.",
            ],
            [
                "Không có tuyến đang có hiệu lực tới bên mua; chỉ có nếu tính cả liên kết dự kiến, đã hết hạn, chưa có hiệu lực và tác nhân chưa thành lập. Tác nhân đã giải thể không bao giờ được tính.",
                "No route in force reaches a buyer; one does once planned, lapsed and not yet started links and actors not yet founded are let in. Dissolved actors never are.",
            ],
            [
                "Ký liên kết dự kiến hoặc ký lại liên kết đã hết hạn, như kết quả kiểm tra chỉ ra.",
                "Sign the planned link or renew the lapsed one that the check names.",
            ],
        ),
        Verdict::NoBuyer => program_rule(
            ["Mô hình chưa có đầu ra.", "The model has no buyer."],
            [
                "Không có tuyến tiêu thụ nào tới doanh nghiệp hay thị trường, kể cả qua liên kết dự kiến hoặc đã hết hạn; hoặc mô hình chưa có nòng cốt hay sản phẩm nên chưa xét được.",
                "No route reaches an enterprise or a market, not even over planned or lapsed links; or the model names no core or no product and cannot be judged.",
            ],
            [
                "Tìm bên mua đã nhận sản phẩm này của nơi khác, trước hết trong cùng quận, huyện.",
                "Look for a buyer that already takes this product from others, first in the same district.",
            ],
        ),
    }
}

pub(super) fn reason(reason: BreakReason) -> ReferenceEntry {
    match reason {
        BreakReason::NoOnwardLink => program_rule(
            [
                "Hàng tới đây rồi dừng: không có liên kết nào đưa đi tiếp.",
                "The goods get here and stop: no link takes them on.",
            ],
            [
                "Tác nhân không có liên kết sản phẩm nào đi ra cho hàng này.",
                "The actor has no product link outwards for these goods.",
            ],
            [
                "Nối tác nhân với một bên mua, hoặc ghi liên kết đã có mà bản đồ còn thiếu.",
                "Link it to a buyer, or record a link that the map lacks.",
            ],
        ),
        BreakReason::Planned => program_rule(
            ["Liên kết mới dự kiến, chưa ký.", "The link is planned and not signed."],
            ["Liên kết được đánh dấu dự kiến.", "The link is marked as planned."],
            ["Ký liên kết, rồi bỏ dấu dự kiến.", "Sign it, then take the mark away."],
        ),
        BreakReason::Lapsed => program_rule(
            ["Liên kết đã hết hạn.", "The link has ended."],
            ["Năm cuối của liên kết trước năm đang xem.", "The last year of the link is before the year looked at."],
            ["Ký lại liên kết.", "Renew it."],
        ),
        BreakReason::NotYet => program_rule(
            ["Liên kết chưa có hiệu lực.", "The link is not in force yet."],
            ["Năm đầu của liên kết sau năm đang xem.", "The first year of the link is after the year looked at."],
            ["Chờ đến năm đó, hoặc cho liên kết có hiệu lực sớm hơn.", "Wait for that year, or let it start earlier."],
        ),
        BreakReason::ActorAbsent => program_rule(
            ["Một đầu của liên kết không hoạt động trong năm này.", "One end of the link does not exist in the year."],
            [
                "Tác nhân thành lập sau năm đang xem, hoặc giải thể từ năm đó trở về trước.",
                "The actor is founded after the year looked at, or dissolved by then.",
            ],
            [
                "Nối với tác nhân khác làm cùng việc, hoặc sửa năm nếu ghi sai.",
                "Link to another that does the same, or correct the years.",
            ],
        ),
        BreakReason::OtherProduct => program_rule(
            ["Có liên kết đi tiếp, nhưng dành cho sản phẩm khác.", "A link leads on, but for other goods."],
            [
                "Liên kết ghi các sản phẩm, và không có sản phẩm này hay nhóm rộng hơn của nó.",
                "The link lists products, and neither this one nor a broader one is among them.",
            ],
            [
                "Mở rộng liên kết sang sản phẩm này, hoặc ghi nơi chế biến thành sản phẩm kia.",
                "Widen the link to this product, or record who turns it into the other.",
            ],
        ),
    }
}
