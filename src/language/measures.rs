//! Texts for measures: what a target counts, and its values with units.

use super::record_names::RecordNames;
use super::{Language, Localized, begin_sentence, messages, money_vnd_short, number, percent};
use crate::map::{LinkageMap, Measure, ProductId};

messages! {
    /// How a measure is said; `{}` stands for its year, product, kinds or place.
    pub enum MeasureText {
        LinkedModels: "mô hình có đầu ra", "models that reach a buyer";
        EffectiveShare: "hợp tác xã hoạt động có hiệu quả", "share of cooperatives that are effective";
        FundCapital: "vốn của các đơn vị hỗ trợ", "capital of supporters";
        Founded: "thành lập mới trong năm: {}", "founded in the year: {}";
        MemberGrowth: "thành viên tăng so với năm {}", "growth of members on {}";
        ContractVolume: "sản lượng bán theo hợp đồng", "volume sold under contract";
        ContractVolumeOf: "sản lượng {} bán theo hợp đồng", "volume of {} sold under contract";
        Count: "số đang hoạt động: {}", "number present: {}";
        Actors: "tác nhân", "actors";
        InCommune: "{} (cấp xã)", "{} (commune)";
    }
}

impl MeasureText {
    fn about(self, what: &str, language: Language) -> String {
        self.text(language).replace("{}", what)
    }
}

/// What a measure counts, as `schema` reads it back.
pub fn measure_sentence(measure: &Measure, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let product = match measure {
        Measure::ContractVolume { product: Some(product) } => Some(names.product(*product)),
        _ => None,
    };
    let sentence = match measure {
        Measure::Founded { kinds } => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.text(language)).collect();
            MeasureText::Founded.about(&kinds.join(", "), language)
        }
        Measure::LinkedModels => MeasureText::LinkedModels.text(language).to_owned(),
        Measure::MemberGrowth { base_year } => MeasureText::MemberGrowth.about(&base_year.to_string(), language),
        Measure::EffectiveShare => MeasureText::EffectiveShare.text(language).to_owned(),
        Measure::FundCapital => MeasureText::FundCapital.text(language).to_owned(),
        Measure::ContractVolume { .. } => match &product {
            Some(product) => MeasureText::ContractVolumeOf.about(product, language),
            None => MeasureText::ContractVolume.text(language).to_owned(),
        },
        Measure::Count { kind, sector, district, commune } => {
            let mut parts =
                vec![kind.map_or(MeasureText::Actors.text(language), |kind| kind.text(language)).to_owned()];
            parts.extend(sector.map(|sector| sector.text(language).to_owned()));
            if district.is_empty() && !commune.is_empty() {
                // Where both are given, the commune comes first.
                parts.push(MeasureText::InCommune.about(commune, language));
            } else {
                parts.extend([commune, district].into_iter().filter(|name| !name.is_empty()).cloned());
            }
            MeasureText::Count.about(&parts.join(", "), language)
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
