//! Small random maps with everything that bends a flow of goods: circles, conversions, absences, doubles, loops.

use lienket::map::{ActorId, ActorKind, LinkForm, LinkKind, LinkageMap, MapParts, ProductId, Year};

use super::draft::Draft;

pub const YEAR: Year = 2019;

/// A die that always falls the same for the same seed (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    fn some<T: Copy>(&mut self, from: &[T], at_most: u64) -> Vec<T> {
        (0..self.below(at_most + 1)).map(|_| self.pick(from)).collect()
    }
}

/// The map of a seed.
pub fn map(seed: u64) -> LinkageMap {
    let mut dice = Dice(seed);
    let mut draft = Draft::default();
    let products: Vec<ProductId> = (0..=dice.below(5)).map(|_| draft.product(None)).collect();
    for index in 0..products.len() {
        let broader = dice.pick(&products);
        if dice.one_in(2) && broader != products[index] {
            draft.parts.products[index].part_of = Some(broader);
        }
    }
    let kinds = [
        ActorKind::Group,
        ActorKind::Cooperative,
        ActorKind::Union,
        ActorKind::Trader,
        ActorKind::Trader,
        ActorKind::Enterprise,
        ActorKind::Enterprise,
        ActorKind::Market,
        ActorKind::Supporter,
    ];
    let count = 2 + dice.below(8);
    let actors: Vec<ActorId> = (0..count).map(|_| draft.actor(dice.pick(&kinds))).collect();
    // Gaps in the ids, so that no position is taken for an id.
    let spread = 1 + dice.below(3) as u32;
    let actors: Vec<ActorId> = actors.iter().map(|actor| ActorId(actor.0 * spread)).collect();
    for (record, id) in draft.parts.actors.iter_mut().zip(&actors) {
        record.id = *id;
    }
    for actor in &actors {
        actor_details(&mut dice, &mut draft, *actor, &products);
    }
    // From lines to thickets.
    let density = 1 + dice.below(4);
    for _ in 0..count + dice.below(count * density) {
        link(&mut dice, &mut draft, &actors, &products);
    }
    for _ in 0..=dice.below(4) {
        let (core, members) = (dice.some(&actors, 2), dice.some(&actors, 3));
        let sold = dice.some(&products, 2);
        draft.model(&core, &members, &sold);
    }
    draft.map()
}

/// A map full of circles: few actors that handle and turn into one another the same few products, buyers that lead
/// models among them, so that an actor often cuts a route only with several products at once.
pub fn thicket(seed: u64) -> LinkageMap {
    Draft { parts: thicket_parts(seed) }.map()
}

/// The records of a thicket.
pub fn thicket_parts(seed: u64) -> MapParts {
    let mut dice = Dice(seed);
    let mut draft = Draft::default();
    let products: Vec<ProductId> = (0..3).map(|_| draft.product(None)).collect();
    let kinds =
        [ActorKind::Cooperative, ActorKind::Trader, ActorKind::Trader, ActorKind::Trader, ActorKind::Enterprise];
    let actors: Vec<ActorId> = (0..4 + dice.below(6)).map(|_| draft.actor(dice.pick(&kinds))).collect();
    for actor in &actors {
        for _ in 0..dice.below(4) {
            let (from, to) = (dice.pick(&products), dice.pick(&products));
            if from != to {
                draft.converts(*actor, from, to);
            }
        }
        draft.model(&[*actor], &[], &[dice.pick(&products)]);
    }
    draft.model(&dice.some(&actors, 2), &[], &dice.some(&products, 2));
    for _ in 0..actors.len() as u64 + dice.below(8) {
        let listed = dice.some(&products, 2);
        draft.link(dice.pick(&actors), dice.pick(&actors), &listed, Some(LinkForm::Contract));
    }
    draft.parts
}

fn actor_details(dice: &mut Dice, draft: &mut Draft, actor: ActorId, products: &[ProductId]) {
    let record = draft.edit_actor(actor);
    dice.pick(&["", "Cái Răng", "Ô Môn"]).clone_into(&mut record.district);
    if dice.one_in(12) {
        record.founded = Some(YEAR + dice.below(3) as Year - 1);
    }
    if dice.one_in(12) {
        let gone = YEAR + dice.below(3) as Year;
        record.dissolved = Some(gone.max(record.founded.unwrap_or(gone)));
    }
    if dice.one_in(3) {
        for _ in 0..=dice.below(2) {
            let (from, to) = (dice.pick(products), dice.pick(products));
            if from != to {
                draft.converts(actor, from, to);
            }
        }
    }
    if dice.one_in(3) {
        let product = dice.pick(products);
        draft.supplies(actor, product);
    }
}

fn link(dice: &mut Dice, draft: &mut Draft, actors: &[ActorId], products: &[ProductId]) {
    let (from, to) = (dice.pick(actors), dice.pick(actors));
    let listed = if dice.one_in(3) { Vec::new() } else { dice.some(products, 3) };
    let forms =
        [None, Some(LinkForm::Contract), Some(LinkForm::Member), Some(LinkForm::Agreement), Some(LinkForm::Spot)];
    let form = if dice.one_in(2) { Some(LinkForm::Contract) } else { dice.pick(&forms) };
    let id = draft.link(from, to, &listed, form);
    let link = draft.edit_link(id);
    if dice.one_in(10) {
        link.kind = dice.pick(&[LinkKind::Member, LinkKind::Support]);
    }
    link.planned = dice.one_in(8);
    if dice.one_in(5) {
        link.from_year = Some(YEAR - 3 + dice.below(5) as Year);
    }
    if dice.one_in(4) {
        let last = YEAR - 2 + dice.below(5) as Year;
        link.to_year = Some(last.max(link.from_year.unwrap_or(last)));
    }
}

/// The map of a seed, in which some actors become another kind in some year.
pub fn map_with_changing_kinds(seed: u64) -> LinkageMap {
    let mut dice = Dice(seed ^ 0xbeca);
    let mut parts = super::parts_of(&map(seed));
    for actor in &mut parts.actors {
        if dice.one_in(3) {
            let kind =
                dice.pick(&[ActorKind::Cooperative, ActorKind::Trader, ActorKind::Enterprise, ActorKind::Market]);
            actor.became = [(YEAR - 2 + dice.below(5) as Year, kind)].into();
        }
    }
    LinkageMap::from_parts(parts).unwrap()
}
