//! Pure facts and figures: what a place is, which neighbourhood it lies in, and what a change of borders changes.
//!
//! Nothing here reads a file, a clock or a socket. Input arrives as checked types (the constructors are the only doors),
//! geometry is integer millimetres of EPSG:27700, and people are counted in integers. Rooms from the ground up: [`geometry`],
//! [`ground`], [`boundaries`], [`figures`], [`change`]; on top a [`draft`], and the [`atlas`] that holds all.

pub mod atlas;
pub mod boundaries;
pub mod change;
pub mod draft;
pub mod figures;
pub mod geometry;
pub mod ground;
