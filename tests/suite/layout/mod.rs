//! Where things stand.

mod drawing;
mod keep;
mod lanes;
mod routes;
mod shapes;
mod tidy;
