//! Texts on dependence: the supplies lost with an actor, and the share that one buyer can take.

use super::{Language, integer, percent};
use crate::analysis::{BuyerShare, Concentration};

/// How many supplies would lose their buyer: `12 nguồn hàng mất đầu ra`. A supply is one product of one producer.
pub fn supplies_lost_line(count: usize, language: Language) -> String {
    let text = integer(count as u64, language);
    match language {
        Language::Vietnamese => format!("{text} nguồn hàng mất đầu ra"),
        Language::English if count == 1 => "1 supply loses its buyer".to_owned(),
        Language::English => format!("{text} supplies lose their buyer"),
    }
}

/// The share of linked models that this buyer can take goods of; of supplies when it takes none of a model. `None` when
/// it takes nothing.
pub fn buyer_share_line(share: &BuyerShare, all: &Concentration, language: Language) -> Option<String> {
    let of_models = share.models > 0;
    let (count, total) = if of_models { (share.models, all.models) } else { (share.supplies, all.supplies) };
    if count == 0 || total == 0 {
        return None;
    }
    let part = percent((100.0 * count as f64 / total as f64).round(), language);
    let (count, total_text) = (integer(count as u64, language), integer(total as u64, language));
    Some(match (language, of_models) {
        (Language::Vietnamese, true) => format!("Nhận hàng của {count} trên {total_text} mô hình có đầu ra ({part})"),
        (Language::Vietnamese, false) => format!("Nhận {count} trên {total_text} nguồn hàng có đầu ra ({part})"),
        (Language::English, true) => {
            let models = if total == 1 { "model that reaches" } else { "models that reach" };
            format!("Can take goods of {count} of {total_text} {models} a buyer ({part})")
        }
        (Language::English, false) => {
            let supplies = if total == 1 { "supply that reaches" } else { "supplies that reach" };
            format!("Can take {count} of {total_text} {supplies} a buyer ({part})")
        }
    })
}

/// Names the single buyer of a model.
pub fn only_buyer_line(buyer: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Chỉ có một bên mua: {buyer}"),
        Language::English => format!("Only one buyer: {buyer}"),
    }
}
