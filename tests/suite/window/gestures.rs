//! Gestures in any order.

use egui::{Event, Key, Modifiers, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::Command;
use proptest::prelude::*;

use super::desk::Desk;
use super::hands::{CTRL, NONE, desk, press, pull};

/// What a hand does without thinking.
#[derive(Clone, Debug)]
enum Move {
    Drag { from: (u8, u8), to: (u8, u8), keys: u8, is_cancelled: bool },
    Click { at: (u8, u8), keys: u8 },
    Key { key: u8, keys: u8 },
}

fn held(keys: u8) -> Modifiers {
    [NONE, Modifiers::SHIFT, CTRL, Modifiers::ALT][usize::from(keys % 4)]
}

fn any_move() -> impl Strategy<Value = Move> {
    let place = || (any::<u8>(), any::<u8>());
    prop_oneof![
        4 => (place(), place(), 0..4_u8, prop::bool::weighted(0.3))
            .prop_map(|(from, to, keys, is_cancelled)| Move::Drag { from, to, keys, is_cancelled }),
        2 => (place(), 0..4_u8).prop_map(|(at, keys)| Move::Click { at, keys }),
        2 => (0..9_u8, 0..4_u8).prop_map(|(key, keys)| Move::Key { key, keys }),
    ]
}

/// Near a card, its edge or an end of a link, or on the ground.
fn place(desk: &Desk, (which, where_): (u8, u8)) -> Pos2 {
    let names = ["Farmers", "Group", "Coop", "Mill", "Exporter", "Market", "Bank"];
    let cards = desk.harness.query_all_by_role(egui::Role::GraphicsObject);
    let cards: Vec<Rect> = cards.map(|node| node.rect()).collect();
    let card = cards.get(usize::from(which) % names.len().max(cards.len())).copied();
    let card = card.unwrap_or_else(|| Rect::from_center_size(Pos2::new(800.0, 450.0), Vec2::splat(60.0)));
    match where_ % 5 {
        0 => card.center(),
        1 => card.right_center(),
        2 => card.left_center() - Vec2::new(4.0, 0.0),
        3 => card.right_center() + Vec2::new(17.0, 0.0),
        _ => card.center() + Vec2::new(f32::from(where_) - 128.0, f32::from(which) - 60.0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// Whatever a hand does, the map keeps its promises, what is cancelled changes nothing, and undo leads back.
    #[test]
    fn whatever_a_hand_does_can_be_undone(moves in prop::collection::vec(any_move(), 1..10)) {
        let mut desk = desk();
        let start = desk.map();
        for one in &moves {
            let before = desk.map();
            match one {
                Move::Drag { from, to, keys, is_cancelled } => {
                    let (from, to) = (place(&desk, *from), place(&desk, *to));
                    pull(&mut desk, from, to, held(*keys));
                    if *is_cancelled {
                        desk.harness.key_press(Key::Escape);
                        desk.harness.run_steps(2);
                    }
                    press(&mut desk, to, false, held(*keys));
                    desk.harness.event(Event::ModifiersChanged(NONE));
                    desk.settle();
                    prop_assert!(!is_cancelled || desk.map() == before, "{one:?}");
                }
                Move::Click { at, keys } => {
                    let at = place(&desk, *at);
                    desk.click(at, held(*keys));
                }
                Move::Key { key, keys } => {
                    let key = [
                        Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight, Key::Escape, Key::Enter,
                        Key::Delete, Key::Tab, Key::F2,
                    ][usize::from(*key)];
                    desk.keys(held(*keys), key);
                }
            }
            prop_assert_eq!(desk.map().violations(), []);
        }
        desk.keys(NONE, Key::Escape);
        for _ in 0..40 {
            desk.wish(Command::Undo);
        }
        prop_assert!(desk.map() == start);
    }
}
