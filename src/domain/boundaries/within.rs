//! Which whole areas a free-hand polygon stands for.

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{
    Area as _, BooleanOps, BoundingRect, Centroid, Contains, CoordsIter, Intersects, LinesIter, MultiPolygon,
    Point,
};
use rstar::primitives::Line as Edge;
use rstar::{AABB, RTree};

use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;

/// How a polygon is snapped to whole areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// An area belongs to the polygon when most of its live postcodes lie in it, ties (and areas without postcodes) by land.
    #[default]
    MajorityOfPostcodes,
    /// An area belongs to the polygon when its centroid lies in it.
    Centroid,
    /// An area belongs to the polygon when most of its land lies in it.
    LargestOverlap,
}

/// An area that a polygon touches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within {
    /// Which.
    pub area: AreaIx,
    /// The share of its live postcodes in the polygon; of its land where it has no postcode.
    pub share: f64,
    /// Whether the rule gives it to the polygon.
    pub taken: bool,
}

/// Polygons drawn by hand, indexed for asking what each area has of them. Floating millimetres of EPSG:27700.
pub(super) struct Drawn {
    polygons: MultiPolygon<f64>,
    edges: RTree<Edge<[f64; 2]>>,
}

/// Every area with land in some polygons, in order, with how much and whether the rule takes it.
#[must_use]
pub fn within(ground: &Ground, polygons: &[GridPolygon], rule: Rule) -> Vec<Within> {
    let drawn = Drawn::new(polygons);
    let Some(window) = drawn.polygons.bounding_rect() else { return Vec::new() };
    let postcodes = postcodes_within(ground, polygons);
    let mut touched = Vec::new();
    for (area, _) in ground.geography.areas() {
        let own = ground.area_polygons(area);
        if !own.bounding_rect().is_some_and(|around| around.intersects(&window)) {
            continue;
        }
        let (inside, all) = postcodes[area.slot()];
        let by_postcodes = rule == Rule::MajorityOfPostcodes && inside > 0 && 2 * inside != all;
        // Land is dear to find, and most postcodes decide by themselves.
        let land = if by_postcodes { 1.0 } else { drawn.land_share(&own) };
        let share = if all > 0 { f64::from(inside) / f64::from(all) } else { land };
        if land == 0.0 && share == 0.0 {
            continue;
        }
        let taken = match rule {
            Rule::MajorityOfPostcodes if all > 0 && 2 * inside != all => 2 * inside > all,
            Rule::MajorityOfPostcodes | Rule::LargestOverlap => land > 0.5,
            Rule::Centroid => own.centroid().is_some_and(|centroid| drawn.polygons.contains(&centroid)),
        };
        touched.push(Within { area, share, taken });
    }
    touched
}

impl Drawn {
    pub(super) fn new(polygons: &[GridPolygon]) -> Self {
        let polygons: MultiPolygon<f64> = polygons.iter().map(GridPolygon::to_geo_float).collect();
        let edges = polygons.lines_iter().map(|line| Edge::new(line.start.into(), line.end.into())).collect();
        Self { edges: RTree::bulk_load(edges), polygons }
    }

    /// The share of an area's land inside. One that no edge comes near is inside or outside as any of its corners is.
    pub(super) fn land_share(&self, own: &MultiPolygon<f64>) -> f64 {
        let Some(around) = own.bounding_rect() else { return 0.0 };
        let near = AABB::from_corners(around.min().into(), around.max().into());
        if self.edges.locate_in_envelope_intersecting(&near).next().is_some() {
            return own.intersection(&self.polygons).unsigned_area() / own.unsigned_area();
        }
        let is_inside = own.coords_iter().next().is_some_and(|corner| self.polygons.contains(&Point(corner)));
        if is_inside { 1.0 } else { 0.0 }
    }
}

/// For each area its live postcodes inside some polygons, and all of them.
fn postcodes_within(ground: &Ground, polygons: &[GridPolygon]) -> Vec<(u32, u32)> {
    let exact: MultiPolygon<i64> = polygons.iter().map(GridPolygon::to_geo).collect();
    let index = IntervalTreeMultiPolygon::new(&exact);
    let mut counts = vec![(0, 0); ground.geography.len()];
    for (number, place) in ground.places.all().iter().enumerate() {
        if let (Standing::Live, Some(site), Some(area)) =
            (place.standing, place.site, ground.area_of_place(number))
        {
            let (inside, all) = &mut counts[area.slot()];
            *all += 1;
            *inside += u32::from(index.contains(&site.grid.to_coord()));
        }
    }
    counts
}

impl Rule {
    /// As written in requests and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MajorityOfPostcodes => "majority_of_postcodes",
            Self::Centroid => "centroid",
            Self::LargestOverlap => "largest_overlap",
        }
    }

    /// The rule of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::MajorityOfPostcodes, Self::Centroid, Self::LargestOverlap]
            .into_iter()
            .find(|rule| rule.as_str() == name)
    }
}
