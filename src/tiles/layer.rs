//! A layer at a zoom: its features on the grid of units, to be handed out tile by tile.

use fast_mvt::{MvtCoord, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtResult, MvtValueRef};

use super::clip::{self, Position};
use super::coordinate::{TileCoord, units};
use crate::domain::geometry::coverage::{Coverage, Shape};
use crate::domain::geometry::crs::LonLat;
use crate::features::crs::world;
use crate::features::location::Location;
use crate::features::value::Value;

/// Units of the cells that many points are thinned by: two pixels of a map whose tiles are 512 wide.
const CELL: i64 = 16;

/// Features of one kind at one zoom.
pub struct Layer {
    name: &'static str,
    features: Vec<Feature>,
}

/// A feature on the grid.
struct Feature {
    id: u64,
    properties: Vec<(&'static str, Value<'static>)>,
    geometry: Geometry,
    /// West, north, east, south.
    bounds: [i64; 4],
}

enum Geometry {
    Point(Position),
    /// Many points that are one feature.
    Points(Vec<Position>),
    /// Polygons of open rings, exterior first.
    Polygons(Vec<Vec<Vec<Position>>>),
}

impl Layer {
    /// A layer without features.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self { name, features: vec![] }
    }

    /// Adds a feature by its number, values and location; one whose location is not known is left out.
    pub fn add(
        &mut self,
        id: u64,
        properties: Vec<(&'static str, Value<'static>)>,
        location: &Location<'_>,
        zoom: u8,
    ) {
        let geometry = match location {
            Location::Unknown => return,
            Location::Point(site) => Geometry::Point(position(site.lon_lat, zoom)),
            Location::Outline(coverage, shape) => Geometry::Polygons(polygons(coverage, shape, zoom)),
        };
        let bounds = geometry.bounds();
        self.features.push(Feature { id, properties, geometry, bounds });
    }

    /// Adds one feature of many points. Of those within one cell of `CELL` units only the first is kept: a screen shows no more.
    pub fn add_points(&mut self, points: impl Iterator<Item = LonLat>, zoom: u8) {
        let cell = |[x, y]: &Position| [x.div_euclid(CELL), y.div_euclid(CELL)];
        let mut points: Vec<Position> = points.map(|point| position(point, zoom)).collect();
        points.sort_by_key(cell);
        points.dedup_by_key(|point| cell(point));
        if points.is_empty() {
            return;
        }
        let geometry = Geometry::Points(points);
        let bounds = geometry.bounds();
        self.features.push(Feature {
            id: self.features.len() as u64 + 1,
            properties: vec![],
            geometry,
            bounds,
        });
    }

    /// About how many bytes it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let property = |(_, value): &(&'static str, Value<'static>)| match value {
            Value::Text(text) => size_of::<(&str, Value<'_>)>() + text.len(),
            _ => size_of::<(&str, Value<'_>)>(),
        };
        let ring = |ring: &Vec<Position>| size_of_val(ring) + size_of_val(&**ring);
        let geometry = |geometry: &Geometry| match geometry {
            Geometry::Point(_) => 0,
            Geometry::Points(points) => size_of_val(&**points),
            Geometry::Polygons(polygons) => {
                size_of_val(&**polygons) + polygons.iter().flatten().map(ring).sum::<usize>()
            }
        };
        let feature = |feature: &Feature| {
            let properties = feature.properties.iter().map(property).sum::<usize>();
            size_of::<Feature>() + properties + geometry(&feature.geometry)
        };
        self.features.iter().map(feature).sum()
    }

    /// The tile as bytes; empty when it has no feature.
    ///
    /// # Errors
    /// A geometry that the format does not have; it is not known to happen.
    pub fn tile(&self, tile: TileCoord) -> MvtResult<Vec<u8>> {
        let origin = tile.origin();
        let mut layer = MvtLayerBuilder::new(self.name)?;
        for feature in self.features.iter().filter(|feature| feature.is_near(origin)) {
            match &feature.geometry {
                Geometry::Point(point) => {
                    let point = [point[0] - origin[0], point[1] - origin[1]];
                    if clip::holds(point) {
                        let mut open = layer.feature_of(MvtGeomType::Point);
                        open.points([coordinate(point)])?;
                        layer = feature.described(open)?;
                    }
                }
                Geometry::Points(points) => {
                    let here = points.iter().map(|point| [point[0] - origin[0], point[1] - origin[1]]);
                    let held: Vec<_> = here.filter(|point| clip::holds(*point)).map(coordinate).collect();
                    if !held.is_empty() {
                        let mut open = layer.feature_of(MvtGeomType::Point);
                        open.points(held)?;
                        layer = feature.described(open)?;
                    }
                }
                Geometry::Polygons(polygons) => {
                    let clipped: Vec<_> =
                        polygons.iter().filter_map(|polygon| clip::polygon(polygon, origin)).collect();
                    if !clipped.is_empty() {
                        let mut open = layer.feature_of(MvtGeomType::Polygon);
                        for (number, ring) in clipped.iter().flat_map(|rings| rings.iter().enumerate()) {
                            open.ring(ring.iter().copied().map(coordinate), number == 0)?;
                        }
                        layer = feature.described(open)?;
                    }
                }
            }
        }
        Ok(if layer.num_features() == 0 { vec![] } else { layer.encode() })
    }
}

impl Feature {
    /// Whether its box meets a tile's.
    fn is_near(&self, origin: Position) -> bool {
        let [west, north, east, south] = self.bounds;
        let corners = [[west, north], [east, south]].map(|[x, y]| [x - origin[0], y - origin[1]]);
        clip::may_hold(corners)
    }

    fn described(&self, mut open: MvtFeatureBuilder) -> MvtResult<MvtLayerBuilder> {
        open.id(Some(self.id));
        for (name, value) in &self.properties {
            match value {
                // The format has no null: what is not known is left out.
                Value::Null => continue,
                Value::Text(text) => open.tag_ref(name, MvtValueRef::String(text))?,
                Value::Integer(number) => open.tag_auto_int(name, *number)?,
                Value::Number(number) => open.tag_ref(name, MvtValueRef::Double(*number))?,
                Value::Boolean(is) => open.tag_ref(name, MvtValueRef::Bool(*is))?,
            };
        }
        Ok(open.end())
    }
}

impl Geometry {
    fn bounds(&self) -> [i64; 4] {
        let around =
            |one: [i64; 4], [x, y]: Position| [one[0].min(x), one[1].min(y), one[2].max(x), one[3].max(y)];
        let none = [i64::MAX, i64::MAX, i64::MIN, i64::MIN];
        match self {
            Self::Point(point) => around(none, *point),
            Self::Points(points) => points.iter().copied().fold(none, around),
            Self::Polygons(polygons) => polygons.iter().flatten().flatten().copied().fold(none, around),
        }
    }
}

fn position(lon_lat: LonLat, zoom: u8) -> Position {
    units(world(lon_lat), zoom)
}

/// An outline on the grid. Rings smaller than the grid's unit are left out; an outline that would vanish altogether becomes one unit,
/// so that no feature is missing from a small zoom.
fn polygons(coverage: &Coverage, shape: &Shape, zoom: u8) -> Vec<Vec<Vec<Position>>> {
    let on_grid = |ring: &Vec<u32>| {
        let mut ring: Vec<Position> =
            ring.iter().map(|number| position(coverage.position(*number), zoom)).collect();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        ring
    };
    let polygon = |rings: &Vec<Vec<u32>>| {
        let mut rings = rings.iter().map(on_grid);
        // North is up on the globe and down on the grid: what turned left turns right.
        let exterior = rings.next().filter(|ring| double_area(ring) < 0)?;
        let holes = rings.filter(|ring| double_area(ring) > 0);
        Some(std::iter::once(exterior).chain(holes).collect())
    };
    let polygons: Vec<Vec<Vec<Position>>> = shape.polygons.iter().filter_map(polygon).collect();
    match shape.polygons.first().and_then(|rings| rings.first()?.first()) {
        Some(number) if polygons.is_empty() => {
            let [x, y] = position(coverage.position(*number), zoom);
            vec![vec![vec![[x, y], [x, y + 1], [x + 1, y + 1], [x + 1, y]]]]
        }
        _ => polygons,
    }
}

/// Twice the signed area of an open ring in units. A world has 2^34 of them each way, a ring here at most a fiftieth.
fn double_area(ring: &[Position]) -> i64 {
    let Some([x0, y0]) = ring.first().copied() else { return 0 };
    let edges = ring.iter().zip(ring.iter().skip(1));
    edges.map(|([ax, ay], [bx, by])| (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)).sum()
}

#[expect(clippy::cast_possible_truncation, reason = "what is far away was drawn in")]
fn coordinate([x, y]: Position) -> MvtCoord {
    MvtCoord { x: x as i32, y: y as i32 }
}
