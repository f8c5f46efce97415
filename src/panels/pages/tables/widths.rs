//! The widths that columns begin with.

use crate::exchange::TableColumn;
use crate::language::Heading;
use crate::schema::{Field, FieldType};

/// Least width of a column, in points.
pub(super) const MIN_COLUMN_WIDTH: f32 = 56.0;
/// Width of the numbers of the rows, in points.
pub(super) const NUMBER_WIDTH: f32 = 46.0;

/// The initial width of a column, in points.
pub(super) fn initial_width(column: TableColumn) -> f32 {
    match column {
        TableColumn::Actor(field) => field_width(field),
        TableColumn::Link(field) => field_width(field),
        TableColumn::Model(field) => field_width(field),
        TableColumn::Figures(field) => field_width(field),
        TableColumn::Evidence(field) => field_width(field),
        TableColumn::Product(field) => field_width(field),
        TableColumn::Channel(field) => field_width(field),
        TableColumn::Target(field) => field_width(field),
        TableColumn::Computed(heading) => match heading {
            Heading::Sentence => 420.0,
            Heading::Why => 300.0,
            Heading::LeftOut => 208.0,
            Heading::Model | Heading::Actor | Heading::Target | Heading::Group => 190.0,
            Heading::Detail => 260.0,
            Heading::Finding | Heading::Buyer | Heading::FlaggedModels | Heading::Hhi => 180.0,
            Heading::Verdict | Heading::State => 168.0,
            Heading::Grouping | Heading::Product | Heading::Supply | Heading::Bought => 132.0,
            Heading::MembersListed
            | Heading::Members
            | Heading::Organisations
            | Heading::OutsideProvince
            | Heading::ModelCount => 112.0,
            Heading::Severity
            | Heading::Reached
            | Heading::Missing
            | Heading::MarketShare
            | Heading::Known
            | Heading::Unknown
            | Heading::KnownShare => 104.0,
        },
    }
}

fn field_width<R>(field: &Field<R>) -> f32 {
    match field.kind {
        FieldType::Name(_) => 190.0,
        FieldType::Path(_) => 320.0,
        FieldType::Actor(_) => 200.0,
        FieldType::Note(_)
        | FieldType::Names(_)
        | FieldType::Actors(_)
        | FieldType::Measure(_)
        | FieldType::Conversions(_) => 180.0,
        FieldType::Supply(_) | FieldType::LinkForm(_) => 168.0,
        FieldType::Line(_)
        | FieldType::Evidence(_)
        | FieldType::Sector(_)
        | FieldType::Stage(_)
        | FieldType::Product(_)
        | FieldType::Whole(..)
        | FieldType::Products(_) => 120.0,
        FieldType::Amount(_) | FieldType::Balance(_) | FieldType::Percent(_) => 132.0,
        FieldType::ActorKind(_) | FieldType::LinkKind(_) | FieldType::Banding(_) | FieldType::Goal(_) => 104.0,
        _ => 92.0,
    }
}
