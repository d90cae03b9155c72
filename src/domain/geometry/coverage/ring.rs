//! Exact arithmetic on rings of canonical vertices.

use geo::{Coord, InteriorPoint, LineString, Polygon};

use crate::domain::geometry::crs::GridPoint;

/// A polygon on canonical vertices: open rings (the first vertex is not repeated), exterior counter-clockwise, interiors clockwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridPolygon {
    rings: Vec<Vec<GridPoint>>,
}

/// A ring that encloses nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidRing {
    /// Fewer than three different vertices in a row.
    #[error("a ring needs three different positions, this one has {0}")]
    TooShort(usize),
    /// The ring's area is nought.
    #[error("a ring encloses no area")]
    Flat,
    /// There is no exterior ring.
    #[error("a polygon needs an exterior ring")]
    Empty,
}

impl GridPolygon {
    /// Takes rings, the exterior first, closed or open, in either direction; repeats in a row are dropped.
    ///
    /// # Errors
    /// [`InvalidRing`] when a ring encloses nothing. Crossings are not looked for here: see `Coverage::defects`.
    pub fn new(rings: Vec<Vec<GridPoint>>) -> Result<Self, InvalidRing> {
        if rings.is_empty() {
            return Err(InvalidRing::Empty);
        }
        let mut oriented = Vec::with_capacity(rings.len());
        for (place, mut ring) in rings.into_iter().enumerate() {
            ring.dedup();
            if ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            if ring.len() < 3 {
                return Err(InvalidRing::TooShort(ring.len()));
            }
            let double_area = double_area_mm2(&ring);
            if double_area == 0 {
                return Err(InvalidRing::Flat);
            }
            if (double_area > 0) != (place == 0) {
                ring.reverse();
            }
            oriented.push(ring);
        }
        Ok(Self { rings: oriented })
    }

    /// Open rings, the exterior first.
    #[must_use]
    pub fn rings(&self) -> &[Vec<GridPoint>] {
        &self.rings
    }

    /// About how many bytes it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.rings.iter().map(|ring| size_of_val(ring) + size_of_val(&**ring)).sum::<usize>()
    }

    /// Twice the area in square millimetres, interiors taken off.
    #[must_use]
    pub fn double_area_mm2(&self) -> i64 {
        self.rings.iter().map(|ring| double_area_mm2(ring)).sum()
    }

    /// Whether a vertex lies within the box around the polygon.
    #[must_use]
    pub fn may_hold(&self, vertex: GridPoint) -> bool {
        let exterior = &self.rings[0];
        let spans = |axis: fn(&GridPoint) -> i32| {
            let least = exterior.iter().map(axis).min() <= Some(axis(&vertex));
            least && exterior.iter().map(axis).max() >= Some(axis(&vertex))
        };
        spans(|vertex| vertex.easting_mm) && spans(|vertex| vertex.northing_mm)
    }

    /// A vertex within it, to the millimetre; `None` for one that has no room for it.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a point within canonical vertices is within their range"
    )]
    pub fn middle(&self) -> Option<GridPoint> {
        let point = self.to_geo_float().interior_point()?;
        Some(GridPoint { easting_mm: point.x().round() as i32, northing_mm: point.y().round() as i32 })
    }

    /// As a polygon of `geo` in integer millimetres: predicates on it are exact.
    #[must_use]
    pub fn to_geo(&self) -> Polygon<i64> {
        self.map_rings(GridPoint::to_coord)
    }

    /// As a polygon of `geo` in floating millimetres, for algorithms that need a float.
    #[must_use]
    pub fn to_geo_float(&self) -> Polygon<f64> {
        self.map_rings(|vertex| Coord { x: vertex.easting_mm.into(), y: vertex.northing_mm.into() })
    }

    fn map_rings<T: geo::CoordNum>(&self, to_coord: impl Fn(GridPoint) -> Coord<T>) -> Polygon<T> {
        let mut rings = self.rings.iter().map(|ring| {
            let mut line: LineString<T> = ring.iter().map(|vertex| to_coord(*vertex)).collect();
            line.close();
            line
        });
        let exterior = rings.next().expect("a polygon has an exterior");
        Polygon::new(exterior, rings.collect())
    }
}

/// Twice the signed area of an open ring in square millimetres (shoelace formula), positive when counter-clockwise.
///
/// Taken relative to the first vertex, so that every term fits in 64 bits for rings within the National Grid.
#[must_use]
pub fn double_area_mm2(ring: &[GridPoint]) -> i64 {
    let Some(origin) = ring.first() else { return 0 };
    let relative = |vertex: &GridPoint| {
        (i64::from(vertex.easting_mm - origin.easting_mm), i64::from(vertex.northing_mm - origin.northing_mm))
    };
    ring.windows(2)
        .map(|pair| {
            let ((x1, y1), (x2, y2)) = (relative(&pair[0]), relative(&pair[1]));
            x1 * y2 - x2 * y1
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(i32, i32)]) -> Vec<GridPoint> {
        corners.iter().map(|&(easting_mm, northing_mm)| GridPoint { easting_mm, northing_mm }).collect()
    }

    #[test]
    fn rings_are_opened_and_turned_the_right_way() {
        let clockwise = ring(&[(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)]);
        let hole = ring(&[(2, 2), (4, 2), (4, 4), (2, 4)]);
        let polygon = GridPolygon::new(vec![clockwise, hole]).unwrap();
        assert!(double_area_mm2(&polygon.rings()[0]) > 0 && double_area_mm2(&polygon.rings()[1]) < 0);
        assert_eq!(polygon.double_area_mm2(), 2 * (100 - 4));
    }

    #[test]
    fn a_ring_that_encloses_nothing_is_refused() {
        assert_eq!(GridPolygon::new(vec![ring(&[(0, 0), (1, 1), (0, 0)])]), Err(InvalidRing::TooShort(2)));
        assert_eq!(GridPolygon::new(vec![ring(&[(0, 0), (1, 1), (2, 2)])]), Err(InvalidRing::Flat));
        assert_eq!(GridPolygon::new(vec![]), Err(InvalidRing::Empty));
    }
}
