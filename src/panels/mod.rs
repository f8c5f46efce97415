//! The panels around the canvas: toolbar, outline, inspector, findings, pages, status bar, dialogs.
//!
//! A panel reads a [`ViewContext`](crate::session::ViewContext) and emits [`Command`](crate::command::Command)s; none
//! changes the map or runs a job itself.

mod cache;
mod choices;
mod comparison;
mod dialogs;
mod explaining;
mod field_drafts;
mod fields;
mod file_bar;
mod find;
mod findings;
mod history;
mod inspector;
mod isolation;
mod list_selection;
mod lock_bar;
mod name_box;
mod notice;
mod outline;
mod outside_bar;
mod overlay;
mod pages;
mod paste_notice;
mod record_fields;
mod replace;
mod status_bar;
mod toolbar;
mod view_controls;
mod what_if;
mod what_if_banner;
mod widgets;

pub use comparison::{Comparison, ComparisonRequest, ComparisonState, comparison_ui};
pub use dialogs::{
    DialogAnswer, FileKind, PathPrompt, changed_outside_dialog, overwrite_dialog, path_dialog,
    quit_while_saving_dialog, remove_template_dialog, save_changes_dialog,
};
pub use field_drafts::{
    clear_drafts, clear_valid_drafts, forget_left_drafts, has_invalid_text, invalid_texts, retain_drafts,
};
pub use fields::{is_field_pristine, restore_rejected_text, take_discarded_draft};
pub use find::FindState;
pub use findings::{FindingsState, findings_ui};
pub use history::{ComparedVersion, HistoryState, ListedVersion, history_ui, version_banner_ui};
pub use inspector::{inspector_ui, link_popup_id, name_field_id, product_name_id, stage_name_id};
pub use isolation::isolation_ui;
pub use lock_bar::{dangerous_map_dialog, lock_bar_ui, taken_over_dialog};
pub use name_box::{NameBoxState, name_box_ui};
pub use notice::{NoticeAnswer, NoticeContent, notice_dialog};
pub use outline::{OutlineState, outline_ui};
pub use outside_bar::{FileComparison, outside_bar_ui, reload_dialog, save_failed_dialog};
pub use overlay::{
    AskedPreview, ExportBasis, ExportState, ImportLines, ImportRequest, ImportSource, ImportState, MergeBase,
    MergeCopiesState, MergePreview, MergeRequest, Overlay, PreparedMerge, TemplateContents, TourPlace, TourState,
    UnsavedMap, UnsavedState, mark_place, overlay_ui,
};
pub use pages::{PagesState, TableResult, page_ui, tables_have_focus};
pub use paste_notice::paste_notice_ui;
pub use replace::{ReplaceState, replace_ui};
pub use status_bar::{JobProgress, StatusBarState, status_bar_ui};
pub use toolbar::{ToolbarState, toolbar_ui};
pub use view_controls::{CanvasContext, ViewControlsState, view_controls_ui};
pub use what_if::{WhatIfState, what_if_ui};
pub use widgets::{panic_fallback_ui, select_text};
