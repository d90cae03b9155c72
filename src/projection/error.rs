//! Why a point is not converted.

#[cfg(feature = "proj")]
use proj::{ProjCreateError, ProjError};

use super::shift::InvalidTables;
use crate::domain::geometry::crs::InvalidCoordinate;

/// A point that cannot be converted, or a machine that cannot convert.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// OSTN15 does not cover the point.
    #[error("{0} is outside the area of the OSTN15 transformation (Great Britain and its coastal waters)")]
    OutsideTransformation(String),
    /// The converted point is not one of its system.
    #[error("the point cannot be converted: {0}")]
    NotOnGrid(#[from] InvalidCoordinate),
    /// The shift tables are not the published ones.
    #[error(transparent)]
    Tables(#[from] InvalidTables),
    /// PROJ refused the projection.
    #[cfg(feature = "proj")]
    #[error("PROJ cannot make the National Grid projection: {0}")]
    Create(#[from] ProjCreateError),
    /// PROJ refused a point.
    #[cfg(feature = "proj")]
    #[error("PROJ cannot convert the point: {0}")]
    Convert(#[from] ProjError),
    /// A published control point came out wrong.
    #[error("projection self-test failed: {point} is {distance_mm:.3} mm off, more than 1 mm")]
    SelfTest {
        /// Ordnance Survey's name of the point.
        point: &'static str,
        /// How far off.
        distance_mm: f64,
    },
}
