//! Texts of the Volumes page.

use super::record_names::RecordNames;
use super::{Language, capitalised, integer, number, percent};
use crate::analysis::{Imbalance, ProductFlow, ShareSum, StrandedSupply, VolumeStudy};
use crate::map::{ActorId, LinkageMap, ProductId, Sector};

/// How much of a product gets to buyers: `4.200 trên 5.200 tấn`.
pub fn carried_volume_line(flow: &ProductFlow, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let volume = |volume| names.volume(rounded(volume), &[flow.product]);
    let for_sale = flow.supply - flow.own_use;
    let (carried, supply) = (number(rounded(flow.carried), language), volume(for_sale));
    let at_most = number(rounded(flow.carried_at_most), language);
    let carried = match language {
        _ if flow.supply <= 0.0 => names.localized("chưa rõ sản lượng", "volume unknown").to_owned(),
        _ if flow.carried >= for_sale => match language {
            Language::Vietnamese => format!("toàn bộ {supply}"),
            Language::English => format!("all of {supply}"),
        },
        Language::Vietnamese if carried != at_most => format!("ít nhất {carried}, nhiều nhất {at_most} trên {supply}"),
        Language::English if carried != at_most => format!("at least {carried}, at most {at_most} of {supply}"),
        Language::Vietnamese => format!("{carried} trên {supply}"),
        Language::English => format!("{carried} of {supply}"),
    };
    let kept = volume(flow.own_use);
    match language {
        _ if flow.own_use <= 0.0 => carried,
        Language::Vietnamese => format!("{carried} · để lại dùng {kept}"),
        Language::English => format!("{carried} · {kept} kept"),
    }
}

/// The yearly supply of a product.
pub fn supply_line(volume: f64, product: ProductId, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    // What is not grown or made is a service, of which there is a capacity.
    let suppliers = map.actors().values().filter(|actor| actor.supply.iter().any(|supply| supply.product == product));
    let mut sectors = suppliers.map(|actor| actor.sector).peekable();
    let is_service = sectors.peek().is_some()
        && sectors.all(|sector| matches!(sector, Sector::Transport | Sector::Construction | Sector::Trade));
    let (volume, product) = (names.volume(rounded(volume), &[product]), names.product(product));
    match (language, is_service) {
        (Language::Vietnamese, true) => format!("{product}: năng lực {volume} mỗi năm."),
        (Language::Vietnamese, false) => format!("{product}: sản lượng {volume} mỗi năm."),
        (Language::English, true) => format!("{product}: a capacity of {volume} a year."),
        (Language::English, false) => format!("{product}: {volume} supplied a year."),
    }
}

/// The number of producers without a recorded supply; `None` when all have one.
pub fn unknown_supply_line(flow: &ProductFlow, language: Language) -> Option<String> {
    let count = integer(flow.unknown_supply as u64, language);
    (flow.unknown_supply > 0).then(|| match language {
        Language::Vietnamese => format!("{count} tác nhân chưa ghi sản lượng nên chưa được tính."),
        Language::English if flow.unknown_supply == 1 => "1 producer gives no volume and is not counted.".to_owned(),
        Language::English => format!("{count} producers give no volume and are not counted."),
    })
}

/// The supply that reaches no buyer, its producers and the bottleneck links.
pub fn stranded_supply_sentence(stranded: &StrandedSupply, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let lost = names.volume(rounded(stranded.without_outlet), &stranded.products);
    let lost =
        if stranded.products.len() > 1 { format!("{lost} {}", names.products(&stranded.products)) } else { lost };
    let actors = names.actors(&stranded.producers);
    let why = names.bottlenecks(&stranded.bottlenecks);
    let sentence = match (language, why.is_empty()) {
        (Language::Vietnamese, true) => format!("{lost} của {actors}: chưa có đường tới bên mua."),
        (Language::Vietnamese, false) => format!("{lost} của {actors} chưa tới được bên mua{why}."),
        (Language::English, true) => format!("{lost} from {actors}: no way leads to a buyer."),
        (Language::English, false) => format!("{lost} from {actors} do not get to a buyer{why}."),
    };
    capitalised(&sentence)
}

/// An actor and its product.
pub fn actor_product_text(actor: ActorId, product: Option<ProductId>, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    match product {
        Some(product) => format!("{} · {}", names.actor(actor), names.product(product)),
        None => names.actor(actor),
    }
}

/// What an actor sells compared with what it has available.
pub fn imbalance_line(imbalance: &Imbalance, map: &LinkageMap, language: Language) -> String {
    let names = RecordNames { map, language };
    let volume = |volume| names.volume(rounded(volume), &[imbalance.product]);
    let (out, has) = (volume(imbalance.outflow), volume(imbalance.available));
    match language {
        Language::Vietnamese => format!("bán {out}, có {has}"),
        Language::English => format!("sells {out}, has {has}"),
    }
}

/// How many balances of actors and products could be compared, and how many of them match.
pub fn compared_count_line(study: &VolumeStudy, language: Language) -> String {
    let count = |count: usize| integer(count as u64, language);
    let (compared, even) = (count(study.compared), count(study.compared.saturating_sub(study.imbalances.len())));
    match language {
        Language::Vietnamese => format!("Có đủ số liệu để đối chiếu {compared} trường hợp; {even} trường hợp khớp."),
        Language::English => {
            let compared = if study.compared == 1 { "1 balance".to_owned() } else { format!("{compared} balances") };
            let matches = if even == "1" { "matches" } else { "match" };
            format!("{compared} could be compared; {even} {matches}.")
        }
    }
}

/// The deviation of a sum of shares from 100%.
pub fn share_line(shares: &ShareSum, language: Language) -> String {
    let (missing, excess) = (percent(shares.unaccounted(), language), percent(shares.excess(), language));
    match language {
        Language::Vietnamese if shares.excess() > 0.0 => format!("vượt {excess}"),
        Language::Vietnamese => format!("{missing} chưa rõ bán đi đâu"),
        Language::English if shares.excess() > 0.0 => format!("{excess} too much"),
        Language::English => format!("{missing} not accounted for"),
    }
}

/// The number of items not shown.
pub fn hidden_count_line(count: usize, language: Language) -> String {
    let count = integer(count as u64, language);
    match language {
        Language::Vietnamese => format!("Còn {count} mục nữa, xem trong danh sách phát hiện."),
        Language::English => format!("{count} more, in the list of findings."),
    }
}

/// A volume for display: one that can have been recorded as it is, so that a figure reads the same beside its record; a
/// quotient with no end of decimals to whole units from 100 on, else to one decimal.
fn rounded(volume: f64) -> f64 {
    let thousandths = (volume * 1000.0).round();
    if (volume * 1000.0 - thousandths).abs() <= 1e-6 * volume.abs().max(1.0) {
        thousandths / 1000.0
    } else if volume.abs() >= 100.0 {
        volume.round()
    } else {
        (volume * 10.0).round() / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_recorded_figure_reads_as_it_was_recorded() {
        for (volume, shown) in [
            (1346.5, 1346.5),
            (1_346.499_999_999_9, 1346.5),
            (1_234_567.25, 1_234_567.25),
            (0.125, 0.125),
            (1000.0 / 3.0, 333.0),
            (10.0 / 3.0, 3.3),
            (f64::INFINITY, f64::INFINITY),
        ] {
            assert_eq!(rounded(volume).to_string(), shown.to_string());
        }
    }
}
