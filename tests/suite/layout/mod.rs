//! Where things stand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![allow(clippy::float_cmp, reason = "the very same place is meant")]

mod drawing;
mod lanes;
mod shapes;
mod tidy;
