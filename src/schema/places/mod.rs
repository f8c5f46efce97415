//! Provinces and communes of Việt Nam, of today and of before 1 July 2025, when 63 provinces became 34, districts ceased to
//! be and 10,035 communes became 3,321: which is meant by a name that people write, and what became of it.
//!
//! The table is `assets/places/units.txt`, which says where it comes from. It has the units of just before that day; older
//! ones it does not know.

mod find;
mod table;
mod units;

use std::sync::LazyLock;

pub use find::{Area, CommuneOf, PlaceName};
pub use table::{Commune, District, FormerCommune, PlaceError, Places, Province, UnitKind};
pub use units::{PlaceUnits, add_place_totals, study_with_places};

/// The units of Việt Nam.
static PLACES: LazyLock<Places> =
    LazyLock::new(|| Places::parse(include_str!("../../../assets/places/units.txt")).unwrap_or_default());

/// The provinces of Việt Nam with their communes, read when they are first asked for.
pub fn places() -> &'static Places {
    &PLACES
}
