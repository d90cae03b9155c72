//! The publishers' files cut to the study area and joined into a county's tables: areas and postcodes.
//!
//! A table that the county brings itself, in the joined layout, is used as it is; the publishers' files fill in the others.
//! Nothing is guessed: what no file tells stays unknown.

use std::collections::{BTreeMap, BTreeSet};

use super::bad_rows;
use super::moved_areas::Unchanged;
use super::report::Report;
use super::study_area::StudyArea;
use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::{Area, CensusCounts, Deprivation, District};
use crate::domain::ground::places::Standing;
use crate::domain::ground::postcode::Postcode;
use crate::ingest::publishers::{AddressRow, DeprivationRow, DirectoryRow, Published};
use crate::ingest::tables::{DraftBoundaries, DraftTables, PlaceRow, ShareRow, Tables, names};
use crate::projection::Projector;
use crate::reading::counted::{counted, of_count};
use crate::reading::findings::{At, Findings};

/// What several joins need.
pub struct Study {
    pub area: StudyArea,
    /// The codes of the areas, in the order of the study area's numbers; empty when there are none.
    pub codes: Vec<GssCode>,
    pub districts: BTreeSet<GssCode>,
    /// Districts that are the county's under another code than in the tables of areas.
    pub recoded: BTreeSet<GssCode>,
    /// The point of every postcode delivered, in the study area or not.
    pub points: BTreeMap<Postcode, GridPoint>,
}

impl Study {
    /// The polygons of a county's areas; of drawn neighbourhoods where there are none. None when one cannot be placed.
    pub fn of(
        tables: &Tables,
        draft: &DraftTables,
        projector: &Projector,
        findings: &mut Findings,
    ) -> Option<Self> {
        let (faces, codes) = faces(tables, draft);
        let area = StudyArea::new(faces, projector)
            .map_err(|error| findings.defect(names::AREA_POLYGONS, error.to_string()));
        let districts = tables.districts.iter().map(|at| at.row.code).collect();
        let (points, recoded) = Default::default();
        Some(Self { area: area.ok()?, codes, districts, recoded, points })
    }

    /// The code of the area that holds a point.
    pub fn area_at(&self, point: GridPoint) -> Option<GssCode> {
        self.codes.get(self.area.holder(point)? as usize).copied()
    }

    /// Whether a postcode is of the study area: by its district as published; by its point where none is, or where the district
    /// has another code by now than the areas' tables have (Sheffield, since April 2025).
    fn holds(&self, place: &PlaceRow) -> bool {
        match place.district.filter(|district| !self.districts.is_empty() && !self.recoded.contains(district))
        {
            Some(district) => self.districts.contains(&district),
            None => place.point.is_some_and(|point| self.area.holder(point).is_some()),
        }
    }

    /// Districts that the tables of areas do not have, and most of whose postcodes lie in the study area: they were coded anew since.
    fn recoded<'a>(
        &self,
        places: impl Iterator<Item = &'a PlaceRow>,
        known: &BTreeSet<GssCode>,
    ) -> BTreeSet<GssCode> {
        let mut lying = BTreeMap::<GssCode, [usize; 2]>::new();
        for place in places {
            if let (Some(district), Some(point)) = (place.district, place.point)
                && !self.districts.contains(&district)
                && !known.contains(&district)
            {
                let [inside, all] = lying.entry(district).or_default();
                *inside += usize::from(self.area.holder(point).is_some());
                *all += 1;
            }
        }
        lying
            .into_iter()
            .filter(|(_, [inside, all])| inside * 2 > *all)
            .map(|(district, _)| district)
            .collect()
    }
}

/// Fills in what the county does not bring itself. None when a defect keeps the study area from being known.
pub fn join(
    published: &mut Published,
    tables: &mut Tables,
    draft: &DraftTables,
    projector: &Projector,
    findings: &mut Findings,
    report: &mut Report,
) -> Option<Study> {
    let wanted = wanted_areas(published, tables, draft, projector, findings);
    if tables.area_polygons.is_empty() {
        tables.area_polygons = published.polygons.extract_if(.., |at| wanted.contains(&at.row.0)).collect();
        bad_rows::judge_rings(published, &wanted, findings);
    }
    if tables.areas.is_empty() && !tables.area_polygons.is_empty() {
        tables.area_polygons.retain(|at| wanted.contains(&at.row.0));
        areas(published, tables, &wanted, findings);
    }
    let mut study = Study::of(tables, draft, projector, findings)?;
    postcodes(published, tables, &mut study, findings, report);
    if tables.shares.is_empty() {
        tables.shares = shares(&published.addresses, tables, &study, report);
    }
    fill_areas(published, tables, &study);
    Some(study)
}

/// The areas of the study: those in the draft's table; else those whose middle lies in a drawn neighbourhood.
fn wanted_areas(
    published: &Published,
    tables: &Tables,
    draft: &DraftTables,
    projector: &Projector,
    findings: &mut Findings,
) -> BTreeSet<GssCode> {
    let drawn = match &draft.boundaries {
        DraftBoundaries::ByArea(lookup) => return lookup.iter().map(|at| at.row.0).collect(),
        DraftBoundaries::Drawn(drawn) => drawn,
    };
    if !tables.areas.is_empty() {
        return tables.areas.iter().map(|at| at.row.code).collect();
    }
    let polygons = drawn.iter().flat_map(|at| &at.row.1).cloned();
    let study = match StudyArea::new(polygons.map(|polygon| (0, polygon)).collect(), projector) {
        Ok(study) => study,
        Err(error) => {
            findings.defect("neighbourhoods", error.to_string());
            return BTreeSet::new();
        }
    };
    let has_middle_inside = |polygons: &Vec<GridPolygon>| {
        polygons.iter().filter_map(GridPolygon::middle).any(|middle| study.holder(middle).is_some())
    };
    let polygons = published.polygons.iter().chain(&tables.area_polygons);
    let inside = polygons.filter(|at| has_middle_inside(&at.row.1));
    inside.map(|at| at.row.0).collect()
}

/// The study area's polygons under numbers, and the code of each number where they are areas.
fn faces(tables: &Tables, draft: &DraftTables) -> (Vec<(u32, GridPolygon)>, Vec<GssCode>) {
    let mut faces = Vec::new();
    if tables.area_polygons.is_empty() {
        if let DraftBoundaries::Drawn(drawn) = &draft.boundaries {
            faces.extend(drawn.iter().flat_map(|at| &at.row.1).cloned().map(|polygon| (0, polygon)));
        }
        return (faces, Vec::new());
    }
    let mut codes = Vec::new();
    for (number, at) in (0..).zip(&tables.area_polygons) {
        codes.push(at.row.0);
        faces.extend(at.row.1.iter().cloned().map(|polygon| (number, polygon)));
    }
    (faces, codes)
}

/// Areas from the Indices of Deprivation: names, districts, residents.
fn areas(published: &Published, tables: &mut Tables, wanted: &BTreeSet<GssCode>, findings: &mut Findings) {
    if published.deprivation.rows.is_empty() {
        // That the file is missing is one defect, and not one of each area.
        return;
    }
    let mut missing = wanted.clone();
    let mut districts = BTreeMap::new();
    for At { row, origin } in &published.deprivation.rows {
        if !missing.remove(&row.code) {
            continue;
        }
        let Some(residents) = row.residents else {
            findings.defect_at(origin, "Total population", format!("{} has no residents stated", row.code));
            continue;
        };
        districts.entry(row.district).or_insert_with(|| (row.district_name.clone(), origin.clone()));
        tables.areas.push(At { row: described(row, residents), origin: origin.clone() });
    }
    if tables.districts.is_empty() {
        let district = |(code, (name, origin))| At { row: District { code, name }, origin };
        tables.districts = districts.into_iter().map(district).collect();
    }
    for code in missing {
        findings.defect(
            names::AREAS,
            format!("{code} is in no table: residents and district are taken from the Indices of Deprivation 2025, File 7"),
        );
    }
}

fn described(row: &DeprivationRow, residents: u32) -> Area {
    Area {
        code: row.code,
        name: row.name.clone(),
        district: row.district,
        msoa: None,
        msoa_name: String::new(),
        ward: None,
        ward_name: String::new(),
        residents,
        census: CensusCounts::default(),
        deprivation: Deprivation {
            rank_2025: row.rank,
            decile_2025: row.decile,
            score_2025: row.score,
            decile_2019: None,
        },
        rural: None,
        boundary_source: String::new(),
    }
}

/// What postcodes tell of the areas they are in: the MSOA, and the ward most of them are in.
fn fill_areas(published: &Published, tables: &mut Tables, study: &Study) {
    let mut wards = BTreeMap::<GssCode, BTreeMap<GssCode, usize>>::new();
    for At { row: place, .. } in &tables.live {
        if let (Some(point), Some(ward)) = (place.point, place.ward)
            && let Some(area) = study.area_at(point)
        {
            *wards.entry(area).or_default().entry(ward).or_default() += 1;
        }
    }
    let msoa = |row: &DirectoryRow| row.area.zip(row.msoa);
    let msoas: BTreeMap<GssCode, GssCode> =
        published.directory.iter().filter_map(|at| msoa(&at.row)).collect();
    let unchanged = Unchanged::by(&published.area_changes);
    let deciles: BTreeMap<GssCode, u8> = published
        .deciles_2019
        .rows
        .iter()
        .filter_map(|at| Some((unchanged.now(at.row.0)?, at.row.1)))
        .collect();
    for At { row: area, .. } in &mut tables.areas {
        area.msoa = area.msoa.or_else(|| msoas.get(&area.code).copied());
        if let (None, Some(counts)) = (area.ward, wards.get(&area.code)) {
            let most = counts.iter().max_by_key(|(ward, count)| (**count, std::cmp::Reverse(**ward)));
            area.ward = most.map(|(ward, _)| *ward);
            let named = area.ward.and_then(|ward| published.unit_names.get(&ward));
            area.ward_name = named.map_or_else(String::new, |ward| ward.name.clone());
        }
        let decile = &mut area.deprivation.decile_2019;
        *decile = decile.or_else(|| deciles.get(&area.code).copied());
    }
}

/// Live postcodes from Code-Point Open where it is delivered, else from a directory; a directory's postcode that Code-Point
/// Open no longer has is no longer in use.
fn postcodes(
    published: &mut Published,
    tables: &mut Tables,
    study: &mut Study,
    findings: &mut Findings,
    report: &mut Report,
) {
    keep_own_points(published, findings);
    let directory = published.directory.iter().map(|at| (&at.row.place, &at.origin));
    let code_points = published.code_points.iter().map(|at| (&at.row, &at.origin));
    for (place, _) in directory.clone().chain(code_points.clone()) {
        if let Some(point) = place.point {
            study.points.insert(place.postcode, point);
        }
    }
    let known = published.deprivation.rows.iter().map(|at| at.row.district).collect();
    let places = directory.clone().chain(code_points.clone()).map(|(place, _)| place);
    study.recoded = study.recoded(places, &known);
    let study = &*study;
    let own = |(place, origin): (&PlaceRow, &crate::reading::findings::Origin)| At {
        row: place.clone(),
        origin: origin.clone(),
    };
    let delivered = published.code_points.len() + published.directory.len();
    let has_code_points = !published.code_points.is_empty();
    let live_now: BTreeSet<Postcode> = code_points.clone().map(|(place, _)| place.postcode).collect();
    let (live, terminated): (Vec<_>, Vec<_>) = directory
        .filter(|(place, _)| study.holds(place) && !live_now.contains(&place.postcode))
        .partition(|(place, _)| place.standing == Standing::Live && !has_code_points);
    if tables.live.is_empty() {
        tables.live = code_points.filter(|(place, _)| study.holds(place)).chain(live).map(own).collect();
    }
    let doubted = terminated.iter().filter(|(place, _)| place.standing == Standing::Live).count();
    if doubted > 0 {
        let reason = format!(
            "{} {} in use by the directory and not in Code-Point Open, which decides: no longer in use. Is Code-Point Open the older?",
            counted(doubted, "postcode"),
            of_count(doubted, "is", "are")
        );
        findings.warning(names::TERMINATED, reason);
    }
    if tables.terminated.is_empty() {
        let ended = terminated.into_iter().map(own).map(|mut at| {
            at.row.standing = Standing::Terminated;
            at
        });
        tables.terminated = ended.collect();
    }
    tell_recoded(tables, study, findings);
    if delivered > 0 {
        let (live, ended) = (tables.live.len(), tables.terminated.len());
        if live == 0 && study.codes.is_empty() && tables.area_polygons.is_empty() {
            let reason = "are missing: the borders of the areas (ONS, Lower layer Super Output Areas 2021), by which postcodes are placed";
            findings.defect(names::AREA_POLYGONS, reason);
        } else if live == 0 {
            let reason = format!(
                "of {} delivered, no postcode in use is of the study area ({ended} no longer in use)",
                counted(delivered, "row")
            );
            findings.defect(names::POSTCODES, reason);
        }
        report.notes.push(format!(
            "Of {}, {} and {ended} no longer in use are of the study area.",
            counted(delivered, "postcode row"),
            counted(live, "live postcode")
        ));
    }
}

/// A table of postcodes that people keep stands in for the publishers' where there is none of theirs: beside one it would say of every
/// other postcode that it has ended.
fn keep_own_points(published: &mut Published, findings: &mut Findings) {
    let own = std::mem::take(&mut published.own_points);
    if published.code_points.is_empty() && published.directory.is_empty() {
        published.code_points = own;
    } else if let Some(first) = own.first() {
        let reason =
            "is a table of postcodes beside the publishers' files of them, which are used: it is left alone";
        findings.warning(&first.origin.file, reason);
    }
}

/// Tells districts that are coded anew since the tables of areas, whose postcodes are taken by where they lie.
fn tell_recoded(tables: &Tables, study: &Study, findings: &mut Findings) {
    let mut recoded = BTreeMap::<GssCode, usize>::new();
    for district in tables.live.iter().filter_map(|at| at.row.district) {
        if study.recoded.contains(&district) {
            *recoded.entry(district).or_default() += 1;
        }
    }
    for (district, count) in recoded {
        let reason = format!(
            "{} {} of the district {district}, which the tables of areas do not know: taken by where they lie",
            counted(count, "postcode"),
            of_count(count, "is", "are")
        );
        findings.warning(names::POSTCODES, reason);
    }
}

/// Addresses counted by postcode and area, of the postcodes kept.
fn shares(
    addresses: &[At<AddressRow>],
    tables: &Tables,
    study: &Study,
    report: &mut Report,
) -> Vec<At<ShareRow>> {
    let places = tables.live.iter().chain(&tables.terminated);
    let known: BTreeSet<Postcode> = places.map(|at| at.row.postcode).collect();
    let mut counts = BTreeMap::new();
    let mut nowhere = 0;
    for At { row: address, origin } in addresses.iter().filter(|at| known.contains(&at.row.postcode)) {
        match study.area_at(address.point).or(address.area) {
            Some(area) => counts.entry((address.postcode, area)).or_insert((0, origin)).0 += 1,
            None => nowhere += 1,
        }
    }
    if !addresses.is_empty() {
        let counted: u32 = counts.values().map(|(addresses, _)| addresses).sum();
        report.notes.push(format!(
            "Addresses (UPRNs) of these postcodes: {counted}; in no area that is stated: {nowhere} more."
        ));
    }
    let share = |((postcode, area), (addresses, origin)): (
        (Postcode, GssCode),
        (u32, &crate::reading::findings::Origin),
    )| At { row: ShareRow { postcode, area, addresses }, origin: origin.clone() };
    counts.into_iter().map(share).collect()
}
