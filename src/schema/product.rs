//! The fields of a product.

use super::field::{Field, FieldType, describe, distinct, lens};
use crate::map::{Id, Product};

describe! { Product;
    /// The number of the product.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|product: &Product| product.id.number()))
        .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
    /// What it is called.
    NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(Product, name)))
        .import(&["tên", "sản phẩm", "tên sản phẩm"], "the product").explained("sản phẩm")
        .required().column(0);
    /// Unit of its volumes.
    UNIT = Field::new("unit", "đơn vị", "unit", FieldType::Line(lens!(Product, unit)))
        .import(&["đơn vị", "đơn vị tính", "ĐVT"], "unit of its volumes, such as tấn").explained("đơn vị tính sản lượng, như tấn")
        .column(10).completed(|map| distinct(map.products().values().map(|product| product.unit.as_str())));
    /// The broader product that it is part of.
    PART_OF = Field::new("part_of", "thuộc nhóm", "part of", FieldType::Product(lens!(Product, part_of)))
        .import(&["thuộc", "thuộc nhóm", "nhóm"], "the broader product that it is part of").explained("sản phẩm rộng hơn mà nó thuộc về").column(20);
    /// Growing cycle in months.
    CYCLE_MONTHS =
        Field::new("cycle_months", "chu kỳ nuôi trồng", "growing cycle", FieldType::Whole(lens!(Product, cycle_months), 1))
            .import(&["chu kỳ", "chu kỳ tháng", "số tháng"], "growing cycle in months").explained("chu kỳ nuôi trồng, tính bằng tháng").column(30);
    /// Whether it is of agriculture, forestry, fishery or salt making.
    AGRICULTURAL =
        Field::new("agricultural", "là nông, lâm, thủy sản, muối", "farm, forest, fish or salt product", FieldType::Answer(lens!(Product, agricultural)))
            .import(&["nông sản", "nông lâm thủy sản", "là nông sản"], "yes/no: whether Decree 98/2018 applies to it; empty: by the sector of its suppliers").explained("có/không: có theo Nghị định 98/2018 không; để trống: theo ngành của bên cung ứng").column(40);
}
