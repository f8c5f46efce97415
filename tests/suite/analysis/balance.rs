//! What does not add up: sales against what there is, shares, circles that multiply goods, stages that are passed by.

use lienket::analysis::{FindingCode, assess};
use lienket::map::{ActorId, ActorKind, Conversion, LinkId, ProductId, Stage, StageId};

use super::draft::Draft;
use super::flow::{near, volumes};
use super::flow_by_hand::chain;
use super::random::YEAR;

fn imbalances(draft: &Draft) -> Vec<(ActorId, f64, f64)> {
    let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code() == FindingCode::VolumeImbalance);
    told.map(|it| (it.actors()[0], it.amount().unwrap(), it.expected().unwrap())).collect()
}

#[test]
fn sales_are_held_against_what_there_is() {
    let (mut draft, [one, _, trader, mill, market], [paddy, rice]) = chain();
    assert_eq!(imbalances(&draft), [(trader, 60.0, 80.0)], "cooperatives and mill are in balance");
    draft.edit_link(LinkId(3)).volume = Some(80.5);
    assert_eq!(imbalances(&draft), [(mill, 39.0, 80.5 * 0.65)], "half a unit of eighty is rounding");
    draft.edit_link(LinkId(4)).volume = Some(52.0);
    assert_eq!(imbalances(&draft), []);
    // Once one number that counts is missing, nothing is said.
    draft.edit_link(LinkId(1)).volume = Some(70.0);
    assert_eq!(imbalances(&draft).len(), 2);
    draft.edit_actor(one).supply[0].volume = None;
    draft.edit_link(LinkId(2)).volume = None;
    assert_eq!(imbalances(&draft), []);
    draft.edit_link(LinkId(2)).volume = Some(30.0);
    assert_eq!(imbalances(&draft), [(trader, 80.5, 100.0)]);
    draft.link(market, trader, &[], None);
    assert_eq!(imbalances(&draft), [], "a link of any goods may bring some");
    // A mill that makes two things of one: how much of each is not known.
    draft.parts.links.pop();
    draft.edit_link(LinkId(4)).volume = Some(5.0);
    assert_eq!(imbalances(&draft).len(), 2);
    let bran = draft.product(None);
    draft.edit_actor(mill).converts.push(Conversion {
        from: paddy,
        to: bran,
        yield_ratio: Some(0.1),
        ..Conversion::default()
    });
    assert_eq!(imbalances(&draft).len(), 1);
    // What comes in to be used up, and what a market sells to consumers, is no imbalance.
    let feed = draft.link(market, one, &[rice], None);
    draft.edit_link(feed).volume = Some(3.0);
    assert_eq!(imbalances(&draft).len(), 1);
}

#[test]
fn only_shares_that_do_not_add_up_are_told() {
    let (mut draft, [one, .., mill, market], [paddy, _]) = chain();
    for (sum, missing, excess) in
        [(99.9, None, None), (100.1, None, None), (70.0, Some(30.0), None), (120.0, None, Some(20.0))]
    {
        draft.edit_link(LinkId(1)).share = Some(sum - 40.0);
        draft.parts.links.retain(|link| link.id.0 <= 4);
        let second = draft.link(one, if sum > 100.0 { mill } else { market }, &[paddy], None);
        draft.edit_link(second).share = Some(40.0);
        let shares = volumes(&draft.map()).shares;
        assert_eq!(shares.len(), usize::from(missing.is_some() || excess.is_some()), "{sum}");
        for told in shares {
            assert_eq!((told.actor, told.product), (one, Some(paddy)));
            assert!(near(told.unaccounted(), missing.unwrap_or(0.0)) && near(told.excess(), excess.unwrap_or(0.0)));
        }
    }
}

/// Actors, products, links and gain.
type Told = (Vec<ActorId>, Vec<ProductId>, Vec<LinkId>, f64);

fn circles(draft: &Draft) -> Vec<Told> {
    let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code() == FindingCode::ConversionLoop);
    told.map(|it| (it.actors().to_vec(), it.products().to_vec(), it.links().to_vec(), it.amount().unwrap())).collect()
}

#[test]
fn only_circles_that_multiply_goods_are_told() {
    let mut draft = Draft::default();
    let (milk, curd) = (draft.product(None), draft.product(None));
    let [dairy, mixer] = [ActorKind::Cooperative; 2].map(|kind| draft.actor(kind));
    let convert = |draft: &mut Draft, actor, from, to, ratio| {
        draft.edit_actor(actor).converts = vec![Conversion { from, to, yield_ratio: ratio, ..Conversion::default() }];
    };
    convert(&mut draft, dairy, milk, curd, Some(0.5));
    convert(&mut draft, mixer, curd, milk, Some(3.0));
    assert_eq!(circles(&draft), [], "nothing leads from one to the other");
    let there = draft.link(dairy, mixer, &[curd], None);
    let back = draft.link(mixer, dairy, &[milk], None);
    assert_eq!(circles(&draft), [(vec![dairy, mixer], vec![milk, curd], vec![there, back], 1.5)]);
    convert(&mut draft, mixer, curd, milk, Some(2.0));
    assert_eq!(circles(&draft), [], "as much as before");
    convert(&mut draft, mixer, curd, milk, None);
    assert_eq!(circles(&draft), [], "an unknown yield says nothing");
    // At one actor alone, and by way of a broader product.
    let dairy_goods = draft.product(None);
    draft.parts.products[0].part_of = Some(dairy_goods);
    draft.edit_actor(dairy).converts = vec![
        Conversion { from: dairy_goods, to: curd, yield_ratio: Some(2.0), ..Conversion::default() },
        Conversion { from: curd, to: milk, yield_ratio: Some(0.75), ..Conversion::default() },
    ];
    assert_eq!(circles(&draft), [(vec![dairy], vec![milk, curd], vec![], 1.5)]);
    draft.edit_link(back).planned = true;
    assert_eq!(circles(&draft).len(), 1);
}

#[test]
fn a_circle_over_a_by_product_multiplies_goods_too() {
    let mut draft = Draft::default();
    let [paddy, rice, bran] = [(); 3].map(|()| draft.product(None));
    let mill = draft.actor(ActorKind::Enterprise);
    let conversion =
        |from, to, ratio| Conversion { from, to, yield_ratio: Some(ratio), with: Vec::new(), by_products: Vec::new() };
    let by_products = vec![lienket::map::Portion { product: bran, ratio: Some(0.5) }];
    draft.edit_actor(mill).converts =
        vec![Conversion { by_products, ..conversion(paddy, rice, 0.6) }, conversion(bran, paddy, 3.0)];
    let told = circles(&draft);
    assert_eq!(told.len(), 1);
    assert!(near(told[0].3, 1.5), "{told:?}");
}

#[test]
fn skipped_and_empty_stages_are_told_once() {
    let (mut draft, [one, other, trader, mill, market], [paddy, _]) = chain();
    let stages = |draft: &Draft| -> Vec<(Vec<ProductId>, Vec<StageId>)> {
        let told = assess(&draft.map(), YEAR).findings.into_iter().filter(|it| it.code() == FindingCode::StageEmpty);
        told.map(|it| (it.products().to_vec(), it.stages().to_vec())).collect()
    };
    draft.parts.stages = (1..=6).map(|id| Stage { id: StageId(id), name: format!("stage {id}"), order: id }).collect();
    assert_eq!(stages(&draft), [], "nobody stands in a stage yet");
    for (actor, stage) in [(one, 2), (other, 2), (trader, 3), (mill, 4), (market, 6)] {
        draft.edit_actor(actor).stage = Some(StageId(stage));
    }
    assert_eq!(stages(&draft), [(vec![], vec![StageId(1), StageId(5)])]);
    // Somebody else stands there now, whom this chain passes by.
    for stage in [1, 5] {
        let bystander = draft.actor(ActorKind::Trader);
        draft.edit_actor(bystander).stage = Some(StageId(stage));
    }
    assert_eq!(stages(&draft), [(vec![paddy], vec![StageId(5)])]);
    draft.edit_link(LinkId(4)).planned = true;
    assert_eq!(stages(&draft), [], "the chain ends at the mill");
}
