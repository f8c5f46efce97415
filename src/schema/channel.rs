//! The fields of a recorded channel.

use super::field::{Field, FieldType, Unit, describe, distinct, lens};
use crate::map::{Channel, Id};

describe! { Channel;
    /// The number of the channel.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|channel: &Channel| channel.id.number()))
        .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
    /// What it is called.
    NAME = Field::new("name", "tên kênh", "channel name", FieldType::Name(lens!(Channel, name)))
        .import(&["tên", "tên kênh", "kênh", "kênh tiêu thụ"], "the channel").explained("kênh tiêu thụ")
        .required().column(0);
    /// The product that goes along it.
    PRODUCT = Field::new("product", "sản phẩm", "product", FieldType::Product(lens!(Channel, product)))
        .import(&["sản phẩm", "tên sản phẩm", "products"], "what goes along it").explained("sản phẩm đi theo kênh").column(10);
    /// The actors in order.
    PATH = Field::new("path", "các chặng", "path", FieldType::Path(lens!(Channel, path)))
        .import(
            &["đường đi", "tuyến", "tuyến đường", "lộ trình", "các khâu"],
            "ids or names in order: A>B>C",
        ).explained("A > B > C, tên hoặc số hiệu các tác nhân")
        .required().column(20);
    /// The market or place that it ends in.
    MARKET = Field::new("market", "thị trường cuối", "end market", FieldType::Line(lens!(Channel, market)))
        .import(&["thị trường", "nơi tiêu thụ", "thị trường tiêu thụ"], "the market or place that it ends in").explained("thị trường hoặc nơi tiêu thụ").column(30)
        .completed(|map| distinct(map.channels().values().map(|channel| channel.market.as_str())));
    /// Part of the volume.
    SHARE = Field::new("share", "tỷ trọng", "share of the volume", FieldType::Percent(lens!(Channel, share)))
        .unit(Unit::Percent)
        .import(&["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"], "per cent of the volume, 0 to 100").explained("phần trăm sản lượng, 0 đến 100").column(40);
    /// Part of the actors at its start.
    ACTOR_SHARE =
        Field::new("actor_share", "tỷ lệ số tác nhân", "share of the actors", FieldType::Percent(lens!(Channel, actor_share)))
            .unit(Unit::Percent)
            .import(&["tỷ lệ hộ", "tỷ lệ số hộ", "tỷ lệ nông dân"], "per cent of the actors that sell along it, 0 to 100").explained("phần trăm số hộ bán theo kênh, 0 đến 100").column(50);
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Channel, note))).import(&["ghi chú"], "anything else").explained("điều khác").column(60);
}
