//! Keys in their order, however many come in one frame. A letter over a selected card opens the field of its name, Enter
//! and Tab close that and open another, an arrow selects the next card: what comes behind is for whoever has the keyboard
//! then, which is known only once the frame is drawn and its commands are executed. So no frame is given a key behind one
//! that may take the keyboard elsewhere; the others wait for a later one.

use egui::{Context, Event, FullOutput, ImeEvent, Key, Modifiers, Plugin, RawInput};

use super::shell::Shell;
use crate::command::{Command, Page};
use crate::map::{ActorId, Selection};

/// The frames that keys wait at most for who is to have the keyboard: a card may have to come into sight first.
const PATIENCE: u32 = 60;

/// Who has the keyboard at the end of a frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum KeyOwner {
    /// A field, list or button: keys are given as they come.
    #[default]
    Other,
    Canvas,
    /// The name of an actor, in its card.
    NameField,
    /// That field is open, and has no place yet; or the keyboard is on its way back to the canvas.
    Pending,
    Nobody,
}

/// What a key may do to the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyEffect {
    None,
    /// The next key is for another record, known in the next frame.
    Moves,
    /// The next key may be for another field, known a frame later.
    Leaves,
}

/// The keys that wait.
#[derive(Debug, Default)]
pub(super) struct KeyQueue {
    owner: KeyOwner,
    /// Whether it has the keyboard since this frame only: egui and the return of the focus know it a frame later.
    is_new_owner: bool,
    held: Vec<Event>,
    /// The frames since a key that may have taken the keyboard elsewhere, until it is there.
    waited: Option<u32>,
    /// Whether a field opens in this frame for what an input method is composing.
    keeps_composition: bool,
}

impl KeyQueue {
    /// Those of the waiting and the new events that this frame is given, in their order.
    fn next_events(&mut self, new: Vec<Event>) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.held);
        events.extend(new);
        // egui takes the pointer for the whole frame, so what was typed before a click is given with it.
        let last_click = events.iter().rposition(|event| matches!(event, Event::PointerButton { .. }));
        let mut is_closed = !self.is_settled();
        let mut has_text = false;
        let mut given = Vec::with_capacity(events.len());
        for (at, event) in events.into_iter().enumerate() {
            if last_click.is_some_and(|click| at <= click) {
                is_closed = last_click == Some(at);
                self.waited = Some(0);
                given.push(event);
                continue;
            }
            if !is_key(&event) {
                given.push(event);
                continue;
            }
            let effect = self.effect(&event);
            // The field that a text opens is the one that takes Enter.
            let is_for_new_field = has_text && effect != KeyEffect::None && self.owner == KeyOwner::Canvas;
            if is_closed || is_for_new_field {
                is_closed = true;
                if !is_repeated_arrow(&event) {
                    self.held.push(event);
                }
                continue;
            }
            has_text |= matches!(event, Event::Text(_) | Event::Ime(_));
            is_closed = effect != KeyEffect::None;
            if effect == KeyEffect::Leaves {
                self.waited = Some(0);
            }
            given.push(event);
        }
        given
    }

    /// Whether the keyboard is where the last key has taken it.
    fn is_settled(&mut self) -> bool {
        let Some(waited) = &mut self.waited else { return true };
        *waited += 1;
        let patience = match self.owner {
            // Commands are executed in the first frame, and drawn.
            KeyOwner::Pending => PATIENCE,
            KeyOwner::Canvas | KeyOwner::NameField if self.is_new_owner => PATIENCE,
            KeyOwner::Other | KeyOwner::Canvas | KeyOwner::NameField | KeyOwner::Nobody => 1,
        };
        let is_settled = *waited > patience;
        if is_settled {
            self.waited = None;
        }
        is_settled
    }

    fn effect(&self, event: &Event) -> KeyEffect {
        let (key, modifiers) = match event {
            Event::Key { key, pressed: true, modifiers, .. } => (*key, *modifiers),
            Event::Copy | Event::Cut | Event::Paste(_) if self.owner == KeyOwner::Canvas => return KeyEffect::Leaves,
            _ => return KeyEffect::None,
        };
        let is_shortcut = modifiers.command || modifiers.alt;
        match self.owner {
            KeyOwner::NameField if ends_field(key) => KeyEffect::Leaves,
            KeyOwner::NameField if is_shortcut => KeyEffect::Moves,
            KeyOwner::Canvas if is_arrow(key) => KeyEffect::Moves,
            KeyOwner::Canvas if is_shortcut || ends_field(key) || key == Key::Delete || is_function_key(key) => {
                KeyEffect::Leaves
            }
            _ => KeyEffect::None,
        }
    }
}

impl Plugin for KeyQueue {
    fn debug_name(&self) -> &'static str {
        "key queue"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        let new = std::mem::take(&mut input.events);
        input.events = self.next_events(new);
    }

    /// A word that is being composed goes on in the field that opens for it.
    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        if std::mem::take(&mut self.keeps_composition)
            && let Some(ime) = &mut output.platform_output.ime
        {
            ime.should_interrupt_composition = false;
        }
    }
}

impl Shell {
    fn with_key_queue(&self, work: impl FnOnce(&mut KeyQueue)) {
        self.ctx.with_plugin::<KeyQueue, ()>(work);
    }

    /// Opens the field of the selected actor's name for what is typed over its card in this frame.
    pub(super) fn begin_name(&mut self, ctx: &Context) {
        let Some(actor) = self.actor_to_name(ctx) else { return };
        if ctx.input(|input| begins_name(&input.events)) {
            self.on_command(self.document.id, Command::TypeName(actor));
            self.with_key_queue(|queue| queue.keeps_composition = true);
        }
    }

    /// The actor whose name would be typed over, if the canvas has the keyboard.
    fn actor_to_name(&self, ctx: &Context) -> Option<ActorId> {
        let Selection::Actors(actors) = &self.document.session.view.selection else { return None };
        let actor = actors.first().copied().filter(|_| actors.len() == 1)?;
        let canvas = self.navigation.canvas(&self.derived, &self.document);
        let is_canvas_first = self.navigation.page == Page::Map
            && canvas.has_focus()
            && !canvas.has_gesture()
            && !self.has_prompt()
            && !self.panels.overlay.is_open()
            && !egui::Popup::is_any_open(ctx)
            && !ctx.text_edit_focused();
        (is_canvas_first && self.document.editor.map().actors().contains_key(&actor)).then_some(actor)
    }

    /// Notes who has the keyboard as the frame ends, and lets keys wait that came too early.
    pub(super) fn follow_keyboard(&self, ctx: &Context) {
        let has_focus = ctx.memory(|memory| memory.focused().is_some());
        let canvas = self.navigation.canvas(&self.derived, &self.document);
        let name_box = &self.panels.name_box;
        let owner = if name_box.has_keyboard(ctx) {
            KeyOwner::NameField
        } else if name_box.actor().is_some() {
            KeyOwner::Pending
        } else if has_focus && canvas.has_focus() && !ctx.text_edit_focused() {
            KeyOwner::Canvas
        } else if has_focus || self.has_prompt() || self.panels.overlay.is_open() {
            KeyOwner::Other
        } else if canvas.has_focus() || self.focus.is_return_pending() {
            KeyOwner::Pending
        } else {
            KeyOwner::Nobody
        };
        self.with_key_queue(|queue| {
            queue.is_new_owner = owner != queue.owner;
            queue.owner = owner;
            if name_box.is_waiting() {
                let events = ctx.input(|input| input.events.iter().filter(|event| is_key(event)).cloned().collect());
                let later = std::mem::replace(&mut queue.held, events);
                queue.held.extend(later);
                queue.waited = queue.waited.or(Some(0));
            }
            if !queue.held.is_empty() {
                ctx.request_repaint();
            }
        });
    }
}

/// Whether an event is of the keyboard.
fn is_key(event: &Event) -> bool {
    matches!(event, Event::Key { .. } | Event::Text(_) | Event::Ime(_) | Event::Copy | Event::Cut | Event::Paste(_))
}

fn ends_field(key: Key) -> bool {
    matches!(key, Key::Enter | Key::Tab | Key::Escape)
}

fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown)
}

fn is_function_key(key: Key) -> bool {
    (Key::F1..=Key::F35).contains(&key)
}

/// An arrow that is held down goes no further than frames do.
fn is_repeated_arrow(event: &Event) -> bool {
    matches!(event, Event::Key { key, pressed: true, repeat: true, .. } if is_arrow(*key))
}

/// Whether one of the events may begin a name: a letter or digit that no key with Ctrl or Alt has made.
fn begins_name(events: &[Event]) -> bool {
    let mut held = Modifiers::NONE;
    events.iter().any(|event| match event {
        Event::Key { pressed: true, modifiers, .. } => {
            held = *modifiers;
            false
        }
        Event::Text(text) | Event::Ime(ImeEvent::Commit(text) | ImeEvent::Preedit { text, .. }) => {
            !held.command && !held.alt && text.chars().next().is_some_and(char::is_alphanumeric)
        }
        _ => false,
    })
}
