//! The fields of a target.

use super::field::{Field, FieldType, describe, lens};
use crate::map::{Id, Target};

describe! { Target;
    /// The number of the target.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|target: &Target| target.id.number()))
        .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
    /// What it is called.
    NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(Target, name)))
        .import(&["tên", "tên chỉ tiêu", "chỉ tiêu"], "the target").explained("chỉ tiêu").required().column(0);
    /// How it is counted.
    MEASURE = Field::new("measure", "cách tính", "measure", FieldType::Measure(lens!(Target, measure))).import(
        &["cách tính", "đo bằng"],
        "linked_models, founded, member_growth, effective_share, fund_capital, contract_volume, count, or what the window calls them",
    ).explained("cách tính, như trong cửa sổ: mô hình có đầu ra, thành lập mới trong năm: HTX …").required().column(10);
    /// The year to reach it by.
    YEAR = Field::new("year", "năm", "year", FieldType::Year(lens!(Target, year)))
        .import(&["năm", "đến năm"], "the year to reach it by").explained("năm phải đạt").required().column(20);
    /// The number to reach, in the measure's unit.
    GOAL = Field::new("goal", "mục tiêu", "goal", FieldType::Goal(lens!(Target, goal)))
        .import(&["mục tiêu", "kế hoạch"], "the number to reach").explained("con số phải đạt").required().column(30);
    /// The supporters whose capital counts for the fund.
    OF = Field::new("of", "tính của", "counted for", FieldType::Actors(lens!(Target, of))).import(
        &["tính của", "của"],
        "what is counted: kinds (founded, count), the base year (member_growth), the product (contract_volume), supporters (fund_capital)",
    ).explained("tính của: các đơn vị hỗ trợ góp vốn");
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Target, note))).import(&["ghi chú"], "anything else").explained("điều khác").column(60);
}
