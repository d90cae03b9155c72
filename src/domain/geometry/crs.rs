//! Coordinates that cannot be confused: the reference system is part of the type.
//!
//! A [`Bng`] point is metres on the British National Grid (EPSG:27700, OSGB36), a [`Crs84`] point degrees of longitude and
//! latitude (OGC CRS84; ETRS89 and WGS84 are taken as one, as Ordnance Survey does). [`GridPoint`] is the canonical vertex:
//! integer millimetres on the National Grid, where equality and orientation are exact. Conversion is `projection`'s work.
//!
//! ```compile_fail
//! use footprint::domain::geometry::crs::{Bng, Crs84, Point};
//! fn wants_grid(_: Bng<Point>) {}
//! wants_grid(Crs84::from_lon_lat(-1.25, 51.75).unwrap());
//! ```

use std::marker::PhantomData;

/// A geometry `G` in the coordinate reference system `C`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct In<C, G> {
    geometry: G,
    crs: PhantomData<C>,
}

/// Marks EPSG:27700.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NationalGrid {}

/// Marks OGC CRS84.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongitudeLatitude {}

/// A geometry in EPSG:27700, metres.
pub type Bng<G> = In<NationalGrid, G>;

/// A geometry in OGC CRS84, degrees.
pub type Crs84<G> = In<LongitudeLatitude, G>;

/// A position of which only the [`In`] around it knows the meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    first: f64,
    second: f64,
}

/// A canonical vertex: millimetres east and north on the National Grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GridPoint {
    /// Easting in millimetres, 0 to 700,000,000.
    pub easting_mm: i32,
    /// Northing in millimetres, 0 to 1,250,000,000.
    pub northing_mm: i32,
}

/// Longitude and latitude as they are written: ten-millionths of a degree (about a centimetre).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LonLat {
    longitude_e7: i32,
    latitude_e7: i32,
}

/// A coordinate that is not a number, or not one of its system.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{axis} {value} is outside {least} to {most}")]
pub struct InvalidCoordinate {
    /// Which axis: easting, northing, longitude or latitude.
    pub axis: &'static str,
    /// What was given.
    pub value: f64,
    /// The least value allowed.
    pub least: f64,
    /// The greatest value allowed.
    pub most: f64,
}

/// Greatest easting of the National Grid as OSTN15 covers it, in metres.
pub const MOST_EASTING_M: f64 = 700_000.0;
/// Greatest northing of the National Grid as OSTN15 covers it, in metres.
pub const MOST_NORTHING_M: f64 = 1_250_000.0;

impl Bng<Point> {
    /// A point by easting and northing in metres.
    ///
    /// # Errors
    /// [`InvalidCoordinate`] outside 0 to 700,000 east or 0 to 1,250,000 north, or when not a number.
    pub fn from_easting_northing(easting: f64, northing: f64) -> Result<Self, InvalidCoordinate> {
        let first = within("easting", easting, 0.0, MOST_EASTING_M)?;
        let second = within("northing", northing, 0.0, MOST_NORTHING_M)?;
        Ok(Self { geometry: Point { first, second }, crs: PhantomData })
    }

    /// Metres east of the grid's origin.
    #[must_use]
    pub fn easting_m(&self) -> f64 {
        self.geometry.first
    }

    /// Metres north of the grid's origin.
    #[must_use]
    pub fn northing_m(&self) -> f64 {
        self.geometry.second
    }

    /// The nearest canonical vertex: rounded to the millimetre.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the constructor keeps both within 1,250,000,000 mm")]
    pub fn to_grid(&self) -> GridPoint {
        GridPoint {
            easting_mm: (self.geometry.first * 1000.0).round() as i32,
            northing_mm: (self.geometry.second * 1000.0).round() as i32,
        }
    }
}

impl Crs84<Point> {
    /// A point by longitude and latitude in degrees.
    ///
    /// # Errors
    /// [`InvalidCoordinate`] outside -180 to 180 or -90 to 90, or when not a number.
    pub fn from_lon_lat(longitude: f64, latitude: f64) -> Result<Self, InvalidCoordinate> {
        let first = within("longitude", longitude, -180.0, 180.0)?;
        let second = within("latitude", latitude, -90.0, 90.0)?;
        Ok(Self { geometry: Point { first, second }, crs: PhantomData })
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn longitude_deg(&self) -> f64 {
        self.geometry.first
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn latitude_deg(&self) -> f64 {
        self.geometry.second
    }

    /// As written in answers: rounded to seven decimals.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the constructor keeps both within 1,800,000,000")]
    pub fn to_lon_lat(&self) -> LonLat {
        LonLat {
            longitude_e7: (self.geometry.first * 1e7).round() as i32,
            latitude_e7: (self.geometry.second * 1e7).round() as i32,
        }
    }
}

impl GridPoint {
    /// The vertex as a point in metres.
    #[must_use]
    pub fn to_bng(self) -> Bng<Point> {
        let (first, second) = (self.easting_m(), self.northing_m());
        In { geometry: Point { first, second }, crs: PhantomData }
    }

    /// Easting in metres, exact to the millimetre.
    #[must_use]
    pub fn easting_m(self) -> f64 {
        f64::from(self.easting_mm) / 1000.0
    }

    /// Northing in metres, exact to the millimetre.
    #[must_use]
    pub fn northing_m(self) -> f64 {
        f64::from(self.northing_mm) / 1000.0
    }

    /// As an integer coordinate of `geo`, in millimetres: every sum and product of two differences fits in 64 bits.
    #[must_use]
    pub fn to_coord(self) -> geo::Coord<i64> {
        geo::Coord { x: self.easting_mm.into(), y: self.northing_mm.into() }
    }

    /// As a pair for an R-tree over floating millimetres, where every integer is exact.
    #[must_use]
    pub fn to_millimetres(self) -> [f64; 2] {
        [self.easting_mm.into(), self.northing_mm.into()]
    }

    /// Distance to another vertex in metres.
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let east = f64::from(other.easting_mm) - f64::from(self.easting_mm);
        let north = f64::from(other.northing_mm) - f64::from(self.northing_mm);
        east.hypot(north) / 1000.0
    }
}

impl std::fmt::Display for GridPoint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "easting {:.3}, northing {:.3}", self.easting_m(), self.northing_m())
    }
}

impl LonLat {
    /// A point by ten-millionths of a degree; none outside -180 to 180 or -90 to 90 degrees.
    #[must_use]
    pub fn from_e7(longitude_e7: i32, latitude_e7: i32) -> Option<Self> {
        let is_on_earth =
            longitude_e7.unsigned_abs() <= 1_800_000_000 && latitude_e7.unsigned_abs() <= 900_000_000;
        is_on_earth.then_some(Self { longitude_e7, latitude_e7 })
    }

    /// Degrees east of Greenwich, at seven decimals.
    #[must_use]
    pub fn longitude_deg(self) -> f64 {
        f64::from(self.longitude_e7) / 1e7
    }

    /// Degrees north of the equator, at seven decimals.
    #[must_use]
    pub fn latitude_deg(self) -> f64 {
        f64::from(self.latitude_e7) / 1e7
    }

    /// Ten-millionths of a degree east of Greenwich.
    #[must_use]
    pub fn longitude_e7(self) -> i32 {
        self.longitude_e7
    }

    /// Ten-millionths of a degree north of the equator.
    #[must_use]
    pub fn latitude_e7(self) -> i32 {
        self.latitude_e7
    }

    /// A `GeoJSON` position: longitude, latitude.
    #[must_use]
    pub fn to_position(self) -> [f64; 2] {
        [self.longitude_deg(), self.latitude_deg()]
    }
}

fn within(axis: &'static str, value: f64, least: f64, most: f64) -> Result<f64, InvalidCoordinate> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(InvalidCoordinate { axis, value, least, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_number_of_the_system_is_refused() {
        for value in [f64::NAN, f64::INFINITY, -0.001, 700_000.1] {
            assert_eq!(Bng::from_easting_northing(value, 1.0).unwrap_err().axis, "easting");
        }
        assert_eq!(Crs84::from_lon_lat(51.75, -1.25).map(|point| point.longitude_deg()), Ok(51.75));
        assert_eq!(Crs84::from_lon_lat(-1.25, 151.75).unwrap_err().axis, "latitude");
    }

    #[test]
    fn a_vertex_is_the_nearest_millimetre_and_comes_back_exactly() {
        let point = Bng::from_easting_northing(451_234.567_4, 206_789.012_6).unwrap();
        let vertex = point.to_grid();
        assert_eq!((vertex.easting_mm, vertex.northing_mm), (451_234_567, 206_789_013));
        assert_eq!(vertex.to_bng().to_grid(), vertex);
    }
}
