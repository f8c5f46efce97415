//! The cells of the map in numbers: totals of groups, shares of buyers, and how much is known.

use super::{TableColumn, TableSource};
use crate::analysis::{Detail, Group};
use crate::language::{Heading as H, Localized, UiText, capitalised, percent, unit_text, volume_text};
use crate::map::ProductId;
use crate::schema::{Cell, actor, link};

pub(super) fn total_cell(at: usize, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let TableColumn::Computed(heading) = column else { return None };
    let (map, language) = (source.map, source.language);
    let total = source.overview?.totals.get(at)?;
    let place = |name: &str| {
        let unknown = capitalised(UiText::Unknown.text(language));
        Cell::text(if name.is_empty() { unknown.as_str() } else { name })
    };
    Some(match (heading, &total.group) {
        (H::Grouping, Group::District(_)) => Cell::text(actor::DISTRICT.title(language)),
        (H::Grouping, Group::Commune(_)) => Cell::text(actor::COMMUNE.title(language)),
        (H::Grouping, Group::Unit(level, _)) => Cell::text(level.title(language)),
        (H::Grouping, Group::Product(_)) => Cell::text(H::Product.text(language)),
        (H::Grouping, Group::Kind(_)) => Cell::text(actor::KIND.title(language)),
        (H::Grouping, Group::Sector(_)) => Cell::text(actor::SECTOR.title(language)),
        (H::Group, Group::District(name) | Group::Commune(name)) => place(name),
        (H::Group, Group::Unit(_, unit)) => Cell::text(unit_text(unit, language)),
        (H::Group, Group::Product(id)) => Cell::text(&map.products().get(id)?.name),
        (H::Group, Group::Kind(kind)) => Cell::text(capitalised(kind.text(language))),
        (H::Group, Group::Sector(sector)) => Cell::text(capitalised(sector.text(language))),
        (H::Organisations, _) => Cell::Number(total.organisations as f64),
        (H::OutsideProvince, _) => Cell::Number(total.outside_province as f64),
        (H::Members, _) => Cell::Number(total.members as f64),
        (H::ModelCount, _) => Cell::Number(total.models as f64),
        (H::FlaggedModels, _) => Cell::Number(total.flagged as f64),
        (H::Supply, Group::Product(id)) => measured(total.supply?, *id, source),
        _ => return None,
    })
}

pub(super) fn market_share_cell(at: usize, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let TableColumn::Computed(heading) = column else { return None };
    let market_share = source.overview?.market_shares.get(at)?;
    Some(match heading {
        H::Product => Cell::text(&source.map.products().get(&market_share.product)?.name),
        H::Buyer => Cell::text(&source.map.actors().get(&market_share.buyer)?.name),
        H::Bought => measured(market_share.volume?, market_share.product, source),
        H::MarketShare => Cell::Measured(market_share.share?, percent(market_share.share?, source.language)),
        H::Hhi => Cell::Number(market_share.hhi?.round()),
        _ => return None,
    })
}

pub(super) fn completeness_cell(at: usize, column: TableColumn, source: TableSource<'_>) -> Option<Cell> {
    let TableColumn::Computed(heading) = column else { return None };
    let language = source.language;
    let completeness = source.overview?.completeness.get(at)?;
    Some(match heading {
        H::Detail => Cell::text(match completeness.detail {
            Detail::Form => link::FORM.title(language),
            Detail::Years => UiText::ContractYears.text(language).to_owned(),
            Detail::Volume => link::VOLUME.title(language),
            Detail::Evidence => link::EVIDENCE.title(language),
        }),
        H::Known => Cell::Number(completeness.known as f64),
        H::Unknown => Cell::Number(completeness.total.saturating_sub(completeness.known) as f64),
        H::KnownShare if completeness.total > 0 => {
            let share = 100.0 * completeness.known as f64 / completeness.total as f64;
            Cell::Measured(share, percent(share, language))
        }
        _ => return None,
    })
}

fn measured(amount: f64, product: ProductId, source: TableSource<'_>) -> Cell {
    Cell::Measured(amount, volume_text(amount, product, source.map, source.language))
}
