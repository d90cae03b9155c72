//! Areas, with the neighbourhood each belongs to.

use super::people;
use super::prepared::{Locations, Prepared};
use super::schema::{Property, boolean, integer, number, text};
use super::value::Value;
use crate::county::Loaded;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::draft::Draft;
use crate::domain::figures::flows::To;
use crate::domain::ground::geography::Area;
use crate::planning::describe::registered::{self, Registered};
use crate::planning::terms::population::Population;

/// What a row is made of.
struct AreaRow<'a> {
    fid: usize,
    draft: &'a Draft,
    area: &'a Area,
    district: &'a str,
    neighbourhood: Option<&'a Neighbourhood>,
    registered_mostly_in: Option<&'a str>,
    registered: Registered,
    area_km2: f64,
}

type AreaColumn = (Property, for<'a> fn(&'a AreaRow<'a>) -> Value<'a>);

const COLUMNS: &[AreaColumn] = &[
    (text("id", "GSS code of the area"), |row| Value::text(row.area.code.as_str())),
    (integer("fid", "Number of the feature, from 1"), |row| Value::count(row.fid)),
    (text("name", "Published name"), |row| Value::text(&row.area.name)),
    (text("neighbourhood", "Code of its neighbourhood"), |row| {
        Value::maybe(row.neighbourhood, |zone| Value::text(zone.id.as_str()))
    }),
    (text("neighbourhood_name", "Name of its neighbourhood"), |row| {
        Value::maybe(row.neighbourhood, |zone| Value::text(&zone.name))
    }),
    (text("draft", "The draft that its neighbourhood is of").in_detail(), |row| {
        Value::text(row.draft.base_id())
    }),
    (
        text("scenario", "The scenario and revision that its neighbourhood is of; null in a draft")
            .in_detail(),
        |row| Value::maybe(row.draft.scenario.as_ref(), |_| Value::text(&row.draft.id)),
    ),
    (text("district", "GSS code of its district"), |row| Value::text(row.area.district.as_str())),
    (text("district_name", "Name of its district"), |row| text_or_null(row.district)),
    (text("msoa", "GSS code of its middle layer super output area"), |row| {
        Value::maybe(row.area.msoa.as_ref(), |code| Value::text(code.as_str()))
    }),
    (text("msoa_name", "House of Commons Library name of the MSOA"), |row| text_or_null(&row.area.msoa_name)),
    (text("ward", "GSS code of the ward it fits best"), |row| {
        Value::maybe(row.area.ward.as_ref(), |code| Value::text(code.as_str()))
    }),
    (text("ward_name", "Name of the ward"), |row| text_or_null(&row.area.ward_name)),
    (integer("residents", "Residents, mid-year estimate"), |row| Value::count(row.area.residents)),
    (number("residents_per_km2", "Residents a square kilometre"), |row| {
        Value::Number(f64::from(row.area.residents) / row.area_km2)
    }),
    (number("area_km2", "Land in square kilometres, planar EPSG:27700"), |row| Value::Number(row.area_km2)),
    (integer("imd_rank", "Rank of 2025 among England's areas; 1 is the most deprived"), |row| {
        Value::maybe(row.area.deprivation.rank_2025, Value::count)
    }),
    (integer("imd_decile", "Decile of 2025; 1 is the most deprived"), |row| {
        Value::maybe(row.area.deprivation.decile_2025, Value::count)
    }),
    (boolean("core20", "Whether it is in the most deprived fifth nationally"), |row| {
        Value::maybe(row.area.is_core20(), Value::Boolean)
    }),
    (boolean("rural", "Whether the rural-urban classification of 2021 says rural"), |row| {
        Value::maybe(row.area.rural, Value::Boolean)
    }),
    (
        text(
            "registered_mostly_in",
            "Code of the neighbourhood where most patients living here are registered, or outside",
        ),
        |row| Value::maybe(row.registered_mostly_in, Value::text),
    ),
    (
        number(
            "registered_at_home_share",
            "Of the patients living here, the share registered in its neighbourhood, 0 to 1",
        ),
        |row| Value::maybe(row.registered.at_home, Value::Number),
    ),
    (
        number(
            "registered_outside_share",
            "Of the patients living here, the share registered outside the study area, 0 to 1",
        ),
        |row| Value::maybe(row.registered.outside, Value::Number),
    ),
];

fn text_or_null(name: &str) -> Value<'_> {
    if name.is_empty() { Value::Null } else { Value::text(name) }
}

/// The properties.
#[must_use]
pub fn properties() -> Vec<Property> {
    COLUMNS.iter().map(|(property, _)| *property).chain(people::properties()).collect()
}

/// The features.
#[must_use]
pub fn prepare(loaded: &Loaded, draft: &Draft) -> Prepared {
    let ground = &loaded.atlas.ground;
    let named = |zone| draft.division.roster().neighbourhood(zone);
    let registered = registered::by_area(ground, draft);
    let rows = (1..).zip(ground.geography.areas()).map(|(fid, (ix, area))| {
        let registered = registered[ix.slot()];
        let district = ground.geography.district(area.district);
        let row = AreaRow {
            fid,
            draft,
            area,
            district: district.map_or("", |district| &district.name),
            neighbourhood: draft.division.zone_of_area(ix).map(named),
            registered_mostly_in: registered.mostly_in.map(|to| match to {
                To::Zone(zone) => named(zone).id.as_str(),
                To::Outside => "outside",
            }),
            registered,
            area_km2: ground.area_footprint(ix).area_m2() / 1e6,
        };
        let own = COLUMNS.iter().map(|(_, value)| value(&row).kept());
        own.chain(people::values(Some(&Population::of(ground, &[ix])))).collect()
    });
    let shapes =
        ground.areas.dissolve_each(ground.geography.len(), |face| Some(ground.areas.owner(face) as usize));
    Prepared::new(properties(), rows.collect(), Locations::OfAreas(shapes), ground, draft)
}
