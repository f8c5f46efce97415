//! What hangs on whom, in words.

use lienket::analysis::{BuyerShare, Concentration};
use lienket::language::{Language, buyer_share_line, supplies_lost_line};
use lienket::map::ActorId;

#[test]
fn a_buyer_speaks_of_models_and_else_of_supplies() {
    let all = Concentration { models: 11, supplies: 40, ..Concentration::default() };
    let told = |models, supplies, language| {
        buyer_share_line(&BuyerShare { buyer: ActorId(1), models, supplies }, &all, language)
    };
    let vi = |models, supplies| told(models, supplies, Language::Vietnamese);
    assert_eq!(vi(8, 3).as_deref(), Some("Nhận hàng của 8 trên 11 mô hình có đầu ra (73%)"));
    assert_eq!(vi(0, 3).as_deref(), Some("Nhận 3 trên 40 nguồn hàng có đầu ra (8%)"));
    assert_eq!(vi(0, 0), None);
    let en = told(8, 3, Language::English);
    assert_eq!(en.as_deref(), Some("Can take goods of 8 of 11 models that reach a buyer (73%)"));
}

#[test]
fn one_supply_is_no_plural() {
    assert_eq!(supplies_lost_line(1, Language::English), "1 supply loses its buyer");
    assert_eq!(supplies_lost_line(1200, Language::English), "1,200 supplies lose their buyer");
    assert_eq!(supplies_lost_line(1200, Language::Vietnamese), "1.200 nguồn hàng mất đầu ra");
}
