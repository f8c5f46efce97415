//! The name of an actor, typed in its card: Enter keeps it, Escape leaves it, Tab goes on to a new actor downstream,
//! Shift+Tab upstream, Ctrl+Enter to one beside it.

use egui::{Area, Context, Frame, Id, Key, Margin, Modifiers, Order, Rect, TextEdit, Ui};

use super::fields::{discard_draft, mark_pristine};
use super::widgets::select_text;
use crate::command::{Change, Command};
use crate::editing::Growth;
use crate::map::{Actor, ActorId, LINE_LIMIT, normalize_line};
use crate::schema::actor;
use crate::session::ViewContext;

/// The least width of the field, in points.
const MIN_WIDTH: f32 = 190.0;

/// The field that is open, if any.
#[derive(Debug, Default)]
pub struct NameBoxState {
    open: Option<OpenBox>,
}

#[derive(Debug)]
struct OpenBox {
    actor: ActorId,
    /// None until the field is first drawn with the present name.
    text: Option<String>,
    has_focus: bool,
    /// Whether its card was brought into sight.
    is_revealed: bool,
}

impl OpenBox {
    fn new(actor: ActorId, text: Option<String>) -> Self {
        Self { actor, text, has_focus: false, is_revealed: false }
    }
}

impl NameBoxState {
    /// Opens the field of an actor on its name.
    pub fn open(&mut self, actor: ActorId) {
        self.open = Some(OpenBox::new(actor, None));
    }

    /// Opens the field of an actor for a name that replaces the present one. It has the keyboard at once, so that what is
    /// typed in this frame is its own.
    pub fn type_over(&mut self, ctx: &Context, actor: ActorId) {
        if self.actor() != Some(actor) {
            self.open = Some(OpenBox::new(actor, Some(String::new())));
        }
        let id = field_id(actor);
        select_text(ctx, id, 0);
        ctx.memory_mut(|memory| memory.request_focus(id));
    }

    /// The actor whose name is being typed.
    pub fn actor(&self) -> Option<ActorId> {
        self.open.as_ref().map(|open| open.actor)
    }

    /// Whether the field is open and has the keyboard.
    pub fn has_keyboard(&self, ctx: &Context) -> bool {
        let field = self.open.as_ref().filter(|open| open.has_focus).map(|open| field_id(open.actor));
        field.is_some() && ctx.memory(|memory| memory.focused()) == field
    }

    /// Whether the field is open and was not drawn yet.
    pub fn is_waiting(&self) -> bool {
        self.open.as_ref().is_some_and(|open| !open.has_focus)
    }

    /// The actor whose card is to be brought into sight, once: its field waits for that.
    pub fn take_hidden(&mut self) -> Option<ActorId> {
        let open = self.open.as_mut().filter(|open| !open.has_focus)?;
        (!std::mem::replace(&mut open.is_revealed, true)).then_some(open.actor)
    }

    /// Closes the field; what was typed stays a draft.
    pub fn close(&mut self) {
        self.open = None;
    }
}

/// How typing ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Keep,
    Leave,
    Grow(Growth),
}

/// Draws the open field over the card of its actor; where the card is not on the screen, it waits.
pub fn name_box_ui(
    ui: &mut Ui,
    state: &mut NameBoxState,
    card: Option<Rect>,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(open) = &mut state.open else { return };
    let Some(record) = context.recorded_actor(open.actor) else {
        state.open = None;
        return;
    };
    let Some(card) = card else { return };
    let id = field_id(open.actor);
    let is_replaced = open.text.is_some() && !open.has_focus;
    let text = open.text.get_or_insert_with(|| record.name.clone());
    let pressed = if open.has_focus { ending(ui) } else { None };
    let before = text.clone();
    let width = card.width().max(MIN_WIDTH);
    let corner = egui::Pos2::new(card.center().x - width / 2.0, card.min.y);
    let area = Area::new(id.with("area")).order(Order::Foreground).fixed_pos(corner).constrain(true);
    let response = area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(Margin::symmetric(4, 3)).show(ui, |ui| {
            let field = TextEdit::singleline(text).id(id).desired_width(width - 10.0).char_limit(LINE_LIMIT);
            let response = ui.add(field.lock_focus(true));
            let title = actor::NAME.title(context.language);
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::text_edit(true, &record.name, &before, &title);
                info.label = Some(title.clone());
                info
            });
            response
        })
    });
    let response = response.inner.inner;
    if !open.has_focus {
        open.has_focus = true;
        // An area takes the keyboard from what is in it as it first appears.
        response.request_focus();
        if !is_replaced {
            // All of a name is selected, so that typing replaces it.
            select_text(ui.ctx(), id, 0);
        }
        ui.ctx().request_repaint();
        if is_replaced {
            send(ui, record, text, commands);
        }
        return;
    }
    mark_pristine(ui.ctx(), id, *text == record.name);
    let ending = pressed.or_else(|| response.lost_focus().then_some(Ending::Keep));
    let Some(ending) = ending else {
        if response.changed() {
            send(ui, record, text, commands);
        }
        return;
    };
    let name = normalize_line(text);
    let actor = open.actor;
    state.open = None;
    ui.memory_mut(|memory| memory.surrender_focus(id));
    if ending == Ending::Leave || name.is_empty() {
        discard_draft(ui.ctx());
    } else if name != record.name {
        commands.push(Command::Update(Box::new(Change::Actor(Actor { name, ..record.clone() }))));
    }
    if let Ending::Grow(growth) = ending {
        commands.push(Command::Grow(actor, growth));
        commands.push(Command::Rename);
    }
}

/// The id of the field of an actor.
fn field_id(actor: ActorId) -> Id {
    Id::unique(("name in the card", actor.0))
}

/// The key that ends typing, taken from the field.
fn ending(ui: &Ui) -> Option<Ending> {
    ui.input_mut(|input| {
        [
            (Modifiers::SHIFT, Key::Tab, Ending::Grow(Growth::Upstream)),
            (Modifiers::NONE, Key::Tab, Ending::Grow(Growth::Downstream)),
            (Modifiers::COMMAND, Key::Enter, Ending::Grow(Growth::Beside)),
            (Modifiers::NONE, Key::Enter, Ending::Keep),
            (Modifiers::NONE, Key::Escape, Ending::Leave),
        ]
        .into_iter()
        .find(|(modifiers, key, _)| input.consume_key(*modifiers, *key))
        .map(|(.., ending)| ending)
    })
}

/// Sends what is typed so far as a draft.
fn send(ui: &Ui, record: &Actor, text: &str, commands: &mut Vec<Command>) {
    let name = normalize_line(text);
    if name.is_empty() || name == record.name {
        discard_draft(ui.ctx());
    } else {
        commands.push(Command::UpdateDraft(Box::new(Change::Actor(Actor { name, ..record.clone() }))));
    }
}
