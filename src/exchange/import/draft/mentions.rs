//! Which products the tables name, and where: to take “Rice, Fish” for two products where both are named elsewhere, and to
//! tell of a product that a model or a channel names and nobody sells.

use std::collections::{BTreeMap, HashMap, HashSet};

use strsim::normalized_damerau_levenshtein;

use super::Draft;
use crate::exchange::import::columns::ImportTable;
use crate::exchange::import::report::{ImportWarning, Report, WarningKind, truncated};
use crate::exchange::import::sheet::Sheet;
use crate::language::fold;
use crate::map::{LINE_LIMIT, LinkageMap, ProductId};
use crate::schema::{
    NameAndNumber, actor, channel, find_words, folded_key, items, link, model, name_key, product, split_amount,
    split_conversion,
};

/// What may part the products of one item, beside the separators of lists.
const SIGNS: [char; 8] = [',', '/', '+', '&', '、', '•', '–', '—'];
/// The words for “and”, and the dash between spaces, that may part them.
const WORDS: [&str; 5] = [" và ", " and ", " cùng ", " với ", " - "];
/// How alike two names are, from 0 to 1, of which one is likely misspelt.
const LIKELY_MEANT: f64 = 0.75;
/// The same of a new product and one that a map knows, where there may be many of like names.
const LIKELY_KNOWN: f64 = 0.85;

/// The products that the tables name.
#[derive(Debug, Default)]
pub(super) struct ProductMentions {
    /// Those that stand alone in an item, by key.
    alone: HashSet<String>,
    /// Those that are sold, supplied, made or described, by key.
    sold: BTreeMap<String, String>,
    /// Those that models and channels name, at the first place of each.
    named: Vec<(String, ImportWarning)>,
}

impl ProductMentions {
    /// Looks through all tables.
    pub fn collect(sheets: &[Sheet]) -> Self {
        let mut mentions = Self::default();
        let mut described = HashSet::new();
        for sheet in sheets.iter().filter(|sheet| sheet.table == ImportTable::Products) {
            described.extend(sheet.rows.iter().map(|row| name_key(sheet.cell(row, product::NAME.id))));
        }
        // Most cells name the same few products.
        let mut keys: HashMap<&str, String> = HashMap::new();
        for sheet in sheets {
            for (_, name) in names(sheet) {
                let key = keys.entry(name).or_insert_with(|| name_key(name));
                if (!is_compound(name) || described.contains(key)) && !mentions.alone.contains(key) {
                    mentions.alone.insert(key.clone());
                }
            }
        }
        for sheet in sheets {
            let is_seller = matches!(sheet.table, ImportTable::Actors | ImportTable::Links | ImportTable::Products);
            for (row, name) in names(sheet) {
                for part in mentions.parts(name).unwrap_or_else(|| vec![name]) {
                    let key = keys.get(part).cloned().unwrap_or_else(|| name_key(part));
                    if is_seller {
                        mentions.sold.entry(key).or_insert_with(|| part.to_owned());
                    } else if !mentions.named.iter().any(|(known, _)| *known == key) {
                        let kind = WarningKind::NobodySells { product: truncated(part), suggestion: None };
                        let field =
                            if sheet.table == ImportTable::Models { model::PRODUCTS.id } else { channel::PRODUCT.id };
                        mentions.named.push((key, sheet.warning(vec![row], Some(field), kind)));
                    }
                }
            }
        }
        mentions
    }

    /// The parts of an item that names several products, each of which stands alone elsewhere.
    pub fn parts<'t>(&self, item: &'t str) -> Option<Vec<&'t str>> {
        if !is_compound(item) || self.alone.contains(&name_key(item)) {
            return None;
        }
        let parts = split(item);
        (parts.len() > 1 && parts.iter().all(|part| self.alone.contains(&name_key(part)))).then_some(parts)
    }

    /// Whether a product with this key is named somewhere.
    pub fn is_named(&self, key: &str) -> bool {
        self.alone.contains(key)
    }

    /// The parts of an item that gives the volumes of several products: each is a known product with a number, or any
    /// product with a number behind a colon.
    pub fn supply_parts<'t>(&self, item: &'t str) -> Option<Vec<&'t str>> {
        let is_one_product = || self.alone.contains(&name_key(split_amount(item).0));
        if !is_compound(item) || split_conversion(item).is_some() || is_one_product() {
            return None;
        }
        let parts = split(item);
        let is_supply = |part: &&str| {
            let (name, volume) = self.split_amount(part);
            volume.is_some() && !name.contains(':') || self.alone.contains(&name_key(part))
        };
        (parts.len() > 1 && parts.iter().all(is_supply)).then_some(parts)
    }

    /// A product and its volume, behind a colon or, where the product is known, a space.
    pub fn split_amount<'t>(&self, item: &'t str) -> NameAndNumber<'t> {
        let (name, volume) = split_amount(item);
        if volume.is_some() || self.alone.contains(&name_key(name)) {
            return (name, volume);
        }
        let begins_number = |(at, _): &(usize, char)| {
            item.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let gap = item.char_indices().filter(|(_, c)| c.is_whitespace()).find(begins_number);
        let split = gap.and_then(|(at, _)| Some((item.get(..at)?.trim(), item.get(at..)?.trim())));
        match split {
            Some((product, number)) if self.alone.contains(&name_key(product)) => (product, Some(number)),
            _ => (name, volume),
        }
    }
}

impl Draft {
    /// Tells of products that only models and channels name, with the most similar one that is sold.
    pub(super) fn tell_unsold(&mut self, report: &mut Report) {
        let ProductMentions { mut sold, named, .. } = std::mem::take(&mut self.mentions);
        // Those that only stand beside links in a drawing, too.
        let traded: HashSet<ProductId> =
            self.links.iter().flat_map(|link| link.record.products.iter().copied()).collect();
        for product in self.products.records.iter().filter(|product| traded.contains(&product.id)) {
            sold.entry(name_key(&product.name)).or_insert_with(|| product.name.clone());
        }
        if sold.is_empty() {
            // Links that name no product carry any.
            return;
        }
        // Mỹ and Mĩ are spellings of one word.
        let spelled = |name: &str| folded_key(name).replace('y', "i");
        let folded: Vec<(String, &String)> = sold.values().map(|name| (spelled(name), name)).collect();
        for (key, mut warning) in named.into_iter().filter(|(key, _)| !sold.contains_key(key)) {
            let wanted = spelled(&key);
            let alike = folded.iter().map(|(other, name)| (normalized_damerau_levenshtein(&wanted, other), name));
            let nearest =
                alike.filter(|(likeness, _)| *likeness >= LIKELY_MEANT).max_by(|(a, _), (b, _)| a.total_cmp(b));
            // Else one that is told more closely, or together with others.
            let within = || folded.iter().find(|(other, _)| find_words(other, &wanted).is_some());
            let meant = nearest.map(|(_, name)| name).or_else(|| Some(&within()?.1));
            if let WarningKind::NobodySells { suggestion, .. } = &mut warning.kind {
                *suggestion = meant.map(|name| truncated(name));
            }
            report.warn(warning);
        }
    }
}

impl ProductMentions {
    /// Tells of products that a map does not know, and that may be one that it knows.
    pub fn tell_like_known(sheets: &[Sheet], base: &LinkageMap, report: &mut Report) {
        /// So many new names are compared with those of the map.
        const MOST_COMPARED: usize = 300;
        let known: HashSet<String> = base.products().values().map(|product| name_key(&product.name)).collect();
        let folded: Vec<(String, &str)> =
            base.products().values().map(|product| (fold(&product.name), product.name.as_str())).collect();
        let mut seen: HashSet<&str> = HashSet::new();
        for sheet in sheets {
            for (row, name) in names(sheet) {
                if seen.len() >= MOST_COMPARED || !seen.insert(name) || known.contains(&name_key(name)) {
                    continue;
                }
                let wanted: String = fold(name).chars().take(LINE_LIMIT / 8).collect();
                let alike = folded.iter().map(|(other, name)| (normalized_damerau_levenshtein(&wanted, other), *name));
                let likely = alike.filter(|(likeness, _)| *likeness >= LIKELY_KNOWN);
                if let Some((_, known)) = likely.reduce(|best, other| if other.0 > best.0 { other } else { best }) {
                    let kind = WarningKind::ProductMayBeKnown { name: truncated(name), known: truncated(known) };
                    sheet.warn(vec![row], None, kind, report);
                }
            }
        }
    }
}

/// The products that the cells of a table name, with their rows.
fn names<'s>(sheet: &'s Sheet) -> impl Iterator<Item = (usize, &'s str)> {
    let fields: Vec<&str> = match sheet.table {
        ImportTable::Actors => vec![actor::SUPPLY.id, actor::CONVERTS.id],
        ImportTable::Links => vec![link::PRODUCTS.id],
        ImportTable::Models => vec![model::PRODUCTS.id],
        ImportTable::Channels => vec![channel::PRODUCT.id],
        ImportTable::Products => vec![product::NAME.id, product::PART_OF.id],
        _ => Vec::new(),
    };
    let has_lists = !matches!(sheet.table, ImportTable::Channels | ImportTable::Products);
    let of_cell = move |cell: &'s str| -> Vec<&'s str> {
        if has_lists { items(cell).flat_map(names_of_item).collect() } else { vec![cell] }
    };
    let of_row = move |row: &'s super::SourceRow| {
        let cells: Vec<&'s str> = fields.iter().map(|field| sheet.cell(row, field)).collect();
        cells.into_iter().flat_map(of_cell).map(move |name| (row.number, name))
    };
    sheet.rows.iter().flat_map(of_row).filter(|(_, name)| !name.is_empty())
}

/// The products of an item: those of a conversion, or the one before a volume.
fn names_of_item(item: &str) -> Vec<&str> {
    match split_conversion(item) {
        Some((inputs, outputs)) => inputs.into_iter().chain(outputs).map(|(name, _)| name).collect(),
        None => vec![split_amount(item).0],
    }
}

fn is_compound(item: &str) -> bool {
    item.contains(SIGNS) || WORDS.iter().any(|word| item.contains(word))
}

/// What the signs and words part; a comma inside a number parts nothing.
fn split(item: &str) -> Vec<&str> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut cuts: Vec<(usize, usize)> =
        WORDS.iter().flat_map(|word| item.match_indices(word)).map(|(at, word)| (at, at + word.len())).collect();
    for (at, sign) in item.char_indices().filter(|(_, c)| SIGNS.contains(c)) {
        let end = at + sign.len_utf8();
        let before = item.get(..at).and_then(|head| head.chars().next_back());
        let after = item.get(end..).and_then(|tail| tail.chars().next());
        if !(is_digit(before) && is_digit(after)) {
            cuts.push((at, end));
        }
    }
    cuts.sort_unstable();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, end) in cuts {
        parts.extend(item.get(from..at));
        from = end;
    }
    parts.extend(item.get(from..));
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}
