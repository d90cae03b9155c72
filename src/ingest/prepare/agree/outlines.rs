//! Polygons that stand beside the tables which decide, against the outlines that follow from these: which are used.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::boundaries::division::Division;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::geometry::coverage::{Coverage, GridPolygon, Shape};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::ingest::load::coded;
use crate::ingest::plan::known::{KnownNeighbourhoods, Meaning};
use crate::ingest::read_drawn::{id, name};
use crate::reading::counted::{counted, of_count};
use crate::reading::findings::{At, Findings, Origin};
use crate::reading::polygons::PolygonFeature;

/// Polygons of neighbourhoods beside a table of them. One is of the neighbourhood that its id or its name says; without either,
/// of the one that its middle lies in.
pub fn neighbourhoods(
    drawn: Vec<At<PolygonFeature>>,
    ground: &Ground,
    division: &Division,
    findings: &mut Findings,
) {
    let known = KnownNeighbourhoods::of(division.roster());
    let mut polygons = BTreeMap::<ZoneIx, (Origin, Vec<GridPolygon>)>::new();
    let mut by_place = BTreeMap::<String, usize>::new();
    for At { row, origin } in drawn {
        let texts: Vec<String> = [id(&row), name(&row)].into_iter().flatten().collect();
        let said = texts.iter().find_map(|text| match known.meaning(text) {
            Meaning::Known(id) => division.roster().find(&id),
            _ => None,
        });
        let zone = match (said, texts.first()) {
            (Some(zone), _) => Some(zone),
            (None, Some(text)) => {
                let reason = format!(
                    "{:?} is no neighbourhood of the table, which is the draft: its polygon is left out",
                    crate::echo::cut(text)
                );
                findings.warning_at(&origin, "id", reason);
                continue;
            }
            (None, None) => {
                *by_place.entry(origin.file.to_string()).or_default() += 1;
                let middle = row.polygons.iter().find_map(GridPolygon::middle);
                middle.and_then(|middle| division.locate(ground, middle).zone())
            }
        };
        match zone {
            _ if row.polygons.is_empty() => {
                findings.warning_at(&origin, "geometry", "it has no geometry, and is compared with nothing");
            }
            Some(zone) => polygons.entry(zone).or_insert((origin, Vec::new())).1.extend(row.polygons),
            None => findings.warning_at(&origin, "geometry", "lies in no neighbourhood: it is left out"),
        }
    }
    for (file, count) in by_place {
        let reason = format!(
            "{} {} neither an id nor a name: each is compared with the neighbourhood that its middle lies in",
            counted(count, "polygon"),
            of_count(count, "has", "have")
        );
        findings.warning(&file, reason);
    }
    let (coverage, outlines) = division.outlines(ground);
    for (zone, (origin, polygons)) in polygons {
        if !same_outline(&polygons, coverage, &outlines[zone.slot()]) {
            let id = &division.roster().neighbourhood(zone).id;
            let reason = format!("{id} is not the outline of its areas, which is used");
            findings.warning_at(&origin, "geometry", reason);
        }
    }
}

/// Polygons of districts beside the areas.
pub fn districts(features: Vec<At<PolygonFeature>>, ground: &Ground, findings: &mut Findings) {
    if ground.geography.is_empty() {
        return;
    }
    let codes: Vec<GssCode> = ground.geography.areas().map(|(_, area)| area.district).collect();
    for at in coded::<GssCode>(features, "code", findings) {
        let (code, polygons) = &at.row;
        let shape = ground.areas.dissolve(|face| codes[ground.areas.owner(face) as usize] == *code);
        if !same_outline(polygons, &ground.areas, &shape) {
            findings.warning_at(
                &at.origin,
                "geometry",
                format!("{code} is not the outline of its areas, which is used"),
            );
        }
    }
}

/// Whether polygons and a shape have the same rings, wherever each ring starts.
fn same_outline(polygons: &[GridPolygon], coverage: &Coverage, shape: &Shape) -> bool {
    let given = polygons.iter().flat_map(GridPolygon::rings).map(|ring| from_least(ring.clone()));
    let found = shape.polygons.iter().flatten().map(|ring| from_least(coverage.ring(ring)));
    given.collect::<BTreeSet<_>>() == found.collect::<BTreeSet<_>>()
}

fn from_least(mut ring: Vec<GridPoint>) -> Vec<GridPoint> {
    let least = ring.iter().enumerate().min_by_key(|(_, vertex)| **vertex).map_or(0, |(place, _)| place);
    ring.rotate_left(least);
    ring
}
