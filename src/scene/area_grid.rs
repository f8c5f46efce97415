//! Rectangles that are placed one after the other, by the squares of a grid that they touch.

use rustc_hash::FxHashMap;

use super::geometry::Area;

/// The rectangles placed so far.
#[derive(Debug)]
pub(super) struct AreaGrid {
    /// The side of a square.
    side: f32,
    squares: FxHashMap<(i32, i32), Vec<Area>>,
}

impl AreaGrid {
    /// Without any; most rectangles should be about as large as a square of this side.
    pub fn new(side: f32) -> Self {
        Self { side: side.max(f32::MIN_POSITIVE), squares: FxHashMap::default() }
    }

    /// Whether one of them touches an area.
    pub fn touches(&self, area: Area) -> bool {
        self.squares_of(area).any(|square| {
            self.squares.get(&square).is_some_and(|areas| areas.iter().any(|other| other.intersects(area)))
        })
    }

    /// Adds one.
    pub fn add(&mut self, area: Area) {
        for square in self.squares_of(area).collect::<Vec<_>>() {
            self.squares.entry(square).or_default().push(area);
        }
    }

    fn squares_of(&self, area: Area) -> impl Iterator<Item = (i32, i32)> + use<> {
        let of = |at: f32| (at / self.side).floor() as i32;
        let (columns, rows) = (of(area.min.x)..=of(area.max.x), of(area.min.y)..=of(area.max.y));
        columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::geometry::Point;
    use super::*;

    fn area() -> impl Strategy<Value = Area> {
        (-500.0_f32..500.0, -500.0_f32..500.0, 0.0_f32..120.0, 0.0_f32..40.0)
            .prop_map(|(x, y, width, height)| Area { min: Point::new(x, y), max: Point::new(x + width, y + height) })
    }

    proptest! {
        #[test]
        fn it_finds_what_a_look_at_each_finds(
            placed in prop::collection::vec(area(), 0..40),
            asked in prop::collection::vec(area(), 1..20),
            side in 1.0_f32..300.0,
        ) {
            let mut grid = AreaGrid::new(side);
            for area in &placed {
                grid.add(*area);
            }
            for area in asked {
                prop_assert_eq!(grid.touches(area), placed.iter().any(|other| other.intersects(area)));
            }
        }
    }
}
