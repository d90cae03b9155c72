//! Polygons that share their borders: every border stored once, as an arc with a face on each side.
//!
//! Faces are simple polygons on canonical vertices (integer millimetres), each owned by a numbered thing: an area, or a
//! neighbourhood that was drawn. Because two neighbours run through the same vertices, cancelling shared edges dissolves
//! any set of owners exactly: borders come out bit-equal on both sides, with no gap and no overlap.
//! A float union is never used for a border: it moves vertices.

mod boxes;
mod build;
mod check;
#[expect(clippy::module_inception, reason = "the room is named after what it holds")]
mod coverage;
mod dissolve;
mod ring;
mod simplify;
mod validity;

pub use boxes::{GeoBox, union};
pub use check::CoverageDefect;
pub use coverage::{Arc, Coverage, Parts, SharedBorder};
pub use dissolve::Shape;
pub use ring::{GridPolygon, InvalidRing, double_area_mm2};
pub use validity::InvalidPolygon;
