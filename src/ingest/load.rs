//! A data directory to an atlas: verify every digest, read every table, join, and refuse with all that is wrong at once.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use std::{fmt, fs};

use super::area_tables::{read_accommodation, read_ages, read_indicators};
use super::assemble_draft::{Overlaps, division};
use super::assemble_ground::{Made, ground};
use super::files::Files;
use super::manifest::{DraftEntry, Manifest};
use super::own_policies::own_policies;
use super::packed::{NotAPack, Unpacked, unpack};
use super::postcode_units::{read_postcode_units, read_unit_names};
use super::read_area_changes::read_area_changes;
use super::read_areas::{read_areas, read_districts};
use super::read_draft::{read_lookup, read_neighbourhoods};
use super::read_gazetteer::read_gazetteer;
use super::read_places::read_places;
use super::read_practices::{Listed, read_practices};
use super::read_registrations::read_registrations;
use super::read_shares::read_shares;
use super::read_units::read_units;
use super::tables::{CodedPolygons, DraftBoundaries, DraftTables, Tables, names};
use crate::cause;
use crate::county::Loaded;
use crate::county::policies::Policies;
use crate::digest::sha256;
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::division::Division;
use crate::domain::draft::{Draft, DraftTitle};
use crate::domain::ground::Ground;
use crate::domain::ground::places::Standing;
use crate::projection::{ProjectionError, Projector, ShiftTables};
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::grouped::grouped;
use crate::reading::polygons::read_features;

/// Why data is not loaded: every defect found.
#[derive(Debug)]
pub struct Refused {
    /// How the files were named.
    pub from: String,
    /// What was found; at least one defect.
    pub findings: Findings,
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.findings.defects.len();
        let noun = if count == 1 { "defect" } else { "defects" };
        write!(formatter, "{} cannot be used: {count} {noun}", self.from)?;
        for line in grouped(&self.findings.defects) {
            write!(formatter, "\n  {line}")?;
        }
        if !self.findings.warnings.is_empty() {
            formatter.write_str("\nWarnings:")?;
        }
        for line in grouped(&self.findings.warnings) {
            write!(formatter, "\n  {line}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}

/// Loads an atlas.
///
/// # Errors
/// [`Refused`] with every defect of every file.
pub fn load(files: &Files) -> Result<Loaded, Refused> {
    let mut findings = Findings::default();
    let loaded = match files {
        Files::Packed(path) => load_packed(path, &mut findings).unwrap_or_else(|error| {
            // What was read of a file that is not whole is no finding.
            findings = Findings::default();
            findings.defect(&path.display().to_string(), error.to_string());
            None
        }),
        files => load_directory(files, &mut findings),
    };
    match loaded {
        Some(loaded) if findings.is_usable() => Ok(loaded),
        _ => Err(Refused { from: files.name(), findings }),
    }
}

fn load_directory(files: &Files, findings: &mut Findings) -> Option<Loaded> {
    let (manifest, digest) = read_manifest(files, findings)?;
    let opened = Opened { files, manifest: &manifest };
    opened.verify(findings);
    let read = opened.read(findings)?;
    let mut loaded = read.joined(manifest, digest, None, findings)?;
    loaded.atlas.warnings = findings.warnings.iter().map(ToString::to_string).collect();
    Some(loaded)
}

/// The digest of the whole stands for those of its files, and what it warns of was found when it was packed.
fn load_packed(path: &Path, findings: &mut Findings) -> Result<Option<Loaded>, NotAPack> {
    let bytes = fs::read(path)?;
    let Unpacked { files, warnings, tables } = unpack(&bytes)?;
    // The large tables beside all others: neither need the other.
    let (made, read) = rayon::join(
        || tables.read(),
        || {
            let (manifest, digest) = read_manifest(&files, findings)?;
            let read = Opened { files: &files, manifest: &manifest }.read(findings)?;
            Some((manifest, digest, read))
        },
    );
    let made = made?;
    let loaded =
        read.and_then(|(manifest, digest, read)| read.joined(manifest, digest, Some(made), findings));
    Ok(loaded.map(|mut loaded| {
        loaded.atlas.warnings = warnings;
        loaded
    }))
}

/// The tables of a data directory, not yet joined.
struct Read {
    projector: Projector,
    policies: Policies,
    tables: Tables,
    /// In the manifest's order; none for one with a defect.
    drafts: Vec<Option<DraftTables>>,
}

impl Read {
    /// Joins them; `made` stands for the large tables.
    fn joined(
        self,
        manifest: Manifest,
        digest: String,
        made: Option<Made>,
        findings: &mut Findings,
    ) -> Option<Loaded> {
        let Self { projector, policies, tables, drafts } = self;
        let ground = ground(tables, made, &projector, findings)?;
        let drafts = drafts
            .into_iter()
            .zip(&manifest.drafts)
            .filter_map(|(tables, entry)| {
                let file = format!("drafts/{}", entry.id);
                let division = division(&ground, tables?, &file, &projector, Overlaps::Told, findings)?;
                Some(draft(&ground, &projector, entry, division))
            })
            .collect();
        let current = manifest.drafts.iter().position(|draft| draft.id == manifest.current)?;
        let Manifest { title, attribution, notes, files: sources, .. } = manifest;
        let atlas =
            Atlas { digest, title, attribution, notes, sources, ground, drafts, current, warnings: vec![] };
        Some(Loaded { atlas, projector, policies })
    }
}

fn read_manifest(files: &Files, findings: &mut Findings) -> Option<(Manifest, String)> {
    let file = names::MANIFEST;
    let bytes = match files.read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.defect(
                file,
                format!(
                    "{}; a data directory is made by `footprint prepare --from SOURCES --to DIRECTORY`",
                    cause::of_file(&error)
                ),
            );
            return None;
        }
    };
    let manifest = std::str::from_utf8(&bytes)
        .map_err(|error| error.to_string())
        .and_then(|text| toml::from_str::<Manifest>(text).map_err(|error| cause::of_toml(text, &error)));
    match manifest {
        Ok(manifest) => {
            for defect in manifest.defects() {
                findings.defect(file, defect);
            }
            // Paths and ids that are not ours are not followed.
            if !findings.is_usable() {
                return None;
            }
            Some((manifest, sha256(&bytes)))
        }
        Err(reason) => {
            findings.defect(file, reason);
            None
        }
    }
}

fn draft(ground: &Ground, projector: &Projector, entry: &DraftEntry, division: Division) -> Arc<Draft> {
    let DraftEntry { id, title, date, status, caveat } = entry.clone();
    let title = DraftTitle { id, title, date, status, caveat, scenario: None };
    let projector = projector.clone();
    Arc::new(Draft::new(title, ground, division, move |grid| projector.site(grid)))
}

/// A data directory with its manifest read.
struct Opened<'a> {
    files: &'a Files,
    manifest: &'a Manifest,
}

impl Opened<'_> {
    /// Reads every table but those that are made already.
    fn read(&self, findings: &mut Findings) -> Option<Read> {
        let projector = self.projector(findings)?;
        let policies = self.policies(findings);
        let tables = self.tables(&projector, findings);
        let draft = |entry| self.draft(entry, &projector, findings);
        let drafts = self.manifest.drafts.iter().map(draft).collect();
        Some(Read { projector, policies, tables, drafts })
    }

    /// Every listed file is there and unaltered.
    fn verify(&self, findings: &mut Findings) {
        for file in &self.manifest.files {
            match self.files.read(&file.path) {
                Err(error) => findings.defect(&file.path, cause::of_file(&error)),
                Ok(bytes) => {
                    let found = sha256(&bytes);
                    if found != file.sha256 {
                        let reason =
                            format!("altered: its SHA-256 is {found}, the manifest says {}", file.sha256);
                        findings.defect(&file.path, reason);
                    }
                }
            }
        }
        for path in [names::POSTCODES, names::PRACTICES] {
            if !self.lists(path) {
                findings.defect(path, "is needed, and not listed in the manifest");
            }
        }
    }

    fn lists(&self, path: &str) -> bool {
        self.manifest.files.iter().any(|file| file.path == path)
    }

    /// The bytes of a listed file; none when it is not listed, or unreadable (which `verify` has told).
    fn bytes(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        if self.lists(path) { self.files.read(path).ok() } else { None }
    }

    fn projector(&self, findings: &mut Findings) -> Option<Projector> {
        let made = match (self.bytes(names::OSTN15_EAST), self.bytes(names::OSTN15_NORTH)) {
            (Some(east), Some(north)) => projector(east, north),
            _ => embedded_projector(),
        };
        made.map_err(|error| findings.defect("ostn15", error.to_string())).ok()
    }

    /// Those compiled in, and the county's own where it brings some.
    fn policies(&self, findings: &mut Findings) -> Policies {
        let published = Policies::published();
        match self.bytes(names::POLICIES) {
            Some(bytes) => own_policies(names::POLICIES, &bytes, findings).unwrap_or(published),
            None => published,
        }
    }

    fn tables(&self, projector: &Projector, findings: &mut Findings) -> Tables {
        let bytes = |path| self.bytes(path);
        let mut tables = Tables::default();
        if let Some(bytes) = bytes(names::AREAS) {
            tables.areas = read_areas(names::AREAS, &bytes, findings);
        }
        if let Some(bytes) = bytes(names::AREA_POLYGONS) {
            let features = read_features(names::AREA_POLYGONS, &bytes, projector, findings);
            tables.area_polygons = coded(features, "area_code", findings);
        }
        if let Some(bytes) = bytes(names::DISTRICTS) {
            tables.districts = read_districts(names::DISTRICTS, &bytes, findings);
        }
        if let Some(bytes) = bytes(names::POSTCODES) {
            tables.live = read_places(names::POSTCODES, &bytes, Standing::Live, projector, findings);
        }
        if let Some(bytes) = bytes(names::TERMINATED) {
            tables.terminated =
                read_places(names::TERMINATED, &bytes, Standing::Terminated, projector, findings);
        }
        if let Some(bytes) = bytes(names::PRACTICES) {
            tables.practices = read_practices(names::PRACTICES, &bytes, Listed::Active, projector, findings);
        }
        if let Some(bytes) = bytes(names::SHARES) {
            tables.shares = read_shares(names::SHARES, &bytes, findings);
        }
        if let Some(bytes) = bytes(names::GAZETTEER) {
            tables.gazetteer = read_gazetteer(names::GAZETTEER, &bytes, projector, findings);
        }
        if let Some(bytes) = bytes(names::UNITS) {
            tables.units = read_units(names::UNITS, &bytes, findings);
        }
        if let Some(bytes) = bytes(names::POSTCODE_UNITS) {
            tables.postcode_units = read_postcode_units(names::POSTCODE_UNITS, &bytes, findings);
        }
        if let Some(bytes) = bytes(names::UNIT_NAMES) {
            tables.postcode_units.names = read_unit_names(names::UNIT_NAMES, &bytes, findings);
        }
        if let Some(bytes) = bytes(names::AREA_CHANGES) {
            tables.area_changes = read_area_changes(names::AREA_CHANGES, &bytes, findings);
        }
        tables.ages = bytes(names::AGES).map(|bytes| read_ages(names::AGES, &bytes, findings));
        tables.accommodation = bytes(names::ACCOMMODATION)
            .map(|bytes| read_accommodation(names::ACCOMMODATION, &bytes, findings));
        tables.indicators =
            bytes(names::INDICATORS).map(|bytes| read_indicators(names::INDICATORS, &bytes, findings));
        tables.registrations = bytes(names::REGISTRATIONS)
            .map(|bytes| read_registrations(names::REGISTRATIONS, &bytes, findings));
        tables
    }

    fn draft(
        &self,
        entry: &DraftEntry,
        projector: &Projector,
        findings: &mut Findings,
    ) -> Option<DraftTables> {
        let path = |name| format!("drafts/{}/{name}", entry.id);
        let (roster, lookup, polygons) =
            (path(names::DRAFT_NEIGHBOURHOODS), path(names::DRAFT_AREAS), path(names::DRAFT_POLYGONS));
        let Some(bytes) = self.bytes(&roster) else {
            if !self.lists(&roster) {
                findings.defect(&roster, "is needed, and not listed in the manifest");
            }
            return None;
        };
        let neighbourhoods = read_neighbourhoods(&roster, &bytes, findings);
        let boundaries = if let Some(bytes) = self.bytes(&lookup) {
            DraftBoundaries::ByArea(read_lookup(&lookup, &bytes, findings))
        } else if let Some(bytes) = self.bytes(&polygons) {
            DraftBoundaries::Drawn(coded(
                read_features(&polygons, &bytes, projector, findings),
                "id",
                findings,
            ))
        } else {
            if !self.lists(&lookup) && !self.lists(&polygons) {
                findings.defect(&lookup, format!("neither this nor {polygons} is listed in the manifest"));
            }
            return None;
        };
        Some(DraftTables { neighbourhoods, boundaries, lookups: Vec::new() })
    }
}

/// The projector of the shift tables within the binary.
///
/// # Errors
/// A message that says what is wrong with them.
pub fn embedded_projector() -> Result<Projector, ProjectionError> {
    let table = |name| Files::Embedded.read(name).unwrap_or_default();
    projector(table(names::OSTN15_EAST), table(names::OSTN15_NORTH))
}

/// A self-tested projector over tables.
///
/// # Errors
/// A message that says what is wrong with them.
pub fn projector(east: Cow<'static, [u8]>, north: Cow<'static, [u8]>) -> Result<Projector, ProjectionError> {
    Projector::new(ShiftTables::new(east, north)?)
}

/// Features by a code among their properties.
pub fn coded<K: std::str::FromStr<Err: fmt::Display>>(
    features: Vec<At<crate::reading::polygons::PolygonFeature>>,
    property: &str,
    findings: &mut Findings,
) -> Vec<CodedPolygons<K>> {
    let mut found = Vec::with_capacity(features.len());
    for At { row, origin } in features {
        let text = property.split('|').find_map(|name| row.text(name));
        match text
            .ok_or_else(|| {
                format!("is missing: each feature needs the property {}", property.replace('|', " or "))
            })
            .and_then(|text| text.parse().map_err(|e: K::Err| e.to_string()))
        {
            Ok(code) => found.push(At { row: (code, row.polygons), origin }),
            Err(reason) => {
                findings.defect_at(&origin, property.split('|').next().unwrap_or(property), reason);
            }
        }
    }
    found
}
