//! The fields of the map itself, and of its stages, views and placements.

use super::field::{Field, FieldType, describe, lens};
use crate::map::{Id, Info, Stage};

describe! { Info;
    /// Title of the map.
    TITLE = Field::new("title", "tên bản đồ", "title", FieldType::Line(lens!(Info, title)));
    /// City, province or district that it covers.
    REGION = Field::new("place", "địa bàn", "place", FieldType::Line(lens!(Info, region)));
    /// Where the data come from.
    NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(Info, note)));
    /// The year that it is read at by default.
    YEAR = Field::new("year", "năm", "year", FieldType::Year(lens!(Info, year)));
    /// What its bands stand for.
    BANDS = Field::new("bands", "dải ngang", "bands", FieldType::Banding(lens!(Info, bands)));
}

/// A stage.
pub mod stage {
    use super::{Field, FieldType, Id, Stage, describe, lens};

    describe! { Stage;
        /// The number of the stage.
        ID = Field::new("id", "số hiệu", "id", FieldType::Id(|stage: &Stage| stage.id.number()));
        /// What it is called.
        NAME = Field::new("name", "tên", "name", FieldType::Name(lens!(Stage, name)));
        /// Where it stands from left to right.
        ORDER = Field::new("order", "thứ tự", "order", FieldType::Order(lens!(Stage, order)));
    }
}

/// A view; what it shows is a state of the screen and no field.
pub mod view {
    use super::{Field, FieldType, Id, describe, lens};
    use crate::map::View;

    describe! { View;
        /// The number of the view.
        ID = Field::new("id", "số hiệu", "id", FieldType::Id(|view: &View| view.id.number()));
        /// Its title.
        TITLE = Field::new("title", "tiêu đề", "title", FieldType::Name(lens!(View, title)));
        /// What to say about it.
        NOTE = Field::new("note", "ghi chú", "note", FieldType::Note(lens!(View, note)));
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
        X = Field::new("x", "vị trí", "position", FieldType::Coordinate(lens!(Placement, x)));
        /// Downwards, in map units.
        Y = Field::new("y", "vị trí", "position", FieldType::Coordinate(lens!(Placement, y)));
        /// Whether tidying leaves it there.
        PINNED = Field::new("pinned", "giữ nguyên vị trí khi sắp xếp", "keep its place when tidying", FieldType::Flag(lens!(Placement, pinned)));
        /// Whether a person put it there.
        BY_HAND = Field::new("by_hand", "đặt bằng tay", "placed by hand", FieldType::Flag(lens!(Placement, by_hand)));
    }
}
