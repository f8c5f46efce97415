//! The columns of each table.

use super::TableKind;
use crate::language::Heading as H;

pub(super) fn columns(kind: TableKind) -> &'static [H] {
    match kind {
        TableKind::Models => &[
            H::Model,
            H::Verdict,
            H::Why,
            H::Buyer,
            H::Products,
            H::Core,
            H::MembersListed,
            H::LeftOut,
            H::Since,
            H::Note,
        ],
        TableKind::Actors => &[
            H::Actor,
            H::Kind,
            H::Stage,
            H::District,
            H::Sector,
            H::Count,
            H::Members,
            H::Supply,
            H::Founded,
            H::Dissolved,
            H::Code,
            H::Note,
        ],
        TableKind::Links => &[
            H::From,
            H::To,
            H::LinkKind,
            H::Products,
            H::Form,
            H::State,
            H::FromYear,
            H::ToYear,
            H::Volume,
            H::Price,
            H::Share,
            H::Contract,
            H::Note,
        ],
        TableKind::Findings => &[H::Severity, H::Finding, H::Sentence],
        TableKind::Targets => &[H::Target, H::Measure, H::Year, H::Goal, H::Reached, H::Missing, H::Note],
    }
}
