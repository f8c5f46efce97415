//! Texts for measures: what a target counts, and its values with units.

use super::record_names::RecordNames;
use super::{Language, Localized, begin_sentence, money_vnd_short, number, percent};
use crate::map::{LinkageMap, Measure, ProductId};

/// What a measure counts.
pub fn measure_sentence(measure: &Measure, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let vi = language == Language::Vietnamese;
    let product = match measure {
        Measure::ContractVolume { product: Some(product) } => Some(names.product(*product)),
        _ => None,
    };
    let sentence = match measure {
        Measure::Founded { kinds } => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.text(language)).collect();
            let kinds = kinds.join(", ");
            if vi { format!("thành lập mới trong năm: {kinds}") } else { format!("founded in the year: {kinds}") }
        }
        Measure::LinkedModels if vi => "mô hình có đầu ra".to_owned(),
        Measure::LinkedModels => "models that reach a buyer".to_owned(),
        Measure::MemberGrowth { base_year } if vi => format!("thành viên tăng so với năm {base_year}"),
        Measure::MemberGrowth { base_year } => format!("growth of members on {base_year}"),
        Measure::EffectiveShare if vi => "hợp tác xã hoạt động có hiệu quả".to_owned(),
        Measure::EffectiveShare => "share of cooperatives that are effective".to_owned(),
        Measure::FundCapital if vi => "vốn của các đơn vị hỗ trợ".to_owned(),
        Measure::FundCapital => "capital of supporters".to_owned(),
        Measure::ContractVolume { product } => match (product.map(|product| names.product(product)), vi) {
            (Some(product), true) => format!("sản lượng {product} bán theo hợp đồng"),
            (Some(product), false) => format!("volume of {product} sold under contract"),
            (None, true) => "sản lượng bán theo hợp đồng".to_owned(),
            (None, false) => "volume sold under contract".to_owned(),
        },
        Measure::Count { kind, sector, district, commune } => {
            let mut parts = vec![match kind {
                Some(kind) => kind.text(language).to_owned(),
                None => names.localized("tác nhân", "actors").to_owned(),
            }];
            parts.extend(sector.map(|sector| sector.text(language).to_owned()));
            parts.extend([commune, district].into_iter().filter(|name| !name.is_empty()).cloned());
            format!("{}: {}", names.localized("số đang hoạt động", "number present"), parts.join(", "))
        }
    };
    begin_sentence(sentence, product)
}

/// A volume with the unit of its product.
pub fn volume_text(volume: f64, product: ProductId, map: &LinkageMap, language: Language) -> String {
    let unit = map.products().get(&product).map_or("", |product| &product.unit);
    let volume = number(volume, language);
    if unit.is_empty() { volume } else { format!("{volume}\u{a0}{unit}") }
}

/// A value of a measure, with its unit.
pub fn measure_value(value: f64, measure: &Measure, map: &LinkageMap, language: Language) -> String {
    match measure {
        Measure::MemberGrowth { .. } | Measure::EffectiveShare => percent(value, language),
        Measure::FundCapital => money_vnd_short(value, language),
        Measure::ContractVolume { product: Some(product) } => volume_text(value, *product, map, language),
        Measure::ContractVolume { product: None }
        | Measure::Founded { .. }
        | Measure::LinkedModels
        | Measure::Count { .. } => number(value, language),
    }
}
