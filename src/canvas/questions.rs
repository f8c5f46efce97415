//! What is asked at the pointer where a gesture ended: a short list, left by Escape or a click elsewhere.

use egui::containers::menu::menu_style;
use egui::{Align, Button, Id, Key, Layout, Popup, PopupCloseBehavior, Pos2, RichText, ScrollArea, Ui};

use super::gesture::Question;
use super::icon::colour;
use crate::command::{Change, Command};
use crate::editing::LinkedActor;
use crate::language::{Localized, UiText};
use crate::map::{Link, ProductId};
use crate::session::ViewContext;

/// The most points that a list of products is high.
const MAX_HEIGHT: f32 = 260.0;

/// A question that is open: where, and whether it has not been drawn yet.
#[derive(Debug, Default)]
pub(super) struct OpenQuestion(Option<(Question, Pos2, bool)>);

impl OpenQuestion {
    /// Asks at a place of the screen.
    pub fn ask(&mut self, question: Question, at: Pos2) {
        self.0 = Some((question, at, true));
    }

    /// Draws the open question.
    pub fn show(&mut self, ui: &Ui, canvas: Id, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
        let Some((question, at, is_new)) = &mut self.0 else { return };
        let id = canvas.with("question");
        let mut is_open = true;
        let mut answer = None;
        let popup = Popup::new(id, ui.ctx().clone(), *at, ui.layer_id())
            .open_bool(&mut is_open)
            .layout(Layout::top_down_justified(Align::Min))
            .style(menu_style)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            ui.set_min_width(200.0);
            answer = match question {
                Question::Kind { new, kinds } => {
                    let title = RichText::new(UiText::WhichKind.text(context.language));
                    ui.label(title.color(colour(context.palette.text_muted)));
                    let kind = option_ui(ui, kinds.iter().map(|kind| (kind.text(context.language), *kind)), *is_new);
                    kind.map(|kind| Command::AddLinkedActor(Box::new(LinkedActor { kind: Some(kind), ..new.clone() })))
                }
                Question::SecondLink { known, from, to } => match context.recorded_link(*known) {
                    Some(link) => second_link_ui(ui, link, context).or_else(|| {
                        let second = [(UiText::SecondLink.text(context.language), ())];
                        option_ui(ui, second, false).map(|()| Command::AddLink { from: *from, to: *to })
                    }),
                    None => Some(Command::AddLink { from: *from, to: *to }),
                },
            };
        });
        *is_new = false;
        is_open &= !ui.input(|input| input.key_pressed(Key::Escape));
        if answer.is_some() || !is_open {
            commands.extend(answer);
            self.0 = None;
        }
    }

    /// Whether one is open.
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }
}

/// Draws options in a column, the first with the keys if `has_focus`; returns what is picked.
fn option_ui<'a, T>(ui: &mut Ui, options: impl IntoIterator<Item = (&'a str, T)>, has_focus: bool) -> Option<T> {
    let mut picked = None;
    for (at, (label, option)) in options.into_iter().enumerate() {
        let response = ui.button(label);
        if has_focus && at == 0 {
            response.request_focus();
        }
        if response.clicked() {
            picked = Some(option);
        }
    }
    picked
}

/// The products that may be added to a link, in a menu.
fn second_link_ui(ui: &mut Ui, link: &Link, context: &ViewContext<'_>) -> Option<Command> {
    let products: Vec<(ProductId, &str)> = context
        .map
        .products()
        .values()
        .filter(|product| !link.products.contains(&product.id))
        .map(|product| (product.id, product.name.as_str()))
        .collect();
    let label = UiText::AddProductToLink.text(context.language);
    if products.is_empty() {
        ui.add_enabled(false, Button::new(label));
        return None;
    }
    let picked = ui.menu_button(label, |ui| {
        ScrollArea::vertical()
            .max_height(MAX_HEIGHT)
            .show(ui, |ui| option_ui(ui, products.iter().map(|(id, name)| (*name, *id)), false))
    });
    let product = picked.inner.and_then(|scrolled| scrolled.inner)?;
    let mut changed = link.clone();
    changed.products.insert(product);
    Some(Command::Update(Box::new(Change::Link(changed))))
}
