//! Where things stand.

mod drawing;
mod lanes;
mod shapes;
mod tidy;
