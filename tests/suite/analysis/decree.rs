//! The forms of linkage of Decree 98/2018/NĐ-CP, article 4.

use lienket::analysis::{LinkageForm, assess, study};
use lienket::map::{ActorKind, LinkForm, LinkageMap, ModelId};

use super::draft::Draft;

fn form(map: &LinkageMap) -> LinkageForm {
    let year = map.info().year;
    study(map, &assess(map, year)).forms[&ModelId(1)]
}

/// A model whose parties cover what is asked for, and no more.
fn model([inputs, production, processing, sale]: [bool; 4]) -> LinkageMap {
    let mut draft = Draft::default();
    let (seed, paddy, rice) = (draft.product(None), draft.product(None), draft.product(None));
    let core = draft.actor(ActorKind::Cooperative);
    let mill = draft.actor(ActorKind::Trader);
    let buyer = draft.actor(ActorKind::Market);
    let shop = draft.actor(ActorKind::Trader);
    if inputs {
        draft.link(shop, core, &[seed], Some(LinkForm::Contract));
    }
    if production {
        draft.supplies(core, paddy);
    }
    if processing {
        draft.converts(mill, paddy, rice);
    }
    // What comes in for sale is no input.
    draft.link(shop, core, &[paddy], Some(LinkForm::Spot));
    draft.link(core, mill, &[paddy], Some(LinkForm::Contract));
    if sale {
        draft.link(mill, buyer, &[paddy, rice], Some(LinkForm::Contract));
    }
    draft.model(&[core], &[], &[paddy]);
    draft.map()
}

#[test]
fn every_mix_of_parts_gives_the_form_of_the_decree() {
    // Decree 98/2018/NĐ-CP, article 4, items 1 to 7.
    let forms = [
        (1, [true, true, true]),
        (2, [true, false, false]),
        (3, [false, true, false]),
        (4, [true, true, false]),
        (5, [false, true, true]),
        (6, [true, false, true]),
        (7, [false, false, true]),
    ];
    for bits in 0..16_u8 {
        let [inputs, production, processing, sale] = [1, 2, 4, 8].map(|bit| bits & bit != 0);
        let found = form(&model([inputs, production, processing, sale]));
        let expected = forms.iter().find(|(_, parts)| *parts == [inputs, production, processing]);
        assert_eq!(found.number(), expected.filter(|_| sale).map(|(number, _)| *number), "{bits:04b}");
        assert_eq!(found.inputs.is_some(), inputs, "{bits:04b}");
        assert_eq!(found.production.is_some(), production, "{bits:04b}");
        assert_eq!(found.sale.is_some(), sale, "{bits:04b}");
        // Without a sale there is no route to process on.
        assert_eq!(found.processing.is_some(), processing && sale, "{bits:04b}");
    }
}

#[test]
fn members_count_as_parties_and_absent_ones_do_not() {
    let mut draft = Draft::default();
    let paddy = draft.product(None);
    let (core, member) = (draft.actor(ActorKind::Cooperative), draft.actor(ActorKind::Household));
    let buyer = draft.actor(ActorKind::Market);
    draft.link(member, core, &[paddy], Some(LinkForm::Member));
    draft.link(core, buyer, &[paddy], Some(LinkForm::Contract));
    draft.supplies(member, paddy);
    draft.model(&[core], &[member], &[paddy]);
    assert_eq!(form(&draft.map()).number(), Some(3));
    draft.edit_actor(member).dissolved = Some(draft.parts.info.year);
    assert_eq!(form(&draft.map()).number(), None, "sale alone is no form");
}
