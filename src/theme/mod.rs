//! Colours, sizes, letters.
