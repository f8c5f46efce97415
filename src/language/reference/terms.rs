//! Reference texts of words that the program defines, beside its codes.

use super::{ReferenceEntry, RuleSource};

/// A word with its code, its text in Vietnamese and English, and what it means.
pub(super) type Term = (&'static str, [&'static str; 2], ReferenceEntry);

/// Every word that has a page.
pub(super) const TERMS: &[Term] = &[
    (
        "allowed_route",
        ["tuyến mà các liên kết cho phép", "route that the links allow"],
        ReferenceEntry {
            meaning: [
                "Đường mà hàng có thể đi theo các liên kết đã ghi. Liên kết thường cho phép nhiều tuyến hơn thực tế, nên các kênh khảo sát được ghi riêng.",
                "A way that goods could take over the recorded links. Links often allow more routes than trade uses, so surveyed channels are recorded beside them.",
            ],
            rule: [
                "Bắt đầu từ nơi làm ra sản phẩm, hoặc bán mà không mua, không chế biến ra sản phẩm; đi theo các liên kết đang có hiệu lực có chở hàng, qua các khâu chế biến, không qua tác nhân nào hai lần; kết thúc ở một thị trường, hoặc ở doanh nghiệp nơi hàng dừng lại. Thị trường còn bán tiếp thì vừa kết thúc một tuyến vừa nối tiếp tuyến khác.",
                "It begins at an actor that supplies the product, or sells it without buying or making it; follows links in force that carry the goods, through conversions, to no actor twice; and ends at a market, or at an enterprise where the goods come to rest. A market that sells on ends one route and continues another.",
            ],
            remedy: [
                "Ghi tuyến đang dùng thành kênh, kèm tỷ trọng.",
                "Record the routes that are used as channels, with their shares.",
            ],
            source: RuleSource::Program,
        },
    ),
    (
        "repair",
        ["cách khắc phục", "repair"],
        ReferenceEntry {
            meaning: [
                "Một hay vài thay đổi cùng làm cho sản phẩm của một tác nhân nòng cốt tới được bên mua.",
                "One change, or a few together, that bring a product of a core actor to a buyer.",
            ],
            rule: [
                "Ký liên kết dự kiến, ký lại liên kết đã hết hạn, cho liên kết bắt đầu sớm hơn, thêm sản phẩm vào liên kết, hoặc ký hợp đồng mới với bên đang mua sản phẩm này hay nhóm sản phẩm của nó. Mỗi cách được thực hiện thử và xét lại trước khi nêu ra; thay đổi thừa được bỏ đi. Cách ít thay đổi hơn xếp trước; bằng nhau thì ký lại trước, ký mới sau, nơi gần trước, nơi xa sau. Nòng cốt chưa hoạt động thì không nêu cách nào.",
                "A repair signs a planned link, renews a lapsed one, lets one start earlier, adds a product to one, or signs a new contract with somebody who buys the product or its group now. Each is carried out and judged before it is offered, without changes that are not needed. Fewer changes come first, then renewing before signing, near before far. Nothing is offered to a core that is not there.",
            ],
            remedy: ["Thử trên bản đồ rồi chọn.", "Try it on the map, then choose."],
            source: RuleSource::Program,
        },
    ),
];
