//! Sentences for refused changes.

use super::Described;
use super::record_text::{VIEW_STATE, record_text, view_state_name};
use crate::language::{Language, capitalised, integer};
use crate::map::{
    Actor, Channel, CoopModel, Figures, Info, Link, LinkageMap, Placement, Product, RecordRef, Stage, Target, View,
    Violation, ViolationKind,
};

/// The sentence for a refusal: which record, which field, what is wrong.
pub fn violation_sentence(violation: &Violation, map: &LinkageMap, language: Language) -> String {
    let record = record_text(violation.record, map, language);
    let field = field_name(violation.record, violation.field, language);
    let problem = problem_text(violation.kind, map, language);
    capitalised(&format!("{record}, {field}: {problem}."))
}

/// What is wrong, without the record and field, for a mark that stands there.
pub fn violation_problem(violation: &Violation, map: &LinkageMap, language: Language) -> String {
    capitalised(&format!("{}.", problem_text(violation.kind, map, language)))
}

/// The name of a field in a message.
pub fn field_name(record: RecordRef, id: &'static str, language: Language) -> &'static str {
    fn of<R: Described>(id: &str, language: Language) -> Option<&'static str> {
        R::field(id).map(|field| field.name(language))
    }
    let name = match record {
        RecordRef::Map => of::<Info>(id, language),
        RecordRef::Stage(_) => of::<Stage>(id, language),
        RecordRef::Product(_) => of::<Product>(id, language),
        RecordRef::Actor(_) => of::<Actor>(id, language).or_else(|| of::<Figures>(id, language)),
        RecordRef::Link(_) => of::<Link>(id, language),
        RecordRef::CoopModel(_) => of::<CoopModel>(id, language),
        RecordRef::Channel(_) => of::<Channel>(id, language),
        RecordRef::Target(_) => of::<Target>(id, language),
        RecordRef::View(_) if id == VIEW_STATE => Some(view_state_name(language)),
        RecordRef::View(_) => of::<View>(id, language),
        RecordRef::Placement(_) => of::<Placement>(id, language),
    };
    name.unwrap_or(id)
}

fn problem_text(problem: ViolationKind, map: &LinkageMap, language: Language) -> String {
    let (vi, en) = match problem {
        ViolationKind::Missing(record) => {
            let record = record_text(record, map, language);
            return match language {
                Language::Vietnamese => format!("không có {record} này"),
                Language::English => format!("there is no such {record}"),
            };
        }
        ViolationKind::TooLong(limit) => {
            let limit = integer(limit as u64, language);
            return match language {
                Language::Vietnamese => format!("dài quá {limit} ký tự"),
                Language::English => format!("it is longer than {limit} characters"),
            };
        }
        ViolationKind::YearOutOfRange(year) => {
            return match language {
                Language::Vietnamese => format!("năm {year} không nằm trong khoảng 1900 đến 2200"),
                Language::English => format!("{year} is not between 1900 and 2200"),
            };
        }
        ViolationKind::DuplicateId => ("bị trùng", "it is used twice"),
        ViolationKind::IdNotIssued => ("đã hết số để cấp", "no more can be handed out"),
        ViolationKind::Empty => ("không được để trống", "it must not be empty"),
        ViolationKind::NotNormalized => ("có ký tự không dùng được", "it has characters that cannot be kept"),
        ViolationKind::Unsorted => ("bị trùng hoặc sai thứ tự", "it has doubles, or is out of order"),
        ViolationKind::EndBeforeStart => ("kết thúc trước khi bắt đầu", "it ends before it begins"),
        ViolationKind::NotFinite => ("không phải là số", "it is not a number"),
        ViolationKind::Negative => ("không được âm", "it must not be negative"),
        ViolationKind::NotPositive => ("phải lớn hơn 0", "it must be above 0"),
        ViolationKind::ShareOutOfRange => ("phải từ 0 đến 100", "it must be from 0 to 100"),
        ViolationKind::SelfContainment => ("sản phẩm không thể thuộc chính nó", "a product cannot be part of itself"),
        ViolationKind::SelfLink => ("hai đầu là cùng một tác nhân", "both ends are the same actor"),
        ViolationKind::SelfConversion => (
            "một sản phẩm không thể có hai lần trong một cách chế biến",
            "a product cannot stand in a conversion twice",
        ),
        ViolationKind::OwnUseAboveSupply => ("phần để lại nhiều hơn sản lượng", "more is kept than is supplied"),
        ViolationKind::PathTooShort => ("cần ít nhất hai tác nhân", "it needs at least two actors"),
        ViolationKind::OutOfBounds => ("quá xa", "it is too far out"),
    };
    match language {
        Language::Vietnamese => vi.to_owned(),
        Language::English => en.to_owned(),
    }
}
