//! Live postcodes, read from the ground itself: those of a country would not fit into memory a second time.

use super::location::Location;
use super::rows::Rows;
use super::schema::{Property, boolean, integer, number, text};
use super::space::{Box2, GridBox};
use super::value::Value;
use crate::domain::boundaries::placing::Placing;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::places::Place as Postcode;

/// The live postcodes of the ground, by some boundaries.
#[derive(Clone, Copy)]
pub struct PostcodeRows<'a> {
    ground: &'a Ground,
    draft: &'a Draft,
}

/// What a row is made of; what takes longer is found when asked for.
#[derive(Clone, Copy)]
struct PostcodeRow<'a> {
    rows: PostcodeRows<'a>,
    /// Its number in the table of all postcodes.
    number: usize,
    place: &'a Postcode,
    fid: usize,
}

type PostcodeColumn = (Property, for<'a> fn(PostcodeRow<'a>) -> Value<'a>);

const COLUMNS: &[PostcodeColumn] = &[
    (text("id", "The postcode without its space"), |row| {
        Value::copied(row.place.postcode.compact().as_str())
    }),
    (integer("fid", "Number of the feature, from 1"), |row| Value::count(row.fid)),
    (text("postcode", "The postcode"), |row| Value::copied(row.place.postcode.spaced().as_str())),
    (text("neighbourhood", "Code of its neighbourhood; null outside every one"), |row| {
        Value::maybe(row.placing().zone, |zone| {
            Value::text(row.rows.draft.division.roster().neighbourhood(zone).id.as_str())
        })
    }),
    (text("neighbourhood_name", "Name of its neighbourhood"), |row| {
        Value::maybe(row.placing().zone, |zone| {
            Value::text(&row.rows.draft.division.roster().neighbourhood(zone).name)
        })
    }),
    (boolean("near_boundary", "Whether some of its addresses may lie in another neighbourhood"), |row| {
        Value::Boolean(row.placing().is_ambiguous())
    }),
    (number("distance_to_boundary_m", "Metres to the nearest border with another neighbourhood"), |row| {
        Value::maybe(row.placing().border, |border| Value::Number(border.distance_m()))
    }),
    (text("area", "GSS code of its area, on a border between areas of the first; null outside"), |row| {
        Value::maybe(row.placing().area, |area| {
            Value::text(row.rows.ground.geography.area(area).code.as_str())
        })
    }),
    (text("district", "GSS code of the district published with it"), |row| {
        Value::maybe(row.place.district.as_ref(), |code| Value::text(code.as_str()))
    }),
    (text("ward", "GSS code of the ward published with it"), |row| {
        Value::maybe(row.place.ward.as_ref(), |code| Value::text(code.as_str()))
    }),
    (integer("quality", "Code-Point Open positional quality; 10 is best"), |row| {
        Value::maybe(row.place.quality, Value::count)
    }),
    (number("easting", "Metres east, EPSG:27700"), |row| {
        Value::maybe(row.place.site, |site| Value::Number(site.grid.easting_m()))
    }),
    (number("northing", "Metres north, EPSG:27700"), |row| {
        Value::maybe(row.place.site, |site| Value::Number(site.grid.northing_m()))
    }),
];

/// The properties.
#[must_use]
pub fn properties() -> Vec<Property> {
    COLUMNS.iter().map(|(property, _)| *property).collect()
}

impl<'a> PostcodeRows<'a> {
    /// The live postcodes of the ground.
    #[must_use]
    pub fn new(ground: &'a Ground, draft: &'a Draft) -> Self {
        Self { ground, draft }
    }

    fn row(&self, row: usize) -> PostcodeRow<'a> {
        let number = self.ground.live().numbers()[row] as usize;
        PostcodeRow { rows: *self, number, place: self.ground.places.place(number), fid: row + 1 }
    }
}

impl PostcodeRow<'_> {
    fn placing(&self) -> Placing {
        self.rows.draft.division.placing(self.rows.ground, self.number)
    }
}

impl Rows for PostcodeRows<'_> {
    fn properties(&self) -> Vec<Property> {
        properties()
    }

    fn len(&self) -> usize {
        self.ground.live().numbers().len()
    }

    fn value(&self, row: usize, column: usize) -> Value<'_> {
        COLUMNS[column].1(self.row(row))
    }

    fn location(&self, row: usize) -> Location<'_> {
        self.row(row).place.site.map_or(Location::Unknown, Location::Point)
    }

    fn area_error(&self, _: usize) -> Option<f64> {
        None
    }

    fn find(&self, id: &str) -> Option<usize> {
        let number = self.ground.places.find(id.parse().ok()?)?;
        self.ground.live().numbers().binary_search(&u32::try_from(number).ok()?).ok()
    }

    fn near(&self, window: GridBox) -> Vec<usize> {
        self.ground.live().within(&self.ground.places, window)
    }

    fn extent(&self) -> Option<Box2> {
        self.ground.live().extent()
    }
}
