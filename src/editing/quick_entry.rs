//! Chains told in lines of text: `HTX Thới Lai -> Công ty gạo B: Lúa 1200 hợp đồng 2019-2021`, `A > B > C`, a list of channels
//! with their shares.
//!
//! A line has the names of actors between arrows, several at one place with `;` between them. Behind a colon stand the details
//! of the link to that name; behind the last one, those of every link that has none of its own: products, volume, form, years,
//! share, whether it is planned. A name alone with details is an actor with its supply. A line of three names or more with a
//! share, or with a label before its first name, is a channel too.

use crate::language::{Language, fold, new_channel_name, parse_number};
use crate::layout::{free_position, lanes};
use crate::map::{
    Actor, ActorId, ActorKind, Channel, ChannelId, LINE_LIMIT, Link, LinkForm, LinkId, LinkKind, LinkageMap, Placement,
    Product, ProductId, StageId, Supply, Transaction, Violation, YEARS, Year, normalize_line,
};
use crate::schema::{FORMS, kind_of_name, name_key, parse_keyword, path_steps};

use super::defaults::{likely_stage, new_link, usual_kind, usual_stage};

/// The most words that a form of linkage has.
const MAX_FORM_WORDS: usize = 6;
/// What separates several actors at one place of a chain.
const SEVERAL: char = ';';
/// The unit of a product that is new.
pub const NEW_UNIT: &str = "tấn";

/// What is said of a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkDetails {
    /// Products by name.
    pub products: Vec<String>,
    /// Volume a year.
    pub volume: Option<f64>,
    /// How it is agreed.
    pub form: Option<LinkForm>,
    /// First year.
    pub from_year: Option<Year>,
    /// Last year.
    pub to_year: Option<Year>,
    /// Share in per cent.
    pub share: Option<f64>,
    /// Whether it is planned.
    pub planned: bool,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryLine {
    /// The label before the first name.
    pub label: String,
    /// The names at each place of the chain.
    pub places: Vec<Vec<String>>,
    /// The details of the link to each place but the first; of a name alone those of its supply.
    pub details: Vec<LinkDetails>,
}

/// What an entry made, or would make.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryOutcome {
    /// New actors.
    pub actors: Vec<ActorId>,
    /// Known actors that it names.
    pub known: Vec<ActorId>,
    /// New links.
    pub links: Vec<LinkId>,
    /// Links that it changed.
    pub changed: Vec<LinkId>,
    /// New products.
    pub products: Vec<ProductId>,
    /// New channels.
    pub channels: Vec<ChannelId>,
    /// How many supplies it stated.
    pub supplies: usize,
    /// Names that several actors have; the first of them was taken.
    pub ambiguous: Vec<String>,
}

/// Reads lines of text; empty ones are left out.
pub fn read_entry(text: &str, language: Language) -> Vec<EntryLine> {
    text.lines().map(|line| read_line(line, language)).filter(|line| !line.places.is_empty()).collect()
}

fn read_line(line: &str, language: Language) -> EntryLine {
    let line = without_bullet(line.trim());
    let steps = path_steps(line);
    let mut entry = EntryLine::default();
    let is_chain = steps.len() > 1;
    for (at, step) in steps.iter().enumerate() {
        let (before, after) = step.split_once(':').map_or((*step, ""), |(before, after)| (before, after));
        let (names, details) = if at == 0 && is_chain && !after.is_empty() {
            before.trim().clone_into(&mut entry.label);
            (after, "")
        } else {
            (before, after)
        };
        let names: Vec<String> = names.split(SEVERAL).map(normalize_line).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            continue;
        }
        if at > 0 || !is_chain {
            entry.details.push(read_details(details, language));
        }
        entry.places.push(names);
    }
    if let Some(last) = entry.details.last().cloned().filter(|_| is_chain) {
        let unsaid = LinkDetails::default();
        for details in entry.details.iter_mut().filter(|details| **details == unsaid) {
            *details = last.clone();
        }
    }
    entry
}

/// A line of a list without its mark or number.
fn without_bullet(line: &str) -> &str {
    let line = line.trim_start_matches(['-', '•', '*', '–']).trim_start();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')'])) {
        Some(rest) if digits > 0 && rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    }
}

fn read_details(text: &str, language: Language) -> LinkDetails {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut details = LinkDetails::default();
    let mut product_words: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at).copied() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let bare = word.trim_end_matches([',', ';']);
        let folded = fold(bare);
        let year = |text: &str| text.trim_end_matches(',').parse().ok().filter(|year: &Year| YEARS.contains(year));
        at += 1;
        if let Some(share) = bare.strip_suffix('%').and_then(|number| parse_number(number, language)) {
            details.share = Some(share).filter(|share| (0.0..=100.0).contains(share));
        } else if let Some((from, to)) = years(bare) {
            (details.from_year, details.to_year) = (from, to);
        } else if matches!(folded.as_str(), "tu" | "from" | "since") && year(next).is_some() {
            details.from_year = year(next);
            at += 1;
        } else if matches!(folded.as_str(), "den" | "until" | "to") && year(next).is_some() {
            details.to_year = year(next);
            at += 1;
        } else if folded == "planned" {
            details.planned = true;
        } else if folded == "du" && fold(next) == "kien" {
            details.planned = true;
            at += 1;
        } else if let Some((form, count)) = form_at(words.get(at - 1..).unwrap_or_default()) {
            details.form = Some(form);
            at += count - 1;
        } else if let Some(volume) = parse_number(bare, language).filter(|volume| *volume >= 0.0) {
            details.volume = Some(volume);
            if is_unit(next) {
                at += 1;
            }
        } else {
            product_words.push(word);
        }
    }
    let names = product_words.join(" ");
    details.products = names.split(',').map(normalize_line).filter(|name| !name.is_empty()).collect();
    details
}

/// "2019-2021", "2019–", "–2021".
fn years(word: &str) -> Option<(Option<Year>, Option<Year>)> {
    let (from, to) = word.split_once(['-', '–'])?;
    let year = |text: &str| text.parse().ok().filter(|year: &Year| YEARS.contains(year));
    match (from.is_empty(), to.is_empty()) {
        (false, false) => Some((Some(year(from)?), Some(year(to)?))),
        (false, true) => Some((Some(year(from)?), None)),
        (true, false) => Some((None, Some(year(to)?))),
        (true, true) => None,
    }
}

/// The form that these words begin with, and how many of them name it.
fn form_at(words: &[&str]) -> Option<(LinkForm, usize)> {
    (1..=words.len().min(MAX_FORM_WORDS)).rev().find_map(|count| {
        let phrase = words.get(..count)?.join(" ");
        Some((parse_keyword(FORMS, phrase.trim_end_matches(','))??, count))
    })
}

fn is_unit(word: &str) -> bool {
    matches!(fold(word.trim_end_matches(',')).as_str(), "tan" | "t" | "kg" | "ta" | "tons" | "tonnes")
}

/// Carries an entry out.
///
/// # Errors
/// Why the map refuses it.
pub fn apply_entry(
    edit: &mut Transaction<'_>,
    lines: &[EntryLine],
    near: (f32, f32),
    language: Language,
) -> Result<EntryOutcome, Violation> {
    let mut entry = Entry { edit, near, language, outcome: EntryOutcome::default() };
    for line in lines {
        entry.add_line(line)?;
    }
    Ok(entry.outcome)
}

struct Entry<'a, 'map> {
    edit: &'a mut Transaction<'map>,
    near: (f32, f32),
    language: Language,
    outcome: EntryOutcome,
}

impl Entry<'_, '_> {
    fn add_line(&mut self, line: &EntryLine) -> Result<(), Violation> {
        let mut places: Vec<Vec<ActorId>> = Vec::new();
        for (at, names) in line.places.iter().enumerate() {
            let next = line.places.get(at + 1).and_then(|names| names.first());
            let mut actors = Vec::new();
            for name in names {
                let before = places.last().and_then(|actors: &Vec<ActorId>| actors.first()).copied();
                actors.push(self.actor(name, before, next.map(String::as_str))?);
            }
            places.push(actors);
        }
        if let ([only], Some(details)) = (places.as_slice(), line.details.first()) {
            return self.add_supplies(only, details);
        }
        for (hop, details) in places.windows(2).zip(&line.details) {
            let [sellers, buyers] = hop else { continue };
            for seller in sellers {
                for buyer in buyers.iter().filter(|buyer| *buyer != seller) {
                    self.add_link(*seller, *buyer, details, places.len() == 2)?;
                }
            }
        }
        self.add_channel(line, &places)
    }

    /// The actor of a name, added where there is none.
    fn actor(&mut self, name: &str, before: Option<ActorId>, next: Option<&str>) -> Result<ActorId, Violation> {
        let map = self.edit.map();
        let found = find_actors(map, name);
        if let Some(first) = found.first().copied() {
            if found.len() > 1 && !self.outcome.ambiguous.iter().any(|known| known == name) {
                self.outcome.ambiguous.push(name.to_owned());
            }
            if !self.outcome.known.contains(&first) && !self.outcome.actors.contains(&first) {
                self.outcome.known.push(first);
            }
            return Ok(first);
        }
        let stages: Vec<StageId> = map.stages_in_order().iter().map(|stage| stage.id).collect();
        let stage_of = |id: ActorId| map.actors().get(&id).and_then(|actor| actor.stage);
        let position = |stage: StageId| stages.iter().position(|other| *other == stage);
        let told = kind_of_name(name);
        let stage = match (told, before, next.map(|next| find_actors(map, next))) {
            (Some(kind), ..) => likely_stage(map, kind, name),
            (None, Some(before), _) => {
                let stage = stage_of(before);
                stage.and_then(position).and_then(|at| stages.get(at + 1)).copied().or(stage)
            }
            (None, None, Some(next)) if !next.is_empty() => {
                let stage = next.first().and_then(|next| stage_of(*next));
                stage.and_then(position).and_then(|at| stages.get(at.checked_sub(1)?)).copied().or(stage)
            }
            (None, None, _) => usual_stage(map, ActorKind::Cooperative),
        };
        let kind = told.unwrap_or_else(|| usual_kind(map, stage));
        let lane = lanes(map).lanes.into_iter().find(|lane| Some(lane.stage) == stage);
        let y = before.and_then(|id| map.placements().get(&id)).map_or(self.near.1, |placement| placement.y);
        let x = lane.map_or(self.near.0, |lane| f32::midpoint(lane.left, lane.right));
        let (x, y) = free_position(map, stage, (x, y));
        let name = name.chars().take(LINE_LIMIT).collect::<String>();
        let id = self.edit.add(Actor { name, kind, stage, ..Actor::default() })?;
        self.edit.set(Placement { actor: id, x, y, pinned: false, by_hand: true })?;
        self.outcome.actors.push(id);
        Ok(id)
    }

    /// The products of these names, added where there are none.
    fn products(&mut self, names: &[String]) -> Result<Vec<ProductId>, Violation> {
        let mut products = Vec::new();
        for name in names {
            let map = self.edit.map();
            let key = name_key(name);
            let known = map.products().values().find(|product| name_key(&product.name) == key);
            let folded = || {
                let mut alike = map.products().values().filter(|product| fold(&product.name) == fold(name));
                alike.next().filter(|_| name.is_ascii() && alike.next().is_none())
            };
            let id = if let Some(product) = known.or_else(folded) {
                product.id
            } else {
                let product = Product { name: name.clone(), unit: NEW_UNIT.to_owned(), ..Product::default() };
                let id = self.edit.add(product)?;
                self.outcome.products.push(id);
                id
            };
            products.push(id);
        }
        Ok(products)
    }

    fn add_supplies(&mut self, actors: &[ActorId], details: &LinkDetails) -> Result<(), Violation> {
        let products = self.products(&details.products)?;
        for id in actors {
            for product in &products {
                self.outcome.supplies += 1;
                self.edit.edit(*id, |actor: &mut Actor| {
                    if let Some(supply) = actor.supply.iter_mut().find(|supply| supply.product == *product) {
                        supply.volume = details.volume.or(supply.volume);
                    } else {
                        let supply = Supply { product: *product, volume: details.volume, ..Supply::default() };
                        actor.supply.push(supply);
                    }
                })?;
            }
        }
        Ok(())
    }

    /// Adds a link, or says more of the one that is there.
    fn add_link(
        &mut self,
        from: ActorId,
        to: ActorId,
        details: &LinkDetails,
        has_share: bool,
    ) -> Result<(), Violation> {
        let products = self.products(&details.products)?;
        let map = self.edit.map();
        let mut link = new_link(map, from, to);
        if !products.is_empty() {
            link.products = products.into_iter().collect();
        }
        let is_same = |known: &&Link| {
            known.from == from
                && known.to == to
                && known.kind == link.kind
                && (details.products.is_empty()
                    || known.products.is_empty()
                    || !known.products.is_disjoint(&link.products))
        };
        let known = map.links_of(from).find(is_same).cloned();
        let is_known = known.is_some();
        let mut link = match known {
            Some(known) if details.products.is_empty() => known,
            Some(known) => Link { products: known.products.union(&link.products).copied().collect(), ..known },
            None => link,
        };
        link.volume = details.volume.or(link.volume);
        link.form = details.form.or(link.form).filter(|_| link.kind == LinkKind::Product);
        link.from_year = details.from_year.or(link.from_year);
        link.to_year = details.to_year.or(link.to_year);
        link.planned |= details.planned;
        if has_share {
            link.share = details.share.or(link.share);
        }
        if !is_known {
            let id = self.edit.add(link)?;
            self.outcome.links.push(id);
        } else if self.edit.map().links().get(&link.id) != Some(&link) {
            let id = link.id;
            self.edit.set(link)?;
            if !self.outcome.changed.contains(&id) && !self.outcome.links.contains(&id) {
                self.outcome.changed.push(id);
            }
        }
        Ok(())
    }

    fn add_channel(&mut self, line: &EntryLine, places: &[Vec<ActorId>]) -> Result<(), Violation> {
        let share = line.details.iter().find_map(|details| details.share);
        let path: Option<Vec<ActorId>> = places
            .iter()
            .map(|actors| match actors.as_slice() {
                [only] => Some(*only),
                _ => None,
            })
            .collect();
        let Some(path) = path.filter(|path| path.len() > 2 && (share.is_some() || !line.label.is_empty())) else {
            return Ok(());
        };
        let names = line.details.first().map(|details| details.products.clone()).unwrap_or_default();
        let products = self.products(&names)?;
        let map = self.edit.map();
        if map.channels().values().any(|channel| channel.path == path) {
            return Ok(());
        }
        let only = map.products().keys().next().filter(|_| map.products().len() == 1);
        let product = products.first().or(only).copied();
        let recorded = map.channels().values().filter(|channel| channel.product == product).count();
        let name = if line.label.is_empty() { new_channel_name(recorded, self.language) } else { line.label.clone() };
        let id = self.edit.add(Channel { name, product, path, share, ..Channel::default() })?;
        self.outcome.channels.push(id);
        Ok(())
    }
}

/// The actors of a name: spelled so, else but for letter case, else but for accents where none are typed.
fn find_actors(map: &LinkageMap, name: &str) -> Vec<ActorId> {
    let all = || map.actors().values();
    let ids = |is_called: &dyn Fn(&Actor) -> bool| -> Vec<ActorId> {
        all().filter(|actor| is_called(actor)).map(|actor| actor.id).collect()
    };
    let exact = ids(&|actor| actor.name == name);
    if !exact.is_empty() {
        return exact;
    }
    let key = name_key(name);
    let alike = ids(&|actor| name_key(&actor.name) == key);
    if !alike.is_empty() || !name.is_ascii() {
        return alike;
    }
    let folded = fold(name);
    ids(&|actor| fold(&actor.name) == folded)
}
