//! What one person looks at, as plain data: selection, filter, neighborhood, scope, what-if, year, highlight. A saved
//! [`View`](crate::map::View) keeps a part of it, under the same type: its [`ViewState`](crate::map::ViewState).
//!
//! Nothing here draws, knows the window or a file, or says where anything stands.

mod context;
mod highlight;
mod neighborhood;
mod product_participants;
mod state;
mod visibility;

pub use context::{ViewContext, WhatIf};
pub use highlight::Highlight;
pub use neighborhood::link_chain;
pub use state::{Session, Subject};
pub use visibility::VisibilityFilter;
