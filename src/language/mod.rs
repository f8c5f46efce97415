//! Texts, number formats and collation in Vietnamese and English.
//!
//! Texts stand in tables with both languages side by side, so that no translation can be missing. Nothing here draws,
//! reads files or reads the clock.

mod abbreviations;
mod breaks;
mod channels;
mod comparing;
mod concentration;
mod counts;
mod dates;
mod default_stages;
mod direction;
mod edits;
mod exporting;
mod file_texts;
mod finding_parts;
mod findings;
mod fold;
mod guide;
mod headings;
mod importing;
mod link_labels;
mod locks;
mod map_changes;
mod measures;
mod merging;
mod merging_copies;
mod numbers;
mod outside;
mod page;
mod paper;
mod pasting;
mod presenting;
mod proposals;
mod record_names;
mod reference;
mod relations;
mod replacing;
mod reporting;
mod scripts;
mod sheets;
mod targets;
mod terms;
mod text_pattern;
mod ui_text;
mod unsaved;
mod volumes;

pub use abbreviations::{abbreviations, initials, split_in_half, with_short_kind, without_half_brackets};
pub use breaks::{break_sentence, break_sentence_without, buyers_sentence, remedy_sentence};
pub use channels::{
    broken_sentence, channels_line, form_sentence, missing_yield_line, new_channel_name, not_assessed_sentence,
    price_basis_line, price_text, recorded_shares_line, route_line, unpriced_line, unrecorded_line,
};
pub use comparing::{CompareText, compared_line, saved_version_text};
pub use concentration::{buyer_share_line, only_buyer_line, supplies_lost_line};
pub use counts::{
    actor_count, actors_sentence, entry_counts, finding_count, kind_count, linked_models_line, map_counts,
    map_size_line, opening_line, paste_counts, paste_names_line, short_kind_count, status_line, verdict_count,
    verdict_counts,
};
pub use dates::{date, date_time, short_date};
pub use default_stages::DefaultStage;
pub use direction::{reversibly_marked, turns_direction, with_marked_direction, without_marked_direction};
pub use edits::edit_text;
pub use exporting::{
    ExportText, map_part_line, marked_names_sentence, pages_line, pixels_line, sheets_line, slides_line,
};
pub use file_texts::{FileText, salvage_line, unlisted_line, version_saved_line};
pub use findings::{alike_findings_sentence, finding_sentence};
pub use fold::{Accents, MatchPosition, MatchRank, Needle, best_matches, fold, fold_case, fold_spelling, match_rank};
pub use guide::{GuideText, TourText, explain_label};
pub use headings::{Heading, row_count, total_text};
pub use importing::{
    ImportCount, ImportText, commune_candidate, import_above_line, import_counted, import_links, import_place_line,
    import_renewable, import_row, import_rows_line, import_such,
};
pub use link_labels::{link_figures, link_labels};
pub use locks::{LockHolder, lock_line};
pub use map_changes::{
    buyers_line, changes_line, field_change_text, folders_line, moved_line, only_in_line, turned_line, version_line,
};
pub use measures::{MeasureText, measure_sentence, measure_value, volume_text};
pub use merging::{
    joined_links_sentence, links_between_sentence, moves_over_sentence, pairwise_sentence, record_line,
    shortened_channels_sentence, united_channels_sentence, vanishing_channels_sentence,
};
pub use merging_copies::{MergeText, base_line, conflicts_line, merge_changes_line, merge_title, twins_line};
pub use numbers::{
    integer, integer_required, money_vnd, money_vnd_short, number, number_required, parse_number, percent,
    signed_number,
};
pub use outside::{OutsideText, file_changes_line};
pub use page::{PageText, link_terms, page_too_large};
pub use paper::{
    page_line, source_line, tile_line, too_many_actors_sentence, too_many_pages_sentence, too_many_sheets_sentence,
};
pub use pasting::{
    ambiguous_links_sentence, missing_links_sentence, more_units_sentence, outside_links_sentence, reconnect_text,
    unit_sentence,
};
pub use presenting::{PresentText, SlideText, case_line, lapse_title, since_title, step_sentence, year_line};
pub use proposals::{
    assumptions_line, plan_sentence, proposal_sentence, proposals_sentence, what_if_line, what_if_title,
};
use record_names::RecordNames;
pub use reference::{Explained, Explanation, known_codes, reference_page};
pub use relations::{link_sentence, omitted_sentence, relation_text, relations_line};
pub use replacing::{found_line, replace_text};
pub use reporting::{ReportText, chain_alt, more_text};
pub use scripts::missing_letters_line;
pub use sheets::{ResultHeading, SheetTitle, unit_text};
use targets::missing_data_text;
pub use targets::{TargetText, lapse_sentence, missing_sentence, target_number, target_remarks, target_state};
use terms::begin_sentence;
pub use terms::{Localized, capitalised, form_text, short_kind, uncapitalised};
pub use text_pattern::{FoldedLetters, MatchOptions, TextPattern, replaced};
pub use ui_text::UiText;
pub use unsaved::{UnsavedText, discard_question, unsaved_line};
pub use volumes::{
    actor_product_text, carried_volume_line, compared_count_line, hidden_count_line, imbalance_line, share_line,
    stranded_supply_sentence, supply_line, unknown_supply_line,
};

pub use crate::map::{SortKey, sort_key};
use serde::{Deserialize, Serialize};

/// The language of the user interface and of messages.
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
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Vietnamese, Self::English];

    /// The language for a locale such as `vi_VN.UTF-8`: Vietnamese for `vi`, English for any other.
    pub fn from_locale(locale: &str) -> Self {
        let tag = locale.split(['-', '_', '.', '@']).next().unwrap_or_default();
        if tag.eq_ignore_ascii_case("vi") { Self::Vietnamese } else { Self::English }
    }

    /// The language of the system's locale; English when it has none.
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::English, |locale| Self::from_locale(&locale))
    }
}

/// Defines a table of messages: an enum whose variants each have a Vietnamese and an English text.
///
/// `messages! { /// Doc. pub enum Name { Variant: "tiếng Việt", "English"; … } }` generates the enum, `ALL`, and
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
