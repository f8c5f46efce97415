//! Texts of the Channels page, and of a model's form of linkage.

use super::record_names::RecordNames;
use super::{Language, capitalised, integer, money_vnd, percent};
use crate::analysis::{LinkageForm, NotAssessed, ProductChannels};
use crate::map::{ActorId, LinkageMap, ProductId, Year};

/// The number of recorded channels and of routes that the links allow; neither is derived from the other.
pub fn channels_line(channels: &ProductChannels, language: Language) -> String {
    let recorded = integer(channels.recorded.len() as u64, language);
    let possible =
        if channels.route_count == u64::MAX { "10¹⁹".to_owned() } else { integer(channels.route_count, language) };
    match (language, channels.is_exact) {
        (Language::Vietnamese, true) if channels.route_count == 0 => {
            format!("{recorded} kênh đã ghi · không có tuyến tiêu thụ nào")
        }
        (Language::English, true) if channels.route_count == 0 => format!("{recorded} recorded · no routes"),
        (Language::English, true) if channels.route_count == 1 => {
            format!("{recorded} recorded · the links allow 1 route")
        }
        (Language::Vietnamese, true) => format!("{recorded} kênh đã ghi · các liên kết cho phép {possible} tuyến"),
        (Language::Vietnamese, false) => {
            format!("{recorded} kênh đã ghi · các liên kết cho phép ít nhất {possible} tuyến")
        }
        (Language::English, true) => format!("{recorded} recorded · the links allow {possible} routes"),
        (Language::English, false) => format!("{recorded} recorded · the links allow at least {possible} routes"),
    }
}

/// The sum of the recorded shares and its deviation from 100%; `None` when no share is recorded.
pub fn recorded_shares_line(channels: &ProductChannels, language: Language) -> Option<String> {
    let (sum, difference) = (channels.shares?, channels.share_deviation()?);
    let (text, rest) = (percent(sum, language), percent(difference.abs(), language));
    let (vi, en) = if difference < 0.0 {
        (
            format!("Tỷ trọng đã ghi: {text} · {rest} chưa rõ đi đâu"),
            format!("Recorded shares: {text} · {rest} not accounted for"),
        )
    } else if difference > 0.0 {
        (format!("Tỷ trọng đã ghi: {text} · thừa {rest}"), format!("Recorded shares: {text} · {rest} too much"))
    } else {
        (format!("Tỷ trọng đã ghi: {text}"), format!("Recorded shares: {text}"))
    };
    Some(match language {
        Language::Vietnamese => vi,
        Language::English => en,
    })
}

/// The name of a channel recorded from a route, given how many channels its product has already.
pub fn new_channel_name(recorded: usize, language: Language) -> String {
    let number = integer(recorded as u64 + 1, language);
    match language {
        Language::Vietnamese => format!("Kênh {number}"),
        Language::English => format!("Channel {number}"),
    }
}

/// The actors of a route, joined by arrows.
pub fn route_line(route: &[ActorId], map: &LinkageMap, language: Language) -> String {
    RecordNames { map, language }.joined_by_arrows(route)
}

/// Where a recorded channel is broken.
pub fn broken_sentence((from, to): (ActorId, ActorId), map: &LinkageMap, year: Year, language: Language) -> String {
    let ends = RecordNames { map, language }.joined_by_arrows(&[from, to]);
    match language {
        Language::Vietnamese => format!("Đứt ở {ends}: năm {year} không có liên kết nào đưa hàng qua."),
        Language::English => format!("Broken at {ends}: in {year} no link takes the goods on."),
    }
}

/// A price of one unit of a product.
pub fn price_text(price: f64, product: Option<ProductId>, map: &LinkageMap, language: Language) -> String {
    let unit = product.and_then(|id| map.products().get(&id)).map_or("", |product| product.unit.as_str());
    let price = money_vnd(price, language);
    if unit.is_empty() { price } else { format!("{price}/{unit}") }
}

/// The unit that all prices of a channel are converted to.
pub fn price_basis_line(product: ProductId, map: &LinkageMap, language: Language) -> String {
    let unit = map.products().get(&product).map(|product| product.unit.clone()).filter(|unit| !unit.is_empty());
    let product = RecordNames { map, language }.product(product);
    match (language, unit) {
        (Language::Vietnamese, Some(unit)) => format!("Giá quy về một {unit} {product} ở cuối kênh."),
        (Language::Vietnamese, None) => format!("Giá quy về một đơn vị {product} ở cuối kênh."),
        (Language::English, Some(unit)) => format!("Prices for one {unit} of {product} at the end of the channel."),
        (Language::English, None) => format!("Prices for one unit of {product} at the end of the channel."),
    }
}

/// The segments of a channel without a price.
pub fn unpriced_line(segments: &[(ActorId, ActorId)], map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let segments: Vec<String> = segments.iter().map(|(from, to)| names.joined_by_arrows(&[*from, *to])).collect();
    format!("{}: {}", names.localized("Chưa có giá", "No price yet"), segments.join(", "))
}

/// The actors of a channel without a yield: prices upstream of them cannot be converted to the common unit.
pub fn missing_yield_line(actors: &[ActorId], map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let actors: Vec<String> = actors.iter().map(|actor| names.joined_by_arrows(&[*actor])).collect();
    format!("{}: {}", names.localized("Chưa có tỷ lệ thu hồi", "No yield yet"), actors.join(", "))
}

/// The heading over routes that are not recorded as channels.
pub fn unrecorded_line(channels: &ProductChannels, language: Language) -> String {
    let count = integer(channels.unrecorded.len() as u64, language);
    match (language, channels.is_truncated) {
        (Language::Vietnamese, false) => format!("Liên kết cho phép nhưng chưa ghi · {count}"),
        (Language::Vietnamese, true) => format!("Liên kết cho phép nhưng chưa ghi · {count} tuyến đầu"),
        (Language::English, false) => format!("Allowed by links, not recorded · {count}"),
        (Language::English, true) => format!("Allowed by links, not recorded · the first {count}"),
    }
}

/// The form of linkage by its number in the decree, or the parts that are missing.
pub fn form_sentence(form: &LinkageForm, language: Language) -> String {
    if let Some(missing) = form.not_assessed {
        return not_assessed_sentence(missing, language).to_owned();
    }
    if let Some(number) = form.number() {
        return match language {
            Language::Vietnamese => format!("Hình thức {number}, Điều 4 Nghị định 98/2018/NĐ-CP"),
            Language::English => format!("Form {number} of Decree 98/2018/NĐ-CP, article 4"),
        };
    }
    let missing = match (form.sale.is_some(), language) {
        (false, Language::Vietnamese) => "tiêu thụ",
        (false, Language::English) => "sale",
        (true, Language::Vietnamese) => "đầu vào, sản xuất và thu hoạch, hoặc chế biến",
        (true, Language::English) => "inputs, production and harvest, or processing",
    };
    capitalised(&match language {
        Language::Vietnamese => format!("chưa thuộc hình thức nào của Nghị định 98/2018/NĐ-CP: còn thiếu {missing}"),
        Language::English => format!("no form of Decree 98/2018/NĐ-CP yet: {missing} is missing"),
    })
}

/// Why a model cannot be assessed.
pub fn not_assessed_sentence(missing: NotAssessed, language: Language) -> &'static str {
    match (missing, language) {
        (NotAssessed::NoCore, Language::Vietnamese) => "Chưa xét được: chưa có tác nhân nòng cốt.",
        (NotAssessed::NoCore, Language::English) => "It cannot be judged: it has no core actor.",
        (NotAssessed::NoProduct, Language::Vietnamese) => "Chưa xét được: chưa ghi sản phẩm.",
        (NotAssessed::NoProduct, Language::English) => "It cannot be judged: it names no product.",
        (NotAssessed::Neither, Language::Vietnamese) => "Chưa xét được: chưa có tác nhân nòng cốt, chưa ghi sản phẩm.",
        (NotAssessed::Neither, Language::English) => "It cannot be judged: it has no core actor and names no product.",
        (NotAssessed::NoFarmProduct, Language::Vietnamese) => {
            "Không xét: sản phẩm của mô hình không thuộc diện của Nghị định 98/2018/NĐ-CP (nông, lâm, thủy sản và muối)."
        }
        (NotAssessed::NoFarmProduct, Language::English) => {
            "Not judged: the model’s products are not those of Decree 98/2018/NĐ-CP (agriculture, forestry, fishery, salt making)."
        }
        (NotAssessed::BeforeDecree, Language::Vietnamese) => {
            "Không xét: năm này chưa có Nghị định 98/2018/NĐ-CP (hiệu lực từ ngày 20/8/2018)."
        }
        (NotAssessed::BeforeDecree, Language::English) => {
            "Not judged: in this year Decree 98/2018/NĐ-CP was not in force yet (since 20 August 2018)."
        }
    }
}
