//! One user's view of a map, as plain data: selection, filter, neighborhood, scope, what-if, year, highlight. A saved
//! [`View`](crate::map::View) stores a part of it: its [`ViewState`](crate::map::ViewState).
//!
//! Nothing here draws, uses the window or files, or computes positions.

mod alike;
mod changed;
mod context;
mod highlight;
mod neighborhood;
mod product_participants;
mod state;
mod visibility;

pub use alike::{Alike, alike_actors};
pub use changed::selection_after;
pub use context::{ViewContext, WhatIf};
pub use highlight::{Dimming, Highlight};
pub use neighborhood::link_chain;
pub use state::{Session, Subject};
pub use visibility::VisibilityFilter;
