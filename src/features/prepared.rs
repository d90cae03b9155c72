//! Collections small enough to be kept whole: neighbourhoods, areas, practices, districts.

use std::collections::HashMap;
use std::sync::Arc;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::rows::{Place, Rows, Space};
use super::schema::Property;
use super::value::Value;
use super::window::{Box2, GridBox, around};
use super::zoom::tolerance_m;
use crate::domain::draft::Draft;
use crate::domain::geometry::coverage::{Coverage, Shape, double_area_mm2 as ring_double_area_mm2};
use crate::domain::ground::Ground;
use crate::domain::ground::places::Site;

/// The features of one collection by one set of boundaries, in order of their ids.
pub struct Prepared {
    table: Arc<Table>,
    places: Places,
}

/// What is the same however far the outlines are simplified: a simplified outline lies within the box of the exact one.
struct Table {
    properties: Vec<Property>,
    values: Vec<Box<[Value<'static>]>>,
    rows_of_ids: HashMap<String, usize>,
    index: RTree<GeomWithData<Rectangle<[i64; 2]>, usize>>,
    extent: Option<Box2>,
    /// Twice the land within each exact outline in square millimetres; nought where there is none.
    double_areas_mm2: Vec<i64>,
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
        let table = Table {
            properties,
            values,
            rows_of_ids,
            index: RTree::new(),
            extent: None,
            double_areas_mm2: vec![],
        };
        let bare = Self { table: Arc::new(table), places };
        let rows = bare.rows(ground, draft);
        let boxed = (0..rows.len()).filter_map(|row| {
            let [west, south, east, north] =
                rows.place(row).bounds(Space::Grid)?.map(|metres| metres * 1000.0);
            let corners = ([west.floor(), south.floor()], [east.ceil(), north.ceil()]);
            let rectangle = Rectangle::from_corners(corners.0.map(whole), corners.1.map(whole));
            Some(GeomWithData::new(rectangle, row))
        });
        let index = RTree::bulk_load(boxed.collect());
        let extent = (0..rows.len()).filter_map(|row| rows.place(row).bounds(Space::LonLat)).reduce(around);
        let double_areas_mm2 = (0..rows.len()).map(|row| double_area_mm2(&rows.place(row))).collect();
        let Self { table, places } = bare;
        let table = Arc::into_inner(table).expect("nobody else has it yet");
        Self { table: Arc::new(Table { index, extent, double_areas_mm2, ..table }), places }
    }

    /// The same features with outlines for a zoom. Outlines of neighbourhoods and districts are taken for themselves first, so
    /// that a vertex where only an area's border ended is left out too.
    #[must_use]
    pub fn simplified(&self, ground: &Ground, draft: &Draft, zoom: u8) -> Option<Self> {
        let tolerance_m = tolerance_m(zoom)?;
        let outlines = |grouped: &Coverage, groups: usize| {
            let coverage = grouped.simplified(tolerance_m);
            let shapes = coverage.dissolve_each(groups, |face| Some(coverage.owner(face) as usize));
            Places::Of(coverage, shapes)
        };
        let places = match &self.places {
            Places::Points(_) => return None,
            Places::OfAreas(shapes) if shapes.len() == ground.areas.owners() => {
                outlines(&ground.areas, shapes.len())
            }
            Places::OfAreas(shapes) => outlines(&ground.areas.grouped(shapes), shapes.len()),
            Places::OfDraft(shapes) => outlines(&draft.coverage(ground).grouped(shapes), shapes.len()),
            Places::Of(coverage, shapes) => outlines(coverage, shapes.len()),
        };
        Some(Self { table: Arc::clone(&self.table), places })
    }

    /// The features, over the ground and boundaries they were prepared by.
    #[must_use]
    pub fn rows<'a>(&'a self, ground: &'a Ground, draft: &'a Draft) -> PreparedRows<'a> {
        PreparedRows { prepared: self, ground, draft }
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

    fn place(&self, row: usize) -> Place<'_> {
        match &self.prepared.places {
            Places::Points(sites) => sites[row].map_or(Place::Nowhere, Place::Point),
            Places::OfAreas(shapes) => within(&self.ground.areas, &shapes[row]),
            Places::OfDraft(shapes) => within(self.draft.coverage(self.ground), &shapes[row]),
            Places::Of(coverage, shapes) => within(coverage, &shapes[row]),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share of an area, for people to read")]
    fn area_error(&self, row: usize) -> Option<f64> {
        let exact = self.prepared.table.double_areas_mm2[row];
        let simplified = matches!(self.prepared.places, Places::Of(..));
        (simplified && exact > 0).then(|| (double_area_mm2(&self.place(row)) - exact) as f64 / exact as f64)
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

fn double_area_mm2(place: &Place<'_>) -> i64 {
    match place {
        Place::Outline(coverage, shape) => {
            shape.polygons.iter().flatten().map(|ring| ring_double_area_mm2(&coverage.ring(ring))).sum()
        }
        Place::Point(_) | Place::Nowhere => 0,
    }
}

fn within<'a>(coverage: &'a Coverage, shape: &'a Shape) -> Place<'a> {
    if shape.polygons.is_empty() { Place::Nowhere } else { Place::Outline(coverage, shape) }
}

#[expect(clippy::cast_possible_truncation, reason = "the grid ends at 1,250,000,000 mm")]
fn whole(millimetres: f64) -> i64 {
    millimetres as i64
}
