//! The fields of every record, each described once: its id, its name in both languages, its type with unit and limits,
//! how it is read and written as text, and how it sorts.
//!
//! Validation, inspector, tables, find, CSV, JSON and messages read these descriptions; a new field is one entry here and
//! its member in the record. `keywords` reads the values of closed lists. Nothing here draws or reads files.

pub mod actor;
mod aliases;
mod cell;
pub mod channel;
mod checks;
mod choices;
mod condition;
mod conversion;
mod copy;
mod field;
mod keywords;
pub mod link;
pub mod map;
mod measure;
pub mod model;
mod name_clues;
mod names;
mod places;
pub mod product;
mod read;
mod record_text;
mod redirect;
mod register_words;
mod renumber;
mod stages;
pub mod target;
mod text;
mod text_slots;
mod three_way;
mod violations;

pub use aliases::{has_alias, list_item, remember_alias};
pub use cell::{Cell, CellSortKey};
pub use choices::{Choices, ListEntry, product_names};
pub use condition::Comparison;
pub use conversion::{NameAndNumber, amounts, path_steps, split_amount, split_conversion, split_own_use};
pub use field::{Described, Field, FieldType, Import, Lens, Unit};
pub use keywords::{
    FLAGS, FORMS, KINDS, Keywords, LINK_KINDS, SECTORS, folded_key, keyword_lists, name_key, parse_keyword,
    strip_brackets,
};
pub use measure::{known_measures, measure_choices, read_measure};
pub use name_clues::{kind_of_name, stage_of_name};
pub use names::{FindByName, NameIndex};
pub use places::{
    Area, Commune, CommuneOf, District, FormerCommune, PlaceError, PlaceName, PlaceUnits, Places, Province, UnitKind,
    add_place_totals, places, study_with_places,
};
pub use read::{ReadError, items, parse_banding, parse_year};
pub use record_text::{VIEW_STATE, record_name, record_text, record_word, view_state_name};
pub use register_words::{
    WorkStatus, actor_name_key, find_words, money_scale_in_head, parse_form, parse_kind, parse_sector, parse_status,
    sector_within, unit_in_head,
};
pub use renumber::Renumber;
pub use stages::{default_stage, stage_for_kind};
pub use text::banding_name;
pub use text_slots::{TextSlot, for_each_text};
pub use three_way::{MergedValue, ThreeWay, merge_fields, merge_fields_by};
pub use violations::{field_name, violation_problem, violation_sentence};
