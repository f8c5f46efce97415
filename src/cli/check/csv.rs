//! CSV output: a row for each core actor and product, or one for a model without cases.

use std::io::{self, Write};

use super::CheckedMap;
use super::names::NameLookup;
use super::selection::Selection;
use crate::analysis::{Break, Case, ModelVerdict, Summary, repairs_of_case};
use crate::exchange::{UTF8_BOM, push_csv_line, safe_cell as safe_text};
use crate::language::{Language, Localized, proposals_sentence};

/// One row.
type CsvRow = [String; 18];

/// The names of the columns, in English as in scripts, and in Vietnamese.
const COLUMNS: [(&str, &str); 18] = [
    ("file", "tệp"),
    ("title", "bản đồ"),
    ("year", "năm"),
    ("model_id", "số hiệu mô hình"),
    ("model", "mô hình"),
    ("model_verdict", "đánh giá mô hình"),
    ("flagged", "cần xử lý"),
    ("core", "nòng cốt"),
    ("product", "sản phẩm"),
    ("verdict", "đánh giá"),
    ("route", "tuyến"),
    ("buyer", "bên mua"),
    ("reaches_market", "ra tới thị trường"),
    ("breaks", "chỗ đứt"),
    ("left_out", "thành viên chưa có đầu ra"),
    ("district", "quận, huyện"),
    ("commune", "xã, phường"),
    ("repairs", "cách khắc phục"),
];

/// The names of the columns of a summary.
const SUMMARY_COLUMNS: [(&str, &str); 12] = [
    ("file", "tệp"),
    ("title", "bản đồ"),
    ("year", "năm"),
    ("actors", "tác nhân"),
    ("links", "liên kết"),
    ("models", "mô hình"),
    ("flagged", "cần xử lý"),
    ("firm", "vững chắc"),
    ("loose", "lỏng lẻo"),
    ("stops_short", "dừng ở doanh nghiệp"),
    ("on_paper", "mới trên giấy"),
    ("no_buyer", "chưa có đầu ra"),
];

/// Writes the byte order mark and the column names, as in the exported tables, so that spreadsheets open both alike.
pub(super) fn write_header(out: &mut dyn Write, is_summary: bool, separator: u8, language: Language) -> io::Result<()> {
    out.write_all(UTF8_BOM)?;
    let columns: &[(&str, &str)] = if is_summary { &SUMMARY_COLUMNS } else { &COLUMNS };
    let titles: Vec<&str> = columns
        .iter()
        .map(|(english, vietnamese)| match language {
            Language::Vietnamese => *vietnamese,
            Language::English => *english,
        })
        .collect();
    write_line(out, &titles, separator)
}

/// Writes the rows of one map.
pub(super) fn write_rows(
    out: &mut dyn Write,
    checked: &CheckedMap,
    selection: &Selection,
    separator: u8,
    language: Language,
) -> io::Result<()> {
    let rows = Rows { checked, names: NameLookup(&checked.map), language };
    for model in selection.models(checked) {
        if model.cases.is_empty() {
            write_line(out, &rows.row(model, None), separator)?;
        }
        for case in &model.cases {
            write_line(out, &rows.row(model, Some(case)), separator)?;
        }
    }
    Ok(())
}

/// Writes the counts of one map as one row.
pub(super) fn write_summary(out: &mut dyn Write, checked: &CheckedMap, separator: u8) -> io::Result<()> {
    let Summary { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } =
        checked.assessment.summary;
    let counts = [actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer];
    let texts = [safe_cell(&checked.file), safe_cell(&checked.map.info().title), checked.assessment.year.to_string()];
    let cells: Vec<String> = texts.into_iter().chain(counts.map(|count| count.to_string())).collect();
    write_line(out, &cells, separator)
}

fn write_line(out: &mut dyn Write, cells: &[impl AsRef<str>], separator: u8) -> io::Result<()> {
    let mut line = Vec::new();
    push_csv_line(&mut line, cells, separator);
    out.write_all(&line)
}

/// Makes the rows of one map: with codes in English, with words in Vietnamese.
struct Rows<'a> {
    checked: &'a CheckedMap,
    names: NameLookup<'a>,
    language: Language,
}

impl Rows<'_> {
    fn row(&self, model: &ModelVerdict, case: Option<&Case>) -> CsvRow {
        let Self { checked, names, language } = *self;
        let route = case.and_then(|case| case.route.as_deref());
        let breaks = case.map(|case| case.breaks.as_slice()).unwrap_or_default();
        let breaks: Vec<String> = breaks.iter().map(|found| self.break_text(found)).collect();
        let core = case.and_then(|case| checked.map.actors().get(&case.core));
        let year = checked.assessment.year;
        let repairs = case.map(|case| repairs_of_case(&checked.study.repairs, model.model, case)).unwrap_or_default();
        let repairs: Vec<String> =
            repairs.iter().map(|repair| proposals_sentence(&repair.proposals, &checked.map, year, language)).collect();
        [
            safe_cell(&checked.file),
            safe_cell(&checked.map.info().title),
            year.to_string(),
            model.model.to_string(),
            safe_cell(names.model(model.model)),
            self.word(model.verdict, model.verdict.code()),
            self.yes_no(model.verdict.is_flagged()),
            safe_cell(case.map_or("", |case| names.actor(case.core))),
            safe_cell(case.map_or("", |case| names.product(case.product))),
            case.map(|case| self.word(case.verdict, case.verdict.code())).unwrap_or_default(),
            safe_cell(&names.route(route).join(" > ")),
            safe_cell(names.buyer(route).unwrap_or_default()),
            case.map(|case| self.yes_no(case.reaches_market)).unwrap_or_default(),
            safe_cell(&breaks.join("; ")),
            safe_cell(&names.actors(model.left_out.keys()).join("; ")),
            safe_cell(core.map_or("", |core| &core.district)),
            safe_cell(core.map_or("", |core| &core.commune)),
            safe_cell(&repairs.join(" | ")),
        ]
    }

    fn break_text(&self, found: &Break) -> String {
        let reason = self.word(found.reason, found.reason.code());
        match found.link.and_then(|link| self.names.link(link)) {
            Some((from, to)) => format!("{reason}: {from} > {to}"),
            None => format!("{reason}: {}", self.names.actor(found.actor)),
        }
    }

    fn word(&self, word: impl Localized, code: &str) -> String {
        match self.language {
            Language::Vietnamese => word.text(self.language).to_owned(),
            Language::English => code.to_owned(),
        }
    }

    fn yes_no(&self, value: bool) -> String {
        match self.language {
            Language::Vietnamese => if value { "có" } else { "không" }.to_owned(),
            Language::English => value.to_string(),
        }
    }
}

fn safe_cell(text: &str) -> String {
    safe_text(text).into_owned()
}
