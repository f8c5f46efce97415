//! Memory that stays at hand from frame to frame.

/// A frame takes a few megabytes and gives them back: glibc would hand them to the system and ask for them again, page by
/// page, sixty times a second, which takes up to a quarter of the frame. What it keeps to itself is twice as much as the
/// largest piece that it has ever got back, so it gets this one, which nobody has touched and which takes no memory.
/// Other systems do not mind.
pub(super) fn raise_trim_threshold() {
    const CHUNK_SIZE: usize = 16 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(CHUNK_SIZE)));
}
