//! A collection as a table: what a query and a writer need to know of it.

use geo::{Geometry, MultiPolygon, Point};

use super::crs::Crs;
use super::schema::Property;
use super::value::Value;
use super::window::{Box2, GridBox};
use crate::domain::geometry::coverage::{Coverage, Shape};
use crate::domain::ground::places::Site;

/// The features of a collection. Rows and columns are numbered from 0; the first column is the id.
pub trait Rows: Send + Sync {
    /// The properties, a column each.
    fn properties(&self) -> Vec<Property>;
    /// How many features there are.
    fn len(&self) -> usize;
    /// The value of a property.
    fn value(&self, row: usize, column: usize) -> Value<'_>;
    /// Where a feature is.
    fn place(&self, row: usize) -> Place<'_>;
    /// The row of an id.
    fn find(&self, id: &str) -> Option<usize>;
    /// Rows in order that may have a point in common with a box on the National Grid: all that have, and perhaps others.
    fn near(&self, window: GridBox) -> Vec<usize>;
    /// The box around all of them in longitude and latitude; none for none.
    fn extent(&self) -> Option<Box2>;

    /// By what share a simplified outline holds more land (or less, below nought) than the exact one; none where nothing is
    /// simplified.
    fn area_error(&self, row: usize) -> Option<f64>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Where a feature is.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// Nobody knows.
    Nowhere,
    /// At a point.
    Point(Site),
    /// Within an outline.
    Outline(&'a Coverage, &'a Shape),
}

impl Place<'_> {
    /// As a geometry for predicates: in metres on the National Grid, else in degrees of longitude and latitude.
    #[must_use]
    pub fn to_geo(&self, space: Space) -> Option<Geometry<f64>> {
        match self {
            Self::Nowhere => None,
            Self::Point(site) => {
                let [x, y] = space.coordinates(*site);
                Some(Geometry::Point(Point::new(x, y)))
            }
            Self::Outline(coverage, shape) => {
                let coordinates = |number: &u32| {
                    let (grid, lon_lat) = (coverage.vertex(*number), coverage.position(*number));
                    geo::Coord::from(space.coordinates(Site { grid, lon_lat }))
                };
                let ring = |ring: &Vec<u32>| ring.iter().map(coordinates).collect::<geo::LineString<f64>>();
                let polygons = shape.polygons.iter().map(|rings| {
                    let mut rings = rings.iter().map(ring);
                    let exterior = rings.next().unwrap_or_else(|| geo::LineString::new(vec![]));
                    geo::Polygon::new(exterior, rings.collect())
                });
                Some(Geometry::MultiPolygon(MultiPolygon(polygons.collect())))
            }
        }
    }

    /// The box around it in a space; none for nowhere.
    #[must_use]
    pub fn bounds(&self, space: Space) -> Option<Box2> {
        match self {
            Self::Nowhere => None,
            Self::Point(site) => {
                let [x, y] = space.coordinates(*site);
                Some([x, y, x, y])
            }
            Self::Outline(coverage, shape) => {
                let exteriors = shape.polygons.iter().filter_map(|rings| rings.first()).flatten();
                let places = exteriors.map(|number| {
                    let site = Site { grid: coverage.vertex(*number), lon_lat: coverage.position(*number) };
                    let [x, y] = space.coordinates(site);
                    [x, y, x, y]
                });
                places.reduce(crate::features::window::around)
            }
        }
    }
}

/// Where geometry is compared: straight lines are straight there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Space {
    /// Degrees of longitude and latitude.
    LonLat,
    /// Metres on the National Grid.
    Grid,
}

impl Space {
    /// Where what is given in a reference system is compared. Boxes of EPSG:3857 are boxes of longitude and latitude.
    #[must_use]
    pub fn of(crs: Crs) -> Self {
        if crs == Crs::Epsg27700 { Self::Grid } else { Self::LonLat }
    }

    fn coordinates(self, site: Site) -> [f64; 2] {
        match self {
            Self::LonLat => site.lon_lat.to_position(),
            Self::Grid => [site.grid.easting_m(), site.grid.northing_m()],
        }
    }
}
