//! Words, numbers and order in two languages.

mod direction;
mod find;
mod folding;
mod goals;
mod map_changes;
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
