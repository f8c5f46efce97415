//! Texts of targets and of the Years page.

use super::{Language, capitalised, integer, measure_value, messages, signed_number};
use crate::analysis::{Lapse, MissingData, TargetStatus};
use crate::map::{LinkageMap, Measure, Target, Year};

messages! {
    /// A text about targets and years.
    pub enum TargetText {
        AddTarget: "Thêm chỉ tiêu", "Add a target";
        NoTargets: "Chưa có chỉ tiêu. Thêm một chỉ tiêu để biết bản đồ đã đạt đến đâu.", "No targets yet. Add one to see how far the map has come.";
        AllTargets: "Mọi chỉ tiêu", "All targets";
        Met: "Đạt", "Met";
        NotKnown: "Chưa tính được", "Not known";
        Goal: "Mục tiêu", "Goal";
        BaseYear: "So với năm", "Compared with";
        CountedRecords: "Đã tính vào", "What counts";
        NothingCounts: "Chưa có gì được tính vào chỉ tiêu này.", "Nothing counts towards this target yet.";
        ByDistrict: "Theo quận, huyện", "By district";
        ByProduct: "Theo sản phẩm", "By product";
        AnyKind: "Mọi loại", "Any kind";
        AnySector: "Mọi ngành", "Any sector";
        AnyPlace: "mọi nơi", "anywhere";
        MeasureFounded: "Thành lập mới trong năm", "Founded in the year";
        MeasureLinked: "Mô hình có đầu ra", "Models that reach a buyer";
        MeasureGrowth: "Thành viên tăng so với năm gốc (%)", "Growth of members on a base year (%)";
        MeasureEffective: "Hợp tác xã hoạt động có hiệu quả (%)", "Cooperatives that are effective (%)";
        MeasureCapital: "Vốn của đơn vị hỗ trợ (đồng)", "Capital of supporters (VND)";
        MeasureVolume: "Sản lượng bán theo hợp đồng", "Volume sold under contract";
        MeasureCount: "Số tác nhân đang hoạt động", "Actors present";
        Lapses: "Liên kết sắp hết hạn", "Links that lapse soon";
        NoLapses: "Không có liên kết nào hết hạn trong ba năm tới.", "No link lapses within the next three years.";
        Renew: "Cần gia hạn", "To renew";
        OtherLapses: "Liên kết hết hạn", "Links that lapse";
        OverTheYears: "Qua các năm", "Over the years";
    }
}

impl TargetText {
    /// The name of a measure in a list of measures.
    pub fn of_measure(measure: &Measure) -> Self {
        match measure {
            Measure::Founded { .. } => Self::MeasureFounded,
            Measure::LinkedModels => Self::MeasureLinked,
            Measure::MemberGrowth { .. } => Self::MeasureGrowth,
            Measure::EffectiveShare => Self::MeasureEffective,
            Measure::FundCapital => Self::MeasureCapital,
            Measure::ContractVolume { .. } => Self::MeasureVolume,
            Measure::Count { .. } => Self::MeasureCount,
        }
    }
}

/// A value of a target in its unit; a volume under contract in the unit of the product counted.
pub fn target_number(
    value: f64,
    target: &Target,
    status: Option<&TargetStatus>,
    map: &LinkageMap,
    language: Language,
) -> String {
    match (&target.measure, status.and_then(|status| status.unit_product)) {
        (Measure::ContractVolume { product: None }, counted) => {
            measure_value(value, &Measure::ContractVolume { product: counted }, map, language)
        }
        (measure, _) => measure_value(value, measure, map, language),
    }
}

/// The state of a target in a few words: met, how much is missing, or not known.
pub fn target_state(status: &TargetStatus, target: &Target, map: &LinkageMap, language: Language) -> String {
    match status.shortfall {
        None if status.unknown_count > 0 => {
            let (many, all) =
                (integer(status.unknown_count as u64, language), integer(status.total_count as u64, language));
            match language {
                Language::Vietnamese => format!("Chưa xét được: {many} trên {all} chưa có số liệu"),
                Language::English => format!("Cannot be judged: {many} of {all} without figures"),
            }
        }
        None => TargetText::NotKnown.text(language).to_owned(),
        Some(_) if status.is_met() => TargetText::Met.text(language).to_owned(),
        Some(missing) => {
            let points = matches!(target.measure, Measure::MemberGrowth { .. } | Measure::EffectiveShare);
            let missing = target_number(missing, target, Some(status), map, language);
            match (language, points) {
                (Language::Vietnamese, true) => format!("Thiếu {} điểm %", missing.trim_end_matches('%')),
                (Language::Vietnamese, false) => format!("Thiếu {missing}"),
                (Language::English, true) => format!("{} points short", missing.trim_end_matches('%')),
                (Language::English, false) => format!("{missing} short"),
            }
        }
    }
}

/// Remarks on a target's value: data missing, how much of it is firm, records without figures.
pub fn target_remarks(status: &TargetStatus, language: Language) -> Vec<String> {
    let vi = language == Language::Vietnamese;
    let mut remarks: Vec<String> =
        status.missing_data.map(|missing| missing_sentence(missing, language)).into_iter().collect();
    if let Some(firm) = status.firm.filter(|_| status.value != Some(0.0)) {
        let firm = super::number(firm, language);
        remarks.push(if vi {
            format!("Trong đó {firm} vững chắc.")
        } else {
            format!("Of these {firm} are firm.")
        });
    }
    if let Some(growth) = status.growth.filter(|_| status.value.is_some()) {
        let parts = [
            (growth.joined, ("kết nạp trừ rút ra", "joined less left")),
            (growth.organisations, ("tổ chức thành lập hoặc giải thể", "organisations founded or dissolved")),
            (growth.joined_several, ("tác nhân gộp nhiều tổ chức", "records of several organisations")),
        ];
        let parts = parts.into_iter().filter(|(change, _)| *change != 0.0);
        let told: Vec<String> = parts
            .map(|(change, (in_vi, in_en))| {
                format!("{}: {}", if vi { in_vi } else { in_en }, signed_number(change, language))
            })
            .collect();
        if !told.is_empty() {
            remarks.push(format!("{}.", capitalised(&told.join("; "))));
        }
    }
    if status.unknown_count > 0 && status.shortfall.is_some() {
        let many = integer(status.unknown_count as u64, language);
        remarks.push(match (vi, status.unknown_count) {
            (true, _) => format!("{many} nơi chưa có số liệu nên chưa tính."),
            (false, 1) => "1 more is not counted for want of figures.".to_owned(),
            (false, _) => format!("{many} more are not counted for want of figures."),
        });
    }
    remarks
}

/// The data missing to compute a target's value.
pub fn missing_sentence(missing: MissingData, language: Language) -> String {
    let (vi, en) = match missing {
        MissingData::Figures(year) => {
            (format!("Còn thiếu số liệu năm {year}."), format!("Figures of {year} are missing."))
        }
        MissingData::Supporters => (
            "Có nhiều đơn vị hỗ trợ; chưa chọn tính vốn của đơn vị nào.".to_owned(),
            "There are several supporters; the target does not say whose capital counts.".to_owned(),
        ),
        MissingData::Kinds => ("Chưa chọn loại tác nhân để đếm.".to_owned(), "No kind of actor is chosen.".to_owned()),
        MissingData::Members(year) => {
            (format!("Chưa có số thành viên năm {year}."), format!("No members are known for {year}."))
        }
        MissingData::MembersOfBoth(base, year) => (
            format!("Không tổ chức nào có số thành viên của cả hai năm {base} và {year}."),
            format!("No organisation gives its members for both {base} and {year}."),
        ),
        MissingData::ZeroMembers(year) => (
            format!("Số thành viên năm {year} cộng lại là 0 nên không tính được mức tăng."),
            format!("The members in {year} add up to 0, from which growth cannot be computed."),
        ),
        MissingData::Effectiveness(year) => (
            format!("Chưa có đánh giá hiệu quả năm {year}."),
            format!("No cooperative was rated effective or not effective in {year}."),
        ),
        MissingData::Capital(year) => {
            (format!("Chưa có số vốn năm {year}."), format!("No capital of a supporter is known for {year}."))
        }
        MissingData::Volumes => {
            ("Chưa hợp đồng nào ghi khối lượng.".to_owned(), "No contract that counts says its volume.".to_owned())
        }
        MissingData::Units => (
            "Các sản phẩm có đơn vị khác nhau; hãy chọn một sản phẩm.".to_owned(),
            "The products have different units; choose one of them.".to_owned(),
        ),
    };
    match language {
        Language::Vietnamese => vi,
        Language::English => en,
    }
}

/// The same within a sentence.
pub(super) fn missing_data_text(missing: MissingData, language: Language) -> String {
    let sentence = missing_sentence(missing, language);
    let text = sentence.trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The links that lapse at the end of a year, and the models that this breaks or weakens.
pub fn lapse_sentence(lapse: &Lapse, language: Language) -> String {
    let year: Year = lapse.last_year;
    let (links, models) = (lapse.links.len() as u64, lapse.broken_models.len() as u64);
    let (many, broken) = (integer(links, language), integer(models, language));
    let weak = integer(lapse.weakened_models.len() as u64, language);
    let weaker = match (lapse.weakened_models.len(), language) {
        (0, _) => String::new(),
        (_, Language::Vietnamese) => format!(", {weak} mô hình yếu đi"),
        (1, Language::English) => ", 1 model weakens".to_owned(),
        (_, Language::English) => format!(", {weak} models weaken"),
    };
    match language {
        Language::Vietnamese if models == 0 => {
            format!("Hết năm {year}: {many} liên kết hết hạn, chưa mô hình nào mất đầu ra vì vậy{weaker}.")
        }
        Language::Vietnamese => {
            format!("Hết năm {year}: {many} liên kết hết hạn, {broken} mô hình mất đầu ra{weaker}.")
        }
        Language::English => {
            let lapse = if links == 1 { "link lapses" } else { "links lapse" };
            let lose = match models {
                0 => "no model loses its buyer by it".to_owned(),
                1 => "1 model loses its buyer".to_owned(),
                _ => format!("{broken} models lose their buyer"),
            };
            format!("After {year}: {many} {lapse}, {lose}{weaker}.")
        }
    }
}
