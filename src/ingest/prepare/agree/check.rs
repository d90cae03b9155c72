//! What the sources say twice, held against what we find ourselves.

use std::collections::BTreeMap;

use super::outlines;
use crate::domain::boundaries::division::{Boundaries, Division};
use crate::domain::figures::counting::Figures;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::ground::places::Standing;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::PracticeIx;
use crate::ingest::prepare::source::{self, Folder};
use crate::projection::Projector;
use crate::reading::counted::{counted, of_count};
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::{BadRings, PolygonFeature, PolygonReader, read_features};
use crate::reading::table::{Row, read_rows};

/// Everything a source states that we also derive; `drawn` are polygons that stand beside a table of neighbourhoods. Disagreement in a count is a defect; in a place, a warning.
pub fn check(
    folder: &Folder,
    drawn: Vec<At<PolygonFeature>>,
    ground: &Ground,
    division: &Division,
    projector: &Projector,
    findings: &mut Findings,
) {
    for (files, each_row) in [(source::POSTCODES, true), (source::TERMINATED, false)] {
        postcode_areas(folder, files, each_row, ground, findings);
        postcode_districts(folder, files, ground, findings);
    }
    practices(folder, ground, division, findings);
    populations(folder, ground, projector, findings);
    if let Some(side) = division.side() {
        let figures = Figures::count(ground, side);
        neighbourhood_figures(folder, ground, division, &figures, findings);
    }
    // Drawn neighbourhoods are the outlines themselves.
    if let Boundaries::ByArea(_) = division.boundaries() {
        let joined = folder.read(source::NEIGHBOURHOOD_POLYGONS, findings);
        let reader = PolygonReader::new(projector, BadRings::Trusted);
        let joined = joined.map(|(file, bytes)| reader.read_with_bare(file, &bytes, findings));
        let drawn = joined.into_iter().flatten().chain(drawn).collect();
        outlines::neighbourhoods(drawn, ground, division, findings);
    }
    if let Some((file, bytes)) = folder.read(source::DISTRICTS, findings) {
        let features = read_features(file, &bytes, projector, findings);
        outlines::districts(features, ground, findings);
    }
}

/// The area a table gives a postcode, against our own point in polygon.
fn postcode_areas(
    folder: &Folder,
    files: &[&'static str],
    each_row: bool,
    ground: &Ground,
    findings: &mut Findings,
) {
    let Some((file, bytes)) = folder.read(files, findings) else {
        return;
    };
    let mut told = Findings::default();
    let mut differ = 0;
    read_rows(file, &bytes, &["postcode"], &mut told, |row| {
        let Some(stated) = row.optional::<GssCode>("area_code|lsoa_code")? else {
            return Ok(());
        };
        let Some(place) = ground.places.find(row.parse::<Postcode>("postcode")?) else {
            return Ok(());
        };
        let found = ground.area_of_place(place).map(|area| ground.geography.area(area).code);
        if found != Some(stated) {
            differ += 1;
            if each_row {
                let ours = found.map_or_else(|| "no area".to_owned(), |code| code.to_string());
                row.defect(
                    "area_code|lsoa_code",
                    format!("is {stated}, its point lies in {ours}, which is used"),
                );
            }
        }
        Ok(())
    });
    findings.warnings.extend(told.defects);
    if differ > 0 && !each_row {
        let reason = format!(
            "{} {} another area than {} point lies in; the point is used",
            counted(differ, "postcode"),
            of_count(differ, "has", "have"),
            of_count(differ, "its", "their")
        );
        findings.warning(file, reason);
    }
}

/// The district a table gives a postcode, which is kept and answered, against that of the area that its point lies in.
fn postcode_districts(folder: &Folder, files: &[&'static str], ground: &Ground, findings: &mut Findings) {
    let Some((file, bytes)) = folder.read(files, findings) else {
        return;
    };
    let (mut differing, mut first) = (0_usize, None);
    // What cannot be read was told when the table was.
    read_rows(file, &bytes, &["postcode"], &mut Findings::default(), |row| {
        let stated = row.optional::<GssCode>("lad_code")?;
        let place = ground.places.find(row.parse::<Postcode>("postcode")?);
        let area = place.and_then(|place| ground.area_of_place(place));
        if let (Some(stated), Some(area)) = (stated, area) {
            let found = ground.geography.area(area).district;
            if found != stated {
                differing += 1;
                let told = format!("{} is {stated}, {found} by its area", row.value("postcode"));
                first.get_or_insert((row.origin().clone(), told));
            }
        }
        Ok(())
    });
    if let Some((origin, told)) = first {
        let reason = format!(
            "{} {} another district than the area that {} point lies in, and {} answered with it; the first: {told}",
            counted(differing, "postcode"),
            of_count(differing, "has", "have"),
            of_count(differing, "its", "their"),
            of_count(differing, "is", "are")
        );
        findings.warning_at(&origin, "lad_code", reason);
    }
}

/// Practices: the postcode is live and where the site is, registrations add up, and the neighbourhood is ours.
fn practices(folder: &Folder, ground: &Ground, division: &Division, findings: &mut Findings) {
    let Some((file, bytes)) = folder.read(source::PRACTICES, findings) else {
        return;
    };
    let mut patients = BTreeMap::<OdsCode, u64>::new();
    for row in ground.registrations.iter().flat_map(crate::domain::ground::registrations::Registrations::rows)
    {
        *patients.entry(ground.practices.practice(row.practice).code).or_default() += u64::from(row.patients);
    }
    let mut told = Findings::default();
    read_rows(file, &bytes, &["ods_code"], findings, |row| {
        let code: OdsCode = row.parse("ods_code")?;
        let Some(practice) = ground.practices.find(code) else {
            return Ok(());
        };
        let stated: Option<u64> = row.whole("registrations_2022")?;
        let counted = patients.get(&code).copied().unwrap_or(0);
        if ground.registrations.is_some() && stated.is_some_and(|stated| stated != counted) {
            row.defect(
                "registrations_2022",
                format!("is {}, its registrations add up to {counted}", stated.unwrap_or(0)),
            );
        }
        if division.home(practice).is_some() {
            practice_place(row, ground, practice, &mut told);
        }
        let stated: Option<NeighbourhoodId> = row.optional("neighbourhood_id")?;
        let found = division.home(practice).map(|zone| &division.roster().neighbourhood(zone).id);
        if stated.is_some() && stated.as_ref() != found {
            let found = found.map_or_else(|| "no neighbourhood".to_owned(), ToString::to_string);
            row.defect("neighbourhood_id", format!("its site lies in {found}"));
        }
        Ok(())
    });
    findings.warnings.extend(told.warnings);
}

fn practice_place(row: &Row<'_>, ground: &Ground, practice: PracticeIx, told: &mut Findings) {
    let practice = ground.practices.practice(practice);
    // One that is known by its coordinates alone says its place once.
    let Some(postcode) = practice.postcode else { return };
    let place = ground.places.find(postcode).map(|place| ground.places.place(place));
    let Some(place) = place.filter(|place| place.standing == Standing::Live) else {
        told.warning_at(row.origin(), "postcode", format!("{postcode} is not a live postcode here"));
        return;
    };
    if let (Some(site), Some(of_postcode)) = (practice.site, place.site) {
        let apart_m = site.grid.distance_m(of_postcode.grid);
        if apart_m > 100.0 {
            let reason = format!("the site is {apart_m:.0} m from the point of {postcode}");
            told.warning_at(row.origin(), "easting", reason);
        }
    }
}

/// Populations among the properties of the polygons, against the table of areas.
fn populations(folder: &Folder, ground: &Ground, projector: &Projector, findings: &mut Findings) {
    let Some((file, bytes)) = folder.read(source::AREA_POLYGONS, findings) else {
        return;
    };
    for at in read_features(file, &bytes, projector, &mut Findings::default()) {
        let property = |name: &str| at.row.properties.get(name);
        let code = source::AREA_CODES.split('|').find_map(|name| at.row.text(name));
        let code = code.and_then(|code| code.parse().ok());
        let area = code.and_then(|code| ground.geography.find(code));
        if let (Some(area), Some(stated)) = (area, property("population").and_then(serde_json::Value::as_u64))
        {
            let residents = ground.geography.area(area).residents;
            if stated != u64::from(residents) {
                findings.defect_at(
                    &at.origin,
                    "population",
                    format!("is {stated}, the table of areas has {residents}"),
                );
            }
        }
    }
}

fn neighbourhood_figures(
    folder: &Folder,
    ground: &Ground,
    division: &Division,
    figures: &Figures,
    findings: &mut Findings,
) {
    let Some((file, bytes)) = folder.read(source::NEIGHBOURHOODS, findings) else {
        return;
    };
    let mut postcodes = vec![0u64; division.roster().len()];
    for (number, _) in
        ground.places.all().iter().enumerate().filter(|(_, place)| place.standing == Standing::Live)
    {
        if let Some(zone) = division.locate_place(ground, number).zone() {
            postcodes[zone.slot()] += 1;
        }
    }
    read_rows(file, &bytes, &["id"], findings, |row| {
        let Some(zone) = division.roster().find(&row.parse("id")?) else {
            return Ok(());
        };
        let footprint = figures.footprints[zone.slot()];
        for (column, ours) in [
            ("lsoas", Some(footprint.areas)),
            ("population", Some(footprint.residents)),
            ("practices", Some(footprint.practices)),
            ("list_size_may2025", footprint.list_size),
            ("core20_residents", footprint.core20_residents),
            ("postcodes", Some(postcodes[zone.slot()])),
        ] {
            let stated: Option<u64> = row.whole(column)?;
            if let (Some(stated), Some(ours)) = (stated, ours)
                && stated != ours
            {
                row.defect(column, format!("is {stated}, we count {ours}"));
            }
        }
        Ok(())
    });
}
