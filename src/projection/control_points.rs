//! The self-test of the projector, before it is used.
//!
//! It must place Ordnance Survey's 40 test points of OSTN15 within 1 mm both ways, and its projection must agree with PROJ's
//! (an independent implementation) wherever the two are the same by definition: within five degrees of the central meridian.

use proj::Proj;

use super::{ProjectionError, Projector, national_grid};
use crate::domain::crs::{Bng, Crs84};

/// As published with OSTN15: ETRS89 latitude and longitude in degrees, the OSGB36 easting and northing in metres they become,
/// and the ones that become them (for two points far out, OS gives others).
const POINTS: &str = include_str!("control_points.csv");
const TOLERANCE_MM: f64 = 1.0;
/// The National Grid's projection on GRS80 in PROJ's words.
const NATIONAL_GRID: &str =
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=GRS80";
/// How far from the central meridian, in degrees, the series and the exact projection agree to a quarter of a millimetre.
const AGREEING_DEG: f64 = 5.0;

struct ControlPoint {
    name: &'static str,
    latitude: f64,
    longitude: f64,
    forward: (f64, f64),
    backward: (f64, f64),
}

/// Converts every point forwards and back, and once by PROJ.
pub(super) fn check(projector: &Projector) -> Result<(), ProjectionError> {
    let proj = Proj::new(NATIONAL_GRID)?;
    for point in points() {
        let mut errors_mm = vec![forward_error_mm(projector, &point)?, backward_error_mm(projector, &point)?];
        if (point.longitude + 2.0).abs() < AGREEING_DEG {
            errors_mm.push(disagreement_mm(&proj, &point)?);
        }
        let worst_mm = errors_mm.into_iter().fold(0.0, f64::max);
        if worst_mm > TOLERANCE_MM {
            return Err(ProjectionError::SelfTest { point: point.name, distance_mm: worst_mm });
        }
    }
    Ok(())
}

fn points() -> impl Iterator<Item = ControlPoint> {
    POINTS.lines().skip(1).map(|line| {
        let mut fields = line.split(',');
        let name = fields.next().expect("a line has a first field");
        let mut number =
            || fields.next().and_then(|text| text.parse().ok()).expect("control points are numbers");
        ControlPoint {
            name,
            latitude: number(),
            longitude: number(),
            forward: (number(), number()),
            backward: (number(), number()),
        }
    })
}

fn forward_error_mm(projector: &Projector, point: &ControlPoint) -> Result<f64, ProjectionError> {
    let bng = projector.to_bng(Crs84::from_lon_lat(point.longitude, point.latitude)?)?;
    Ok((bng.easting_m() - point.forward.0).hypot(bng.northing_m() - point.forward.1) * 1000.0)
}

fn backward_error_mm(projector: &Projector, point: &ControlPoint) -> Result<f64, ProjectionError> {
    let crs84 = projector.to_crs84(Bng::from_easting_northing(point.backward.0, point.backward.1)?)?;
    let degree_mm = 111_320_000.0;
    let east = (crs84.longitude_deg() - point.longitude) * degree_mm * point.latitude.to_radians().cos();
    let north = (crs84.latitude_deg() - point.latitude) * degree_mm;
    Ok(east.hypot(north))
}

fn disagreement_mm(proj: &Proj, point: &ControlPoint) -> Result<f64, ProjectionError> {
    let ours = national_grid::forward(point.longitude, point.latitude);
    let theirs: (f64, f64) =
        proj.project((point.longitude.to_radians(), point.latitude.to_radians()), false)?;
    Ok((ours.0 - theirs.0).hypot(ours.1 - theirs.1) * 1000.0)
}
