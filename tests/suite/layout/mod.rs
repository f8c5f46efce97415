//! Where things stand.

mod bands;
mod drawing;
mod lanes;
mod shapes;
mod tidy;
