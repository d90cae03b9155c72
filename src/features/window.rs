//! Boxes to search by, in any reference system, and the box on the National Grid that holds what they can meet.

use geo::{Coord, Geometry, Intersects, MultiPolygon, Rect};

use super::crs::{Crs, of_web_mercator};
use super::location::Location;
use super::space::{Box2, GridBox, Space, around, holds, meet, overlap};
use crate::domain::geometry::crs::{Crs84, MOST_EASTING_M, MOST_NORTHING_M, Point};
use crate::projection::Projector;

/// Steps along a side when a box of longitude and latitude is laid over the grid.
const STEPS: u32 = 32;
/// What a side can bulge between two steps, and room for rounding: metres.
const BULGE_M: f64 = 1_000.0;
/// Longitude and latitude that the grid is laid over: all of it, with room.
const GRID_LON_LAT: Box2 = [-9.5, 49.0, 3.0, 61.5];

/// Longitude goes from the one to the other at the antimeridian.
const ANTIMERIDIAN: f64 = 180.0;

/// A box in the space it is straight in. One across the antimeridian is two: west of it, and east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    space: Space,
    bounds: Box2,
    beyond: Option<Box2>,
}

/// What is wrong with a box.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "the message says it")]
pub enum InvalidBox {
    #[error("expected 4 or 6 numbers, separated by commas")]
    NotNumbers,
    #[error("{axis} {value} is outside {least} to {most}")]
    OutOfRange { axis: &'static str, value: f64, least: f64, most: f64 },
    #[error("the first corner must be the lesser one: {least} is above {most}")]
    Reversed { least: f64, most: f64 },
}

impl Window {
    /// Reads the numbers of a box: the least corner, then the greatest, each in the order of the system's axes; six numbers
    /// have heights too, which are ignored.
    ///
    /// # Errors
    /// [`InvalidBox`] for other than 4 or 6 numbers, numbers that are not of the system, and corners the wrong way round. A first
    /// longitude above the second is no such thing: the box goes across the antimeridian (OGC 17-069r4, 7.15.3).
    pub fn read(text: &str, crs: Crs) -> Result<Self, InvalidBox> {
        let numbers: Result<Vec<f64>, _> = text.split(',').map(|number| number.trim().parse()).collect();
        Self::of_numbers(&numbers.map_err(|_not_a_number| InvalidBox::NotNumbers)?, crs)
    }

    /// The same of numbers.
    ///
    /// # Errors
    /// As [`Window::read`].
    pub fn of_numbers(numbers: &[f64], crs: Crs) -> Result<Self, InvalidBox> {
        let given = match *numbers {
            [a, b, c, d] => [a, b, c, d],
            [a, b, low, c, d, high] if low.is_finite() && high.is_finite() => [a, b, c, d],
            _ => return Err(InvalidBox::NotNumbers),
        };
        let [west, south, east, north] =
            if crs == Crs::Epsg4326 { [given[1], given[0], given[3], given[2]] } else { given };
        let (x, y) = match crs {
            Crs::Crs84 | Crs::Epsg4326 => (("longitude", 180.0), ("latitude", 90.0)),
            Crs::Epsg27700 => (("easting", 10_000_000.0), ("northing", 10_000_000.0)),
            Crs::Epsg3857 => (("x", 20_048_966.2), ("y", 20_048_966.2)),
        };
        for ((axis, most), value) in [(x, west), (y, south), (x, east), (y, north)] {
            if !(-most..=most).contains(&value) {
                return Err(InvalidBox::OutOfRange { axis, value, least: -most, most });
            }
        }
        let is_round = Space::of(crs) == Space::LonLat;
        for (least, most) in [(west, east), (south, north)].into_iter().skip(usize::from(is_round)) {
            if least > most {
                return Err(InvalidBox::Reversed { least, most });
            }
        }
        Ok(Self::new(crs, [west, south, east, north]))
    }

    fn new(crs: Crs, bounds: Box2) -> Self {
        let bounds = if crs == Crs::Epsg3857 {
            let (least, most) = ([bounds[0], bounds[1]], [bounds[2], bounds[3]]);
            let ([west, south], [east, north]) = (of_web_mercator(least), of_web_mercator(most));
            [west, south, east, north]
        } else {
            bounds
        };
        let [west, south, east, north] = bounds;
        if west <= east {
            return Self::of(Space::of(crs), bounds);
        }
        Self {
            space: Space::of(crs),
            bounds: [west, south, ANTIMERIDIAN.max(west), north],
            beyond: Some([east.min(-ANTIMERIDIAN), south, east, north]),
        }
    }

    /// The box around a geometry of a space.
    #[must_use]
    pub fn of(space: Space, bounds: Box2) -> Self {
        Self { space, bounds, beyond: None }
    }

    fn boxes(&self) -> impl Iterator<Item = Box2> {
        std::iter::once(self.bounds).chain(self.beyond)
    }

    /// Whether a feature has a point in common with it.
    #[must_use]
    pub fn meets(&self, location: &Location<'_>) -> bool {
        location
            .bounds(self.space)
            .is_some_and(|bounds| self.boxes().any(|own| meets(own, location, bounds, self.space)))
    }

    /// As a geometry of its space.
    #[must_use]
    pub fn to_geo(&self) -> Geometry<f64> {
        match self.beyond {
            None => rect(self.bounds).into(),
            Some(beyond) => {
                MultiPolygon::new(vec![rect(self.bounds).to_polygon(), rect(beyond).to_polygon()]).into()
            }
        }
    }

    /// A box on the National Grid that holds every point of this one within the grid; `None` when no point is.
    #[must_use]
    pub fn on_grid(&self, projector: &Projector) -> Option<GridBox> {
        let on_grid = |bounds| match self.space {
            Space::Grid => Some(bounds),
            Space::LonLat => laid_over_grid(bounds, projector),
        };
        let [west, south, east, north] = self.boxes().filter_map(on_grid).reduce(around)?;
        Some([floor_mm(west), floor_mm(south), ceil_mm(east), ceil_mm(north)])
    }
}

/// Whether a feature, around which is the box `bounds`, has a point in common with a box.
fn meets(window: Box2, location: &Location<'_>, bounds: Box2, space: Space) -> bool {
    if !meet(bounds, window) {
        return false;
    }
    if holds(window, bounds) {
        return true;
    }
    let window = rect(window);
    match location.to_geo(space) {
        Some(Geometry::MultiPolygon(polygons)) => polygons.intersects(&window),
        // A point was told by its box.
        Some(_) => true,
        None => false,
    }
}

/// Positions along the sides are converted, and the box around them widened by what a side can bulge in between.
fn laid_over_grid(bounds: Box2, projector: &Projector) -> Option<Box2> {
    let [west, south, east, north] = overlap(bounds, GRID_LON_LAT)?;
    let mut found: Option<Box2> = None;
    let mut beyond = false;
    for step in 0..=STEPS {
        let share = f64::from(step) / f64::from(STEPS);
        let (lon, lat) = (west + (east - west) * share, south + (north - south) * share);
        for (lon, lat) in [(lon, south), (lon, north), (west, lat), (east, lat)] {
            match Crs84::<Point>::from_lon_lat(lon, lat).ok().and_then(|at| projector.to_bng(at).ok()) {
                Some(at) => {
                    let [x, y] = [at.easting_m(), at.northing_m()];
                    let at = [x, y, x, y];
                    found = Some(found.map_or(at, |so_far| around(so_far, at)));
                }
                None => beyond = true,
            }
        }
    }
    if beyond {
        // Part of it lies beyond the grid: it may hold anything.
        return Some([0.0, 0.0, MOST_EASTING_M, MOST_NORTHING_M]);
    }
    found.map(|[west, south, east, north]| [west - BULGE_M, south - BULGE_M, east + BULGE_M, north + BULGE_M])
}

fn rect([west, south, east, north]: Box2) -> Rect<f64> {
    Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north })
}

#[expect(clippy::cast_possible_truncation, reason = "a box is within 10,000 km")]
fn floor_mm(metres: f64) -> i64 {
    (metres * 1000.0).floor() as i64
}

#[expect(clippy::cast_possible_truncation, reason = "a box is within 10,000 km")]
fn ceil_mm(metres: f64) -> i64 {
    (metres * 1000.0).ceil() as i64
}
