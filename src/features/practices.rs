//! GP practices at their main sites.

use super::prepared::{Locations, Prepared};
use super::schema::{Property, integer, text};
use super::value::Value;
use crate::county::Loaded;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::draft::Draft;
use crate::domain::ground::practices::{Activity, Practice};

/// What a row is made of.
struct PracticeRow<'a> {
    fid: usize,
    practice: &'a Practice,
    activity: Activity,
    list_size: Option<u64>,
    neighbourhood: Option<&'a Neighbourhood>,
}

type PracticeColumn = (Property, for<'a> fn(&'a PracticeRow<'a>) -> Value<'a>);

const COLUMNS: &[PracticeColumn] = &[
    (text("id", "ODS code of the practice"), |row| Value::text(row.practice.code.as_str())),
    (integer("fid", "Number of the feature, from 1"), |row| Value::count(row.fid)),
    (text("name", "Published name"), |row| Value::text(&row.practice.name)),
    (text("postcode", "Postcode of the main site; null where coordinates alone are known"), |row| {
        Value::maybe(row.practice.postcode, Value::written)
    }),
    (text("status", "active, dormant or closed"), |row| Value::text(row.activity.as_str())),
    (text("closed_on", "ISO date it closed, where known"), |row| {
        Value::maybe(row.practice.status.closed_on(), Value::text)
    }),
    (text("neighbourhood", "Code of the neighbourhood it counts in; null outside, or not active"), |row| {
        Value::maybe(row.neighbourhood, |zone| Value::text(zone.id.as_str()))
    }),
    (text("neighbourhood_name", "Name of that neighbourhood"), |row| {
        Value::maybe(row.neighbourhood, |zone| Value::text(&zone.name))
    }),
    (text("network", "ODS code of its primary care network"), |row| {
        Value::maybe(row.practice.network.as_ref(), |network| Value::text(network.code.as_str()))
    }),
    (text("network_name", "Name of its primary care network"), |row| {
        Value::maybe(row.practice.network.as_ref(), |network| Value::text(&network.name))
    }),
    (
        integer("list_size", "Patients on its published list, and on those it takes; null once it is closed"),
        |row| Value::maybe(row.list_size, Value::count),
    ),
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
    let rows = (1..).zip(ground.practices.iter()).map(|(fid, (ix, practice))| {
        let counted = draft.division.placing_of_practice(ground, ix).counted;
        let neighbourhood = counted.zone.map(|zone| draft.division.roster().neighbourhood(zone));
        let activity = draft.division.activity(ground, ix);
        let list_size = draft.division.closures().list_size(&ground.practices, ix);
        let row = PracticeRow { fid, practice, activity, list_size, neighbourhood };
        COLUMNS.iter().map(|(_, value)| value(&row).kept()).collect()
    });
    let sites = ground.practices.iter().map(|(_, practice)| practice.site).collect();
    Prepared::new(properties(), rows.collect(), Locations::Points(sites), ground, draft)
}
