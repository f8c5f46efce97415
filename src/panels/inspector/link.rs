//! The inspector of a link.

use egui::{Align, Layout, Role, Ui, Vec2, WidgetInfo};

use super::super::fields::{change_command, labelled_ui, rows_ui};
use super::super::record_fields::{
    field_block_ui, field_id, field_row_ui, field_ui, folded_rows_ui, is_filled, more_ui,
};
use super::super::what_if_banner::{banner_ui, subject_changes_ui};
use super::super::widgets::{ROW_HEIGHT, heading_ui};
use super::actor_picker::actor_picker_ui;
use super::products::product_set_ui;
use super::{actor_row_ui, delete_button_ui};
use crate::command::{Change, Command};
use crate::editing::LinkEnd;
use crate::language::UiText;
use crate::map::{Link, LinkId, LinkKind};
use crate::schema::{Field, link as fields};
use crate::session::{Subject, ViewContext};

/// The fields that are shown even when they are empty.
const ALWAYS_SHOWN: [&Field<Link>; 3] = [&fields::FORM, &fields::FROM_YEAR, &fields::TO_YEAR];

/// Draws a link's fields.
pub(super) fn link_ui(
    ui: &mut Ui,
    link: &Link,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let language = context.language;
    heading_ui(ui, UiText::Link.text(language), context.palette);
    end_ui(ui, link, LinkEnd::From, context, commands);
    ui.label("↓");
    end_ui(ui, link, LinkEnd::To, context, commands);
    ui.add_space(6.0);
    super::isolation_button_ui(ui, context, commands);
    super::repairs::try_link_ui(ui, link, context, commands);
    ui.add_space(6.0);
    // The recorded link, without what-if changes: only that can be edited.
    let recorded = context.recorded_link(link.id);
    if recorded.is_none() {
        banner_ui(ui, UiText::LinkOnlyInWhatIf.text(language), context.palette);
        ui.disable();
    }
    subject_changes_ui(ui, Subject::Link(link.id), context);
    let link = recorded.unwrap_or(link);
    let mut edited = link.clone();
    rows_ui(ui, |ui| {
        field_row_ui(ui, &fields::KIND, &mut edited, link.id, context);
        let products_only = [&fields::FORM, &fields::VOLUME, &fields::PRICE, &fields::SHARE];
        let mut without = vec![&fields::KIND];
        if edited.kind == LinkKind::Product {
            let none = UiText::AnyProduct.text(language);
            let title = fields::PRODUCTS.title(language);
            let products = labelled_ui(ui, &title, |ui| product_set_ui(ui, &edited.products, none, context));
            edited.products = products.unwrap_or(edited.products.clone());
        } else {
            without.extend(products_only);
        }
        folded_rows_ui(ui, &mut edited, (&ALWAYS_SHOWN, &without), link.id, shows_all, context);
    });
    field_ui(ui, &fields::PLANNED, &mut edited, link.id, context);
    if shows_all || is_filled(ui, &fields::NOTE, link, link.id, context) {
        field_block_ui(ui, &fields::NOTE, &mut edited, link.id, context);
    }
    more_ui(ui, shows_all, context, commands);
    if edited != *link {
        commands.push(change_command(ui, Change::Link(edited)));
    }
    delete_button_ui(ui, context, commands);
}

/// The actor at an end of a link, and a button that opens a list of others to choose from.
fn end_ui(ui: &mut Ui, link: &Link, end: LinkEnd, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let size = Vec2::new(ui.available_width(), ROW_HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let (name, words) = match end {
            LinkEnd::From => ("link from", UiText::ChangeLinkFrom),
            LinkEnd::To => ("link to another", UiText::ChangeLinkTo),
        };
        let words = words.text(context.language);
        let is_recorded = context.recorded_link(link.id).is_some();
        ui.add_enabled_ui(is_recorded, |ui| {
            let picker = ui.menu_button(UiText::Change.text(context.language), |ui| {
                if let Some(to) = actor_picker_ui(ui, name, &[link.from, link.to].into(), context) {
                    commands.push(Command::MoveLinkEnd(link.id, end, to));
                }
            });
            picker.response.widget_info(|| WidgetInfo::labeled(Role::Button, is_recorded, words));
            picker.response.on_hover_text(words);
        });
        ui.with_layout(Layout::top_down(Align::Min), |ui| actor_row_ui(ui, end.of(link), context, commands));
    });
}

/// The id of the field of a link's last year.
pub(super) fn end_year_id(link: LinkId) -> egui::Id {
    field_id(link, &fields::TO_YEAR)
}
