//! PROJ as the judge of our National Grid, in programs that are built with it.
//!
//! The projection alone is judged, without the OSTN15 shift, wherever the two are the same by definition: within five degrees
//! of the central meridian. PROJ is given a projection string, never an EPSG code: for EPSG:27700 without a grid file it falls
//! back in silence and can be metres off.

use proj::Proj;

use super::control_points::{self, ControlPoint, TOLERANCE_MM};
use super::error::ProjectionError;
use super::national_grid;

/// The National Grid's projection on GRS80 in PROJ's words.
const NATIONAL_GRID: &str =
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=GRS80";
/// How far from the central meridian, in degrees, the series and the exact projection agree to a quarter of a millimetre.
const AGREEING_DEG: f64 = 5.0;

/// Projects every control point once by our series and once by PROJ.
pub(super) fn check() -> Result<(), ProjectionError> {
    let proj = Proj::new(NATIONAL_GRID)?;
    for point in control_points::points().filter(|point| (point.longitude + 2.0).abs() < AGREEING_DEG) {
        let distance_mm = disagreement_mm(&proj, &point)?;
        if distance_mm > TOLERANCE_MM {
            return Err(ProjectionError::SelfTest { point: point.name, distance_mm });
        }
    }
    Ok(())
}

fn disagreement_mm(proj: &Proj, point: &ControlPoint) -> Result<f64, ProjectionError> {
    let ours = national_grid::forward(point.longitude, point.latitude);
    let theirs: (f64, f64) =
        proj.project((point.longitude.to_radians(), point.latitude.to_radians()), false)?;
    Ok((ours.0 - theirs.0).hypot(ours.1 - theirs.1) * 1000.0)
}
