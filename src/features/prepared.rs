//! Collections small enough to be kept whole: neighbourhoods, areas, practices, districts.

use std::collections::HashMap;
use std::sync::Arc;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::location::Location;
use super::rows::Rows;
use super::schema::Property;
use super::space::{Box2, GridBox, Space, around};
use super::value::Value;
use super::zoom::tolerance_m;
use crate::domain::draft::Draft;
use crate::domain::geometry::coverage::{Coverage, Shape, double_area_mm2 as ring_double_area_mm2};
use crate::domain::ground::Ground;
use crate::domain::ground::places::Site;

/// The features of one collection by one set of boundaries, in order of their ids.
pub struct Prepared {
    table: Arc<PreparedTable>,
    locations: Locations,
}

/// What all zooms share: values, ids and boxes, since a simplified outline lies within the box of the exact one.
struct PreparedTable {
    properties: Vec<Property>,
    values: Vec<Box<[Value<'static>]>>,
    rows_of_ids: HashMap<String, usize>,
    index: RTree<GeomWithData<Rectangle<[i64; 2]>, usize>>,
    extent: Option<Box2>,
    /// Twice the land within each exact outline in square millimetres; 0 for a feature without an outline.
    double_areas_mm2: Vec<i64>,
}

/// Where all features of a collection are.
pub enum Locations {
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
        locations: Locations,
        ground: &Ground,
        draft: &Draft,
    ) -> Self {
        let rows_of_ids = values.iter().enumerate().filter_map(|(row, values)| match values.first() {
            Some(Value::Text(id)) => Some((id.to_string(), row)),
            _ => None,
        });
        let rows_of_ids = rows_of_ids.collect();
        let table = PreparedTable {
            properties,
            values,
            rows_of_ids,
            index: RTree::new(),
            extent: None,
            double_areas_mm2: vec![],
        };
        let bare = Self { table: Arc::new(table), locations };
        let rows = bare.rows(ground, draft);
        let boxed = (0..rows.len()).filter_map(|row| {
            let [west, south, east, north] =
                rows.location(row).bounds(Space::Grid)?.map(|metres| metres * 1000.0);
            let corners = ([west.floor(), south.floor()], [east.ceil(), north.ceil()]);
            let rectangle = Rectangle::from_corners(corners.0.map(whole), corners.1.map(whole));
            Some(GeomWithData::new(rectangle, row))
        });
        let index = RTree::bulk_load(boxed.collect());
        let extent =
            (0..rows.len()).filter_map(|row| rows.location(row).bounds(Space::LonLat)).reduce(around);
        let double_areas_mm2 = (0..rows.len()).map(|row| double_area_mm2(&rows.location(row))).collect();
        let Self { table, locations } = bare;
        let table = Arc::into_inner(table).expect("no other owner has been given it yet");
        Self { table: Arc::new(PreparedTable { index, extent, double_areas_mm2, ..table }), locations }
    }

    /// The same features with outlines for a zoom. Outlines of neighbourhoods and districts are taken for themselves first, so
    /// that a vertex where only an area's border ended is left out too.
    #[must_use]
    pub fn simplified(&self, ground: &Ground, draft: &Draft, zoom: u8) -> Option<Self> {
        let tolerance_m = tolerance_m(zoom)?;
        let outlines = |grouped: &Coverage, groups: usize| {
            let coverage = grouped.simplified(tolerance_m);
            let shapes = coverage.dissolve_each(groups, |face| Some(coverage.owner(face) as usize));
            Locations::Of(coverage, shapes)
        };
        let locations = match &self.locations {
            Locations::Points(_) => return None,
            Locations::OfAreas(shapes) if shapes.len() == ground.areas.owners() => {
                outlines(&ground.areas, shapes.len())
            }
            Locations::OfAreas(shapes) => outlines(&ground.areas.grouped(shapes), shapes.len()),
            Locations::OfDraft(shapes) => outlines(&draft.coverage(ground).grouped(shapes), shapes.len()),
            Locations::Of(coverage, shapes) => outlines(coverage, shapes.len()),
        };
        Some(Self { table: Arc::clone(&self.table), locations })
    }

    /// About how many bytes it takes in memory. The table is counted for every zoom that shares it: any may be the last to hold it.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.table.bytes() + self.locations.bytes()
    }

    /// The features, over the ground and boundaries they were prepared by.
    #[must_use]
    pub fn rows<'a>(&'a self, ground: &'a Ground, draft: &'a Draft) -> PreparedRows<'a> {
        PreparedRows { prepared: self, ground, draft }
    }
}

impl PreparedTable {
    fn bytes(&self) -> usize {
        let value = |value: &Value<'_>| match value {
            Value::Text(text) => size_of::<Value<'_>>() + text.len(),
            _ => size_of::<Value<'_>>(),
        };
        let values: usize = self.values.iter().flat_map(|row| row.iter().map(value)).sum();
        // An id in the map, a box in the tree with its share of the nodes above it, and what is known of the land.
        let each = 2 * size_of::<String>() + 2 * size_of::<GeomWithData<Rectangle<[i64; 2]>, usize>>() + 32;
        values + self.values.len() * each + size_of_val(&*self.properties)
    }
}

impl Locations {
    fn bytes(&self) -> usize {
        let outlines = |shapes: &[Shape]| shapes.iter().map(Shape::bytes).sum::<usize>();
        match self {
            Self::Points(sites) => size_of_val(&**sites),
            Self::OfAreas(shapes) | Self::OfDraft(shapes) => outlines(shapes),
            Self::Of(coverage, shapes) => coverage.bytes() + outlines(shapes),
        }
    }
}

impl Rows for PreparedRows<'_> {
    fn properties(&self) -> Vec<Property> {
        self.prepared.table.properties.clone()
    }

    fn len(&self) -> usize {
        self.prepared.table.values.len()
    }

    fn value(&self, row: usize, column: usize) -> Value<'_> {
        self.prepared.table.values[row][column].lent()
    }

    fn location(&self, row: usize) -> Location<'_> {
        match &self.prepared.locations {
            Locations::Points(sites) => sites[row].map_or(Location::Unknown, Location::Point),
            Locations::OfAreas(shapes) => within(&self.ground.areas, &shapes[row]),
            Locations::OfDraft(shapes) => within(self.draft.coverage(self.ground), &shapes[row]),
            Locations::Of(coverage, shapes) => within(coverage, &shapes[row]),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share of an area, for people to read")]
    fn area_error(&self, row: usize) -> Option<f64> {
        let exact = self.prepared.table.double_areas_mm2[row];
        let simplified = matches!(self.prepared.locations, Locations::Of(..));
        (simplified && exact > 0)
            .then(|| (double_area_mm2(&self.location(row)) - exact) as f64 / exact as f64)
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.prepared.table.rows_of_ids.get(id).copied()
    }

    fn near(&self, [west, south, east, north]: GridBox) -> Vec<usize> {
        let window = AABB::from_corners([west, south], [east, north]);
        let found = self.prepared.table.index.locate_in_envelope_intersecting(&window);
        let mut rows: Vec<usize> = found.map(|found| found.data).collect();
        rows.sort_unstable();
        rows
    }

    fn extent(&self) -> Option<Box2> {
        self.prepared.table.extent
    }
}

fn double_area_mm2(location: &Location<'_>) -> i64 {
    match location {
        Location::Outline(coverage, shape) => {
            shape.polygons.iter().flatten().map(|ring| ring_double_area_mm2(&coverage.ring(ring))).sum()
        }
        Location::Point(_) | Location::Unknown => 0,
    }
}

fn within<'a>(coverage: &'a Coverage, shape: &'a Shape) -> Location<'a> {
    if shape.polygons.is_empty() { Location::Unknown } else { Location::Outline(coverage, shape) }
}

#[expect(clippy::cast_possible_truncation, reason = "the grid ends at 1,250,000,000 mm")]
fn whole(millimetres: f64) -> i64 {
    millimetres as i64
}
