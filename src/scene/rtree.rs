//! Finds what lies in an area without asking everything.

use super::geometry::Area;
use crate::layout::f32_sort_key;

/// How many boxes lie in one box of the next level.
const NODE_CAPACITY: usize = 16;

/// Positions of things in a list, by where they lie: a packed R-tree. Every thing may have several boxes, as a long
/// line has. Filled at once by cutting into upright slices, and those by height (Leutenegger, Lopez, Edgington: STR,
/// 1997).
#[derive(Clone, Debug)]
pub(super) struct RTree {
    /// How many things there are.
    item_count: usize,
    /// The things' boxes, neighbours side by side.
    boxes: Vec<Area>,
    /// Which thing each box belongs to.
    items: Vec<u32>,
    /// For every [`FAN`] boxes what surrounds them; for every so many of those; and so on up to one.
    levels: Vec<Vec<Area>>,
}

impl RTree {
    /// A tree of so many things with these boxes, each with its thing's position in the list.
    pub fn new(things: usize, boxes: impl IntoIterator<Item = (usize, Area)>) -> Self {
        let (all, of): (Vec<Area>, Vec<u32>) = boxes.into_iter().map(|(at, area)| (area, at as u32)).unzip();
        let mut order: Vec<u64> = all.iter().zip(0..).map(|(area, at)| sort_key(area.min.x + area.max.x, at)).collect();
        order.sort_unstable();
        let slice = (all.len() as f32 / NODE_CAPACITY as f32).sqrt().ceil().max(1.0) as usize * NODE_CAPACITY;
        for part in order.chunks_mut(slice) {
            for key_of in &mut *part {
                let at = sort_key_index(*key_of);
                *key_of = all.get(at).map_or(*key_of, |area| sort_key(area.min.y + area.max.y, at as u32));
            }
            part.sort_unstable();
        }
        let boxes: Vec<Area> = order.iter().filter_map(|key| all.get(sort_key_index(*key)).copied()).collect();
        let owners: Vec<u32> = order.iter().filter_map(|key| of.get(sort_key_index(*key)).copied()).collect();
        let mut levels: Vec<Vec<Area>> = Vec::new();
        loop {
            let below = levels.last().unwrap_or(&boxes);
            if below.len() <= 1 && !levels.is_empty() || below.is_empty() {
                break;
            }
            let around = |part: &[Area]| part.iter().fold(Area::NOTHING, |all, area| all.union(*area));
            let level = below.chunks(NODE_CAPACITY).map(around).collect();
            levels.push(level);
        }
        Self { item_count: things, boxes, items: owners, levels }
    }

    /// The positions of things with a box that touches an area, in order, each once.
    pub fn intersecting(&self, area: Area) -> Vec<usize> {
        let mut found = vec![0_u64; self.item_count.div_ceil(64)];
        let mut take = |owner: &u32| {
            if let Some(word) = found.get_mut(*owner as usize / 64) {
                *word |= 1 << (owner % 64);
            }
        };
        let mut stack: Vec<(usize, usize)> = Vec::new();
        if let Some(top) = self.levels.len().checked_sub(1) {
            stack.push((top, 0));
        }
        while let Some((level, at)) = stack.pop() {
            let Some(around) = self.levels.get(level).and_then(|level| level.get(at)) else { continue };
            if !around.intersects(area) {
                continue;
            }
            let inside = area.contains(around.min) && area.contains(around.max);
            if inside || level == 0 {
                let many = NODE_CAPACITY.pow(level as u32 + 1);
                let owners = self.items.iter().skip(at * many).take(many);
                let boxes = self.boxes.iter().skip(at * many);
                owners.zip(boxes).filter(|(_, own)| inside || own.intersects(area)).for_each(|(owner, _)| take(owner));
            } else {
                stack.extend((at * NODE_CAPACITY..(at + 1) * NODE_CAPACITY).map(|below| (level - 1, below)));
            }
        }
        set_bits(&found)
    }
}

/// A number that sorts as a coordinate does, and for equal ones by a position: numbers sort faster than what they are of.
fn sort_key(along: f32, at: u32) -> u64 {
    u64::from(f32_sort_key(along)) << 32 | u64::from(at)
}

/// The position in a [`key`].
fn sort_key_index(key: u64) -> usize {
    key as u32 as usize
}

/// The positions of all set bits.
fn set_bits(bits: &[u64]) -> Vec<usize> {
    let mut found = Vec::with_capacity(bits.iter().map(|word| word.count_ones() as usize).sum());
    for (at, word) in bits.iter().enumerate() {
        let mut left = *word;
        while left != 0 {
            found.push(at * 64 + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
    found
}
