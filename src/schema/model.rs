//! The fields of a cooperative model.

use super::field::{Field, FieldType, describe, lens};
use crate::map::{CoopModel, Id};

describe! { CoopModel;
    /// The number of the model.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|model: &CoopModel| model.id.number()))
        .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
    /// What it is called.
    NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(CoopModel, name)))
        .import(&["tên", "tên mô hình", "mô hình"], "the cooperative model").explained("mô hình HTX")
        .required().column(0);
    /// The actors that it stands on.
    CORE = Field::new("core", "nòng cốt", "core", FieldType::Actors(lens!(CoopModel, core))).import(
        &["nòng cốt", "hạt nhân", "chủ trì"],
        "ids or names of those it stands on, a list",
    ).explained("tên hoặc số hiệu các đơn vị nòng cốt, ngăn bằng dấu chấm phẩy").column(50);
    /// Further members.
    MEMBERS = Field::new("members", "thành viên", "members", FieldType::Actors(lens!(CoopModel, members)))
        .import(&["thành viên"], "ids or names of further members, a list").explained("tên hoặc số hiệu các thành viên khác");
    /// The products that it must sell.
    PRODUCTS = Field::new("products", "sản phẩm", "products", FieldType::Products(lens!(CoopModel, products))).import(
        &["sản phẩm", "các sản phẩm", "tên sản phẩm", "product"],
        "what it must sell, a list",
    ).explained("các sản phẩm, ngăn bằng dấu chấm phẩy").column(40);
    /// First year.
    SINCE = Field::new("since", "từ năm", "since", FieldType::OptionalYear(lens!(CoopModel, since)))
        .import(&["từ năm", "năm bắt đầu"], "first year").explained("năm đầu tiên").column(80);
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(CoopModel, note))).import(&["ghi chú"], "anything else").explained("điều khác").column(90);
}
