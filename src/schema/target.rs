//! The fields of a target.

use super::field::{Field, FieldType, describe, lens};
use crate::map::{Id, Target};

describe! { Target;
    /// The number of the target.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|target: &Target| target.id.number()));
    /// What it is called.
    NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(Target, name))).column(0);
    /// How it is counted.
    MEASURE = Field::new("measure", "cách tính", "measure", FieldType::Measure(lens!(Target, measure))).column(10);
    /// The year to reach it by.
    YEAR = Field::new("year", "năm", "year", FieldType::Year(lens!(Target, year))).column(20);
    /// The number to reach, in the measure's unit.
    GOAL = Field::new("goal", "mục tiêu", "goal", FieldType::Goal(lens!(Target, goal))).column(30);
    /// The supporters whose capital counts for the fund.
    OF = Field::new("of", "tính của", "counted for", FieldType::Actors(lens!(Target, of)));
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Target, note))).column(60);
}
