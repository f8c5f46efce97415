//! Allocator tuning.

/// Raises glibc's trim threshold. A frame allocates and frees a few megabytes, which glibc would return to the system
/// and fault in again page by page, up to a quarter of the frame's time. The threshold is twice the largest mapped
/// block freed so far, so one is freed here; it is never touched and takes no memory. No effect on other systems.
pub(super) fn raise_trim_threshold() {
    const CHUNK_SIZE: usize = 16 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(CHUNK_SIZE)));
}
