//! British National Grid from and to longitude and latitude, by Ordnance Survey's own definition.
//!
//! The Transverse Mercator projection of the National Grid on GRS80 (`national_grid`) plus the OSTN15 shift (`shift`), bilinear
//! on its 1 km grid. Ordnance Survey: "Transformations and OSGM15 user guide", 2016. Reaches 0.53 mm on the 40 published
//! test points, both ways; outside the tables it is an error, never a guess. Every projector is self-tested against those
//! points before it is used, and against PROJ in a program that is built with it (`judge`). Nothing else in the crate uses
//! `proj`.

use std::sync::Arc;

#[cfg(feature = "proj")]
use proj::{ProjCreateError, ProjError};

use crate::domain::geometry::crs::{Bng, Crs84, GridPoint, InvalidCoordinate, LonLat, Point};
use crate::domain::ground::places::Site;

mod control_points;
#[cfg(feature = "proj")]
mod judge;
mod national_grid;
mod shift;
mod systems;

pub use shift::{InvalidTables, Shift, ShiftTables};
pub use systems::{Conversion, System, UnreadSystem};

/// Converts points between the National Grid and longitude, latitude. Cheap to clone; to be had only self-tested.
#[derive(Clone)]
pub struct Projector {
    tables: Arc<ShiftTables>,
}

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

/// The inverse iterates until the shift moves by less than this, in metres.
const CONVERGED_M: f64 = 0.000_01;
/// It converges in three steps wherever the tables hold; this is a bound, not an expectation.
const MOST_ITERATIONS: usize = 20;

impl Projector {
    /// A projector over shift tables that places every Ordnance Survey control point within 1 mm, both ways.
    ///
    /// # Errors
    /// [`ProjectionError::SelfTest`] naming the first point that does not, or whatever keeps a point from being converted.
    pub fn new(tables: ShiftTables) -> Result<Self, ProjectionError> {
        let projector = Self { tables: Arc::new(tables) };
        control_points::check(&projector)?;
        #[cfg(feature = "proj")]
        judge::check()?;
        Ok(projector)
    }

    /// Longitude and latitude to the National Grid.
    ///
    /// # Errors
    /// [`ProjectionError::OutsideTransformation`] where OSTN15 has no data.
    pub fn to_bng(&self, point: Crs84<Point>) -> Result<Bng<Point>, ProjectionError> {
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
    pub fn to_crs84(&self, point: Bng<Point>) -> Result<Crs84<Point>, ProjectionError> {
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

    /// The longitude and latitude of a canonical vertex, as written in answers.
    ///
    /// # Errors
    /// As [`Projector::to_crs84`].
    pub fn lon_lat(&self, vertex: GridPoint) -> Result<LonLat, ProjectionError> {
        Ok(self.to_crs84(vertex.to_bng())?.to_lon_lat())
    }

    /// A vertex in both systems; none where OSTN15 does not reach.
    #[must_use]
    pub fn site(&self, grid: GridPoint) -> Option<Site> {
        Some(Site { grid, lon_lat: self.lon_lat(grid).ok()? })
    }
}
