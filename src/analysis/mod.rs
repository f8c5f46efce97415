//! What a map says.
