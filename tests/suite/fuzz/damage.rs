//! Damage to a text that follows its structure: most of what comes out nearly parses, and so gets far into a reader.

/// Pieces that readers trip over.
const PIECES: [&str; 40] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ";",
    "\"",
    "\"\"",
    "\\",
    "\\u{301}",
    "\\u{110000}",
    "//",
    "/*",
    "*/",
    "\n",
    "\r",
    "\t",
    "\u{feff}",
    "\u{0}",
    "None",
    "Some(1)",
    "true",
    "NaN",
    "inf",
    "-inf",
    "1e999",
    "-0.0",
    "0",
    "-1",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    "1.234,5",
    "31/12/2019",
    "id: 1, ",
    "r#\"x\"#",
    "đ",
];
/// The most damages of one input.
const MAX_DAMAGES: usize = 4;
/// The most bytes of an input.
const MAX_BYTES: usize = 60_000;

/// Numbers that look random and are the same each time (splitmix64, Steele and others 2014).
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below a limit, which is above 0.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    /// One of some items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// One of these texts, damaged in one to four places.
pub(super) fn damaged(whole: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.pick(whole).clone();
    for _ in 0..=random.below(MAX_DAMAGES) {
        damage(&mut bytes, whole, random);
        bytes.truncate(MAX_BYTES);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, whole: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(9) {
        0 => bytes.splice(at..at, random.pick(&PIECES).bytes()).for_each(drop),
        1 => bytes.truncate(at),
        2 => bytes.drain(at..(at + random.below(40)).min(bytes.len())).for_each(drop),
        3 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        // A number or a word gives way to another piece.
        4 => {
            let word = part(bytes, random, |byte| !byte.is_ascii_alphanumeric() && !b"._-".contains(&byte));
            bytes.splice(word, random.pick(&PIECES).bytes()).for_each(drop);
        }
        // Or to a word from elsewhere.
        5 => {
            let source = random.pick(whole);
            let theirs = part(source, random, |byte| !byte.is_ascii_alphanumeric() && !b"._-".contains(&byte));
            let ours = part(bytes, random, |byte| !byte.is_ascii_alphanumeric() && !b"._-".contains(&byte));
            bytes.splice(ours, source[theirs].iter().copied()).for_each(drop);
        }
        // A value, or a record, stands twice.
        6 => {
            let value = part(bytes, random, |byte| b",()[]{}".contains(&byte));
            let twice = [b", ".as_slice(), &bytes[value.clone()]].concat();
            bytes.splice(value.end..value.end, twice).for_each(drop);
        }
        // A line stands twice, or gives way to one from elsewhere.
        7 => {
            let line = part(bytes, random, |byte| byte == b'\n');
            let twice = [b"\n".as_slice(), &bytes[line.clone()]].concat();
            bytes.splice(line.end..line.end, twice).for_each(drop);
        }
        _ => {
            let source = random.pick(whole);
            let theirs = part(source, random, |byte| byte == b'\n');
            let ours = part(bytes, random, |byte| byte == b'\n');
            bytes.splice(ours, source[theirs].iter().copied()).for_each(drop);
        }
    }
}

/// The part around a random place, between two bytes that separate.
fn part(bytes: &[u8], random: &mut Random, separates: impl Fn(u8) -> bool) -> std::ops::Range<usize> {
    let at = random.below(bytes.len() + 1);
    let start = bytes[..at].iter().rposition(|byte| separates(*byte)).map_or(0, |before| before + 1);
    let end = bytes[at..].iter().position(|byte| separates(*byte)).map_or(bytes.len(), |length| at + length);
    start..end
}
