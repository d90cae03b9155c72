//! The transformation itself: the National Grid's projection and the OSTN15 shift on it, both ways.

use super::error::ProjectionError;
use super::national_grid;
use super::shift::ShiftTables;
use crate::domain::geometry::crs::{Bng, Crs84, Point};

/// The inverse iterates until the shift moves by less than this, in metres.
const CONVERGED_M: f64 = 0.000_01;
/// It converges in three steps wherever the tables hold; this is a bound, not an expectation.
const MOST_ITERATIONS: usize = 20;

/// The transformation over shift tables that nobody has tested yet.
pub(super) struct Ostn15 {
    tables: ShiftTables,
}

impl Ostn15 {
    pub(super) fn new(tables: ShiftTables) -> Self {
        Self { tables }
    }

    /// Longitude and latitude to the National Grid.
    ///
    /// # Errors
    /// [`ProjectionError::OutsideTransformation`] where OSTN15 has no data.
    pub(super) fn to_bng(&self, point: Crs84<Point>) -> Result<Bng<Point>, ProjectionError> {
        let (longitude, latitude) = (point.longitude_deg(), point.latitude_deg());
        let outside =
            || ProjectionError::OutsideTransformation(format!("longitude {longitude}, latitude {latitude}"));
        // The tables lie within these; far from the central meridian the series has no meaning.
        if !(-10.0..=4.5).contains(&longitude) || !(48.5..=62.0).contains(&latitude) {
            return Err(outside());
        }
        let (east, north) = national_grid::forward(longitude, latitude);
        let shift = self.tables.at(east, north).ok_or_else(outside)?;
        Bng::from_easting_northing(east + shift.east_m, north + shift.north_m)
            .map_err(|_outside_the_grid| outside())
    }

    /// The National Grid to longitude and latitude.
    ///
    /// # Errors
    /// [`ProjectionError::OutsideTransformation`] where OSTN15 has no data.
    pub(super) fn to_crs84(&self, point: Bng<Point>) -> Result<Crs84<Point>, ProjectionError> {
        let (easting, northing) = (point.easting_m(), point.northing_m());
        let outside =
            || ProjectionError::OutsideTransformation(format!("easting {easting}, northing {northing}"));
        let mut shift = self.tables.at(easting, northing).ok_or_else(outside)?;
        for _ in 0..MOST_ITERATIONS {
            let next =
                self.tables.at(easting - shift.east_m, northing - shift.north_m).ok_or_else(outside)?;
            let moved = (next.east_m - shift.east_m).abs().max((next.north_m - shift.north_m).abs());
            shift = next;
            if moved < CONVERGED_M {
                break;
            }
        }
        let (longitude, latitude) = national_grid::inverse(easting - shift.east_m, northing - shift.north_m);
        Ok(Crs84::from_lon_lat(longitude, latitude)?)
    }
}
