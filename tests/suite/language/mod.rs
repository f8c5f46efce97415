//! Words, numbers and order in two languages.

mod find;
mod goals;
mod merging;
mod numbers;
mod order;
mod proposals;
mod reliance;
mod replace;
mod scripts;
mod sentences;
mod shorter;
mod terms;
