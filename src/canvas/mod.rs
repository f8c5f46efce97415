//! The scene in the window.
