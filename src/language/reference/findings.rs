//! Reference texts of findings.

use super::{COOPERATIVE_LAWS, DECREE_98_ART_11, ReferenceEntry, RuleSource};
use crate::analysis::FindingCode;

const fn program_rule(
    meaning: [&'static str; 2],
    rule: [&'static str; 2],
    remedy: [&'static str; 2],
) -> ReferenceEntry {
    ReferenceEntry { meaning, rule, remedy, source: RuleSource::Program }
}

const fn with_source(source: RuleSource, entry: ReferenceEntry) -> ReferenceEntry {
    ReferenceEntry { source, ..entry }
}

pub(super) fn entry(code: FindingCode) -> ReferenceEntry {
    match code {
        FindingCode::ModelWithoutCore => program_rule(
            [
                "Mô hình chưa có tác nhân nòng cốt nên chưa xét được.",
                "The model has no core actor, so it cannot be judged.",
            ],
            ["Danh sách nòng cốt của mô hình còn trống.", "The model lists no core actor."],
            [
                "Ghi hợp tác xã, liên hiệp hoặc tổ hợp tác mà mô hình dựa vào.",
                "Name the cooperative, union or group that it stands on.",
            ],
        ),
        FindingCode::ModelWithoutProduct => program_rule(
            ["Mô hình chưa ghi sản phẩm nên chưa xét được.", "The model names no product, so it cannot be judged."],
            ["Danh sách sản phẩm của mô hình còn trống.", "The model lists no product."],
            ["Ghi sản phẩm mà mô hình phải bán.", "Name what it must sell."],
        ),
        FindingCode::ModelNoBuyer => program_rule(
            ["Mô hình chưa có đầu ra.", "The model has no buyer."],
            ["Đánh giá của mô hình là “chưa có đầu ra” (no_buyer).", "The model’s verdict is “no buyer” (no_buyer)."],
            [
                "Xem chỗ đứt và các bên mua đã nhận sản phẩm này.",
                "See where it breaks, and which buyers already take this product.",
            ],
        ),
        FindingCode::ModelOnPaper => program_rule(
            ["Đầu ra của mô hình mới có trên giấy.", "The model reaches a buyer on paper only."],
            ["Đánh giá của mô hình là “mới trên giấy” (on_paper).", "The model’s verdict is “on paper” (on_paper)."],
            ["Ký liên kết dự kiến hoặc ký lại liên kết đã hết hạn.", "Sign the planned link or renew the lapsed one."],
        ),
        FindingCode::ProductLoop => program_rule(
            ["Các sản phẩm bao hàm lẫn nhau thành vòng tròn.", "Products are part of one another in a circle."],
            ["Đi theo “thuộc nhóm” thì quay lại sản phẩm ban đầu.", "Following “part of” leads back to the product."],
            ["Bỏ một bước “thuộc nhóm” ghi sai.", "Remove the wrong “part of”."],
        ),
        FindingCode::ConversionLoop => program_rule(
            [
                "Chế biến thành vòng tròn mà mỗi vòng lại sinh thêm hàng.",
                "Conversions run in a circle, and each round gives more goods than went in.",
            ],
            [
                "Nhân các tỷ lệ thu hồi trên vòng được số lớn hơn 1.",
                "The yields around the circle multiply to more than 1.",
            ],
            [
                "Kiểm tra tỷ lệ thu hồi và đơn vị của các sản phẩm trên vòng.",
                "Check the yields, and the units of the products on it.",
            ],
        ),
        FindingCode::ModelStopsShort => program_rule(
            [
                "Hàng của mô hình dừng ở doanh nghiệp, chưa thấy đường ra thị trường.",
                "The model’s goods stop at an enterprise; no way on to a market is known.",
            ],
            [
                "Đánh giá của mô hình là “dừng ở doanh nghiệp” (stops_short).",
                "The model’s verdict is “stops short” (stops_short).",
            ],
            ["Ghi nơi doanh nghiệp bán hàng.", "Record where the enterprise sells."],
        ),
        FindingCode::DependsOnOne => program_rule(
            [
                "Các mô hình này mất đầu ra nếu thiếu một tác nhân.",
                "These models lose their buyer when one actor is gone.",
            ],
            [
                "Bỏ riêng tác nhân này khỏi bản đồ thì mô hình đang có đầu ra thành “mới trên giấy” hoặc “chưa có đầu ra”; tính riêng cho từng tác nhân ngoài nòng cốt.",
                "Taking this one actor away turns an unflagged model into a flagged one; worked out for each actor outside the core.",
            ],
            ["Tìm thêm một bên mua hoặc một đường thứ hai.", "Find a second buyer, or a second route."],
        ),
        FindingCode::MemberLeftOut => program_rule(
            [
                "Thành viên của mô hình mà hàng của họ chưa tới bên mua nào.",
                "A member of the model whose own goods reach no buyer.",
            ],
            [
                "Xét riêng thành viên với hàng mà họ có hoặc giao, kể cả qua những gì được làm ra từ đó, thì thuộc diện cần xử lý.",
                "Judged on its own by the goods that it supplies or delivers, through whatever is made of them, the member would be flagged.",
            ],
            [
                "Ghi liên kết giao hàng của thành viên cho nòng cốt hoặc bên mua.",
                "Record to whom the member delivers: the core or a buyer.",
            ],
        ),
        FindingCode::ProducerWithoutBuyer => program_rule(
            ["Nơi sản xuất ngoài các mô hình chưa có đầu ra.", "A producer outside all models reaches no buyer."],
            [
                "Tác nhân có sản lượng, không thuộc mô hình nào, và hàng không tới bên mua nào.",
                "The actor supplies a product, is in no model, and its goods reach no buyer.",
            ],
            [
                "Đưa vào một mô hình gần đó, hoặc nối với bên mua.",
                "Bring it into a model nearby, or link it to a buyer.",
            ],
        ),
        FindingCode::ContractLapsed => program_rule(
            [
                "Hợp đồng đã hết hạn; ký lại thì đánh giá của mô hình tốt lên.",
                "A contract is over; renewed, it would make a model’s verdict better.",
            ],
            [
                "Năm cuối của hợp đồng trước năm đang xem, và nếu ký lại thì đánh giá chung của mô hình tốt lên. Khi một hợp đồng chưa đủ, các hợp đồng phải ký lại cùng nhau được nêu chung.",
                "Its last year is before the year looked at, and with its renewal the model’s verdict as a whole would be better. Where no contract does so alone, those to be renewed together are told as one.",
            ],
            ["Ký lại hợp đồng.", "Renew the contract."],
        ),
        FindingCode::ContractLapsing => program_rule(
            ["Hợp đồng sắp hết hạn mà mô hình đang dựa vào.", "A contract is about to end, and a model rests on it."],
            [
                "Hợp đồng hết hạn trong năm đang xem hoặc năm sau, và thiếu nó thì đánh giá của mô hình kém đi.",
                "It ends in the year looked at or the next, and without it the model would fare worse.",
            ],
            ["Bàn gia hạn trước khi hết hạn.", "Talk about renewal before it ends."],
        ),
        FindingCode::TargetMissed => program_rule(
            ["Chỉ tiêu chưa đạt trong năm của nó.", "A target is not reached in its year."],
            [
                "Số tính được từ bản đồ thấp hơn mục tiêu. Tỷ lệ hợp tác xã có hiệu quả không tính hợp tác xã mới thành lập trong năm: chưa hoạt động đủ 12 tháng thì chưa đánh giá, xếp loại (Thông tư 09/2017/TT-BKHĐT).",
                "The number counted from the map is below the goal. The share of effective cooperatives leaves out those founded in the year: under 12 months they are not ranked yet (Circular 09/2017/TT-BKHĐT).",
            ],
            [
                "Xem chỉ tiêu đã tính những gì, và việc gì đưa thêm mô hình tới bên mua.",
                "See what the target counts, and what would bring further models to a buyer.",
            ],
        ),
        FindingCode::BelowLegalMinimum => with_source(
            COOPERATIVE_LAWS,
            program_rule(
                [
                    "Tổ hợp tác, hợp tác xã hoặc liên hiệp có ít thành viên hơn mức luật định.",
                    "A group, cooperative or union has fewer members than the law asks for.",
                ],
                [
                    "Theo Luật 2012: hợp tác xã ít nhất 7 thành viên, liên hiệp ít nhất 4 hợp tác xã. Theo Luật 2023, từ ngày 01/7/2024: hợp tác xã ít nhất 5 thành viên chính thức, liên hiệp ít nhất 3 hợp tác xã, tổ hợp tác ít nhất 2 thành viên. Áp dụng luật có hiệu lực vào cuối năm đang xem; trước năm 2013 không xét.",
                    "Law of 2012: a cooperative has at least 7 members, a union at least 4 cooperatives. Law of 2023, from 1 July 2024: a cooperative at least 5 official members, a union at least 3 cooperatives, a group at least 2 members. The law in force at the end of the year looked at applies; years before 2013 are not judged.",
                ],
                [
                    "Kết nạp thêm thành viên, hoặc sửa số thành viên nếu ghi sai.",
                    "Admit further members, or correct the number.",
                ],
            ),
        ),
        FindingCode::SupplyWithoutOutlet => program_rule(
            ["Một phần sản lượng chưa tới được bên mua.", "A part of the supply has no way to a buyer."],
            [
                "Sản lượng tối đa mà các liên kết đang có hiệu lực đưa được tới bên mua nhỏ hơn sản lượng. Mọi sản phẩm được tính cùng lúc: các sản phẩm trên một liên kết dùng chung khối lượng của liên kết; chế biến dùng nguyên liệu một lần; phần để lại dùng không tính.",
                "The most that the links in force can carry to buyers is less than the supply. All products count at once: those on one link share its volume, a conversion spends its inputs once, and what is kept for own use does not count.",
            ],
            [
                "Tăng khối lượng của liên kết hẹp nhất, hoặc tìm thêm bên mua.",
                "Widen the narrowest link, or find a further buyer.",
            ],
        ),
        FindingCode::VolumeImbalance => program_rule(
            ["Lượng bán ra không khớp với lượng có được.", "What an actor sells is not what it has."],
            [
                "Sản lượng (trừ phần để lại dùng), hàng mua vào và hàng làm ra từ chế biến cộng lại lệch với lượng bán ra quá 1%.",
                "Supply less own use, what is bought and what is made by conversion together differ from what is sold by more than 1%.",
            ],
            ["Kiểm tra khối lượng, đơn vị và tỷ lệ thu hồi.", "Check volumes, units and yields."],
        ),
        FindingCode::ChannelBroken => program_rule(
            ["Kênh tiêu thụ đã ghi bị đứt giữa hai tác nhân.", "A recorded channel is broken between two actors."],
            [
                "Hai tác nhân kề nhau trên kênh không có liên kết nào đưa sản phẩm của kênh, kể cả dự kiến hay đã hết hạn.",
                "Two neighbours on the channel have no link that carries its product, not even a planned or lapsed one.",
            ],
            ["Ghi liên kết còn thiếu, hoặc sửa đường đi của kênh.", "Record the missing link, or correct the channel."],
        ),
        FindingCode::DeadEnd => program_rule(
            ["Hàng đến một tác nhân rồi dừng.", "Goods arrive at an actor and stop."],
            [
                "Có liên kết đến đang có hiệu lực, không có liên kết đi, và đây không phải bên mua.",
                "Links in force lead in, none leads out, and it is no buyer.",
            ],
            ["Ghi nơi tác nhân bán hàng.", "Record where it sells."],
        ),
        FindingCode::ChannelSharesExceed => program_rule(
            ["Các kênh tiêu thụ cộng lại vượt 100%.", "Recorded channels add up to more than 100%."],
            [
                "Tổng tỷ trọng sản lượng của các kênh ghi cho một sản phẩm trên 101%. Tỷ lệ số hộ hay tác nhân ghi ở ô khác và có thể vượt 100%, vì một hộ có thể bán qua nhiều kênh.",
                "The shares of the volume of all channels recorded for one product sum above 101%. Shares of farmers or other actors are another field and may exceed 100%, as one may sell along several channels.",
            ],
            [
                "Kiểm tra nguồn số liệu; tỷ lệ số hộ thì ghi vào ô “tỷ lệ số tác nhân”.",
                "Check where the numbers come from; enter shares of farmers as shares of the actors.",
            ],
        ),
        FindingCode::TargetNotJudged => program_rule(
            ["Chỉ tiêu đã đến hạn nhưng chưa xét được.", "A target is due and cannot be judged."],
            [
                "Năm của chỉ tiêu đã đến, và số liệu còn thiếu có thể quyết định đạt hay không.",
                "Its year has come, and figures that are missing could decide whether it is reached.",
            ],
            ["Ghi số liệu còn thiếu.", "Enter the figures that are missing."],
        ),
        FindingCode::SharesExceed => program_rule(
            ["Tỷ trọng bán cộng lại vượt 100%.", "Shares of sales add up to more than 100%."],
            [
                "Tổng tỷ trọng các liên kết đi ra của một sản phẩm trên 101%. Chương trình giữ nguyên số đã ghi, không tự quy về 100%.",
                "The outgoing shares of one product sum above 101%. The numbers stay as they are entered; they are never rescaled to 100%.",
            ],
            ["Kiểm tra lại nguồn số liệu.", "Check where the numbers come from."],
        ),
        FindingCode::DuplicateActor => program_rule(
            ["Các tác nhân có thể là một.", "Actors that may be one and the same."],
            [
                "Trùng mã số; hoặc trùng tên (không kể dấu, chữ hoa) và loại trong cùng xã, phường và quận, huyện.",
                "They share a code; or a name, accents and case aside, and a kind in one commune and district.",
            ],
            ["Gộp lại, hoặc ghi mã số để phân biệt.", "Merge them, or tell them apart by their codes."],
        ),
        FindingCode::ActorIsolated => program_rule(
            ["Tác nhân chưa có liên kết nào.", "An actor without any link."],
            [
                "Tác nhân đang hoạt động mà không có liên kết nào, kể cả dự kiến.",
                "It exists in the year and has no link of any kind, not even a planned one.",
            ],
            ["Nối vào chuỗi, hoặc bỏ khỏi bản đồ.", "Link it, or take it off the map."],
        ),
        FindingCode::ModelLoose => program_rule(
            ["Mô hình tới bên mua nhưng còn lỏng lẻo.", "The model reaches a buyer, but loosely."],
            ["Đánh giá của mô hình là “lỏng lẻo” (loose).", "The model’s verdict is “loose” (loose)."],
            ["Ký hợp đồng thay cho thỏa thuận hoặc mua bán tự do.", "Put agreements and spot sales under contract."],
        ),
        FindingCode::ContractTooShort => with_source(
            DECREE_98_ART_11,
            program_rule(
                [
                    "Hợp đồng liên kết ngắn hơn mức tối thiểu để được hỗ trợ.",
                    "A linkage contract is shorter than the minimum for support.",
                ],
                [
                    "Hợp đồng còn hiệu lực giữa các bên của một mô hình (nòng cốt, thành viên, bên mua), về nông, lâm, thủy sản hoặc muối, ghi cả hai năm và dưới 5 năm khi chu kỳ sản xuất của sản phẩm từ 12 tháng trở lên, dưới 3 năm khi chu kỳ ngắn hơn hoặc chưa ghi. Chỉ xét hợp đồng bắt đầu từ năm 2019, vì Nghị định có hiệu lực từ ngày 20/8/2018.",
                    "It is in force between the parties of one model (core, members, buyer), for a product of agriculture, forestry, fishery or salt making, gives both years, and lasts under 5 years where the product’s growing cycle is 12 months or more, under 3 where it is shorter or not given. Only contracts that begin in 2019 or later count, as the decree is in force since 20 August 2018.",
                ],
                [
                    "Ký dài hơn khi gia hạn, nếu muốn được hỗ trợ theo Nghị định.",
                    "Sign for longer when renewing, where support under the decree is wanted.",
                ],
            ),
        ),
        FindingCode::ContractWithoutDates => program_rule(
            ["Hợp đồng chưa ghi năm nào.", "A contract gives no years."],
            [
                "Liên kết là hợp đồng mà thiếu cả năm đầu và năm cuối.",
                "The link is a contract and has neither its first nor its last year.",
            ],
            ["Ghi thời hạn, để biết khi nào hết hạn.", "Record its term, so that its end is seen."],
        ),
        FindingCode::LinkWithoutProduct => program_rule(
            ["Liên kết chưa ghi sản phẩm.", "A link does not say which goods it carries."],
            [
                "Liên kết sản phẩm không ghi sản phẩm nào; khi đó được coi là áp dụng cho mọi sản phẩm.",
                "A product link lists none; it is then taken to carry any.",
            ],
            ["Ghi sản phẩm.", "Name the products."],
        ),
        FindingCode::LinkWithoutForm => program_rule(
            ["Liên kết chưa rõ hình thức.", "A link does not say how it is agreed."],
            [
                "Liên kết sản phẩm không ghi hình thức; mô hình đi qua đó nhiều nhất là “lỏng lẻo”.",
                "A product link has no form; a model that goes over it is loose at best.",
            ],
            [
                "Ghi hợp đồng, thành viên, thỏa thuận hay mua bán tự do.",
                "Record whether it is a contract, membership, agreement or spot sale.",
            ],
        ),
        FindingCode::AgainstStageOrder => program_rule(
            ["Liên kết đi ngược thứ tự các khâu.", "A link runs back against the order of stages."],
            [
                "Liên kết sản phẩm đi từ khâu sau về khâu trước.",
                "A product link leads from a later stage to an earlier one.",
            ],
            [
                "Xem lại chiều liên kết, hoặc khâu của tác nhân; có khi đó là hàng trả về.",
                "Check the direction and the stages; it may be goods that return.",
            ],
        ),
        FindingCode::SelfLink => program_rule(
            ["Một tác nhân có liên kết với chính mình.", "An actor has a link to itself."],
            [
                "Hai đầu của liên kết là cùng một tác nhân. Liên kết như vậy không được tính và không nhập mới được.",
                "Both ends of the link are the same actor. Such a link counts for nothing, and no new one can be entered.",
            ],
            ["Nối liên kết tới tác nhân đúng, hoặc xóa đi.", "Link it to the right actor, or delete it."],
        ),
        FindingCode::StageEmpty => program_rule(
            ["Chuỗi của một sản phẩm bỏ qua hoặc thiếu một khâu.", "The chain of a product skips or lacks a stage."],
            [
                "Khâu chưa có tác nhân nào; hoặc chuỗi của sản phẩm đi từ khâu trước đến khâu sau mà không qua khâu này.",
                "No actor is at the stage; or the chain of a product goes from an earlier stage to a later one without it.",
            ],
            [
                "Ghi tác nhân còn thiếu; nếu chuỗi không cần khâu này thì để vậy.",
                "Record who does it; where the chain needs nobody there, leave it.",
            ],
        ),
        FindingCode::SharesUnaccounted => program_rule(
            [
                "Tỷ trọng bán chưa đủ 100%: một phần chưa rõ bán đi đâu.",
                "Shares of sales fall short of 100%: where a part goes is not said.",
            ],
            [
                "Tổng tỷ trọng các liên kết đi ra của một sản phẩm dưới 99%. Chương trình giữ nguyên số đã ghi, không tự quy về 100%.",
                "The outgoing shares of one product sum below 99%. The numbers stay as they are entered; they are never rescaled to 100%.",
            ],
            ["Ghi phần còn lại bán cho ai.", "Record who buys the rest."],
        ),
    }
}
