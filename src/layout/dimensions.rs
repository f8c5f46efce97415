//! The sizes of boxes and of the gaps between them, in map units.

/// Width and height of an actor's box.
pub const ACTOR_SIZE: (f32, f32) = (176.0, 72.0);
/// Minimum distance of a drawn link from a box that it does not belong to, where there is space.
pub const LINK_CLEARANCE: f32 = 12.0;
/// Minimum vertical gap between two boxes: links pass through it, clear of both.
pub const ROW_GAP: f32 = 2.0 * LINK_CLEARANCE + 8.0;
/// Minimum horizontal gap between two boxes.
pub const COLUMN_GAP: f32 = 56.0;
/// Space between a lane's edge and its actors; links between lanes run here.
pub const LANE_PADDING: f32 = 44.0;
/// From the upper or lower edge of the lanes or of the supporters' band to the centre of the nearest box.
pub const STRIP_MARGIN: f32 = ACTOR_SIZE.1 / 2.0 + LANE_PADDING;
/// Width of a lane with one column of actors.
pub const LANE_WIDTH: f32 = ACTOR_SIZE.0 + 2.0 * LANE_PADDING;
/// Width of a lane without actors: enough for its name in two rows.
pub const EMPTY_LANE_WIDTH: f32 = 120.0;
/// Vertical gap between the lowest actor of the lanes and the highest supporter.
pub const SUPPORTERS_GAP: f32 = 112.0;

/// Minimum vertical distance between the centres of two boxes.
pub(super) const ROW_PITCH: f64 = (ACTOR_SIZE.1 + ROW_GAP) as f64;
/// Horizontal distance between the centres of neighbouring columns inside a lane.
pub(super) const COLUMN_PITCH: f64 = (ACTOR_SIZE.0 + COLUMN_GAP) as f64;
