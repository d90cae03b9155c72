//! Where a feature is: at a point, or within an outline of a coverage.

use geo::{Geometry, MultiPolygon, Point};

use super::space::{Box2, Space, around};
use crate::domain::geometry::coverage::{Coverage, Shape};
use crate::domain::ground::places::Site;

/// Where a feature is.
#[derive(Clone, Copy, Debug)]
pub enum Location<'a> {
    /// Not known.
    Unknown,
    /// At a point.
    Point(Site),
    /// Within an outline.
    Outline(&'a Coverage, &'a Shape),
}

impl Location<'_> {
    /// As a geometry for predicates: in metres on the National Grid, else in degrees of longitude and latitude.
    #[must_use]
    pub fn to_geo(&self, space: Space) -> Option<Geometry<f64>> {
        match self {
            Self::Unknown => None,
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

    /// The box around it in a space; `None` when the location is not known.
    #[must_use]
    pub fn bounds(&self, space: Space) -> Option<Box2> {
        match self {
            Self::Unknown => None,
            Self::Point(site) => {
                let [x, y] = space.coordinates(*site);
                Some([x, y, x, y])
            }
            Self::Outline(coverage, shape) => {
                let exteriors = shape.polygons.iter().filter_map(|rings| rings.first()).flatten();
                let locations = exteriors.map(|number| {
                    let site = Site { grid: coverage.vertex(*number), lon_lat: coverage.position(*number) };
                    let [x, y] = space.coordinates(site);
                    [x, y, x, y]
                });
                locations.reduce(around)
            }
        }
    }
}
