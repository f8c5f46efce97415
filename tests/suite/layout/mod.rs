//! Where things stand.

mod bands;
mod drawing;
mod focus;
mod keep;
mod lanes;
mod routes;
mod shapes;
mod slide;
mod thorough;
mod tidy;
mod watching;
