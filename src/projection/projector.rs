//! The projector: the transformation, self-tested before it is used.

use std::sync::Arc;

use super::control_points;
use super::error::ProjectionError;
#[cfg(feature = "proj")]
use super::judge;
use super::ostn15::Ostn15;
use super::shift::ShiftTables;
use crate::domain::geometry::crs::{Bng, Crs84, GridPoint, LonLat, Point};
use crate::domain::ground::places::Site;

/// Converts points between the National Grid and longitude, latitude. Cheap to clone; to be had only self-tested.
#[derive(Clone)]
pub struct Projector {
    ostn15: Arc<Ostn15>,
}

impl Projector {
    /// A projector over shift tables that places every Ordnance Survey control point within 1 mm, both ways.
    ///
    /// # Errors
    /// [`ProjectionError::SelfTest`] naming the first point that does not, or whatever keeps a point from being converted.
    pub fn new(tables: ShiftTables) -> Result<Self, ProjectionError> {
        let ostn15 = Ostn15::new(tables);
        control_points::check(&ostn15)?;
        #[cfg(feature = "proj")]
        judge::check()?;
        Ok(Self { ostn15: Arc::new(ostn15) })
    }

    /// Longitude and latitude to the National Grid.
    ///
    /// # Errors
    /// [`ProjectionError::OutsideTransformation`] where OSTN15 has no data.
    pub fn to_bng(&self, point: Crs84<Point>) -> Result<Bng<Point>, ProjectionError> {
        self.ostn15.to_bng(point)
    }

    /// The National Grid to longitude and latitude.
    ///
    /// # Errors
    /// [`ProjectionError::OutsideTransformation`] where OSTN15 has no data.
    pub fn to_crs84(&self, point: Bng<Point>) -> Result<Crs84<Point>, ProjectionError> {
        self.ostn15.to_crs84(point)
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
