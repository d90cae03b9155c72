//! The self-test of the ostn15, before it is used.
//!
//! It must place Ordnance Survey's 40 test points of OSTN15 within 1 mm both ways. In a program with PROJ (an independent
//! implementation) its projection must agree with PROJ's too (`judge`).

use super::error::ProjectionError;
use super::ostn15::Ostn15;
use crate::domain::geometry::crs::{Bng, Crs84};

/// As published with OSTN15: ETRS89 latitude and longitude in degrees, the OSGB36 easting and northing in metres they become,
/// and the ones that become them (for two points far out, OS gives others).
const POINTS: &str = include_str!("control_points.csv");
pub(super) const TOLERANCE_MM: f64 = 1.0;

pub(super) struct ControlPoint {
    pub(super) name: &'static str,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    forward: (f64, f64),
    backward: (f64, f64),
}

/// Converts every point forwards and back.
pub(super) fn check(ostn15: &Ostn15) -> Result<(), ProjectionError> {
    for point in points() {
        let worst_mm = forward_error_mm(ostn15, &point)?.max(backward_error_mm(ostn15, &point)?);
        if worst_mm > TOLERANCE_MM {
            return Err(ProjectionError::SelfTest { point: point.name, distance_mm: worst_mm });
        }
    }
    Ok(())
}

pub(super) fn points() -> impl Iterator<Item = ControlPoint> {
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

fn forward_error_mm(ostn15: &Ostn15, point: &ControlPoint) -> Result<f64, ProjectionError> {
    let bng = ostn15.to_bng(Crs84::from_lon_lat(point.longitude, point.latitude)?)?;
    Ok((bng.easting_m() - point.forward.0).hypot(bng.northing_m() - point.forward.1) * 1000.0)
}

fn backward_error_mm(ostn15: &Ostn15, point: &ControlPoint) -> Result<f64, ProjectionError> {
    let crs84 = ostn15.to_crs84(Bng::from_easting_northing(point.backward.0, point.backward.1)?)?;
    let degree_mm = 111_320_000.0;
    let east = (crs84.longitude_deg() - point.longitude) * degree_mm * point.latitude.to_radians().cos();
    let north = (crs84.latitude_deg() - point.latitude) * degree_mm;
    Ok(east.hypot(north))
}
