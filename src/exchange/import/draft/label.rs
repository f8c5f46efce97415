//! The words beside a link in a drawing: “hợp đồng”, “Lúa 70 %”. What reads as its form, its products or its share is that,
//! anything else its note.

use super::Draft;
use crate::exchange::import::columns::LINK_LABEL;
use crate::exchange::import::report::RowErrorKind;
use crate::exchange::import::row_reader::RowReader;
use crate::map::{LINE_LIMIT, Link, NOTE_LIMIT, normalize_line, normalize_note};
use crate::schema::{FORMS, LINK_KINDS, link, name_key, parse_form, parse_keyword};

/// The fields of a link that its label may fill.
pub(in crate::exchange::import) const LABEL_FIELDS: [&str; 4] =
    [link::FORM.id, link::PRODUCTS.id, link::SHARE.id, link::NOTE.id];

/// The words that names of products in a drawing begin with, where no table names them.
const USUAL_PRODUCTS: [&str; 38] = [
    "lúa",
    "gạo",
    "tấm",
    "cám",
    "trấu",
    "nếp",
    "cá tra",
    "cá",
    "tôm",
    "xoài",
    "bưởi",
    "dừa",
    "nhãn",
    "sầu riêng",
    "chôm chôm",
    "mít",
    "cam",
    "quýt",
    "chuối",
    "thanh long",
    "trái cây",
    "rau",
    "khoai lang",
    "khoai",
    "mè",
    "đậu",
    "bắp",
    "sữa",
    "heo",
    "vịt",
    "gà",
    "phân bón",
    "giống",
    "paddy",
    "rice",
    "mango",
    "shrimp",
    "fish",
];

/// What a part of a label says.
enum Part {
    Form(Option<crate::map::LinkForm>),
    Kind(crate::map::LinkKind),
    Share(f64),
    Products(Vec<String>),
}

impl Draft {
    /// Gives a link what its label says, where no column says it.
    pub(super) fn read_label(&mut self, record: &mut Link, reader: &mut RowReader<'_>) {
        let label = reader.raw(LINK_LABEL);
        // What this program wrote itself says all in columns; its labels only repeat some.
        if label.is_empty() || reader.is_of_our_network() {
            return;
        }
        let mut note = Vec::new();
        for text in label.split(['\n', '\r', ';', '|']).map(str::trim).filter(|text| !text.is_empty()) {
            let Some(parts) = self.label_parts(text) else {
                note.push(text);
                continue;
            };
            for part in parts {
                self.take_part(part, record, reader);
            }
        }
        if !note.is_empty() && reader.raw(link::NOTE.id).is_empty() {
            let text = normalize_note(&note.join("\n"));
            if text.chars().count() > NOTE_LIMIT {
                reader.add_error(LINK_LABEL, RowErrorKind::TooLong { limit: NOTE_LIMIT });
            } else {
                record.note = text;
            }
        }
    }

    fn take_part(&mut self, part: Part, record: &mut Link, reader: &RowReader<'_>) {
        let is_open = |field: &'static str| reader.raw(field).is_empty();
        match part {
            Part::Form(form) if is_open(link::FORM.id) => record.form = form,
            Part::Kind(kind) if is_open(link::KIND.id) => record.kind = kind,
            Part::Share(share) if is_open(link::SHARE.id) => record.share = Some(share),
            Part::Products(names) if is_open(link::PRODUCTS.id) => {
                record.products.extend(names.iter().map(|name| self.products.intern(name)));
            }
            _ => {}
        }
    }

    /// What a line of a label says, if all of it is understood.
    fn label_parts(&self, text: &str) -> Option<Vec<Part>> {
        // No word is that long.
        if text.len() > LINE_LIMIT {
            return None;
        }
        if let Some(part) = self.exact_part(text) {
            return Some(vec![part]);
        }
        let parts = split_parts(text).into_iter().map(|part| self.label_part(part)).collect::<Option<Vec<Part>>>();
        if let Some(parts) = parts {
            return Some(parts);
        }
        if let Some(part) = self.label_part(text) {
            return Some(vec![part]);
        }
        // “Lúa 70 %”
        let words = text.trim_end_matches('%').trim_end();
        let (name, number) = words.rsplit_once(char::is_whitespace)?;
        let share = share(text.get(words.len() - number.len()..)?)?;
        let name = name.trim_end_matches([':', '-', '–', ',', '(']).trim_end();
        Some(vec![self.label_part(name)?, Part::Share(share)])
    }

    fn label_part(&self, text: &str) -> Option<Part> {
        // “Hợp đồng bao tiêu”; a sentence about a contract is a note.
        const MOST_WORDS: usize = 4;
        let form = || parse_form(text).filter(|_| text.split_whitespace().count() <= MOST_WORDS);
        self.exact_part(text).or_else(|| form().map(Part::Form))
    }

    fn exact_part(&self, text: &str) -> Option<Part> {
        if let Some(share) = share(text) {
            return Some(Part::Share(share));
        }
        if self.is_product(text) {
            return Some(Part::Products(vec![normalize_line(text)]));
        }
        if let Some(form) = parse_keyword(FORMS, text) {
            return Some(Part::Form(form));
        }
        parse_keyword(LINK_KINDS, text).map(Part::Kind)
    }

    /// Whether a text names a product: one that the tables or the map name, or one that begins like a usual one.
    fn is_product(&self, text: &str) -> bool {
        const MOST_WORDS: usize = 4;
        let key = name_key(text);
        let is_usual = |product: &&str| {
            let rest = key.strip_prefix(*product);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        self.mentions.is_named(&key)
            || self.known_products.contains(&key)
            || self.products.find(text).is_some()
            || key.split(' ').count() <= MOST_WORDS
                && !key.contains(|c: char| c.is_ascii_digit() || matches!(c, '%' | ':'))
                && USUAL_PRODUCTS.iter().any(is_usual)
    }
}

/// What commas, slashes and “and” part.
fn split_parts(text: &str) -> Vec<&str> {
    let parts =
        text.split([',', '/', '+', '&']).flat_map(|part| part.split(" và ")).flat_map(|part| part.split(" and "));
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A share in per cent, with its sign.
fn share(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix('%')?.trim().replace(',', ".");
    let is_plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number.parse().ok().filter(|share| is_plain && (0.0..=100.0).contains(share))
}
