//! The shell of the window.
