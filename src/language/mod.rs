//! Words, numbers and order in Vietnamese and English.
//!
//! Every text that a person reads stands in a table of this room, both languages side by side, so that none can
//! be forgotten. Nothing here draws, reads files or knows what the time is.

mod breaks;
mod channels;
mod columns;
mod dates;
mod findings;
mod fold;
mod goals;
mod link_labels;
mod measures;
mod names;
mod numbers;
mod proposals;
mod reference;
mod relations;
mod reliance;
mod screen;
mod shorter;
mod stages;
mod tallies;
mod terms;
mod violations;
mod volumes;

pub use breaks::{break_sentence, break_sentence_without, buyers_sentence, remedy_sentence};
pub use channels::{
    broken_sentence, channels_line, form_sentence, new_channel_name, not_judged_sentence, price_basis_line, price_text,
    recorded_shares_line, route_line, unpriced_line, unrecorded_line, without_yield_line,
};
pub use columns::{Heading, row_tally, total_text};
pub use dates::date;
pub use findings::finding_sentence;
pub use fold::{Accents, Needle, Rank, Standing, best_finds, find_rank, fold};
pub use goals::{Goals, lack_sentence, lapse_sentence, target_number, target_remarks, target_state};
pub use link_labels::link_label;
pub use measures::{measure_sentence, measured};
pub use numbers::{integer, money_vnd, money_vnd_short, number, number_needed, parse_number, percent, whole_needed};
pub use proposals::{plan_sentence, proposal_sentence, proposals_sentence, supposed_title, supposition, trial_line};
pub use reference::{Explained, Explanation, known_codes, reference_page};
pub use relations::{link_sentence, relation, relations_line, untold_sentence};
pub use reliance::{buyer_share_line, only_buyer_line, supplies_lost_line};
pub use screen::Screen;
pub use shorter::{halves, initials, shorter_names};
pub use stages::UsualStage;
pub use tallies::{actors_sentence, actors_tally, finding_tally, maps_tally, opening_line, status_line, verdict_tally};
pub use terms::{Words, capitalised, form_text, short_kind};
pub use violations::{field_text, violation_sentence};
pub use volumes::{
    carried_line, compared_line, further_line, imbalance_line, of_actor, pocket_sentence, share_line, supply_line,
    unknown_supply_line,
};

pub use crate::map::{SortKey, sort_key};
use serde::{Deserialize, Serialize};

/// The language of the screen and of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    #[serde(rename = "vi")]
    Vietnamese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language for a locale such as `vi_VN.UTF-8`: Vietnamese for `vi`, English for any other.
    pub fn from_locale(locale: &str) -> Self {
        let tag = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if tag.eq_ignore_ascii_case("vi") { Self::Vietnamese } else { Self::English }
    }

    /// The language that the system speaks to its user.
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::English, |locale| Self::from_locale(&locale))
    }
}

/// A table of messages: an enum whose every variant has its Vietnamese and its English text.
///
/// `messages! { /// Doc. pub enum Name { Variant: "tiếng Việt", "English"; … } }` gives the enum, `ALL`, and
/// `text(language)`.
macro_rules! messages {
    ($(#[$doc:meta])* pub enum $name:ident { $($variant:ident: $vi:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the texts beside them say what they are")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every message of this table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its text.
            pub fn text(self, language: $crate::language::Language) -> &'static str {
                match (self, language) {
                    $(
                        (Self::$variant, $crate::language::Language::Vietnamese) => $vi,
                        (Self::$variant, $crate::language::Language::English) => $en,
                    )+
                }
            }
        }
    };
}
use messages;
