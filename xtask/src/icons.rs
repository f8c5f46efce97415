//! The program's icon in every size, out of that of Windows, which holds them all as PNG.

use crate::{Outcome, source};

/// Each picture with its side in pixels.
pub fn pngs() -> Outcome<Vec<(u32, Vec<u8>)>> {
    let ico = source("assets/icon/lienket.ico")?;
    let bytes = |at: usize, count: usize| ico.get(at..at + count).ok_or("the icon ends too early");
    let number = |at: usize, count: usize| -> Outcome<usize> {
        Ok(bytes(at, count)?.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    let picture = |entry: usize| -> Outcome<(u32, Vec<u8>)> {
        let at = 6 + 16 * entry;
        // A side of 256 is written as 0.
        let side = if number(at, 1)? == 0 { 256 } else { number(at, 1)? as u32 };
        Ok((side, bytes(number(at + 12, 4)?, number(at + 8, 4)?)?.to_vec()))
    };
    (0..number(4, 2)?).map(picture).collect()
}
