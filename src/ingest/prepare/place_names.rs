//! Populated places and units, cut to the study area.

use std::collections::{BTreeMap, BTreeSet};

use super::published::Study;
use super::unit_editions::newest;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::named::units::{Unit, UnitKind};
use crate::domain::ground::postcode::Postcode;
use crate::ingest::descriptor::Descriptor;
use crate::ingest::publishers::{DirectoryRow, Published, UnitRow};
use crate::ingest::tables::{Tables, names};
use crate::reading::findings::{At, Findings, Origin};

/// Populated places in the study area or near it, and the units of its areas, as small a table as says the same.
pub fn join(published: &mut Published, tables: &mut Tables, study: &Study, findings: &mut Findings) {
    let near =
        std::mem::take(&mut published.gazetteer).into_iter().filter(|at| study.area.is_near(at.row.point));
    tables.gazetteer.extend(near);
    let districts: BTreeMap<GssCode, GssCode> =
        tables.areas.iter().map(|at| (at.row.code, at.row.district)).collect();
    let of_postcodes = units_of_postcodes(published, study);
    for kind in UnitKind::ALL {
        let known = of_postcodes.iter().filter(|at| at.row.kind == kind).map(|at| (at.row.within, at));
        let mut known: BTreeMap<GssCode, &At<UnitRow>> = known.collect();
        // A lookup is of areas, and better than what most of their postcodes are in.
        let of_lookups = newest(kind, &published.units, &districts, findings);
        if !of_lookups.is_empty() {
            known = of_lookups;
        }
        tables.units.extend(of_kind(&known, &districts));
    }
    keep_units_of_postcodes(published, tables);
}

/// What the postcodes that are kept are in themselves.
fn keep_units_of_postcodes(published: &mut Published, tables: &mut Tables) {
    let kept: BTreeSet<Postcode> =
        tables.live.iter().chain(&tables.terminated).map(|at| at.row.postcode).collect();
    let mut seen = BTreeSet::new();
    let rows = published.directory.iter().filter(|at| {
        let postcode = at.row.place.postcode;
        kept.contains(&postcode)
            && at.row.of_postcode.iter().any(|number| *number > 0)
            && seen.insert(postcode)
    });
    let row = |at: &At<DirectoryRow>| At {
        row: (at.row.place.postcode, at.row.of_postcode),
        origin: at.origin.clone(),
    };
    tables.postcode_units.rows = rows.map(row).collect();
    tables.postcode_units.texts = std::mem::take(&mut published.unit_texts);
    tables.postcode_units.names = std::mem::take(&mut published.names_of_postcode_units);
}

/// How many postcodes have a unit, by its number, and where it was first read.
type Counted<'a> = BTreeMap<u16, (usize, &'a Origin)>;

/// The unit of each kind that most postcodes of an area are in, as a postcode directory says.
fn units_of_postcodes(published: &Published, study: &Study) -> Vec<At<UnitRow>> {
    let mut counts = BTreeMap::<(UnitKind, GssCode), Counted<'_>>::new();
    for At { row, origin } in &published.directory {
        let of_point = row.place.point.and_then(|point| study.area_at(point));
        let Some(area) = of_point else { continue };
        for (kind, number) in UnitKind::ALL.into_iter().zip(row.units).filter(|(_, number)| *number > 0) {
            counts.entry((kind, area)).or_default().entry(number).or_insert((0, origin)).0 += 1;
        }
    }
    let most = |((kind, within), numbers): ((UnitKind, GssCode), Counted<'_>)| {
        let (number, (_, origin)) =
            numbers.into_iter().max_by_key(|(number, (count, _))| (*count, std::cmp::Reverse(*number)))?;
        let code = *published.unit_codes.get(usize::from(number).checked_sub(1)?)?;
        let named = published.unit_names.get(&code);
        let nhs_code = named.and_then(|unit| unit.nhs_code.clone());
        let row =
            UnitRow { kind, code, nhs_code, name: named.map(|unit| unit.name.clone()), within, edition: 0 };
        Some(At { row, origin: origin.clone() })
    };
    counts.into_iter().filter_map(most).collect()
}

/// The units of one kind: one where all areas have the same, else by district where all areas of each have, else by area.
fn of_kind(known: &BTreeMap<GssCode, &At<UnitRow>>, districts: &BTreeMap<GssCode, GssCode>) -> Vec<At<Unit>> {
    let mut by_area = Vec::new();
    for (area, district) in districts {
        if let Some(unit) = known.get(area).or_else(|| known.get(district)) {
            by_area.push((*area, *district, *unit));
        }
    }
    let codes = |units: &mut dyn Iterator<Item = GssCode>| units.collect::<BTreeSet<_>>().len();
    if by_area.len() == districts.len() && codes(&mut by_area.iter().map(|(.., unit)| unit.row.code)) == 1 {
        return vec![written(by_area[0].2, None)];
    }
    let mut of_district = BTreeMap::<GssCode, Vec<&At<UnitRow>>>::new();
    for (_, district, unit) in &by_area {
        of_district.entry(*district).or_default().push(unit);
    }
    let is_one = |units: &Vec<&At<UnitRow>>| codes(&mut units.iter().map(|unit| unit.row.code)) == 1;
    if of_district.values().all(is_one) {
        return of_district.into_iter().map(|(district, units)| written(units[0], Some(district))).collect();
    }
    by_area.into_iter().map(|(area, _, unit)| written(unit, Some(area))).collect()
}

fn written(at: &At<UnitRow>, within: Option<GssCode>) -> At<Unit> {
    let UnitRow { kind, code, nhs_code, name, .. } = at.row.clone();
    At { row: Unit { kind, code: Some(code), nhs_code, name, within }, origin: at.origin.clone() }
}

/// The units that `county.toml` states, which stand in for those of a lookup.
pub fn state(descriptor: &Descriptor, tables: &mut Tables, findings: &mut Findings) {
    let origin = |line| Origin { file: "county.toml".into(), line };
    for (number, entry) in (1..).zip(&descriptor.units) {
        match entry.read() {
            Ok(unit) => {
                tables.units.retain(|at| at.row.kind != unit.kind || &*at.origin.file == "county.toml");
                tables.units.push(At { row: unit, origin: origin(number) });
            }
            Err(error) => {
                findings.defect(names::UNITS, format!("units, entry {number} of county.toml: {error}"));
            }
        }
    }
}
