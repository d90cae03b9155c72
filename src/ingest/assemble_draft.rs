//! A draft's tables laid over the ground.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble_ground::{number, rows};
use super::tables::{CodedPolygons, DraftBoundaries, DraftTables};
use crate::domain::boundaries::allocate::{Allocation, allocate};
use crate::domain::boundaries::division::{Division, Drawing};
use crate::domain::boundaries::misfit::{CutArea, Reach, beyond_areas, cut_areas};
use crate::domain::boundaries::partition::{Assignment, Roster};
use crate::domain::geometry::area_index::AreaIndex;
use crate::domain::geometry::coverage::{Coverage, CoverageDefect, GridPolygon};
use crate::domain::ground::Ground;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::projection::Projector;
use crate::reading::findings::{At, Findings, Origin};
use crate::reading::repeats::refuse_repeats;

/// So many of the areas that a drawn border cuts are named.
const NAMED: usize = 5;
/// Neighbourhoods that reach further than this beyond every area are told (metres).
const FAR_M: f64 = 1_000.0;

/// What becomes of drawn neighbourhoods that overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlaps {
    /// Of more than a sliver each is a defect: for what is made now.
    Refused,
    /// Each is told: data that was made before is answered, and a place in several says so.
    Told,
}

/// Lays a draft's boundaries over the ground. None when a defect was found.
///
/// `file` names the boundaries in findings that have no line.
pub fn division(
    ground: &Ground,
    draft: DraftTables,
    file: &str,
    projector: &Projector,
    overlaps: Overlaps,
    findings: &mut Findings,
) -> Option<Division> {
    refuse_repeats("id", &draft.neighbourhoods, |row| row.id.clone(), findings);
    if draft.neighbourhoods.is_empty() {
        findings.defect(file, "a draft needs at least one neighbourhood");
    }
    let roster = Roster::new(rows(draft.neighbourhoods));
    match draft.boundaries {
        DraftBoundaries::ByArea(lookup) => by_area(ground, roster, lookup, file, findings),
        DraftBoundaries::Drawn(polygons) => {
            let origins = polygons.iter().map(|at| (at.row.0.clone(), at.origin.clone())).collect();
            let coverage = coverage(&roster, polygons, file, projector, findings)?;
            let defects = coverage.defects();
            tell_defects(&defects, &roster, &origins, overlaps, file, findings);
            drawn(ground, roster, coverage, defects, file, findings)
        }
    }
}

fn by_area(
    ground: &Ground,
    roster: Roster,
    lookup: Vec<At<(GssCode, NeighbourhoodId)>>,
    file: &str,
    findings: &mut Findings,
) -> Option<Division> {
    refuse_repeats("area_code", &lookup, |(code, _)| *code, findings);
    let mut assignment = Assignment::new(vec![None; ground.geography.len()]);
    for At { row: (code, id), origin } in lookup {
        let (area, zone) = (ground.geography.find(code), roster.find(&id));
        if area.is_none() {
            findings.defect_at(&origin, "area_code", format!("{code} is not among the areas"));
        }
        if zone.is_none() {
            findings.defect_at(&origin, "neighbourhood_id", format!("{id} is not among the neighbourhoods"));
        }
        if let (Some(area), Some(zone)) = (area, zone) {
            assignment.assign(area, Some(zone));
        }
    }
    for (_, neighbourhood) in roster.iter().filter(|(zone, _)| !assignment.holds(*zone)) {
        findings.defect(file, format!("no area is in {}", neighbourhood.id));
    }
    match assignment.complete() {
        Ok(partition) => findings.is_usable().then(|| Division::by_area(ground, roster, partition)),
        Err(unassigned) => {
            for area in unassigned.0 {
                findings.defect(file, format!("{} is in no neighbourhood", ground.geography.area(area).code));
            }
            None
        }
    }
}

fn coverage(
    roster: &Roster,
    polygons: Vec<CodedPolygons<NeighbourhoodId>>,
    file: &str,
    projector: &Projector,
    findings: &mut Findings,
) -> Option<Coverage> {
    let faces = faces(roster, polygons, file, findings);
    let coverage = Coverage::build(roster.len(), faces, |vertex| projector.lon_lat(vertex));
    coverage.map_err(|error| findings.defect(file, error.to_string())).ok()
}

/// What keeps drawn neighbourhoods from being a coverage: told, and ground that is drawn twice may be refused, at the feature of the
/// greater id.
fn tell_defects(
    defects: &[CoverageDefect],
    roster: &Roster,
    origins: &BTreeMap<NeighbourhoodId, Origin>,
    overlaps: Overlaps,
    file: &str,
    findings: &mut Findings,
) {
    let ids: Vec<&NeighbourhoodId> = roster.iter().map(|(_, known)| &known.id).collect();
    let name = |owner: u32| ids[owner as usize].to_string();
    for defect in defects {
        let refused = defect.held_twice(name).filter(|_| overlaps == Overlaps::Refused);
        match (defect, refused) {
            (CoverageDefect::Overlap { b, .. }, Some(reason)) => match origins.get(ids[*b as usize]) {
                Some(origin) => findings.defect_at(origin, "geometry", reason),
                None => findings.defect(file, reason),
            },
            _ => findings.warning(file, defect.describe(name)),
        }
    }
}

fn drawn(
    ground: &Ground,
    roster: Roster,
    coverage: Coverage,
    defects: Vec<CoverageDefect>,
    file: &str,
    findings: &mut Findings,
) -> Option<Division> {
    let ids: Vec<String> = roster.iter().map(|(_, neighbourhood)| neighbourhood.id.to_string()).collect();
    let index = AreaIndex::new(&coverage, &defects);
    let allocation = allocation(ground, &coverage, &index, file, findings);
    if let Some(allocation) = &allocation {
        tell_misfit(ground, &coverage, &index, allocation, &ids, file, findings);
    }
    let drawing = Drawing { coverage, index, allocation, defects };
    findings.is_usable().then(|| Division::drawn(ground, roster, drawing))
}

fn faces(
    roster: &Roster,
    polygons: Vec<CodedPolygons<NeighbourhoodId>>,
    file: &str,
    findings: &mut Findings,
) -> Vec<(u32, GridPolygon)> {
    refuse_repeats("id", &polygons, |(id, _)| id.clone(), findings);
    let mut missing: BTreeSet<NeighbourhoodId> = roster.iter().map(|(_, known)| known.id.clone()).collect();
    let mut faces = Vec::new();
    for At { row: (id, polygons), origin } in polygons {
        missing.remove(&id);
        match roster.find(&id) {
            Some(zone) => faces.extend(polygons.into_iter().map(|polygon| (number(zone.slot()), polygon))),
            None => findings.defect_at(&origin, "id", format!("{id} is not among the neighbourhoods")),
        }
    }
    for id in missing {
        findings.defect(file, format!("{id} has no polygon"));
    }
    faces
}

/// Areas allocated to drawn polygons, where there are areas.
fn allocation(
    ground: &Ground,
    coverage: &Coverage,
    index: &AreaIndex,
    file: &str,
    findings: &mut Findings,
) -> Option<Allocation> {
    if ground.geography.is_empty() {
        return None;
    }
    match allocate(ground, coverage, index) {
        Ok(allocation) => Some(allocation),
        Err(unassigned) => {
            for area in unassigned.0 {
                let code = ground.geography.area(area).code;
                findings.defect(file, format!("the area {code} lies in no neighbourhood"));
            }
            None
        }
    }
}

/// Tells areas that drawn borders cut, and neighbourhoods that reach far beyond every area.
fn tell_misfit(
    ground: &Ground,
    coverage: &Coverage,
    index: &AreaIndex,
    allocation: &Allocation,
    ids: &[String],
    file: &str,
    findings: &mut Findings,
) {
    let cut = cut_areas(ground, coverage, index, &allocation.partition);
    if !cut.is_empty() {
        let geography = &ground.geography;
        let residents: u64 = cut.iter().map(|cut| u64::from(geography.area(cut.area).residents)).sum();
        let name = |CutArea { area, elsewhere }: &CutArea| {
            format!(
                "{} (counted in {}, {:.0} % of its land elsewhere)",
                geography.area(*area).code,
                ids[allocation.partition.zone(*area).slot()],
                elsewhere * 100.0
            )
        };
        let is = if cut.len() == 1 { "is" } else { "are" };
        let worst: Vec<String> = cut.iter().take(NAMED).map(name).collect();
        let reason = format!(
            "{} of {} areas {is} cut by its borders; each counts whole on one side, {residents} residents together. The worst: {}",
            cut.len(),
            geography.len(),
            worst.join(", ")
        );
        findings.warning(file, reason);
    }
    for Reach { zone, distance_m, at } in beyond_areas(ground, coverage, FAR_M) {
        let reason = format!(
            "{} reaches {:.1} km beyond every area, near {at}: places there are answered as lying in it",
            ids[zone.slot()],
            distance_m / 1000.0
        );
        findings.warning(file, reason);
    }
}
