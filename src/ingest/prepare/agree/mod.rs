//! What the sources say twice, held against what we find ourselves.

mod check;
mod outlines;

pub use check::check;
