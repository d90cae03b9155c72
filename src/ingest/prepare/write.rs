//! Typed rows to the files of a data directory. Rows are sorted by code, so that the same facts give the same bytes.

use std::collections::BTreeMap;
use std::fmt::{Display, Write};

use super::drafts::DescribedDraft;
use super::source::Shifts;
use crate::digest::sha256;
use crate::domain::atlas::Source;
use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::Area;
use crate::domain::ground::named::units::Unit;
use crate::domain::ground::practices::Status;
use crate::ingest::area_tables::CodedTable;
use crate::ingest::descriptor::{Descriptor, SourceEntry};
use crate::ingest::manifest::{DraftEntry, FORMAT, Manifest};
use crate::ingest::postcode_units;
use crate::ingest::tables::{
    CodedPolygons, DraftBoundaries, NamedPlaceRow, PlaceRow, PracticeRow, Tables, names,
};
use crate::reading::findings::At;
use crate::reading::polygons::write_features;

type Error = Box<dyn std::error::Error>;

/// Files under their paths, the manifest and the README among them.
pub fn files(
    descriptor: &Descriptor,
    tables: &Tables,
    drafts: &[DescribedDraft],
    shifts: Shifts,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let within_program = Manifest::within_program().map(|manifest| manifest.files).unwrap_or_default();
    let mut written = Written {
        descriptor,
        within_program,
        files: BTreeMap::new(),
        entries: Vec::new(),
        drafts: Vec::new(),
    };
    if !tables.areas.is_empty() {
        written.add(names::AREAS, areas(&tables.areas)?, tables.areas.len());
        written.add(
            names::AREA_POLYGONS,
            polygons("area_code", &tables.area_polygons)?,
            tables.area_polygons.len(),
        );
    }
    if !tables.districts.is_empty() {
        let rows = sorted(&tables.districts, |district| district.code);
        let rows = rows.into_iter().map(|district| [district.code.to_string(), district.name.clone()]);
        written.add(names::DISTRICTS, table(&["code", "name"], rows)?, tables.districts.len());
    }
    written.add(names::POSTCODES, places(&tables.live)?, tables.live.len());
    if !tables.terminated.is_empty() {
        written.add(names::TERMINATED, places(&tables.terminated)?, tables.terminated.len());
    }
    written.add(names::PRACTICES, practices(&tables.practices)?, tables.practices.len());
    if let Some(registrations) = &tables.registrations {
        let rows = sorted(registrations, |row| (row.practice, row.area));
        let area = |code: Option<GssCode>| code.map_or_else(|| "UNKNOWN".to_owned(), |code| code.to_string());
        let rows =
            rows.into_iter().map(|row| [row.practice.to_string(), area(row.area), row.patients.to_string()]);
        written.add(
            names::REGISTRATIONS,
            table(&["ods_code", "area_code", "patients"], rows)?,
            registrations.len(),
        );
    }
    if !tables.shares.is_empty() {
        let rows = sorted(&tables.shares, |row| (row.postcode, row.area));
        let rows = rows
            .into_iter()
            .map(|row| [row.postcode.to_string(), row.area.to_string(), row.addresses.to_string()]);
        let header = ["postcode", "area_code", "addresses"];
        written.add(names::SHARES, table(&header, rows)?, tables.shares.len());
    }
    written.add_optional(tables)?;
    for (number, draft) in drafts.iter().enumerate() {
        written.add_draft(draft, number == 0)?;
    }
    let grid_rows = 1251;
    written.add(names::OSTN15_EAST, shifts.east, grid_rows);
    written.add(names::OSTN15_NORTH, shifts.north, grid_rows);
    written.finish()
}

struct Written<'a> {
    descriptor: &'a Descriptor,
    /// The files within the program: one that was taken from there has its source.
    within_program: Vec<Source>,
    files: BTreeMap<String, Vec<u8>>,
    entries: Vec<Source>,
    drafts: Vec<DraftEntry>,
}

impl Written<'_> {
    fn add(&mut self, path: &str, bytes: Vec<u8>, rows: usize) {
        self.add_described(path, path, bytes, rows);
    }

    fn add_described(&mut self, path: &str, described: &str, bytes: Vec<u8>, rows: usize) {
        let sha256 = sha256(&bytes);
        let is_taken = |file: &&Source| file.path == path && file.sha256 == sha256;
        let entry = match self.within_program.iter().find(is_taken) {
            Some(taken) if !self.descriptor.states(described) => Source { rows, ..taken.clone() },
            _ => {
                let SourceEntry { title, source, licence, vintage, .. } = self.descriptor.source(described);
                Source { path: path.to_owned(), title, source, licence, vintage, sha256, rows }
            }
        };
        self.entries.push(entry);
        self.files.insert(path.to_owned(), bytes);
    }

    /// Tables that a county may do without.
    fn add_optional(&mut self, tables: &Tables) -> Result<(), Error> {
        if !tables.gazetteer.is_empty() {
            self.add(names::GAZETTEER, named_places(&tables.gazetteer)?, tables.gazetteer.len());
        }
        if !tables.units.is_empty() {
            self.add(names::UNITS, units(&tables.units)?, tables.units.len());
        }
        if !tables.postcode_units.rows.is_empty() {
            let bytes = postcode_units::postcode_units(&tables.postcode_units)?;
            self.add(names::POSTCODE_UNITS, bytes, tables.postcode_units.rows.len());
            let (bytes, count) = postcode_units::unit_names(&tables.postcode_units)?;
            if count > 0 {
                self.add(names::UNIT_NAMES, bytes, count);
            }
        }
        if !tables.area_changes.is_empty() {
            let rows = sorted(&tables.area_changes, |pair| *pair);
            let rows = rows.into_iter().map(|(old, new)| [old.to_string(), new.to_string()]);
            let bytes = table(&["LSOA11CD", "LSOA21CD"], rows)?;
            self.add(names::AREA_CHANGES, bytes, tables.area_changes.len());
        }
        let area_tables = [
            (names::AGES, &tables.ages),
            (names::ACCOMMODATION, &tables.accommodation),
            (names::INDICATORS, &tables.indicators),
        ];
        for (name, table) in area_tables {
            if let Some(table) = table {
                self.add(name, area_table(table)?, table.rows.len());
            }
        }
        if let Some(policies) = &tables.policies {
            self.add(names::POLICIES, policies.clone(), 1);
        }
        Ok(())
    }

    fn add_draft(&mut self, described: &DescribedDraft, is_first: bool) -> Result<(), Error> {
        let DescribedDraft { entry, tables: draft } = described;
        let folder = format!("drafts/{}", entry.id);
        // Who is the publisher is stated of the first draft; of another, by its own folder.
        let stated = if is_first { "drafts".to_owned() } else { folder.clone() };
        self.drafts.push(entry.clone());
        let rows = sorted(&draft.neighbourhoods, |row| row.id.clone());
        let rows = rows.into_iter().map(|row| [row.id.to_string(), row.name.clone()]);
        let mut add = |name: &str, bytes, rows| {
            self.add_described(&format!("{folder}/{name}"), &format!("{stated}/{name}"), bytes, rows);
        };
        add(names::DRAFT_NEIGHBOURHOODS, table(&["id", "name"], rows)?, draft.neighbourhoods.len());
        match &draft.boundaries {
            DraftBoundaries::ByArea(lookup) => {
                let rows = sorted(lookup, |(area, _)| *area);
                let rows = rows.into_iter().map(|(area, id)| [area.to_string(), id.to_string()]);
                add(names::DRAFT_AREAS, table(&["area_code", "neighbourhood_id"], rows)?, lookup.len());
            }
            DraftBoundaries::Drawn(drawn) => add(names::DRAFT_POLYGONS, polygons("id", drawn)?, drawn.len()),
        }
        Ok(())
    }

    fn finish(mut self) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let Descriptor { title, attribution, notes, .. } = self.descriptor.clone();
        let current = self.drafts.first().map(|draft| draft.id.clone()).unwrap_or_default();
        let (drafts, files) = (self.drafts, self.entries);
        let manifest = Manifest { format: FORMAT, title, current, attribution, notes, drafts, files };
        self.files.insert(names::README.to_owned(), readme(&manifest)?.into_bytes());
        self.files.insert(names::MANIFEST.to_owned(), toml::to_string_pretty(&manifest)?.into_bytes());
        Ok(self.files)
    }
}

fn readme(manifest: &Manifest) -> Result<String, std::fmt::Error> {
    let mut text = format!("# The data of {}\n\n", manifest.title);
    text.push_str("Made by `footprint prepare`; do not edit. `manifest.toml` holds the digest of every file, and the service refuses altered ones.\n\n");
    for draft in &manifest.drafts {
        writeln!(
            text,
            "**{}** (`{}`, {}): {}. {}\n",
            draft.title,
            draft.id,
            draft.date.as_deref().unwrap_or("no date stated"),
            draft.status,
            draft.caveat
        )?;
    }
    for note in &manifest.notes {
        writeln!(text, "- {note}")?;
    }
    writeln!(text, "\n{}\n", manifest.attribution)?;
    text.push_str(
        "| file | rows | what | source | licence | vintage |\n| --- | ---: | --- | --- | --- | --- |\n",
    );
    for file in &manifest.files {
        let Source { path, rows, title, source, licence, vintage, .. } = file;
        writeln!(text, "| `{path}` | {rows} | {title} | {source} | {licence} | {vintage} |")?;
    }
    Ok(text)
}

fn sorted<T, K: Ord>(rows: &[At<T>], key: impl Fn(&T) -> K) -> Vec<&T> {
    let mut rows: Vec<&T> = rows.iter().map(|at| &at.row).collect();
    rows.sort_by_key(|row| key(row));
    rows
}

fn table<const N: usize>(
    headers: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headers)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn polygons<K: Ord + Clone + Display>(property: &str, rows: &[CodedPolygons<K>]) -> Result<Vec<u8>, Error> {
    let rows = sorted(rows, |(code, _)| code.clone());
    let coded: Vec<(String, &[GridPolygon])> =
        rows.into_iter().map(|(code, polygons)| (code.to_string(), polygons.as_slice())).collect();
    Ok(write_features(property, coded.iter().map(|(code, polygons)| (code.as_str(), *polygons)))?)
}

fn area_table(table: &CodedTable) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["area_code"].into_iter().chain(table.columns.iter().map(String::as_str)))?;
    for (code, values) in sorted(&table.rows, |(code, _)| *code) {
        writer.write_record([code.to_string()].into_iter().chain(values.iter().copied().map(blank)))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn areas(rows: &[At<Area>]) -> Result<Vec<u8>, Error> {
    let headers = [
        "area_code",
        "area_name",
        "lad_code",
        "msoa_code",
        "msoa_name",
        "ward_code",
        "ward_name",
        "population",
        "census2021_total",
        "census2021_0_15",
        "census2021_16_64",
        "census2021_65plus",
        "census2021_disabled",
        "imd2025_rank",
        "imd2025_decile",
        "imd2025_score",
        "imd2019_decile",
        "rural",
        "boundary_source",
    ];
    let rows = sorted(rows, |area| area.code).into_iter().map(|area| {
        let (census, deprivation) = (area.census, area.deprivation);
        [
            area.code.to_string(),
            area.name.clone(),
            area.district.to_string(),
            blank(area.msoa),
            area.msoa_name.clone(),
            blank(area.ward),
            area.ward_name.clone(),
            area.residents.to_string(),
            blank(census.all),
            blank(census.aged_0_to_15),
            blank(census.aged_16_to_64),
            blank(census.aged_65_and_over),
            blank(census.disabled),
            blank(deprivation.rank_2025),
            blank(deprivation.decile_2025),
            blank(deprivation.score_2025),
            blank(deprivation.decile_2019),
            blank(area.rural.map(|rural| if rural { "rural" } else { "urban" })),
            area.boundary_source.clone(),
        ]
    });
    table(&headers, rows)
}

fn places(rows: &[At<PlaceRow>]) -> Result<Vec<u8>, Error> {
    let headers = ["postcode", "easting", "northing", "lad_code", "ward_code", "positional_quality"];
    let rows = sorted(rows, |place| place.postcode).into_iter().map(|place| {
        [
            place.postcode.to_string(),
            blank(place.point.map(GridPoint::easting_m)),
            blank(place.point.map(GridPoint::northing_m)),
            blank(place.district),
            blank(place.ward),
            blank(place.quality),
        ]
    });
    table(&headers, rows)
}

fn named_places(rows: &[At<NamedPlaceRow>]) -> Result<Vec<u8>, Error> {
    let headers = ["code", "name", "other_name", "kind", "easting", "northing", "population"];
    let rows = sorted(rows, |place| place.code.clone()).into_iter().map(|place| {
        [
            place.code.clone(),
            place.name.clone(),
            blank(place.other_name.as_ref()),
            blank(place.kind.as_ref()),
            place.point.easting_m().to_string(),
            place.point.northing_m().to_string(),
            blank(place.population),
        ]
    });
    table(&headers, rows)
}

fn units(rows: &[At<Unit>]) -> Result<Vec<u8>, Error> {
    let headers = ["kind", "code", "nhs_code", "name", "within"];
    let rows = sorted(rows, |unit| (unit.kind, unit.within)).into_iter().map(|unit| {
        [
            unit.kind.to_string(),
            blank(unit.code),
            blank(unit.nhs_code.as_ref()),
            blank(unit.name.as_ref()),
            blank(unit.within),
        ]
    });
    table(&headers, rows)
}

fn practices(rows: &[At<PracticeRow>]) -> Result<Vec<u8>, Error> {
    let headers = [
        "ods_code",
        "name",
        "postcode",
        "easting",
        "northing",
        "status",
        "sub_icb_code",
        "pcn_code",
        "pcn_name",
        "list_size",
        "closed_on",
        "successor",
        "basis",
        "patients",
    ];
    let rows = sorted(rows, |row| row.practice.code).into_iter().map(|row| {
        let practice = &row.practice;
        let (on, successor, basis, patients) = match &practice.status {
            Status::Closed { on, successor, basis, patients } => {
                (on.as_ref(), successor.as_ref(), basis.as_ref(), *patients)
            }
            Status::Active | Status::Dormant => (None, None, None, None),
        };
        [
            practice.code.to_string(),
            practice.name.clone(),
            blank(practice.postcode),
            blank(row.point.map(GridPoint::easting_m)),
            blank(row.point.map(GridPoint::northing_m)),
            practice.status.activity().as_str().to_owned(),
            blank(practice.sub_icb.as_ref()),
            blank(practice.network.as_ref().map(|network| network.code)),
            blank(practice.network.as_ref().map(|network| &network.name)),
            blank(practice.list_size),
            blank(on),
            blank(successor),
            blank(basis),
            blank(patients),
        ]
    });
    table(&headers, rows)
}

fn blank<T: Display>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
