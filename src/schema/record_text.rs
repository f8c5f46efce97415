//! What records are called in messages and lists.

use crate::language::Language;
use crate::map::{LinkageMap, RecordRef};

/// How messages and files name what a view shows, which is no field of its own.
pub const VIEW_STATE: &str = "state";

/// What a view shows, in lower case.
pub fn view_state_name(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "nội dung",
        Language::English => "what it shows",
    }
}

/// The word for records of this type, in lower case.
pub fn record_word(record: RecordRef, language: Language) -> &'static str {
    let [vietnamese, english] = match record {
        RecordRef::Map => ["bản đồ", "map"],
        RecordRef::Stage(_) => ["khâu", "stage"],
        RecordRef::Product(_) => ["sản phẩm", "product"],
        RecordRef::Actor(_) => ["tác nhân", "actor"],
        RecordRef::Link(_) => ["liên kết", "link"],
        RecordRef::CoopModel(_) => ["mô hình", "model"],
        RecordRef::Channel(_) => ["kênh", "channel"],
        RecordRef::Target(_) => ["chỉ tiêu", "target"],
        RecordRef::View(_) => ["trang trình bày", "view"],
        RecordRef::Placement(_) => ["vị trí của", "place of"],
    };
    match language {
        Language::Vietnamese => vietnamese,
        Language::English => english,
    }
}

/// The name of a record, of a link its ends; `None` where it has none or is not on the map.
pub fn record_name(record: RecordRef, map: &LinkageMap) -> Option<String> {
    let name = match record {
        RecordRef::Map => None,
        RecordRef::Stage(id) => map.stages().get(&id).map(|stage| &stage.name),
        RecordRef::Product(id) => map.products().get(&id).map(|product| &product.name),
        RecordRef::Actor(id) | RecordRef::Placement(id) => map.actors().get(&id).map(|actor| &actor.name),
        RecordRef::Link(id) => {
            let link = map.links().get(&id)?;
            let name = |end| map.actors().get(&end).map_or("?", |actor| actor.name.as_str());
            return Some(format!("{} → {}", name(link.from), name(link.to)));
        }
        RecordRef::CoopModel(id) => map.models().get(&id).map(|model| &model.name),
        RecordRef::Channel(id) => map.channels().get(&id).map(|channel| &channel.name),
        RecordRef::Target(id) => map.targets().get(&id).map(|target| &target.name),
        RecordRef::View(id) => map.views().get(&id).map(|view| &view.title),
    };
    name.cloned()
}

/// A record by its type and name; by its number where it has no name.
pub fn record_text(record: RecordRef, map: &LinkageMap, language: Language) -> String {
    let word = record_word(record, language);
    match (record, record_name(record, map)) {
        (RecordRef::Map, _) => word.to_owned(),
        (RecordRef::Link(_), Some(ends)) => format!("{word} {ends}"),
        (_, Some(name)) => format!("{word} “{name}”"),
        (_, None) => format!("{word} {}", record_number(record)),
    }
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
