//! Cut, flipped and mixed-up bytes: never a panic, and never another map without a word.

use lienket::storage::{ReadError, read, write};
use proptest::prelude::*;

use super::golden::golden;
use super::round_trip::laid_out_otherwise;
use crate::map::random;

#[test]
fn a_text_cut_anywhere_does_not_open() {
    let bytes = write(&golden());
    let whole = bytes.trim_ascii_end().len();
    for end in 0..whole {
        let cut = read(&bytes[..end]);
        assert!(cut.is_err(), "cut at {end} of {whole}");
        let message = cut.unwrap_err().to_string();
        assert!(!message.contains('\n') && message.len() < 1_000, "{message}");
    }
    assert!(read(&bytes[..whole]).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Both ways of reading also agree on what they refuse, and a flipped byte never panics.
    #[test]
    fn flipped_bytes_read_the_same_both_ways(
        map in random::map(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = write(&map);
        // What stands before the head is no part of the records.
        let head = b"#![enable(implicit_some)]\n(\nformat: 2,\n".len();
        for (at, byte) in flips {
            let at = head + at.index(bytes.len() - head);
            bytes[at] = byte;
        }
        let quick = read(&bytes);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            match (quick, read(laid_out_otherwise(text).as_bytes())) {
                (Ok(quick), Ok(thorough)) => prop_assert_eq!(quick, thorough),
                (Err(_), Err(_)) => {}
                (quick, thorough) => prop_assert!(false, "{:?} but {:?}", quick.err(), thorough.err()),
            }
        } else {
            let not_utf8 = matches!(quick, Err(ReadError::NotUtf8 { .. }));
            prop_assert!(not_utf8);
        }
    }

    /// Pieces of real text put together at random.
    #[test]
    fn mixed_pieces_never_panic(cuts in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..6)) {
        let text = String::from_utf8(write(&golden())).unwrap();
        let signs: Vec<char> = text.chars().collect();
        let mut mixed = String::from("#![enable(implicit_some)]\n(\nformat: 2,\n");
        for (a, b) in cuts {
            let (a, b) = (a.index(signs.len()), b.index(signs.len()));
            mixed.extend(&signs[a.min(b)..a.max(b)]);
        }
        if let Err(error) = read(mixed.as_bytes()) {
            let message = error.to_string();
            prop_assert!(!message.contains('\n') && message.len() < 2_000, "{}", message);
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), with_head in any::<bool>()) {
        let mut whole = if with_head { b"(format: 1, ".to_vec() } else { Vec::new() };
        whole.extend(bytes);
        prop_assert!(read(&whole).is_err() || with_head);
    }
}
