//! The fields of a recorded channel.

use super::field::{Field, FieldType, Unit, describe, lens};
use crate::map::{Channel, Id};

describe! { Channel;
    /// The number of the channel.
    ID = Field::new("id", "số hiệu", "id", FieldType::Id(|channel: &Channel| channel.id.number()));
    /// What it is called.
    NAME = Field::new("name", "tên kênh", "channel name", FieldType::Name(lens!(Channel, name)))
        .import(&["tên", "tên kênh", "kênh", "kênh tiêu thụ"], "the channel")
        .required();
    /// The product that goes along it.
    PRODUCT = Field::new("product", "sản phẩm", "product", FieldType::Product(lens!(Channel, product)))
        .import(&["sản phẩm", "tên sản phẩm", "products"], "what goes along it");
    /// The actors in order.
    PATH = Field::new("path", "các chặng", "path", FieldType::Path(lens!(Channel, path)))
        .import(
            &["đường đi", "tuyến", "tuyến đường", "lộ trình", "các khâu"],
            "ids or names in order: A>B>C",
        )
        .required();
    /// Part of the volume.
    SHARE = Field::new("share", "tỷ trọng", "share", FieldType::Percent(lens!(Channel, share)))
        .unit(Unit::Percent)
        .import(&["tỷ lệ", "tỷ trọng", "tỉ lệ", "tỉ trọng"], "per cent of the volume, 0 to 100");
    /// Anything else.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Channel, note)));
}
