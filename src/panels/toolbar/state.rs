//! What the bar and its menu show.

use crate::command::{ColorScheme, Page, UiScale};
use crate::language::UiText;
use crate::map::{DrawingStyle, EditLabel, Patch, ProductId};
use crate::session::ViewContext;

/// What the bar shows besides the map itself.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct ToolbarState<'a> {
    /// The edit that undo reverts.
    pub undo: Option<(EditLabel, &'a Patch)>,
    /// What is being typed: undo reverts that first.
    pub typed: Option<(EditLabel, &'a Patch)>,
    /// Whether a wrong value was typed after all edits: undo discards that first.
    pub is_invalid_text_latest: bool,
    /// The edit that redo repeats.
    pub redo: Option<(EditLabel, &'a Patch)>,
    /// What the map is called.
    pub name: &'a str,
    /// Whether the map differs from its file.
    pub dirty: bool,
    /// Whether the map's file cannot be written.
    pub is_write_protected: bool,
    /// Recently opened maps, the last one first.
    pub recent: &'a [std::path::PathBuf],
    /// Light, dark, or that of the system.
    pub color_scheme: ColorScheme,
    /// The scale of the user interface.
    pub scale: UiScale,
    /// Whether the minimap is shown.
    pub minimap: bool,
    /// Whether the side panels are shown.
    pub side_panels: bool,
    /// Whether motion is reduced.
    pub reduced_motion: bool,
    /// How maps are drawn.
    pub drawing: DrawingStyle,
    /// The page in the middle of the window.
    pub page: Page,
}

/// All products, and each.
pub(super) fn product_choices(context: &ViewContext<'_>) -> impl Iterator<Item = (Option<ProductId>, String)> {
    let products = context.map.products().values().map(|product| (Some(product.id), product.name.clone()));
    std::iter::once((None, UiText::AllProducts.text(context.language).to_owned())).chain(products)
}
