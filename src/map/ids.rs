//! Small stable numbers that identify records. An id is issued once and never reused, so files, patches and comparisons
//! can refer to it; it is not an index into any graph or list.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Common interface of all ids, for code that is generic over tables.
pub trait Id: Copy + Ord + std::hash::Hash + fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// Makes an id from its number.
    fn new(number: u32) -> Self;
    /// Its number.
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
    /// Id of a [`Stage`](super::Stage).
    StageId,
    /// Id of a [`Product`](super::Product).
    ProductId,
    /// Id of an [`Actor`](super::Actor), and of its [`Placement`](super::Placement).
    ActorId,
    /// Id of a [`Link`](super::Link).
    LinkId,
    /// Id of a [`CoopModel`](super::CoopModel).
    ModelId,
    /// Id of a [`Channel`](super::Channel).
    ChannelId,
    /// Id of a [`Target`](super::Target).
    TargetId,
    /// Id of a [`View`](super::View).
    ViewId,
}
