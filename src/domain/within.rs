//! Which whole areas a free-hand polygon stands for.

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{Area as _, BooleanOps, BoundingRect, Centroid, Contains, Intersects, MultiPolygon};

use super::atlas::Ground;
use super::coverage::GridPolygon;
use super::geography::AreaIx;
use super::places::Standing;

/// How a polygon is snapped to whole areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// Every area with land in some polygons, in order, with how much and whether the rule takes it.
#[must_use]
pub fn within(ground: &Ground, polygons: &[GridPolygon], rule: Rule) -> Vec<Within> {
    let drawn: MultiPolygon<f64> = polygons.iter().map(GridPolygon::to_geo_float).collect();
    let Some(window) = drawn.bounding_rect() else { return Vec::new() };
    let postcodes = postcodes_within(ground, polygons);
    let mut touched = Vec::new();
    for (area, _) in ground.geography.areas() {
        let own = ground.area_polygons(area);
        if !own.bounding_rect().is_some_and(|around| around.intersects(&window)) {
            continue;
        }
        let land = own.intersection(&drawn).unsigned_area() / own.unsigned_area();
        let (inside, all) = postcodes[area.slot()];
        let share = if all > 0 { f64::from(inside) / f64::from(all) } else { land };
        if land == 0.0 && share == 0.0 {
            continue;
        }
        let taken = match rule {
            Rule::MajorityOfPostcodes if all > 0 && 2 * inside != all => 2 * inside > all,
            Rule::MajorityOfPostcodes | Rule::LargestOverlap => land > 0.5,
            Rule::Centroid => own.centroid().is_some_and(|centroid| drawn.contains(&centroid)),
        };
        touched.push(Within { area, share, taken });
    }
    touched
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
