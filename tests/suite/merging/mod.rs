//! Two actors made one: nothing that names them is forgotten, and nothing that was said is lost.

mod examples;
mod twin;
