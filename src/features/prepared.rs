//! Collections small enough to be kept whole: neighbourhoods, areas, practices, districts.

use std::collections::HashMap;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::rows::{Place, Rows, Space};
use super::schema::Property;
use super::value::Value;
use super::window::{Box2, GridBox, around};
use crate::domain::atlas::Ground;
use crate::domain::coverage::{Coverage, Shape};
use crate::domain::draft::Draft;
use crate::domain::places::Site;

/// The features of one collection by one set of boundaries, in order of their ids.
pub struct Prepared {
    properties: Vec<Property>,
    values: Vec<Box<[Value<'static>]>>,
    places: Places,
    rows_of_ids: HashMap<String, usize>,
    index: RTree<GeomWithData<Rectangle<[i64; 2]>, usize>>,
    extent: Option<Box2>,
}

/// Where the features are.
pub enum Places {
    /// At points.
    Points(Vec<Option<Site>>),
    /// Within outlines of the areas' coverage.
    OfAreas(Vec<Shape>),
    /// Within outlines of the boundaries' own coverage.
    OfDraft(Vec<Shape>),
    /// Within outlines of a coverage made for them.
    Of(Coverage, Vec<Shape>),
}

/// Prepared features with the ground their outlines lie on.
#[derive(Clone, Copy)]
pub struct PreparedRows<'a> {
    prepared: &'a Prepared,
    ground: &'a Ground,
    draft: &'a Draft,
}

impl Prepared {
    /// Takes the values of every feature, a column a property, the id first.
    #[must_use]
    pub fn new(
        properties: Vec<Property>,
        values: Vec<Box<[Value<'static>]>>,
        places: Places,
        ground: &Ground,
        draft: &Draft,
    ) -> Self {
        let rows_of_ids = values.iter().enumerate().filter_map(|(row, values)| match values.first() {
            Some(Value::Text(id)) => Some((id.to_string(), row)),
            _ => None,
        });
        let rows_of_ids = rows_of_ids.collect();
        let mut prepared =
            Self { properties, values, places, rows_of_ids, index: RTree::new(), extent: None };
        let rows = PreparedRows { prepared: &prepared, ground, draft };
        let boxed = (0..rows.len()).filter_map(|row| {
            let [west, south, east, north] =
                rows.place(row).bounds(Space::Grid)?.map(|metres| metres * 1000.0);
            let corners = ([west.floor(), south.floor()], [east.ceil(), north.ceil()]);
            let rectangle = Rectangle::from_corners(corners.0.map(whole), corners.1.map(whole));
            Some(GeomWithData::new(rectangle, row))
        });
        let index = RTree::bulk_load(boxed.collect());
        let extent = (0..rows.len()).filter_map(|row| rows.place(row).bounds(Space::LonLat)).reduce(around);
        (prepared.index, prepared.extent) = (index, extent);
        prepared
    }

    /// The features, over the ground and boundaries they were prepared by.
    #[must_use]
    pub fn rows<'a>(&'a self, ground: &'a Ground, draft: &'a Draft) -> PreparedRows<'a> {
        PreparedRows { prepared: self, ground, draft }
    }
}

impl Rows for PreparedRows<'_> {
    fn properties(&self) -> Vec<Property> {
        self.prepared.properties.clone()
    }

    fn len(&self) -> usize {
        self.prepared.values.len()
    }

    fn value(&self, row: usize, column: usize) -> Value<'_> {
        self.prepared.values[row][column].lent()
    }

    fn place(&self, row: usize) -> Place<'_> {
        match &self.prepared.places {
            Places::Points(sites) => sites[row].map_or(Place::Nowhere, Place::Point),
            Places::OfAreas(shapes) => within(&self.ground.areas, &shapes[row]),
            Places::OfDraft(shapes) => within(self.draft.coverage(self.ground), &shapes[row]),
            Places::Of(coverage, shapes) => within(coverage, &shapes[row]),
        }
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.prepared.rows_of_ids.get(id).copied()
    }

    fn near(&self, [west, south, east, north]: GridBox) -> Vec<usize> {
        let window = AABB::from_corners([west, south], [east, north]);
        let found = self.prepared.index.locate_in_envelope_intersecting(&window);
        let mut rows: Vec<usize> = found.map(|found| found.data).collect();
        rows.sort_unstable();
        rows
    }

    fn extent(&self) -> Option<Box2> {
        self.prepared.extent
    }
}

fn within<'a>(coverage: &'a Coverage, shape: &'a Shape) -> Place<'a> {
    if shape.polygons.is_empty() { Place::Nowhere } else { Place::Outline(coverage, shape) }
}

#[expect(clippy::cast_possible_truncation, reason = "the grid ends at 1,250,000,000 mm")]
fn whole(millimetres: f64) -> i64 {
    millimetres as i64
}
