//! The one integration test binary: a module a room.

mod analysis;
mod architecture;
mod cli;
mod exchange;
mod language;
mod layout;
mod map;
mod saves;
mod storage;
mod window;
