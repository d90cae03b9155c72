//! Features as GeoJSON (RFC 7946), in any of the reference systems: outlines always as `MultiPolygon`, exteriors
//! counter-clockwise, every property always there.

use super::crs::Crs;
use super::location::Location;
use super::rows::Rows;
use super::space::Space;
use super::value::Value;
use crate::domain::geometry::coverage::{Coverage, Shape};
use crate::domain::geometry::crs::{GridPoint, LonLat};
use crate::json::{push_decimal, push_json, push_number, push_text};

/// How features are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// The system of the positions.
    pub crs: Crs,
    /// The columns that are written.
    pub columns: Vec<usize>,
}

/// Writes features of a collection.
pub struct Writer<'a> {
    rows: &'a dyn Rows,
    crs: Crs,
    /// Columns, each with its name as JSON and a colon.
    columns: Vec<(usize, Vec<u8>)>,
}

impl<'a> Writer<'a> {
    /// A writer of the features of a collection.
    #[must_use]
    pub fn new(rows: &'a dyn Rows, writing: &Writing) -> Self {
        let properties = rows.properties();
        let named = |column: &usize| {
            let mut name = Vec::new();
            push_text(&mut name, properties[*column].name);
            name.push(b':');
            (*column, name)
        };
        Self { rows, crs: writing.crs, columns: writing.columns.iter().map(named).collect() }
    }

    /// Writes a feature without its closing brace, so that members can follow.
    pub fn open(&self, out: &mut Vec<u8>, row: usize) {
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        value(out, &self.rows.value(row, 0));
        let location = self.rows.location(row);
        if let (Location::Outline(..), Crs::Crs84, Some(bounds)) =
            (&location, self.crs, location.bounds(Space::LonLat))
        {
            out.extend_from_slice(b",\"bbox\":");
            push_json(out, &bounds);
        }
        out.extend_from_slice(b",\"geometry\":");
        geometry(out, &location, self.crs);
        if let Some(error) = self.rows.area_error(row) {
            out.extend_from_slice(b",\"area_error\":");
            push_json(out, &error);
        }
        out.extend_from_slice(b",\"properties\":{");
        for (number, (column, name)) in self.columns.iter().enumerate() {
            if number > 0 {
                out.push(b',');
            }
            out.extend_from_slice(name);
            value(out, &self.rows.value(row, *column));
        }
        out.push(b'}');
    }
}

fn value(out: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Text(text) => push_text(out, text),
        Value::Integer(number) => push_decimal(out, *number, 0),
        Value::Number(number) => push_number(out, *number),
        Value::Boolean(true) => out.extend_from_slice(b"true"),
        Value::Boolean(false) => out.extend_from_slice(b"false"),
    }
}

/// Writes a geometry, or null.
pub fn geometry(out: &mut Vec<u8>, location: &Location<'_>, crs: Crs) {
    match location {
        Location::Unknown => out.extend_from_slice(b"null"),
        Location::Point(site) => {
            out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":");
            position(out, site.grid, site.lon_lat, crs);
            out.push(b'}');
        }
        Location::Outline(coverage, shape) => {
            out.extend_from_slice(b"{\"type\":\"MultiPolygon\",\"coordinates\":");
            outline(out, coverage, shape, crs);
            out.push(b'}');
        }
    }
}

fn outline(out: &mut Vec<u8>, coverage: &Coverage, shape: &Shape, crs: Crs) {
    listed(out, shape.polygons.iter(), |out, rings| {
        listed(out, rings.iter(), |out, ring| {
            let closed = ring.iter().chain(ring.first());
            listed(out, closed, |out, number| {
                position(out, coverage.vertex(*number), coverage.position(*number), crs);
            });
        });
    });
}

fn listed<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (number, item) in items.enumerate() {
        if number > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

fn position(out: &mut Vec<u8>, grid: GridPoint, lon_lat: LonLat, crs: Crs) {
    let [first, second] = crs.scaled(grid, lon_lat);
    out.push(b'[');
    push_decimal(out, first, crs.decimals());
    out.push(b',');
    push_decimal(out, second, crs.decimals());
    out.push(b']');
}
