//! Conditions on the rows of a table, in the words of its fields: `kind=cooperative product=Lúa district=Thới Lai`.

use super::{TableKind, TableRow, TableSource};
use crate::analysis::{Detail, Group, Verdict};
use crate::language::{Language, Localized, parse_number};
use crate::map::{Actor, ActorId, CoopModel, Link, LinkKind, LinkageMap, ProductId, Year};
use crate::schema::{Comparison, Described, Field, actor, folded_key, link, model, name_key};

/// The name of a field has at most so many words before its last one.
const MAX_WORDS_BEFORE_KEY: usize = 4;

/// Conditions that all hold.
#[derive(Clone, Debug, Default)]
pub struct Conditions(Vec<Condition>);

#[derive(Clone, Debug)]
struct Condition {
    subject: Subject,
    comparison: Comparison,
    value: String,
}

/// What a condition is about.
#[derive(Clone, Debug)]
enum Subject {
    Actor(&'static Field<Actor>),
    Link(&'static Field<Link>),
    Model(&'static Field<CoopModel>),
    /// What an actor supplies, makes, or trades over a link in force.
    Product,
    /// The verdict of a model, or of the models that an actor is a core of.
    Verdict,
    /// Whether a link is in force, or an actor present, in the year.
    InForce,
    /// The members of an actor, by the latest figure up to the year.
    Members,
    /// The years from the first to the last of a link; nothing where it does not give both.
    Years,
}

/// Why a text is no condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionError {
    /// It does not begin with a field and a sign.
    NoField(String),
    /// Records of this table have no such field.
    UnknownField(String, TableKind),
}

impl ConditionError {
    /// What is wrong and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::NoField(text), Language::Vietnamese) => {
                format!("“{text}”: điều kiện cần có dạng trường=giá trị, ví dụ kind=cooperative")
            }
            (Self::NoField(text), Language::English) => {
                format!("“{text}”: a condition is written field=value, such as kind=cooperative")
            }
            (Self::UnknownField(field, kind), _) => {
                let known = known_fields(*kind, language);
                match (known.is_empty(), language) {
                    (true, Language::Vietnamese) => "bảng này không nhận điều kiện".to_owned(),
                    (true, Language::English) => "this table takes no conditions".to_owned(),
                    (false, Language::Vietnamese) => {
                        format!("không có trường “{field}”; các trường đã biết: {}", known.join(", "))
                    }
                    (false, Language::English) => {
                        format!("there is no field “{field}”; known fields: {}", known.join(", "))
                    }
                }
            }
        }
    }
}

impl Conditions {
    /// Reads conditions on the rows of a table: fields with a sign and a value, one after the other. A value goes on to the
    /// next field, so that it may have spaces, as may the name of a field (`sản phẩm=Lúa`).
    ///
    /// # Errors
    /// The first part that is no condition.
    pub fn parse(kind: TableKind, text: &str) -> Result<Self, ConditionError> {
        let mut conditions: Vec<Condition> = Vec::new();
        // The words since the last sign: its value, and perhaps the first words of the next field.
        let mut words: Vec<&str> = Vec::new();
        for word in text.split_whitespace() {
            let Some((key, comparison, value)) = split_condition(word) else {
                words.push(word);
                continue;
            };
            let (taken, subject) = longest_subject(kind, &words, key)?;
            words.truncate(words.len() - taken);
            end_value(&mut conditions, &words)?;
            conditions.push(Condition { subject, comparison, value: String::new() });
            words = vec![value];
        }
        end_value(&mut conditions, &words)?;
        Ok(Self(conditions))
    }

    /// The conditions of the links in force that should state a detail and do not.
    pub fn links_without(detail: Detail, language: Language) -> &'static str {
        match (detail, language) {
            (Detail::Form, Language::Vietnamese) => "loại=sản phẩm hiệu lực=có hình thức=",
            (Detail::Years, Language::Vietnamese) => "loại=sản phẩm hiệu lực=có hình thức=hợp đồng các năm=",
            (Detail::Volume, Language::Vietnamese) => "loại=sản phẩm hiệu lực=có khối lượng=",
            (Detail::Evidence, Language::Vietnamese) => "loại=sản phẩm hiệu lực=có căn cứ=",
            (Detail::Form, Language::English) => "kind=product in_force=yes form=",
            (Detail::Years, Language::English) => "kind=product in_force=yes form=contract years=",
            (Detail::Volume, Language::English) => "kind=product in_force=yes volume=",
            (Detail::Evidence, Language::English) => "kind=product in_force=yes evidence=",
        }
    }

    /// The condition of the actors of a group; none has those of a unit that is not written.
    pub fn actors_of(group: &Group, map: &LinkageMap, language: Language) -> Option<String> {
        let named = |key: &str, value: &str| format!("{}={value}", key.replace(' ', "_"));
        Some(match group {
            Group::Unit(..) => return None,
            Group::District(name) => named(actor::DISTRICT.id, name),
            Group::Commune(name) => named(actor::COMMUNE.id, name),
            Group::Kind(kind) => named(actor::KIND.name(language), kind.text(language)),
            Group::Sector(sector) => named(actor::SECTOR.name(language), sector.text(language)),
            Group::Product(id) => {
                let key = match language {
                    Language::Vietnamese => "sản phẩm",
                    Language::English => "product",
                };
                named(key, map.products().get(id).map_or("", |product| &product.name))
            }
        })
    }

    /// Whether a text is meant as conditions: some sign stands in it.
    pub fn are_meant(text: &str) -> bool {
        text.split_whitespace().any(|word| split_condition(word).is_some())
    }

    /// Whether all of them hold for a row.
    pub fn hold(&self, row: TableRow, source: TableSource<'_>) -> bool {
        self.0.iter().all(|condition| condition.holds(row, source))
    }
}

impl Condition {
    fn holds(&self, row: TableRow, source: TableSource<'_>) -> bool {
        let (map, language) = (source.map, source.language);
        match (&self.subject, row) {
            (Subject::Actor(field), TableRow::Actor(id)) => map
                .actors()
                .get(&id)
                .map(|actor| actor.as_of(source.assessment.year))
                .is_some_and(|record| field.compares(&record, self.comparison, &self.value, map, language)),
            (Subject::Link(field), TableRow::Link(id)) => map
                .links()
                .get(&id)
                .is_some_and(|record| field.compares(record, self.comparison, &self.value, map, language)),
            (Subject::Model(field), TableRow::Model(id)) => map
                .models()
                .get(&id)
                .is_some_and(|record| field.compares(record, self.comparison, &self.value, map, language)),
            (Subject::Members, TableRow::Actor(id)) => {
                let members = map.actors().get(&id).and_then(|actor| actor.members_as_of(source.assessment.year));
                let wanted = parse_number(&self.value, language);
                match (members, wanted) {
                    (Some((_, members)), Some(wanted)) => self.comparison.holds(f64::from(members), wanted),
                    (members, None) => self.value.is_empty() && self.agrees(members.is_none()),
                    (None, Some(_)) => self.comparison == Comparison::IsNot,
                }
            }
            (Subject::Product, TableRow::Actor(id)) => self.agrees(deals_in(id, &self.value, source)),
            (Subject::Verdict, row) => {
                self.agrees(verdicts(row, source).any(|verdict| is_called(verdict, &self.value)))
            }
            (Subject::InForce, row) => self.agrees(is_in_force(row, source) == is_yes(&self.value)),
            (Subject::Years, TableRow::Link(id)) => {
                map.links().get(&id).is_some_and(|link| self.agrees(has_year(link, &self.value)))
            }
            _ => false,
        }
    }

    fn agrees(&self, holds: bool) -> bool {
        holds == (self.comparison != Comparison::IsNot)
    }
}

/// Gives the last condition its value.
fn end_value(conditions: &mut [Condition], words: &[&str]) -> Result<(), ConditionError> {
    let value = words.join(" ");
    match conditions.last_mut() {
        Some(last) => value.trim().trim_matches(['"', '“', '”']).clone_into(&mut last.value),
        None if value.is_empty() => {}
        None => return Err(ConditionError::NoField(value)),
    }
    Ok(())
}

/// What a key is about, with as many of the words before it as make up its name, and their number.
fn longest_subject(kind: TableKind, before: &[&str], key: &str) -> Result<(usize, Subject), ConditionError> {
    let with_words = |count: usize| {
        let words = before.get(before.len().checked_sub(count)?..)?;
        let name = [words, &[key]].concat().join(" ");
        Some((count, subject(kind, &name).ok()?))
    };
    let longest = (1..=MAX_WORDS_BEFORE_KEY).rev().find_map(with_words);
    longest.map_or_else(|| Ok((0, subject(kind, key)?)), Ok)
}

/// Splits a word at its first sign; none without one, or without anything before it.
fn split_condition(word: &str) -> Option<(&str, Comparison, &str)> {
    let at = word.find(['=', '<', '>', '!']).filter(|at| *at > 0)?;
    let (key, rest) = word.split_at_checked(at)?;
    let is_key = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let mut signs = Comparison::SIGNS.into_iter().filter(|_| is_key);
    signs.find_map(|(sign, comparison)| Some((key, comparison, rest.strip_prefix(sign)?)))
}

fn subject(kind: TableKind, key: &str) -> Result<Subject, ConditionError> {
    let wanted = folded_key(key);
    let named = |names: &[&str]| names.contains(&wanted.as_str());
    let is_product = named(&["product", "products", "san pham"]);
    let computed = match kind {
        TableKind::Actors if is_product => Some(Subject::Product),
        TableKind::Actors if named(&["members", "so thanh vien"]) => Some(Subject::Members),
        TableKind::Actors | TableKind::Models if named(&["verdict", "danh gia"]) => Some(Subject::Verdict),
        TableKind::Actors | TableKind::Links if named(&["in force", "hieu luc", "con hieu luc"]) => {
            Some(Subject::InForce)
        }
        TableKind::Links if is_product => Some(Subject::Link(&link::PRODUCTS)),
        TableKind::Links if named(&["years", "cac nam"]) => Some(Subject::Years),
        TableKind::Models if is_product => Some(Subject::Model(&model::PRODUCTS)),
        _ => None,
    };
    let field = || match kind {
        TableKind::Actors => field_called(key).map(Subject::Actor),
        TableKind::Links => field_called(key).map(Subject::Link),
        TableKind::Models => field_called(key).map(Subject::Model),
        _ => None,
    };
    computed.or_else(field).ok_or_else(|| ConditionError::UnknownField(key.to_owned(), kind))
}

fn field_called<R: Described>(key: &str) -> Option<&'static Field<R>> {
    let by_id = R::fields().iter().find(|field| field.id == key);
    by_id.or_else(|| R::fields().iter().find(|field| field.is_called(key))).copied()
}

/// The fields that conditions on a table may name: of the command line by their ids, in Vietnamese by their names.
fn known_fields(kind: TableKind, language: Language) -> Vec<&'static str> {
    fn names<R: Described>(language: Language) -> Vec<&'static str> {
        let name = |field: &&'static Field<R>| match language {
            Language::Vietnamese => field.name(language),
            Language::English => field.id,
        };
        R::fields().iter().map(name).collect()
    }
    let (mut fields, computed): (_, &[(&str, &str)]) = match kind {
        TableKind::Actors => (
            names::<Actor>(language),
            &[("sản phẩm", "product"), ("đánh giá", "verdict"), ("hiệu lực", "in_force"), ("số thành viên", "members")],
        ),
        TableKind::Links => {
            (names::<Link>(language), &[("sản phẩm", "product"), ("hiệu lực", "in_force"), ("các năm", "years")])
        }
        TableKind::Models => (names::<CoopModel>(language), &[("sản phẩm", "product"), ("đánh giá", "verdict")]),
        _ => (Vec::new(), &[]),
    };
    fields.extend(computed.iter().map(|(vietnamese, english)| match language {
        Language::Vietnamese => *vietnamese,
        Language::English => *english,
    }));
    fields
}

/// Whether an actor supplies, makes, or trades a product or a part of it; an empty name stands for an actor that deals in
/// nothing.
fn deals_in(id: ActorId, name: &str, source: TableSource<'_>) -> bool {
    let (map, year) = (source.map, source.assessment.year);
    let Some(record) = map.actors().get(&id) else { return false };
    let links = map.links_of(id).filter(|link| link.kind == LinkKind::Product && map.is_in_force(link, year));
    let traded = links.flat_map(|link| &link.products).copied();
    let made = record.converts.iter().flat_map(|conversion| conversion.products());
    let mut all = record.supply.iter().map(|supply| supply.product).chain(made).chain(traded);
    let is_named = |product: ProductId| {
        let names = map.product_and_broader(product).into_iter().filter_map(|id| map.products().get(&id));
        names.map(|product| name_key(&product.name)).any(|known| known == name_key(name))
    };
    if name.is_empty() { all.next().is_none() } else { all.any(is_named) }
}

fn verdicts(row: TableRow, source: TableSource<'_>) -> impl Iterator<Item = Verdict> {
    let is_of = move |id: &crate::map::ModelId| match row {
        TableRow::Model(model) => *id == model,
        TableRow::Actor(core) => source.map.models().get(id).is_some_and(|model| model.core.contains(&core)),
        _ => false,
    };
    source.assessment.models.iter().filter(move |(id, _)| is_of(id)).map(|(_, model)| model.verdict)
}

fn is_called(verdict: Verdict, name: &str) -> bool {
    let wanted = folded_key(name);
    let texts = Language::ALL.iter().map(|language| folded_key(verdict.text(*language)));
    std::iter::once(folded_key(verdict.code())).chain(texts).any(|known| known == wanted)
}

fn is_in_force(row: TableRow, source: TableSource<'_>) -> bool {
    let (map, year) = (source.map, source.assessment.year);
    match row {
        TableRow::Actor(id) => map.actors().get(&id).is_some_and(|actor| actor.is_present(year)),
        TableRow::Link(id) => map.links().get(&id).is_some_and(|link| map.is_in_force(link, year)),
        _ => false,
    }
}

/// Whether a year is one of a link's; for an empty text, whether the link does not give both its first and its last year.
fn has_year(link: &Link, year: &str) -> bool {
    match year.parse::<Year>() {
        Ok(year) => link.from_year.is_none_or(|first| first <= year) && link.to_year.is_none_or(|last| year <= last),
        Err(_) => year.is_empty() && (link.from_year.is_none() || link.to_year.is_none()),
    }
}

fn is_yes(value: &str) -> bool {
    crate::schema::parse_keyword(crate::schema::FLAGS, value).unwrap_or(true)
}
