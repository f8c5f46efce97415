//! Lienket draws and checks value-chain linkage maps. `ARCHITECTURE.md` is the plan of the house.

pub mod analysis;
pub mod app;
pub mod canvas;
pub mod cli;
pub mod command;
pub mod editing;
pub mod exchange;
pub mod graph;
pub mod guide;
pub mod language;
pub mod layout;
pub mod map;
pub mod panels;
pub mod presentation;
pub mod scene;
pub mod schema;
pub mod session;
pub mod slides;
pub mod storage;
pub mod theme;
