//! Who borders on whom, and along how much.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::planning::terms::provenance::Named;

/// A neighbourhood across a border.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour<'a> {
    /// Which.
    #[serde(flatten)]
    pub neighbourhood: Named<'a>,
    /// Length of the border the two share, in metres on EPSG:27700.
    pub shared_border_m: f64,
}

/// The neighbourhoods that share a border with one, the longest border first. A common corner is no border.
#[must_use]
pub fn neighbours<'a>(ground: &Ground, draft: &'a Draft, zone: ZoneIx) -> Vec<Neighbour<'a>> {
    let mut lengths = BTreeMap::<ZoneIx, f64>::new();
    let borders = draft.coverage(ground).shared_borders();
    let zone_of = |owner: u32| draft.division.zone_of_owner(owner);
    for border in &borders {
        let (one, other) = (zone_of(border.a), zone_of(border.b));
        if one != other && (one == zone || other == zone) {
            *lengths.entry(if one == zone { other } else { one }).or_default() += border.length_m;
        }
    }
    let roster = draft.division.roster();
    let mut neighbours: Vec<Neighbour<'_>> = lengths
        .into_iter()
        .map(|(zone, shared_border_m)| Neighbour {
            neighbourhood: roster.neighbourhood(zone).into(),
            shared_border_m,
        })
        .collect();
    neighbours.sort_by(|one, other| other.shared_border_m.total_cmp(&one.shared_border_m));
    neighbours
}
