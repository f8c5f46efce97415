//! Texts that stand in fields without being in the map: what is being typed, and wrong values. Each belongs to the records
//! of its form, and lasts until it is committed, corrected, discarded, or a record is gone.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Context, Id, Ui, UiBuilder, UiKind, UiStackInfo};

use crate::map::RecordRef;

/// The records that a form is of.
#[derive(Clone, Debug, Default)]
struct FormRecords(Arc<[RecordRef]>);

/// The tag under which a form has its records.
const FORM: &str = "form";

/// Draws a form of these records: what is typed in its fields is theirs.
pub(super) fn form_of_ui<R>(
    ui: &mut Ui,
    records: impl IntoIterator<Item = RecordRef>,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let records = FormRecords(records.into_iter().collect());
    let info = UiStackInfo::new(UiKind::GenericArea).with_tag_value(FORM, records);
    ui.scope_builder(UiBuilder::new().ui_stack_info(info), add).inner
}

/// The records of the form that is being drawn.
fn records_of_form(ui: &Ui) -> Arc<[RecordRef]> {
    let found = ui.stack().iter().find_map(|level| level.tags().get_downcast::<FormRecords>(FORM).cloned());
    found.unwrap_or_default().0
}

/// The text of a field that the map does not have.
#[derive(Clone, Debug, Default)]
pub(super) struct FieldDraft {
    pub text: String,
    /// Whether the map does not take it.
    pub is_invalid: bool,
    records: Arc<[RecordRef]>,
    /// The pass in which it was typed on last.
    pass: u64,
}

/// All of them, by field.
#[derive(Clone, Default)]
struct FieldDrafts(HashMap<Id, FieldDraft>);

fn with<T>(ctx: &Context, work: impl FnOnce(&mut HashMap<Id, FieldDraft>) -> T) -> T {
    ctx.data_mut(|data| work(&mut data.get_temp_mut_or_default::<FieldDrafts>(Id::unique("field drafts")).0))
}

/// The draft of a field.
pub(super) fn field_draft(ctx: &Context, id: Id) -> Option<FieldDraft> {
    with(ctx, |drafts| drafts.get(&id).cloned())
}

/// Whether a field has uncommitted text.
pub(super) fn has_draft(ctx: &Context, id: Id) -> bool {
    with(ctx, |drafts| drafts.contains_key(&id))
}

/// Keeps the text of a field of the form that is being drawn.
pub(super) fn keep_draft(ui: &Ui, id: Id, text: String, is_invalid: bool) -> FieldDraft {
    let draft = FieldDraft { text, is_invalid, records: records_of_form(ui), pass: ui.ctx().cumulative_pass_nr() };
    put_draft(ui.ctx(), id, draft.clone());
    draft
}

/// Puts a draft into its field.
pub(super) fn put_draft(ctx: &Context, id: Id, draft: FieldDraft) {
    with(ctx, |drafts| drafts.insert(id, draft));
}

/// Sets whether the map takes the draft of a field, if it has one.
pub(super) fn mark_draft(ctx: &Context, id: Id, is_invalid: bool) {
    with(ctx, |drafts| {
        if let Some(draft) = drafts.get_mut(&id) {
            draft.is_invalid = is_invalid;
        }
    });
}

/// Removes the draft of a field.
pub(super) fn remove_draft(ctx: &Context, id: Id) {
    with(ctx, |drafts| drafts.remove(&id));
}

/// Whether any field contains invalid text: it cannot be saved, and must not be lost without asking.
pub fn has_invalid_text(ctx: &Context) -> bool {
    with(ctx, |drafts| drafts.values().any(|draft| draft.is_invalid))
}

/// The invalid texts of all fields, in the order of the alphabet.
pub fn invalid_texts(ctx: &Context) -> Vec<String> {
    let invalid = |drafts: &mut HashMap<Id, FieldDraft>| {
        drafts.values().filter(|draft| draft.is_invalid).map(|draft| draft.text.clone()).collect()
    };
    let mut texts: Vec<String> = with(ctx, invalid);
    texts.sort_unstable();
    texts
}

/// Discards all drafts: fields show the values of the map.
pub fn clear_drafts(ctx: &Context) {
    with(ctx, HashMap::clear);
    super::fields::take_discarded_draft(ctx);
}

/// Discards the drafts that the map took or could take; wrong values stay in their fields.
pub fn clear_valid_drafts(ctx: &Context) {
    with(ctx, |drafts| drafts.retain(|_, draft| draft.is_invalid));
    super::fields::take_discarded_draft(ctx);
}

/// Forgets the drafts of fields that were taken off the screen while they were typed into: their text is in the map, or on
/// its way there. Wrong values stay.
pub fn forget_left_drafts(ctx: &Context) {
    let pass = ctx.cumulative_pass_nr();
    with(ctx, |drafts| drafts.retain(|_, draft| draft.is_invalid || draft.pass + 2 >= pass));
}

/// Forgets the drafts of records that are gone.
pub fn retain_drafts(ctx: &Context, exists: impl Fn(RecordRef) -> bool) {
    with(ctx, |drafts| drafts.retain(|_, draft| draft.records.iter().all(|record| exists(*record))));
}
