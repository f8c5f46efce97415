//! The keys of a presentation: those of clickers, and those that one finds on every keyboard.

use egui::{Key, Modifiers};

use super::state::Presentation;
use crate::command::{Presenting, PresentingAid};

/// The greatest number that can be typed.
const MAX_NUMBER: usize = 99_999;

/// What a key asks for. Digits are kept until Enter; any other key forgets them.
pub fn presenting_key(key: Key, modifiers: Modifiers, presentation: &mut Presentation) -> Option<Presenting> {
    if modifiers.command || modifiers.alt || modifiers.ctrl {
        return None;
    }
    if let Some(digit) = digit(key) {
        let typed = presentation.typed.unwrap_or_default() * 10 + digit;
        presentation.typed = Some(typed.min(MAX_NUMBER));
        return None;
    }
    let typed = presentation.typed.take();
    Some(match key {
        // The first slide is number 1.
        Key::Enter => typed.map_or(Presenting::Next, |number| Presenting::GoTo(number.saturating_sub(1))),
        Key::PageDown | Key::ArrowRight | Key::Space => Presenting::Next,
        Key::PageUp | Key::ArrowLeft | Key::Backspace => Presenting::Previous,
        Key::Home => Presenting::First,
        Key::End => Presenting::Last,
        Key::ArrowDown => Presenting::NextStep,
        Key::ArrowUp => Presenting::PreviousStep,
        Key::B | Key::Period => Presenting::Toggle(PresentingAid::Black),
        Key::G => Presenting::Toggle(PresentingAid::Strip),
        Key::L => Presenting::Toggle(PresentingAid::Laser),
        Key::S => Presenting::Toggle(PresentingAid::Spotlight),
        Key::N => Presenting::Toggle(PresentingAid::Notes),
        Key::T => Presenting::Toggle(PresentingAid::Steps),
        Key::E => Presenting::Toggle(PresentingAid::Fields),
        Key::Escape if typed.is_some() => return None,
        Key::Escape => {
            // One step back: what lies over the slide goes first.
            let over = [PresentingAid::Black, PresentingAid::Strip, PresentingAid::Fields];
            let open = over.into_iter().find(|aid| presentation.has(*aid));
            open.map_or(Presenting::Stop, Presenting::Toggle)
        }
        _ => return None,
    })
}

fn digit(key: Key) -> Option<usize> {
    let digits =
        [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    digits.iter().position(|known| *known == key)
}
