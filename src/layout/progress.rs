//! How long-running work reports its progress and hears that it is cancelled.

/// Called with the fraction of the work done, 0 to 1; returns whether to continue (`false` cancels).
pub type ProgressCallback<'a> = &'a dyn Fn(f32) -> bool;
