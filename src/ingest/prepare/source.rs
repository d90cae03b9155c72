//! The source tables of a county, in the joined layout of one folder.

use std::path::PathBuf;

use super::report::{Report, TableRead};
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::{Area, District};
use crate::domain::ground::places::Standing;
use crate::ingest::area_tables::{CodedTable, read_accommodation, read_ages, read_indicators};
use crate::ingest::files::Files;
use crate::ingest::load::coded;
use crate::ingest::own_policies::own_policies;
use crate::ingest::plan::rivals::of_table::LookupTable;
use crate::ingest::postcode_units::UnitTable;
use crate::ingest::publishers::{Kind, recognise};
use crate::ingest::read_areas::{read_areas, read_districts};
use crate::ingest::read_draft::{LOOKUP_COLUMNS, read_lookup, read_neighbourhoods};
use crate::ingest::read_drawn::{DrawnNeighbourhoods, read_drawn};
use crate::ingest::read_places::read_places;
use crate::ingest::read_practices::{Listed, read_practices};
use crate::ingest::read_registrations::read_registrations;
use crate::ingest::read_shares::read_shares;
use crate::ingest::tables::{
    CodedPolygons, DraftBoundaries, DraftTables, PlaceRow, PracticeRow, RegistrationRow, Tables, names,
};
use crate::projection::Projector;
use crate::reading::findings::{At, Findings, Origin};
use crate::reading::polygons::{BadRings, PolygonFeature, PolygonReader, read_features, with_geometry};
use crate::reading::repeats::count_once;
use crate::reading::script::text_of;

/// What to prepare.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Folders, files and archives of source tables: in the joined layout, the publishers' own files, or a mix.
    pub from: Vec<PathBuf>,
    /// Descriptor; by default `county.toml` in one of the folders.
    pub county: Option<PathBuf>,
    /// Files of drafts beside the one among the sources: polygons, or tables of areas and neighbourhoods.
    pub drafts: Vec<PathBuf>,
    /// How many rows that concern the study area and cannot be read may be left out.
    pub allowed_defects: usize,
    /// Whether rings that are open or cross themselves are mended, and told, instead of being defects.
    pub repair: bool,
    /// Sheets of workbooks that are to be read, each with the name of its file, where several hold such a table.
    pub sheets: Vec<(String, String)>,
    /// Folder of the OSTN15 shift tables; by default `ostn15` beside a folder, else those within the binary.
    pub ostn15: Option<PathBuf>,
}

impl Sources {
    /// What becomes of rings that are open or cross themselves.
    pub(super) fn bad_rings(&self) -> BadRings {
        if self.repair { BadRings::Mended } else { BadRings::Refused }
    }
}

/// Source file names; where two are given, either will do.
pub const AREAS: &[&str] = &["lsoa_attributes.csv", "areas.csv"];
pub const AREA_POLYGONS: &[&str] = &["lsoa.geojson", "areas.geojson"];
pub const DISTRICTS: &[&str] = &["districts.geojson"];
pub const DISTRICT_NAMES: &[&str] = &["districts.csv"];
pub const POSTCODES: &[&str] = &["postcodes.csv"];
pub const TERMINATED: &[&str] = &["postcodes_not_live.csv", "postcodes_terminated.csv"];
pub const PRACTICES: &[&str] = &["practices.csv"];
pub const PRACTICES_OUTSIDE: &[&str] = &["practices_outside.csv"];
pub const PRACTICES_CLOSED: &[&str] = &["practices_closed.csv"];
pub const REGISTRATIONS: &[&str] = &["registrations.csv"];
pub const REGISTRATIONS_OUTSIDE: &[&str] = &["registrations_out_of_county_practices.csv"];
pub const SHARES: &[&str] = &["postcode_shares.csv"];
pub const AGES: &[&str] = &["ages_census2021.csv", "ages.csv"];
pub const ACCOMMODATION: &[&str] = &["accommodation_census2021.csv", "accommodation.csv"];
pub const INDICATORS: &[&str] = &["iod2025_indicators.csv", "indicators.csv"];
pub const POLICIES: &[&str] = &["policies.toml"];
pub const LOOKUP: &[&str] = &["neighbourhood_lsoa.csv", "neighbourhood_areas.csv"];
pub const NEIGHBOURHOODS: &[&str] = &["neighbourhoods.csv"];
pub const NEIGHBOURHOOD_POLYGONS: &[&str] = &["neighbourhoods.geojson"];

/// Properties that hold the code of an area.
pub const AREA_CODES: &str = "area_code|code|LSOA21CD";
const DERIVED: &str =
    "what we derive ourselves (area, district, neighbourhood of a point; totals), after checking it";

/// Source tables in the joined layout, by their names, in one folder or several.
pub struct Folder {
    paths: Vec<PathBuf>,
    bad_rings: BadRings,
}

/// Every name that a table in the joined layout goes by.
const JOINED: &[&[&str]] = &[
    AREAS,
    AREA_POLYGONS,
    DISTRICTS,
    DISTRICT_NAMES,
    POSTCODES,
    TERMINATED,
    PRACTICES,
    PRACTICES_OUTSIDE,
    PRACTICES_CLOSED,
    REGISTRATIONS,
    REGISTRATIONS_OUTSIDE,
    SHARES,
    AGES,
    ACCOMMODATION,
    INDICATORS,
    POLICIES,
    LOOKUP,
    NEIGHBOURHOODS,
    NEIGHBOURHOOD_POLYGONS,
];

/// Whether a file of this name is read as a table in the joined layout.
pub fn is_joined(name: &str) -> bool {
    JOINED.iter().any(|names| names.contains(&name))
}

/// The OSTN15 shift tables as published.
pub struct Shifts {
    pub east: Vec<u8>,
    pub north: Vec<u8>,
}

/// Reads the shift tables: from the folder given, else from `ostn15` beside the sources, else those within the binary.
pub fn shift_tables(sources: &Sources, findings: &mut Findings) -> Option<Shifts> {
    let beside = sources.from.iter().map(|path| path.join("..").join("ostn15")).find(|path| path.is_dir());
    let folder = sources.ostn15.clone().or(beside);
    let mut read = |name: &str| {
        let bytes = match &folder {
            None => Files::Embedded.read(name).map(std::borrow::Cow::into_owned),
            Some(folder) => std::fs::read(folder.join(name.trim_start_matches("ostn15/"))),
        };
        bytes.map_err(|error| findings.defect(name, error.to_string())).ok()
    };
    let (east, north) = (read(names::OSTN15_EAST), read(names::OSTN15_NORTH));
    Some(Shifts { east: east?, north: north? })
}

impl Folder {
    pub fn new(sources: &Sources) -> Self {
        Self { paths: sources.from.clone(), bad_rings: sources.bad_rings() }
    }

    /// Where a file of this name lies: in one of the folders, or given itself.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        let candidate = |path: &PathBuf| match path.file_name() {
            Some(own) if own == name && path.is_file() => Some(path.clone()),
            _ => Some(path.join(name)).filter(|path| path.is_file()),
        };
        self.paths.iter().find_map(candidate)
    }

    /// The first of some files that is there, and its bytes.
    pub fn read(
        &self,
        candidates: &[&'static str],
        findings: &mut Findings,
    ) -> Option<(&'static str, Vec<u8>)> {
        let (name, path) = candidates.iter().find_map(|name| Some((*name, self.find(name)?)))?;
        match std::fs::read(path) {
            // A publisher's file by such a name is read with theirs.
            Ok(bytes) if recognise(&bytes).is_some_and(Kind::is_unmistakable) => None,
            Ok(bytes) => Some((name, bytes)),
            Err(error) => {
                findings.defect(name, error.to_string());
                None
            }
        }
    }

    /// Reads a table when its file is there.
    fn table<T>(
        &self,
        candidates: &[&'static str],
        dropped: &'static str,
        findings: &mut Findings,
        report: &mut Report,
        read: impl FnOnce(&str, &[u8], &mut Findings) -> Vec<At<T>>,
    ) -> Option<Vec<At<T>>> {
        let (file, bytes) = self.read(candidates, findings)?;
        let rows = read(file, &bytes, findings);
        report.tables.push(TableRead { file: file.to_owned(), rows: rows.len(), dropped });
        Some(rows)
    }

    /// Everything but the draft.
    pub fn tables(&self, projector: &Projector, findings: &mut Findings, report: &mut Report) -> Tables {
        let (areas, area_polygons) = self.areas(projector, findings, report);
        Tables {
            areas,
            area_polygons,
            districts: self.districts(projector, findings, report),
            live: self.places(POSTCODES, Standing::Live, projector, findings, report),
            terminated: self.places(TERMINATED, Standing::Terminated, projector, findings, report),
            practices: self.practices(projector, findings, report),
            registrations: self.registrations(findings, report),
            shares: self.table(SHARES, "", findings, report, read_shares).unwrap_or_default(),
            gazetteer: Vec::new(),
            units: Vec::new(),
            postcode_units: UnitTable::default(),
            area_changes: Vec::new(),
            ages: self.area_table(AGES, findings, report, read_ages),
            accommodation: self.area_table(ACCOMMODATION, findings, report, read_accommodation),
            indicators: self.area_table(INDICATORS, findings, report, read_indicators),
            policies: self.policies(findings),
        }
    }

    /// A table of areas with a number a column.
    fn area_table(
        &self,
        candidates: &[&'static str],
        findings: &mut Findings,
        report: &mut Report,
        read: impl FnOnce(&str, &[u8], &mut Findings) -> CodedTable,
    ) -> Option<CodedTable> {
        let (file, bytes) = self.read(candidates, findings)?;
        let table = read(file, &bytes, findings);
        let dropped = "rows of areas elsewhere";
        report.tables.push(TableRead { file: file.to_owned(), rows: table.rows.len(), dropped });
        Some(table)
    }

    /// The county's own policies, kept as they are written.
    fn policies(&self, findings: &mut Findings) -> Option<Vec<u8>> {
        let (file, bytes) = self.read(POLICIES, findings)?;
        let bytes = text_of(&bytes).into_owned().into_bytes();
        own_policies(file, &bytes, findings).map(|_| bytes)
    }

    fn areas(
        &self,
        projector: &Projector,
        findings: &mut Findings,
        report: &mut Report,
    ) -> (Vec<At<Area>>, Vec<CodedPolygons<GssCode>>) {
        let areas = self.table(AREAS, "area_km2 (we measure it)", findings, report, read_areas);
        let checked = "properties, after checking population";
        let polygons = self.table(AREA_POLYGONS, checked, findings, report, |file, bytes, findings| {
            let reader = PolygonReader::new(projector, self.bad_rings);
            let called = |row: &PolygonFeature| AREA_CODES.split('|').find_map(|name| row.text(name));
            let lacking = |origin: Origin, code: String, findings: &mut Findings| {
                findings.defect_at(&origin, "geometry", format!("{code} has no geometry"));
            };
            let features = reader.read_with_bare(file, bytes, findings);
            coded(with_geometry(features, called, lacking, findings), AREA_CODES, findings)
        });
        (areas.unwrap_or_default(), polygons.unwrap_or_default())
    }

    fn places(
        &self,
        files: &[&'static str],
        standing: Standing,
        projector: &Projector,
        findings: &mut Findings,
        report: &mut Report,
    ) -> Vec<At<PlaceRow>> {
        let rows = self.table(files, DERIVED, findings, report, |file, bytes, findings| {
            read_places(file, bytes, standing, projector, findings)
        });
        rows.unwrap_or_default()
    }

    fn practices(
        &self,
        projector: &Projector,
        findings: &mut Findings,
        report: &mut Report,
    ) -> Vec<At<PracticeRow>> {
        let tables = [
            (PRACTICES, Listed::Active),
            (PRACTICES_OUTSIDE, Listed::Active),
            (PRACTICES_CLOSED, Listed::Closed),
        ];
        let mut practices = Vec::new();
        for (files, listed) in tables {
            let rows = self.table(files, DERIVED, findings, report, |file, bytes, findings| {
                read_practices(file, bytes, listed, projector, findings)
            });
            practices.extend(rows.unwrap_or_default());
        }
        practices
    }

    /// None where the county brings no registrations at all.
    fn registrations(
        &self,
        findings: &mut Findings,
        report: &mut Report,
    ) -> Option<Vec<At<RegistrationRow>>> {
        let modelled = "patients_2025 (modelled, not counted)";
        let mut rows = self.table(REGISTRATIONS, modelled, findings, report, read_registrations)?;
        let outside = self.table(REGISTRATIONS_OUTSIDE, "", findings, report, read_registrations);
        rows.extend(outside.unwrap_or_default());
        Some(rows)
    }

    /// District names, from a table or from the properties of their polygons.
    fn districts(
        &self,
        projector: &Projector,
        findings: &mut Findings,
        report: &mut Report,
    ) -> Vec<At<District>> {
        if let Some(rows) = self.table(DISTRICT_NAMES, "", findings, report, read_districts) {
            return rows;
        }
        let dropped = "polygons (dissolved from the areas), after checking them";
        self.table(DISTRICTS, dropped, findings, report, |file, bytes, findings| {
            let features = read_features(file, bytes, projector, findings);
            let named = |feature: &PolygonFeature| {
                let code = text(feature, "code").parse().map_err(|error| format!("code: {error}"))?;
                Ok::<_, String>(District { code, name: text(feature, "name").to_owned() })
            };
            keep(features, named, findings)
        })
        .unwrap_or_default()
    }

    /// The draft: by area where there is a lookup, else drawn. None when it is not whole.
    pub fn draft(
        &self,
        projector: &Projector,
        findings: &mut Findings,
        report: &mut Report,
    ) -> Option<DraftTables> {
        let of_another = "neighbourhood_name (of neighbourhoods.csv)";
        let lookup = self.table(LOOKUP, of_another, findings, report, read_lookup);
        let lookup = lookup.map(|rows| count_once(rows, |(code, _)| *code, findings));
        let polygons = if lookup.is_some() {
            None
        } else {
            self.table(
                NEIGHBOURHOOD_POLYGONS,
                "properties but id and name",
                findings,
                report,
                |file, bytes, findings| {
                    let reader = PolygonReader::new(projector, self.bad_rings);
                    reader.read_with_bare(file, bytes, findings)
                },
            )
        };
        let named =
            self.table(NEIGHBOURHOODS, "figures, after checking them", findings, report, read_neighbourhoods);
        let mut lookups = Vec::new();
        if let (Some(named), Some((file, bytes))) = (&named, self.read(LOOKUP, findings)) {
            lookups.extend(LookupTable::read(file, &bytes, LOOKUP_COLUMNS));
            for table in &lookups {
                table.refuse_rivals(named, findings);
            }
        }
        let drawn = polygons.map(|features| read_drawn(features, findings));
        let (roster, boundaries) = match (lookup, drawn) {
            (Some(lookup), _) => (None, Some(DraftBoundaries::ByArea(lookup))),
            (None, Some(DrawnNeighbourhoods { roster, polygons, known_by })) => {
                report.notes.extend(known_by);
                (Some(roster), Some(DraftBoundaries::Drawn(polygons)))
            }
            (None, None) => (None, None),
        };
        let neighbourhoods = named.or(roster);
        Some(DraftTables { neighbourhoods: neighbourhoods?, boundaries: boundaries?, lookups })
    }
}

fn keep<T>(
    features: Vec<At<PolygonFeature>>,
    read: impl Fn(&PolygonFeature) -> Result<T, String>,
    findings: &mut Findings,
) -> Vec<At<T>> {
    let mut rows = Vec::new();
    for At { row, origin } in features {
        match read(&row) {
            Ok(row) => rows.push(At { row, origin }),
            Err(reason) => findings.defect_at(&origin, "properties", reason),
        }
    }
    rows
}

fn text<'a>(feature: &'a PolygonFeature, property: &str) -> &'a str {
    feature.properties.get(property).and_then(|value| value.as_str()).unwrap_or_default()
}
