//! Tables to ground facts: every code is looked up, every rule across tables checked, all defects told.

use std::collections::{BTreeMap, BTreeSet};

use super::area_tables::{CodedTable, assemble};
use super::postcode_units;
use super::tables::{
    CodedPolygons, NamedPlaceRow, PlaceRow, PracticeRow, RegistrationRow, ShareRow, Tables, names,
};
use crate::domain::geometry::area_index::{AreaIndex, Hit};
use crate::domain::geometry::coverage::Coverage;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::address_shares::{AddressShares, AreaAddresses};
use crate::domain::ground::area_changes::AreaChanges;
use crate::domain::ground::area_tables::{AGED_65, AreaTables};
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::{Area, AreaIx, Geography};
use crate::domain::ground::named::gazetteer::{Gazetteer, PopulatedPlace};
use crate::domain::ground::named::postcode_units::PostcodeUnits;
use crate::domain::ground::named::units::{Unit, Units};
use crate::domain::ground::places::{Place, Places, Site};
use crate::domain::ground::practices::{Practices, Status};
use crate::domain::ground::registrations::{Home, Registration, Registrations};
use crate::domain::ground::{Ground, PlacesInAreas};
use crate::projection::Projector;
use crate::reading::findings::At;
use crate::reading::findings::{Findings, Origin};
use crate::reading::repeats::refuse_repeats;

/// So many postcodes without an area are named.
const NAMED: usize = 5;

/// Joins tables into ground facts; `made` has the postcodes and polygons of these tables, when they were made before. None
/// when a defect was found.
pub fn ground(
    tables: Tables,
    made: Option<Made>,
    projector: &Projector,
    findings: &mut Findings,
) -> Option<Ground> {
    refuse_repeats("area_code", &tables.areas, |area| area.code, findings);
    refuse_repeats("code", &tables.districts, |district| district.code, findings);
    refuse_unknown_districts(&tables, findings);
    let areas = with_one_truth_of_age(rows(tables.areas), tables.ages.as_ref());
    let geography = Geography::new(areas, rows(tables.districts));
    let (areas, places, known, of_postcodes) = if let Some(made) = made {
        let Made { areas, area_index, places, area_of_place, on_border, postcode_units } = made;
        (Some((areas, area_index)), places, Some((area_of_place, on_border)), postcode_units)
    } else {
        let (polygons, mut of_places) = (tables.area_polygons, Findings::default());
        // The two large tables, side by side: neither needs the other.
        let (areas, places) = std::thread::scope(|scope| {
            let places = scope.spawn(|| places(tables.live, tables.terminated, projector, &mut of_places));
            let areas = area_coverage(&geography, polygons, projector, findings);
            (areas, places.join().expect("reading rows does not panic"))
        });
        findings.append(of_places);
        let of_postcodes = postcode_units::assemble(&tables.postcode_units, &places, findings);
        (areas, places, None, of_postcodes)
    };
    let practices = practices(tables.practices, &places, projector, findings);
    let registrations =
        tables.registrations.map(|rows| registrations(rows, &geography, &practices, findings));
    let shares = shares(tables.shares, &geography, &places, findings);
    let gazetteer = gazetteer(tables.gazetteer, projector, findings);
    refuse_repeats("kind", &tables.units, place_of_unit, findings);
    let units = Units::new(rows(tables.units));
    let changes = AreaChanges::new(rows(tables.area_changes));
    let mut of_areas = |file: &str, table: Option<CodedTable>| assemble(file, table?, &geography, findings);
    let area_tables = AreaTables {
        ages: of_areas(names::AGES, tables.ages),
        accommodation: of_areas(names::ACCOMMODATION, tables.accommodation),
        indicators: of_areas(names::INDICATORS, tables.indicators),
    };
    let (areas, area_index) = areas.filter(|_| findings.is_usable())?;
    let ground = match known {
        None => Ground::new(geography, areas, area_index, places, practices, registrations),
        Some((slots, on_border)) => {
            let areas_by_slot: Vec<AreaIx> = geography.areas().map(|(area, _)| area).collect();
            let area = |slot: Option<u32>| slot.and_then(|slot| areas_by_slot.get(slot as usize).copied());
            let known = PlacesInAreas { area_of_place: slots.into_iter().map(area).collect(), on_border };
            Ground::known(geography, areas, area_index, places, practices, registrations, known)
        }
    };
    let ground = ground
        .with_address_shares(shares)
        .with_names(gazetteer, units)
        .with_area_tables(area_tables)
        .with_area_changes(changes)
        .with_postcode_units(of_postcodes);
    if !ground.geography.is_empty() {
        tell_without_area(&ground, findings);
    }
    Some(ground)
}

/// Says which live postcodes have no area, and why; where easting and northing exchanged would lie in one, that too.
fn tell_without_area(ground: &Ground, findings: &mut Findings) {
    let exchanged = |place: &Place| {
        let grid = place.site?.grid;
        let point = GridPoint { easting_mm: grid.northing_mm, northing_mm: grid.easting_mm };
        let area = match ground.area_index.locate(point) {
            Hit::Inside(owner) => ground.geography.areas().nth(owner as usize)?.1.code,
            Hit::OnBoundary(_) | Hit::Outside => return None,
        };
        Some(format!("{} (in {area}, were its easting and northing exchanged)", place.postcode))
    };
    let name = |place: &Place| exchanged(place).unwrap_or_else(|| place.postcode.to_string());
    let outside = (
        ["lies inside no area of the county", "lie inside no area of the county"],
        ground.places_outside().map(name).collect::<Vec<_>>(),
    );
    let nowhere = (
        ["has no grid reference", "have no grid reference"],
        ground.places_nowhere().map(|place| place.postcode.to_string()).collect(),
    );
    for ([one, several], places) in [outside, nowhere] {
        let named = places.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let reason = match places.len() {
            0 => continue,
            1 => format!("1 live postcode {one}; it is kept, with none: {named}"),
            count if count <= NAMED => {
                format!("{count} live postcodes {several}; they are kept, with none: {named}")
            }
            count => format!(
                "{count} live postcodes {several}; they are kept, with none: {named} and {} more",
                count - NAMED
            ),
        };
        findings.warning(names::POSTCODES, reason);
    }
}

/// Populated places; one that the shift tables do not reach has no place in a map, and is a defect.
fn gazetteer(table: Vec<At<NamedPlaceRow>>, projector: &Projector, findings: &mut Findings) -> Gazetteer {
    refuse_repeats("code", &table, |row| row.code.clone(), findings);
    let mut places = Vec::with_capacity(table.len());
    for At { row, origin } in table {
        let Some(site) = projector.site(row.point) else {
            findings.defect_at(&origin, "easting", "the point cannot be converted to longitude and latitude");
            continue;
        };
        let NamedPlaceRow { code, name, other_name, kind, population, .. } = row;
        places.push(PopulatedPlace { code, name, other_name, kind, site, population });
    }
    Gazetteer::new(places)
}

fn place_of_unit(unit: &Unit) -> String {
    let within = unit.within.map_or_else(|| "everywhere".to_owned(), |code| format!("within {code}"));
    format!("{} {within}", unit.kind)
}

/// Those aged 65 and over are counted by the table of ages where there is one: two tables of one Census differ by a few.
fn with_one_truth_of_age(mut areas: Vec<Area>, ages: Option<&CodedTable>) -> Vec<Area> {
    let Some(ages) = ages else { return areas };
    let older: BTreeMap<GssCode, Option<f64>> =
        ages.rows.iter().map(|at| (at.row.0, at.row.1[AGED_65..].iter().copied().sum())).collect();
    for area in &mut areas {
        if let Some(Some(people)) = older.get(&area.code) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole counts of people, checked when they were read"
            )]
            let people = *people as u32;
            area.census.aged_65_and_over = Some(people);
        }
    }
    areas
}

/// The large tables of a ground, with what was found of them when they were first joined.
pub struct Made {
    /// The areas' polygons.
    pub areas: Coverage,
    /// Points to areas.
    pub area_index: AreaIndex,
    /// All postcodes.
    pub places: Places,
    /// For each postcode the slot of its area; none where it lies in none.
    pub area_of_place: Vec<Option<u32>>,
    /// Numbers of the postcodes on a border between areas, in order.
    pub on_border: Vec<u32>,
    /// What postcodes are in beside district and ward.
    pub postcode_units: PostcodeUnits,
}

/// The bare rows.
pub fn rows<T>(table: Vec<At<T>>) -> Vec<T> {
    table.into_iter().map(|at| at.row).collect()
}

fn refuse_unknown_districts(tables: &Tables, findings: &mut Findings) {
    let known: BTreeSet<GssCode> = tables.districts.iter().map(|at| at.row.code).collect();
    for At { row: area, origin } in tables.areas.iter().filter(|at| !known.contains(&at.row.district)) {
        findings.defect_at(origin, "lad_code", format!("{} is not among the districts", area.district));
    }
}

fn area_coverage(
    geography: &Geography,
    polygons: Vec<CodedPolygons<GssCode>>,
    projector: &Projector,
    findings: &mut Findings,
) -> Option<(Coverage, AreaIndex)> {
    refuse_repeats("area_code", &polygons, |(code, _)| *code, findings);
    let mut missing: BTreeSet<GssCode> = geography.areas().map(|(_, area)| area.code).collect();
    let mut faces = Vec::new();
    for At { row: (code, polygons), origin } in polygons {
        missing.remove(&code);
        match geography.find(code) {
            Some(area) => faces.extend(polygons.into_iter().map(|polygon| (number(area.slot()), polygon))),
            None => findings.defect_at(&origin, "area_code", format!("{code} is not among the areas")),
        }
    }
    for code in missing {
        findings.defect(names::AREA_POLYGONS, format!("{code} has no polygon"));
    }
    let coverage = match Coverage::build(geography.len(), faces, |vertex| projector.lon_lat(vertex)) {
        Ok(coverage) => coverage,
        Err(error) => {
            findings.defect(names::AREA_POLYGONS, error.to_string());
            return None;
        }
    };
    let codes: Vec<GssCode> = geography.areas().map(|(_, area)| area.code).collect();
    let defects = coverage.defects();
    for defect in &defects {
        let told = defect.describe(|owner| codes[owner as usize].to_string());
        if defect.is_fatal() {
            findings.defect(names::AREA_POLYGONS, told);
        } else {
            findings.warning(names::AREA_POLYGONS, told);
        }
    }
    let index = AreaIndex::new(&coverage, &defects);
    Some((coverage, index))
}

fn places(
    live: Vec<At<PlaceRow>>,
    terminated: Vec<At<PlaceRow>>,
    projector: &Projector,
    findings: &mut Findings,
) -> Places {
    let table: Vec<At<PlaceRow>> = live.into_iter().chain(terminated).collect();
    refuse_repeats("postcode", &table, |place| place.postcode, findings);
    let mut places = Vec::with_capacity(table.len());
    for At { row, origin } in table {
        let site = site(row.point, &origin, projector, findings);
        let PlaceRow { postcode, standing, district, ward, quality, .. } = row;
        places.push(Place { postcode, standing, site, district, ward, quality });
    }
    Places::new(places)
}

fn site(
    point: Option<GridPoint>,
    origin: &Origin,
    projector: &Projector,
    findings: &mut Findings,
) -> Option<Site> {
    let grid = point?;
    match projector.lon_lat(grid) {
        Ok(lon_lat) => Some(Site { grid, lon_lat }),
        Err(error) => {
            findings.defect_at(origin, "easting", error.to_string());
            None
        }
    }
}

fn practices(
    table: Vec<At<PracticeRow>>,
    places: &Places,
    projector: &Projector,
    findings: &mut Findings,
) -> Practices {
    refuse_repeats("ods_code", &table, |row| row.practice.code, findings);
    let known: BTreeSet<_> = table.iter().map(|at| at.row.practice.code).collect();
    let (mut elsewhere, mut unplaced) = (0, Vec::new());
    let mut practices = Vec::with_capacity(table.len());
    for At { row: PracticeRow { mut practice, point }, origin } in table {
        let of_postcode = || places.place(places.find(practice.postcode?)?).site;
        practice.site = site(point, &origin, projector, findings).or_else(of_postcode);
        if practice.site.is_none() && practice.status == Status::Active {
            match practice.postcode.filter(|postcode| places.has_outcode(postcode.outward())) {
                Some(postcode) => unplaced.push(format!("{} {} ({postcode})", practice.code, practice.name)),
                None => elsewhere += 1,
            }
        }
        if let Status::Closed { successor: Some(successor), .. } = practice.status
            && !known.contains(&successor)
        {
            findings.defect_at(&origin, "successor", format!("{successor} is not among the practices"));
        }
        practices.push(practice);
    }
    if !unplaced.is_empty() {
        let reason = format!(
            "open practices whose postcode is not loaded, though others of its district are; each is kept, in no neighbourhood until \
             it is given coordinates: {}",
            unplaced.join(", ")
        );
        findings.warning(names::PRACTICES, reason);
    }
    if elsewhere > 0 {
        let reason = if elsewhere == 1 {
            "1 open practice has no coordinates, and lies where no postcode is loaded; it is kept, with none"
                .to_owned()
        } else {
            format!(
                "{elsewhere} open practices have no coordinates, and lie where no postcode is loaded; they are kept, with none"
            )
        };
        findings.warning(names::PRACTICES, reason);
    }
    Practices::new(practices)
}

fn registrations(
    table: Vec<At<RegistrationRow>>,
    geography: &Geography,
    practices: &Practices,
    findings: &mut Findings,
) -> Registrations {
    // Several codes stand for "not known", so such rows of one practice are no repeats; they are added up.
    let known = table.iter().filter(|at| at.row.area.is_some());
    let pair = |row: &RegistrationRow| {
        format!("{} with {}", row.practice, row.area.map_or_else(String::new, |area| area.to_string()))
    };
    refuse_repeats("ods_code", known, pair, findings);
    let mut rows = Vec::with_capacity(table.len());
    for At { row, origin } in table {
        let home = match row.area {
            None => Home::Unknown,
            Some(code) => geography.find(code).map_or(Home::Outside, Home::Area),
        };
        match practices.find(row.practice) {
            Some(practice) => rows.push(Registration { practice, home, patients: row.patients }),
            None => {
                findings.defect_at(
                    &origin,
                    "ods_code",
                    format!("{} is not among the practices", row.practice),
                );
            }
        }
    }
    Registrations::new(rows)
}

/// An area that is not loaded is outside; a postcode that is not is a defect, since nobody could ask for it.
fn shares(
    table: Vec<At<ShareRow>>,
    geography: &Geography,
    places: &Places,
    findings: &mut Findings,
) -> AddressShares {
    refuse_repeats("postcode", &table, |row| format!("{} with {}", row.postcode, row.area), findings);
    let mut rows = Vec::with_capacity(table.len());
    for At { row: ShareRow { postcode, area, addresses }, origin } in table {
        match places.find(postcode) {
            Some(place) => rows.push((place, AreaAddresses { area: geography.find(area), addresses })),
            None => {
                findings.defect_at(&origin, "postcode", format!("{postcode} is not among the postcodes"));
            }
        }
    }
    AddressShares::new(rows)
}

/// A slot as an owner number of a coverage.
pub fn number(slot: usize) -> u32 {
    u32::try_from(slot).expect("owners are counted in 32 bits")
}
