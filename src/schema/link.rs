//! The fields of a link, and of the evidence that it rests on.

use super::field::{Field, FieldType, Unit, describe, lens};
use crate::map::{Id, Link};

describe! { Link;
    /// The number of the link.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|link: &Link| link.id.number()))
        .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
    /// Seller, member or supporter.
    FROM = Field::new("from", "bên bán", "from", FieldType::Actor(lens!(Link, from)))
        .import(&["từ", "bên bán", "người bán", "bên giao"], "id or name of the seller, member or supporter").explained("tên hoặc số hiệu bên bán, thành viên hay bên hỗ trợ")
        .required().column(0);
    /// Buyer, union or supported actor.
    TO = Field::new("to", "bên mua", "to", FieldType::Actor(lens!(Link, to)))
        .import(
            &["đến", "tới", "bên mua", "người mua", "bên nhận"],
            "id or name of the buyer, union or supported one",
        ).explained("tên hoặc số hiệu bên mua, liên hiệp hay bên được hỗ trợ")
        .required().column(10);
    /// What it stands for.
    KIND = Field::new("kind", "loại", "kind", FieldType::LinkKind(lens!(Link, kind)))
        .import(&["loại", "loại liên kết"], "product, member, support; empty: product").explained("sản phẩm, thành viên, hỗ trợ; để trống: sản phẩm").column(20);
    /// What moves along it.
    PRODUCTS = Field::new("products", "sản phẩm", "products", FieldType::Products(lens!(Link, products))).import(
        &["sản phẩm", "các sản phẩm", "tên sản phẩm", "product"],
        "a list; empty: unspecified",
    ).explained("ngăn bằng dấu chấm phẩy; để trống: không nói rõ").column(30);
    /// How it is agreed.
    FORM = Field::new("form", "hình thức", "form", FieldType::LinkForm(lens!(Link, form))).import(
        &["hình thức", "hình thức liên kết"],
        "contract, member, agreement, spot (hợp đồng, thành viên, thỏa thuận, mua bán tự do); empty: unknown",
    ).explained("hợp đồng, thành viên, thỏa thuận, mua bán tự do; để trống: chưa rõ").column(40);
    /// Not signed yet.
    PLANNED = Field::new("planned", "mới dự kiến, chưa ký", "planned, not signed", FieldType::Flag(lens!(Link, planned)))
        .import(&["dự kiến", "kế hoạch"], "yes/no, có/không, x, 1/0; empty: no").explained("có/không; để trống: không");
    /// First year in force.
    FROM_YEAR = Field::new("from_year", "từ năm", "from year", FieldType::OptionalYear(lens!(Link, from_year)))
        .import(&["từ năm", "năm bắt đầu"], "first year in force").explained("năm đầu tiên có hiệu lực").column(60);
    /// Last year in force.
    TO_YEAR = Field::new("to_year", "đến năm", "to year", FieldType::OptionalYear(lens!(Link, to_year)))
        .import(&["đến năm", "năm kết thúc"], "last year in force").explained("năm cuối cùng có hiệu lực").column(70);
    /// Volume a year, in the product's unit.
    VOLUME = Field::new("volume", "khối lượng một năm", "volume a year", FieldType::Amount(lens!(Link, volume)))
        .import(&["khối lượng", "sản lượng"], "a year, in the product's unit").explained("một năm, theo đơn vị của sản phẩm").column(80);
    /// Price per unit.
    PRICE = Field::new("price", "giá", "price", FieldType::Amount(lens!(Link, price)))
        .unit(Unit::Vnd)
        .import(&["giá", "đơn giá"], "VND per unit").explained("đồng một đơn vị").column(90);
    /// Part of the seller's sales of that product.
    SHARE = Field::new("share", "tỷ trọng bán", "share of sales", FieldType::Percent(lens!(Link, share)))
        .unit(Unit::Percent)
        .import(&["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"], "per cent of the seller's sales, 0 to 100").explained("phần trăm lượng bán của bên bán, 0 đến 100").column(100);
    /// Contract number.
    CONTRACT = Field::new("contract", "số hợp đồng", "contract number", FieldType::Line(lens!(Link, contract)))
        .import(&["hợp đồng", "số hợp đồng"], "number of the contract").explained("số hợp đồng").column(110);
    /// What it rests on.
    EVIDENCE = Field::new("evidence", "căn cứ", "evidence", FieldType::Evidence(lens!(Link, evidence))).import(
        &["bằng chứng", "chứng cứ", "căn cứ", "minh chứng"],
        "the paper that it rests on",
    ).explained("giấy tờ làm căn cứ");
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Link, note))).import(&["ghi chú"], "anything else").explained("điều khác").column(120);
}

/// What a link rests on.
pub mod evidence {
    use super::{Field, FieldType, describe, lens};
    use crate::map::Evidence;

    describe! { Evidence;
        /// Contract, minutes, study.
        PAPER = Field::new("paper", "căn cứ", "evidence", FieldType::Line(lens!(Evidence, paper)));
        /// Its date, as written.
        DATE = Field::new("date", "ngày của căn cứ", "date of the evidence", FieldType::Line(lens!(Evidence, date)));
        /// Who said so.
        SAID_BY = Field::new("said_by", "người cung cấp", "said by", FieldType::Line(lens!(Evidence, said_by)));
    }
}
