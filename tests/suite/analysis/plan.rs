//! Small random maps with all that targets count: founding years, figures, contracts with volumes, units, and targets
//! of every measure.

use lienket::map::{
    Actor, ActorId, ActorKind, Figures, Link, LinkForm, LinkId, LinkKind, LinkageMap, Measure, Product, ProductId,
    Sector, Target, TargetId, Transaction, Year,
};

use super::random::{self, Dice, YEAR};

/// The map of a seed.
pub fn map(seed: u64) -> LinkageMap {
    let mut map = random::map(seed);
    let mut dice = Dice(seed ^ 0x7a46);
    let mut edit = Transaction::begin(&mut map);
    let ids: Vec<ActorId> = edit.map().actors().keys().copied().collect();
    for id in ids {
        edit.edit(id, |actor: &mut Actor| dress(&mut dice, actor)).unwrap();
    }
    let ids: Vec<ProductId> = edit.map().products().keys().copied().collect();
    let mixed = dice.one_in(3);
    for id in ids {
        let unit = if mixed { dice.pick(&["tấn", "lít"]) } else { "tấn" };
        edit.edit(id, |product: &mut Product| unit.clone_into(&mut product.unit)).unwrap();
    }
    let ids: Vec<LinkId> = edit.map().links().keys().copied().collect();
    for id in ids {
        edit.edit(id, |link: &mut Link| {
            link.volume = (!dice.one_in(4)).then(|| dice.below(100) as f64);
            if dice.one_in(3) {
                (link.form, link.kind) = (Some(LinkForm::Contract), LinkKind::Product);
            } else if dice.one_in(4) {
                link.kind = LinkKind::Member;
            }
        })
        .unwrap();
    }
    for _ in 0..3 {
        let measure = measure(&mut dice, edit.map());
        let goal = dice.pick(&[0.0, 1.0, 2.0, 10.0, 50.0, 100.0]);
        let year = YEAR + dice.below(5) as Year - 2;
        let supporters = edit.map().actors().values().filter(|actor| actor.kind == ActorKind::Supporter);
        let of = supporters.map(|actor| actor.id).filter(|_| dice.one_in(2)).collect();
        let target =
            Target { id: TargetId::default(), name: "target".to_owned(), measure, year, goal, of, note: String::new() };
        edit.add(target).unwrap();
    }
    edit.finish();
    map
}

fn dress(dice: &mut Dice, actor: &mut Actor) {
    if dice.one_in(2) {
        actor.kind = dice.pick(&[
            ActorKind::Household,
            ActorKind::Group,
            ActorKind::Cooperative,
            ActorKind::Union,
            ActorKind::Supporter,
        ]);
    }
    actor.count = dice.pick(&[1, 1, 1, 2, 28]);
    actor.sector = dice.pick(&[Sector::Agriculture, Sector::Agriculture, Sector::Trade]);
    if dice.one_in(3) {
        let year = YEAR - 2 + dice.below(4) as Year;
        actor.founded = Some(actor.dissolved.map_or(year, |gone| year.min(gone)));
    }
    for year in YEAR - 3..=YEAR + 2 {
        if dice.one_in(3) {
            continue;
        }
        let figures = Figures {
            members: (!dice.one_in(3)).then(|| dice.below(12) as u32),
            capital: dice.one_in(2).then(|| dice.below(30) as f64),
            effective: (!dice.one_in(3)).then(|| dice.one_in(2)),
            ..Figures::default()
        };
        actor.figures.insert(year, figures);
    }
}

fn measure(dice: &mut Dice, map: &LinkageMap) -> Measure {
    let products: Vec<ProductId> = map.products().keys().copied().collect();
    match dice.below(7) {
        0 => Measure::Founded { kinds: (0..dice.below(4)).map(|_| dice.pick(&ActorKind::ALL)).collect() },
        1 => Measure::LinkedModels,
        2 => Measure::MemberGrowth { base_year: YEAR - dice.below(4) as Year },
        3 => Measure::EffectiveShare,
        4 => Measure::FundCapital,
        5 => Measure::ContractVolume { product: dice.one_in(2).then(|| dice.pick(&products)) },
        _ => Measure::Count {
            kind: dice.one_in(2).then(|| dice.pick(&ActorKind::ALL)),
            sector: dice.one_in(2).then(|| dice.pick(&[Sector::Agriculture, Sector::Trade])),
            district: dice.pick(&["", "Cái Răng", "Ô Môn"]).to_owned(),
            commune: String::new(),
        },
    }
}
