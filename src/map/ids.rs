//! Small stable numbers that name records. An id is handed out once and never reused, so it can stand
//! in files, patches and comparisons; it is not a position in any graph or list.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What every id can do; it lets one piece of code serve all tables.
pub trait Id: Copy + Ord + std::hash::Hash + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The id with this number.
    fn new(number: u32) -> Self;
    /// The number of this id.
    fn number(self) -> u32;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl Id for $name {
            fn new(number: u32) -> Self {
                Self(number)
            }
            fn number(self) -> u32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// Names a [`Stage`](super::Stage).
    StageId,
    /// Names a [`Product`](super::Product).
    ProductId,
    /// Names an [`Actor`](super::Actor), and its [`Place`](super::Place).
    ActorId,
    /// Names a [`Link`](super::Link).
    LinkId,
    /// Names a [`CoopModel`](super::CoopModel).
    ModelId,
    /// Names a [`Channel`](super::Channel).
    ChannelId,
    /// Names a [`Target`](super::Target).
    TargetId,
    /// Names a [`View`](super::View).
    ViewId,
}
