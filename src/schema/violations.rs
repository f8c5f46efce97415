//! Sentences for refused changes.

use super::Described;
use crate::language::{Language, capitalised, integer};
use crate::map::{
    Actor, Channel, CoopModel, Figures, Info, Link, LinkageMap, Placement, Product, RecordRef, Stage, Target, View,
    Violation, ViolationKind,
};

/// How violations name what a view shows, which is no field of its own.
const VIEW_STATE: &str = "state";

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

/// A record by its type and name; by its number where it has no name.
fn record_text(record: RecordRef, map: &LinkageMap, language: Language) -> String {
    let vi = language == Language::Vietnamese;
    let (word, name) = match record {
        RecordRef::Map => return if vi { "bản đồ".to_owned() } else { "map".to_owned() },
        RecordRef::Stage(id) => (["khâu", "stage"], map.stages().get(&id).map(|stage| &stage.name)),
        RecordRef::Product(id) => (["sản phẩm", "product"], map.products().get(&id).map(|product| &product.name)),
        RecordRef::Actor(id) => (["tác nhân", "actor"], map.actors().get(&id).map(|actor| &actor.name)),
        RecordRef::Link(id) => {
            let link = map.links().get(&id);
            let name = |end| map.actors().get(&end).map_or("?", |actor| actor.name.as_str());
            let ends = link.map(|link| format!("{} → {}", name(link.from), name(link.to)));
            let word = if vi { "liên kết" } else { "link" };
            return ends.map_or_else(|| format!("{word} {id}"), |ends| format!("{word} {ends}"));
        }
        RecordRef::CoopModel(id) => (["mô hình", "model"], map.models().get(&id).map(|model| &model.name)),
        RecordRef::Channel(id) => (["kênh", "channel"], map.channels().get(&id).map(|channel| &channel.name)),
        RecordRef::Target(id) => (["chỉ tiêu", "target"], map.targets().get(&id).map(|target| &target.name)),
        RecordRef::View(id) => (["trang trình bày", "view"], map.views().get(&id).map(|view| &view.title)),
        RecordRef::Placement(id) => (["vị trí của", "place of"], map.actors().get(&id).map(|actor| &actor.name)),
    };
    let [vietnamese, english] = word;
    let word = if vi { vietnamese } else { english };
    name.map_or_else(|| format!("{word} {}", record_number(record)), |name| format!("{word} “{name}”"))
}

/// The id number of a record; 0 for the map.
fn record_number(record: RecordRef) -> u32 {
    match record {
        RecordRef::Map => 0,
        RecordRef::Stage(id) => id.0,
        RecordRef::Product(id) => id.0,
        RecordRef::Actor(id) | RecordRef::Placement(id) => id.0,
        RecordRef::Link(id) => id.0,
        RecordRef::CoopModel(id) => id.0,
        RecordRef::Channel(id) => id.0,
        RecordRef::Target(id) => id.0,
        RecordRef::View(id) => id.0,
    }
}

/// The name of a field in a message.
fn field_name(record: RecordRef, id: &'static str, language: Language) -> &'static str {
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
        RecordRef::View(_) if id == VIEW_STATE => Some(match language {
            Language::Vietnamese => "nội dung",
            Language::English => "what it shows",
        }),
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
