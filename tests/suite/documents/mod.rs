//! The shell on a scheduler, a disk, dialogs and a clock that the tests own: whatever ends late, fails or is answered in
//! whatever order, everything lands in the document that it belongs to, and nothing is lost.

mod commands;
mod disk;
mod faults;
mod ids;
mod journal;
mod locks;
mod orders;
mod outside;
mod surroundings;
mod templates;
mod world;
