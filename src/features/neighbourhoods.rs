//! Neighbourhoods, with their figures.

use super::people;
use super::prepared::{Locations, Prepared};
use super::schema::{Property, integer, number, text};
use super::value::Value;
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::planning::describe::profile::{self, NeighbourhoodProfile};
use crate::planning::terms::colours;

/// What a row is made of.
struct NeighbourhoodRow<'a> {
    fid: usize,
    draft: &'a Draft,
    profile: NeighbourhoodProfile<'a>,
    colour: usize,
}

type NeighbourhoodColumn = (Property, for<'a> fn(&'a NeighbourhoodRow<'a>) -> Value<'a>);

const COLUMNS: &[NeighbourhoodColumn] = &[
    (text("id", "Code of the neighbourhood"), |row| Value::text(row.profile.id)),
    (integer("fid", "Number of the feature, from 1"), |row| Value::count(row.fid)),
    (text("name", "What people call it"), |row| Value::text(row.profile.name)),
    (text("draft", "The draft it is of"), |row| Value::text(row.draft.base_id())),
    (text("scenario", "The scenario and revision it is of; null in a draft"), |row| {
        Value::maybe(row.draft.scenario.as_ref(), |_| Value::text(&row.draft.id))
    }),
    (text("status", "How official the boundaries are"), |row| Value::text(&row.draft.status)),
    (text("caveat", "What must be said with the boundaries"), |row| Value::text(&row.draft.caveat)),
    (number("area_km2", "Land in square kilometres, planar EPSG:27700"), |row| {
        Value::Number(row.profile.figures.area_m2 / 1e6)
    }),
    (number("perimeter_km", "Length of the outline in kilometres"), |row| {
        Value::Number(row.profile.perimeter_m / 1e3)
    }),
    (integer("areas", "Areas (LSOAs)"), |row| Value::maybe(row.profile.figures.areas, Value::count)),
    (integer("practices", "GP practices with their main site here"), |row| {
        Value::count(row.profile.figures.practices)
    }),
    (integer("residents", "Residents, mid-year estimate"), |row| {
        Value::maybe(row.profile.figures.residents, Value::count)
    }),
    (integer("registered_by_practice", "Patients of the practices here, wherever they live"), |row| {
        Value::maybe(row.profile.figures.registered_by_practice, Value::count)
    }),
    (integer("registered_by_residence", "Patients living here, wherever they are registered"), |row| {
        Value::maybe(row.profile.figures.registered_by_residence, Value::count)
    }),
    (integer("list_size", "Patients on the published lists of the practices here"), |row| {
        Value::maybe(row.profile.figures.list_size, Value::count)
    }),
    (
        integer("core20_residents", "Residents of areas in the most deprived fifth nationally (IMD 2025)"),
        |row| Value::maybe(row.profile.figures.core20_residents, Value::count),
    ),
    (number("self_containment", "Of the patients living here, the share registered here, 0 to 1"), |row| {
        Value::maybe(row.profile.figures.self_containment, Value::Number)
    }),
    (number("label_lon", "Longitude of the label in degrees"), |row| {
        Value::maybe(row.profile.label, |label| Value::Number(label.lon))
    }),
    (number("label_lat", "Latitude of the label in degrees"), |row| {
        Value::maybe(row.profile.label, |label| Value::Number(label.lat))
    }),
    (integer("colour", "Number of a colour for maps, from 0: no neighbour has the same"), |row| {
        Value::count(row.colour)
    }),
];

/// The properties.
#[must_use]
pub fn properties() -> Vec<Property> {
    COLUMNS.iter().map(|(property, _)| *property).chain(people::properties()).collect()
}

/// The features.
#[must_use]
pub fn prepare(loaded: &Loaded, draft: &Draft) -> Prepared {
    let (ground, colours) = (&loaded.atlas.ground, colours::of_draft(&loaded.atlas, draft));
    let rows = (1..).zip(draft.division.roster().iter()).map(|(fid, (zone, _))| {
        let profile = profile::neighbourhood(&loaded.atlas, draft, zone);
        let row = NeighbourhoodRow { fid, draft, profile, colour: colours[zone.slot()] };
        let own = COLUMNS.iter().map(|(_, value)| value(&row).kept());
        own.chain(people::values(people::of_neighbourhood(ground, draft, zone).as_ref())).collect()
    });
    let locations = Locations::OfDraft(draft.outlines.clone());
    Prepared::new(properties(), rows.collect(), locations, ground, draft)
}
