//! Districts, dissolved from areas.

use super::prepared::{Locations, Prepared};
use super::schema::{Property, integer, number, text};
use super::value::Value;
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::domain::geometry::coverage::double_area_mm2;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::{Area, District};

/// What a row is made of.
struct DistrictRow<'a> {
    fid: usize,
    district: &'a District,
    areas: Vec<&'a Area>,
    area_km2: f64,
}

type DistrictColumn = (Property, for<'a> fn(&'a DistrictRow<'a>) -> Value<'a>);

const COLUMNS: &[DistrictColumn] = &[
    (text("id", "GSS code of the district"), |row| Value::text(row.district.code.as_str())),
    (integer("fid", "Number of the feature, from 1"), |row| Value::count(row.fid)),
    (text("name", "Published name"), |row| Value::text(&row.district.name)),
    (integer("areas", "Areas (LSOAs)"), |row| Value::count(row.areas.len())),
    (integer("residents", "Residents, mid-year estimate"), |row| {
        Value::count(row.areas.iter().map(|area| u64::from(area.residents)).sum::<u64>())
    }),
    (number("area_km2", "Land in square kilometres, planar EPSG:27700"), |row| Value::Number(row.area_km2)),
];

/// The properties.
#[must_use]
pub fn properties() -> Vec<Property> {
    COLUMNS.iter().map(|(property, _)| *property).collect()
}

/// The features.
#[must_use]
pub fn prepare(loaded: &Loaded, draft: &Draft) -> Prepared {
    let ground = &loaded.atlas.ground;
    let (geography, coverage) = (&ground.geography, &ground.areas);
    let areas: Vec<&Area> = geography.areas().map(|(_, area)| area).collect();
    let number =
        |code: GssCode| geography.districts().binary_search_by_key(&code, |district| district.code).ok();
    let district_of = |face| number(areas[coverage.owner(face) as usize].district);
    let shapes = coverage.dissolve_each(geography.districts().len(), district_of);
    let rows = (1..).zip(geography.districts().iter().zip(&shapes)).map(|(fid, (district, shape))| {
        let rings = shape.polygons.iter().flatten();
        let double_area: i64 = rings.map(|ring| double_area_mm2(&coverage.ring(ring))).sum();
        let row = DistrictRow {
            fid,
            district,
            areas: areas.iter().copied().filter(|area| area.district == district.code).collect(),
            area_km2: square_kilometres(double_area),
        };
        COLUMNS.iter().map(|(_, value)| value(&row).kept()).collect()
    });
    let rows = rows.collect();
    Prepared::new(properties(), rows, Locations::OfAreas(shapes), ground, draft)
}

#[expect(clippy::cast_precision_loss, reason = "a district is known to a thousandth of a square metre")]
fn square_kilometres(double_area_mm2: i64) -> f64 {
    double_area_mm2 as f64 / 2.0 / 1e12
}
