//! Where things stand.
