//! Spatial index for rectangle queries.

use super::geometry::Area;
use crate::layout::f32_sort_key;

/// Boxes per node.
const NODE_CAPACITY: usize = 16;

/// A packed R-tree of list positions, bulk-loaded by sort-tile-recursive (Leutenegger, Lopez, Edgington 1997). An item
/// may have several boxes, as a long line has.
#[derive(Clone, Debug)]
pub(super) struct RTree {
    /// Number of items.
    item_count: usize,
    /// The items' boxes in packing order.
    boxes: Vec<Area>,
    /// The item of each box.
    items: Vec<u32>,
    /// Bounding boxes of each [`NODE_CAPACITY`] boxes, then of each so many of those, up to a single root.
    levels: Vec<Vec<Area>>,
}

impl RTree {
    /// A tree of this many items with these boxes, each with the list position of its item.
    pub fn new(item_count: usize, boxes: impl IntoIterator<Item = (usize, Area)>) -> Self {
        let (all, owner_of): (Vec<Area>, Vec<u32>) = boxes.into_iter().map(|(at, area)| (area, at as u32)).unzip();
        let mut order: Vec<u64> = all.iter().zip(0..).map(|(area, at)| sort_key(area.min.x + area.max.x, at)).collect();
        order.sort_unstable();
        let slice_size = (all.len() as f32 / NODE_CAPACITY as f32).sqrt().ceil().max(1.0) as usize * NODE_CAPACITY;
        for part in order.chunks_mut(slice_size) {
            for key in &mut *part {
                let at = sort_key_index(*key);
                *key = all.get(at).map_or(*key, |area| sort_key(area.min.y + area.max.y, at as u32));
            }
            part.sort_unstable();
        }
        let boxes: Vec<Area> = order.iter().filter_map(|key| all.get(sort_key_index(*key)).copied()).collect();
        let items: Vec<u32> = order.iter().filter_map(|key| owner_of.get(sort_key_index(*key)).copied()).collect();
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
        Self { item_count, boxes, items, levels }
    }

    /// The list positions of items with a box that touches an area, ascending and unique.
    pub fn intersecting(&self, area: Area) -> Vec<usize> {
        let mut found = vec![0_u64; self.item_count.div_ceil(64)];
        let mut mark_found = |owner: u32| {
            if let Some(word) = found.get_mut(owner as usize / 64) {
                *word |= 1 << (owner % 64);
            }
        };
        self.any_touching(area, |owner| {
            mark_found(owner);
            false
        });
        set_bits(&found)
    }

    /// Whether an item with a box that touches an area is wanted; each such box is asked for until one is.
    pub fn any_touching(&self, area: Area, mut is_wanted: impl FnMut(u32) -> bool) -> bool {
        self.levels.len().checked_sub(1).is_some_and(|top| self.any_below(top, 0, area, &mut is_wanted))
    }

    fn any_below(&self, level: usize, at: usize, area: Area, is_wanted: &mut impl FnMut(u32) -> bool) -> bool {
        let Some(around) = self.levels.get(level).and_then(|level| level.get(at)) else { return false };
        if !around.intersects(area) {
            return false;
        }
        let inside = area.contains(around.min) && area.contains(around.max);
        if inside || level == 0 {
            let many = NODE_CAPACITY.pow(level as u32 + 1);
            let owners = self.items.iter().skip(at * many).take(many);
            let mut touching = owners.zip(self.boxes.iter().skip(at * many));
            return touching.any(|(owner, own)| (inside || own.intersects(area)) && is_wanted(*owner));
        }
        (at * NODE_CAPACITY..(at + 1) * NODE_CAPACITY).any(|below| self.any_below(level - 1, below, area, is_wanted))
    }
}

/// An integer sort key: by coordinate, then by position; integers sort faster than tuples with floats.
fn sort_key(along: f32, at: u32) -> u64 {
    u64::from(f32_sort_key(along)) << 32 | u64::from(at)
}

/// The position in a [`sort_key`].
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
