//! Targets: how they are counted, in the words of the window or the short ones of programs.

use std::collections::BTreeSet;

use super::Draft;
use super::{Drafted, nth_id};
use crate::exchange::import::report::{RowErrorKind, truncated};
use crate::exchange::import::row_reader::RowReader;
use crate::map::{ActorId, ActorKind, Measure, ProductId, StageId, Target};
use crate::schema::{
    FindByName, ReadError, items, known_measures, parse_kind, parse_sector, parse_year, read_measure, target,
};

impl Draft {
    /// Reads a target.
    pub(super) fn read_target(&mut self, reader: &mut RowReader<'_>) {
        let mut record = Target {
            id: nth_id(self.targets.len()),
            name: String::new(),
            measure: Measure::LinkedModels,
            year: 0,
            goal: 0.0,
            of: BTreeSet::new(),
            note: String::new(),
        };
        self.read_fields(&mut record, &[&target::MEASURE, &target::OF], reader);
        let text = reader.raw(target::MEASURE.id);
        if text.is_empty() {
            reader.add_error(target::MEASURE.id, RowErrorKind::EmptyCell);
            return;
        }
        let of = reader.raw(target::OF.id);
        let measure = self.measure_of_code(text, of, &record).unwrap_or_else(|| read_measure(text, self));
        if let Ok(measure) = measure {
            record.measure = measure;
        } else {
            let reason = RowErrorKind::InvalidMeasure { text: truncated(text), known: known_measures() };
            reader.add_error(target::MEASURE.id, reason);
        }
        if record.measure == Measure::FundCapital {
            record.of = self.actor_list(reader, target::OF.id);
        }
        self.targets.push(Drafted { record, origin: reader.origin() });
    }

    /// The measure of a short word such as `member_growth`, told more closely by what it is counted of.
    fn measure_of_code(&self, text: &str, of: &str, target: &Target) -> Option<Result<Measure, ReadError>> {
        let (code, behind) = text.split_once(':').unwrap_or((text, ""));
        let of = if of.is_empty() { behind.trim() } else { of };
        let parts = || of.split([',', ';', '|']).map(str::trim).filter(|part| !part.is_empty());
        let measure = match code.trim().to_lowercase().replace(['-', ' '], "_").as_str() {
            "linked_models" => Measure::LinkedModels,
            "effective_share" => Measure::EffectiveShare,
            "fund_capital" => Measure::FundCapital,
            "contract_volume" if of.is_empty() => Measure::ContractVolume { product: None },
            "contract_volume" => match self.product(of) {
                Ok(product) => Measure::ContractVolume { product: Some(product) },
                Err(error) => return Some(Err(error)),
            },
            "founded" if of.is_empty() => {
                Measure::Founded { kinds: BTreeSet::from([ActorKind::Group, ActorKind::Cooperative, ActorKind::Union]) }
            }
            "founded" => {
                let kinds: Option<BTreeSet<ActorKind>> =
                    items(of).flat_map(|item| item.split(',')).map(parse_kind).collect();
                Measure::Founded { kinds: kinds? }
            }
            "member_growth" => {
                let base_year = if of.is_empty() { target.year - 1 } else { parse_year(of).ok().flatten()? };
                Measure::MemberGrowth { base_year }
            }
            "count" => {
                let (mut kind, mut sector, mut district, mut commune) = (None, None, String::new(), String::new());
                for part in parts() {
                    if let Some(name) = part.strip_prefix("district=") {
                        name.clone_into(&mut district);
                    } else if let Some(name) = part.strip_prefix("commune=") {
                        name.clone_into(&mut commune);
                    } else if let (None, Some(found)) = (kind, parse_kind(part)) {
                        kind = Some(found);
                    } else if let (None, Some(found)) = (sector, parse_sector(part)) {
                        sector = Some(found);
                    } else {
                        part.clone_into(&mut district);
                    }
                }
                Measure::Count { kind, sector, district, commune }
            }
            _ => return None,
        };
        Some(Ok(measure))
    }
}

/// The records read so far.
impl FindByName for Draft {
    fn product(&self, name: &str) -> Result<ProductId, ReadError> {
        self.products.find(name).ok_or_else(|| ReadError::UnknownName(name.to_owned()))
    }

    fn actor(&self, name: &str) -> Result<ActorId, ReadError> {
        let found = self.actor_index.resolve(name).ok().flatten();
        found.ok_or_else(|| ReadError::UnknownName(name.to_owned()))
    }

    fn stage(&self, name: &str) -> Result<StageId, ReadError> {
        Err(ReadError::UnknownName(name.to_owned()))
    }
}
