//! Rings of a file's system as polygons on canonical vertices: closed, with vertices on long edges, and simple.
//!
//! An edge is straight in the system that it is given in. Where that is longitude and latitude (RFC 7946 says so) or another
//! projection, a straight line of the National Grid would leave it, by a metre at about 7 km: such an edge gets vertices, the same for
//! both owners of a shared edge. Edges in EPSG:27700 stay as they are.

use geo::{Area, BooleanOps, Coord, LineString, MultiPolygon, Polygon};

use super::bad_rings::{BadRing, BadRings};
use super::feature::{RawPolygon, RawRing};
use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::GridPoint;
use crate::projection::Conversion;

/// Edges stay within this of what they were given as, in metres.
const TOLERATED_M: f64 = 1.0;
/// Shorter edges, in metres, are never off by as much: a tenth of it at most.
const SHORT_M: f64 = 2_000.0;
/// Most vertices that one edge gets.
const MOST_PIECES: f64 = 1_000.0;
/// Most vertices that all edges of a file get: few files have a long edge at all.
const MOST_ADDED: usize = 1_000_000;

/// How edges run that are not given on the National Grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edges {
    /// Straight in the system that they are given in.
    #[default]
    AsGiven,
    /// Straight on the National Grid.
    OnTheGrid,
}

impl Edges {
    const ALL: [Self; 2] = [Self::AsGiven, Self::OnTheGrid];

    /// As it is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AsGiven => "as_given",
            Self::OnTheGrid => "on_the_grid",
        }
    }

    /// What [`Edges::as_str`] wrote; none of any other text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edges| edges.as_str() == text)
    }
}

/// Reads the rings of a file.
pub(super) struct RingReader<'a> {
    pub conversion: Conversion<'a>,
    pub bad_rings: BadRings,
    pub edges: Edges,
    /// How many edges were given vertices.
    pub long_edges: usize,
    /// How many vertices these were given.
    pub added: usize,
}

/// A polygon that was read, or mended into several; what was wrong with it.
pub(super) struct ReadPolygon {
    pub polygons: Vec<GridPolygon>,
    pub bad: Option<BadRing>,
}

impl<'a> RingReader<'a> {
    /// Reads rings of a system.
    pub fn new(conversion: Conversion<'a>, bad_rings: BadRings) -> Self {
        Self { conversion, bad_rings, edges: Edges::AsGiven, long_edges: 0, added: 0 }
    }

    /// Reads a polygon. One with bad rings is mended; whether it may be is the caller's to say.
    ///
    /// # Errors
    /// Why it cannot be read or mended, in words.
    pub fn polygon(&mut self, rings: &RawPolygon) -> Result<ReadPolygon, String> {
        let mut read = Vec::with_capacity(rings.len());
        let mut open = None;
        for (place, ring) in rings.iter().enumerate() {
            let vertices = self.vertices(ring)?;
            if vertices.len() > 1 && vertices.first() != vertices.last() {
                open = open.or(Some(place));
            }
            read.push(vertices);
        }
        if self.bad_rings == BadRings::Trusted {
            let polygon = GridPolygon::new(read).map_err(|error| error.to_string())?;
            return Ok(ReadPolygon { polygons: vec![polygon], bad: None });
        }
        let open = open.map(|place| BadRing {
            wrong: format!("ring {} is not closed: its last position must be its first again", place + 1),
            mended: "an open ring was closed".to_owned(),
        });
        match simple(&read) {
            Ok(polygon) => {
                let mended = |ring: BadRing| {
                    let mended = format!("{}: the polygon has {:.0} m2", ring.mended, area_m2(&polygon));
                    BadRing { mended, ..ring }
                };
                Ok(ReadPolygon { bad: open.map(mended), polygons: vec![polygon] })
            }
            Err(wrong) => {
                let Ok((polygons, mended)) = mend(&read) else { return Err(wrong) };
                let wrong = open.map_or(wrong, |ring| ring.wrong);
                Ok(ReadPolygon { polygons, bad: Some(BadRing { wrong, mended }) })
            }
        }
    }

    /// The vertices of a ring, with some on its long edges.
    fn vertices(&mut self, ring: &RawRing) -> Result<Vec<GridPoint>, String> {
        let mut vertices: Vec<GridPoint> = Vec::with_capacity(ring.len());
        for (place, position) in ring.iter().enumerate() {
            let vertex = self.vertex(*position)?;
            if let (Some(before), Some(known)) = (place.checked_sub(1), vertices.last().copied()) {
                self.between(ring[before], *position, known, vertex, &mut vertices)?;
            }
            vertices.push(vertex);
        }
        Ok(vertices)
    }

    fn vertex(&self, [first, second]: [f64; 2]) -> Result<GridPoint, String> {
        if first.is_nan() || second.is_nan() {
            return Err("a position needs two numbers".to_owned());
        }
        Ok(self.conversion.to_bng(first, second).map_err(|error| error.to_string())?.to_grid())
    }

    /// Vertices between the ends of a long edge, the same whichever end it is followed from.
    fn between(
        &mut self,
        from: [f64; 2],
        to: [f64; 2],
        start: GridPoint,
        end: GridPoint,
        out: &mut Vec<GridPoint>,
    ) -> Result<(), String> {
        if self.edges == Edges::OnTheGrid || self.conversion.is_on_grid() || start.distance_m(end) < SHORT_M {
            return Ok(());
        }
        let (low, high) = if from <= to { (from, to) } else { (to, from) };
        let along = |share: f64| [0, 1].map(|axis| low[axis] + (high[axis] - low[axis]) * share);
        let off_m = off_line_m(start, end, self.vertex(along(0.5))?);
        if off_m <= TOLERATED_M {
            return Ok(());
        }
        // What is off falls with the square of the number of pieces.
        let pieces = (off_m / TOLERATED_M).sqrt().ceil().min(MOST_PIECES);
        let mut added = Vec::new();
        let mut number = 1.0;
        while number < pieces {
            added.push(self.vertex(along(number / pieces))?);
            number += 1.0;
        }
        if from > to {
            added.reverse();
        }
        self.long_edges += 1;
        self.added += added.len();
        if self.added > MOST_ADDED {
            return Err(format!(
                "its edges are so long that they need over {MOST_ADDED} vertices to run as they were given: send them in EPSG:27700"
            ));
        }
        out.extend(added);
        Ok(())
    }
}

/// How far a vertex lies from the line through two others, in metres.
fn off_line_m(start: GridPoint, end: GridPoint, vertex: GridPoint) -> f64 {
    let (ax, ay) = (start.easting_m(), start.northing_m());
    let (dx, dy) = (end.easting_m() - ax, end.northing_m() - ay);
    let cross = dx * (vertex.northing_m() - ay) - dy * (vertex.easting_m() - ax);
    cross.abs() / dx.hypot(dy)
}

/// A polygon that does not cross or touch itself.
fn simple(rings: &[Vec<GridPoint>]) -> Result<GridPolygon, String> {
    let polygon = GridPolygon::new(rings.to_vec()).map_err(|error| match crosses(rings) {
        Some(reason) => reason,
        None => error.to_string(),
    })?;
    match polygon.validity() {
        Ok(()) => Ok(polygon),
        Err(error) => Err(format!("{error}, near {}", error.at())),
    }
}

#[expect(clippy::cast_precision_loss, reason = "an area for people to read")]
fn area_m2(polygon: &GridPolygon) -> f64 {
    polygon.double_area_mm2() as f64 / 2e6
}

/// Whether rings that enclose no area by the sum of it cross themselves, as a bow tie does.
fn crosses(rings: &[Vec<GridPoint>]) -> Option<String> {
    let polygon = floating(rings);
    let has_land = even_odd(&polygon).unsigned_area() > 0.0;
    has_land.then(|| "the polygon crosses itself".to_owned())
}

fn floating(rings: &[Vec<GridPoint>]) -> Polygon<f64> {
    let ring = |ring: &Vec<GridPoint>| {
        let coords =
            ring.iter().map(|vertex| Coord { x: vertex.easting_mm.into(), y: vertex.northing_mm.into() });
        LineString::new(coords.collect())
    };
    let mut rings = rings.iter().map(ring);
    let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(exterior, rings.collect())
}

/// The ground that the rings go around an odd number of times.
fn even_odd(polygon: &Polygon<f64>) -> MultiPolygon<f64> {
    polygon.union(&MultiPolygon::new(Vec::new()))
}

/// The pieces of what was mended, and how, in words.
fn mend(rings: &[Vec<GridPoint>]) -> Result<(Vec<GridPolygon>, String), String> {
    let given = floating(rings);
    let mended = even_odd(&given);
    let polygons: Result<Vec<GridPolygon>, String> = mended.iter().map(on_grid).collect();
    let polygons = polygons?;
    if polygons.is_empty() {
        return Err("the polygon encloses no area, and there is nothing to mend".to_owned());
    }
    let pieces =
        if polygons.len() == 1 { "1 polygon".to_owned() } else { format!("{} polygons", polygons.len()) };
    let text = format!(
        "mended: it crossed or touched itself; what its rings go around an odd number of times is inside, {pieces} of {:.0} m2 \
         together, where the rings as given sum to {:.0} m2",
        mended.unsigned_area() / 1e6,
        given.unsigned_area() / 1e6,
    );
    Ok((polygons, text))
}

/// A piece of what was mended, on canonical vertices.
fn on_grid(piece: &Polygon<f64>) -> Result<GridPolygon, String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is made of canonical vertices is within their range"
    )]
    let vertex = |coord: &Coord<f64>| GridPoint {
        easting_mm: coord.x.round() as i32,
        northing_mm: coord.y.round() as i32,
    };
    let rings = std::iter::once(piece.exterior()).chain(piece.interiors());
    simple(&rings.map(|ring| ring.coords().map(vertex).collect()).collect::<Vec<_>>())
        .map_err(|reason| format!("it cannot be mended: {reason}"))
}
