//! The fields of the map itself, and of its stages, views and placements.

use super::field::{Field, FieldType, describe, lens};
use crate::map::{Id, Info, Stage};

describe! { Info;
    /// Title of the map.
    TITLE = Field::new("title", "tên bản đồ", "title", FieldType::Line(lens!(Info, title)))
        .import(&["tên bản đồ"], "title of the map").explained("tên bản đồ").required();
    /// City, province or district that it covers.
    REGION = Field::new("place", "địa bàn", "place", FieldType::Line(lens!(Info, region)))
        .import(&["địa bàn"], "city, province or district that it covers").explained("thành phố, tỉnh hay huyện");
    /// Where the data come from.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Info, note)))
        .import(&["ghi chú"], "where the data come from").explained("nguồn số liệu");
    /// The year that it is read at by default.
    YEAR = Field::new("year", "năm", "year", FieldType::Year(lens!(Info, year)))
        .import(&["năm"], "the year that it is read at").explained("năm xem bản đồ");
    /// What its bands stand for.
    BANDS = Field::new("bands", "dải ngang", "bands", FieldType::Banding(lens!(Info, bands)))
        .import(&["dải ngang"], "district, commune, product, model, union; empty: none").explained("quận huyện, xã, sản phẩm, mô hình, liên hiệp; để trống: không chia");
}

/// A stage.
pub mod stage {
    use super::{Field, FieldType, Id, Stage, describe, lens};

    describe! { Stage;
        /// The number of the stage.
        ID = Field::new("id", "số hiệu", "id", FieldType::Id(|stage: &Stage| stage.id.number()))
            .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
        /// What it is called.
        NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(Stage, name)))
            .import(&["tên khâu", "khâu", "stage"], "the stage").explained("khâu").required();
        /// Where it stands from left to right.
        ORDER = Field::new("order", "thứ tự", "order", FieldType::Order(lens!(Stage, order)))
            .import(&["thứ tự"], "from left to right, from 0").explained("thứ tự từ trái sang phải, từ 0").required();
    }
}

/// A view; what it shows is a state of the screen and no field.
pub mod view {
    use super::{Field, FieldType, Id, describe, lens};
    use crate::map::View;

    describe! { View;
        /// The number of the view.
        ID = Field::new("id", "số hiệu", "id", FieldType::Id(|view: &View| view.id.number()))
            .import(&["số hiệu"], "its number, as the program writes it; may be left out").explained("số hiệu do chương trình ghi; có thể để trống");
        /// Its title.
        TITLE = Field::new("title", "tiêu đề", "title", FieldType::Name(lens!(View, title)))
            .import(&["tiêu đề"], "title of the view").explained("tiêu đề trang").required();
        /// What to say about it.
        NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(View, note)))
            .import(&["ghi chú"], "what to say about it").explained("lời nói kèm");
        /// Where it comes among the views.
        ORDER = Field::new("order", "thứ tự", "order", FieldType::Order(lens!(View, order)))
            .import(&["thứ tự"], "where it comes among the views, from 0").explained("thứ tự giữa các trang, từ 0");
        /// Whether it is left out at a meeting.
        HIDDEN = Field::new("hidden", "ẩn khi chiếu", "left out at meetings", FieldType::Flag(lens!(View, hidden)))
            .import(&["ẩn khi chiếu", "ẩn"], "yes or no").explained("có hoặc không");
    }
}

/// Where an actor stands.
pub mod placement {
    use super::{Field, FieldType, describe, lens};
    use crate::map::Placement;

    describe! { Placement;
        /// The actor that stands there.
        ACTOR = Field::new("actor", "tác nhân", "actor", FieldType::Actor(lens!(Placement, actor)));
        /// Rightwards, in map units.
        X = Field::new("x", "vị trí", "position", FieldType::Coordinate(lens!(Placement, x)))
            .import(&[], "rightwards, in map units; empty: laid out").explained("sang phải; để trống: tự xếp");
        /// Downwards, in map units.
        Y = Field::new("y", "vị trí", "position", FieldType::Coordinate(lens!(Placement, y)))
            .import(&[], "downwards, in map units").explained("xuống dưới");
        /// Whether tidying leaves it there.
        PINNED = Field::new("pinned", "giữ nguyên vị trí khi sắp xếp", "keep its place when tidying", FieldType::Flag(lens!(Placement, pinned)))
            .import(&["ghim"], "yes/no: whether tidying leaves it there").explained("có/không: khi sắp xếp thì giữ nguyên chỗ");
        /// Whether a person put it there.
        BY_HAND = Field::new("by_hand", "đặt bằng tay", "placed by hand", FieldType::Flag(lens!(Placement, by_hand)))
            .import(&[], "yes/no: whether a person put it there; empty: yes").explained("có/không: do tay người đặt; để trống: có");
    }
}
