//! What is told of a damaged map of which a part was read.

use crate::language::{Language, salvage_line, unlisted_line};
use crate::map::LinkageMap;
use crate::schema::{record_text, violation_sentence};
use crate::storage::{Salvage, SalvageProblem, SalvageRemark};

/// How much was read, and a line for each thing that is not as in the file.
pub fn salvage_report(salvage: &Salvage, language: Language) -> (String, Vec<String>) {
    let map = &salvage.map;
    let records = map.stages().len()
        + map.products().len()
        + map.actors().len()
        + map.links().len()
        + map.models().len()
        + map.channels().len()
        + map.targets().len()
        + map.views().len();
    let summary = salvage_line(records, salvage.remarks.len() + salvage.unlisted, language);
    let lines = salvage.remarks.iter().map(|remark| remark_sentence(remark, map, language));
    let more = (salvage.unlisted > 0).then(|| unlisted_line(salvage.unlisted, language));
    (summary, lines.chain(more).collect())
}

fn remark_sentence(remark: &SalvageRemark, map: &LinkageMap, language: Language) -> String {
    let is_english = language == Language::English;
    let place = remark.line.map(|line| if is_english { format!("Line {line}: ") } else { format!("Dòng {line}: ") });
    let text = |vietnamese: &str, english: &str| if is_english { english.to_owned() } else { vietnamese.to_owned() };
    let named = |record| record_text(record, map, language);
    let problem = match remark.problem {
        SalvageProblem::Unreadable => text("không đọc được", "it cannot be read"),
        SalvageProblem::Conflict => {
            text("dấu của hai bản chưa gộp xong", "a mark of two versions that were not merged")
        }
        SalvageProblem::Repeated(record) => {
            format!(
                "{} {}",
                named(record),
                text("đã có ở dòng trước; bỏ dòng này", "is there before; this one is left out")
            )
        }
        SalvageProblem::LettersLost(record) => {
            format!(
                "{} {}",
                named(record),
                text("mất chữ có dấu, vì tệp theo bảng mã cũ", "has lost letters, as they are in an old encoding")
            )
        }
        SalvageProblem::Invalid(violation) => {
            let sentence = violation_sentence(&violation, map, language);
            format!("{}; {}", sentence.trim_end_matches('.'), text("bỏ bản ghi này", "it is left out"))
        }
        SalvageProblem::Unlinked(record) => {
            format!(
                "{} {}",
                named(record),
                text("nối với bản ghi không còn; bỏ", "refers to what is not there; it is left out")
            )
        }
        SalvageProblem::Shortened(record) => {
            format!(
                "{} {}",
                named(record),
                text(
                    "giữ lại, trừ phần nhắc đến bản ghi không còn",
                    "is kept, but for what it says of records that are not there"
                )
            )
        }
    };
    let quote = if remark.quote.is_empty() { String::new() } else { format!(" – {}", remark.quote) };
    format!("{}{problem}{quote}", place.unwrap_or_default())
}
