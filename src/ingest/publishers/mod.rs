//! The publishers' own files, unmodified: what each holds, read into rows with their lines.
//!
//! A file is recognised by its content (`recognise`), never by its name, so it may be called anything and lie in a folder or
//! in an archive (`delivery`). One file here for each layout. Nothing is joined yet: that is `prepare/published.rs`.

mod addresses;
mod area_changes;
mod boundaries;
mod code_point_open;
pub mod delivery;
mod deprivation;
mod list_sizes;
mod lookup;
mod names;
mod networks;
mod organisations;
mod patients;
mod postcode_directory;
mod recognise;
mod successors;

use std::collections::HashMap;

use self::delivery::Delivered;
pub use self::recognise::Kind;
use self::recognise::recognise;
use super::area_tables::{CodedTable, read_nomis_ages};
use super::tables::{CodedPolygons, PlaceRow};
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::{Network, Status};
use crate::projection::Projector;
use crate::reading::findings::At;
use crate::reading::findings::{Findings, Origin};

/// Everything that was read of the publishers' files.
#[derive(Default)]
pub struct Published {
    /// Code-Point Open: live postcodes.
    pub code_points: Vec<At<PlaceRow>>,
    /// ONSPD or NSPL: postcodes of both standings, with what they are in.
    pub directory: Vec<At<DirectoryRow>>,
    /// NSUL: addresses.
    pub addresses: Vec<At<AddressRow>>,
    /// ODS: practices.
    pub organisations: Vec<At<Organisation>>,
    /// ePCN: which practice is in which network now.
    pub memberships: Vec<At<(OdsCode, Network)>>,
    /// Patients on the list of each practice.
    pub list_sizes: Vec<At<(OdsCode, u32)>>,
    /// Patients by practice and area; a row that two files have stands here once.
    pub patients: Patients,
    /// Indices of Deprivation of 2025.
    pub deprivation: Vec<At<DeprivationRow>>,
    /// Deciles of the Indices of Deprivation of 2019, by area of 2011.
    pub deciles_2019: Vec<At<(GssCode, u8)>>,
    /// Areas of 2011, and those of 2021 that they became.
    pub area_changes: Vec<At<(GssCode, GssCode)>>,
    /// Polygons of areas.
    pub polygons: Vec<CodedPolygons<GssCode>>,
    /// Names of areas, as their polygons have them.
    pub area_names: Vec<(GssCode, String)>,
    /// Practices that closed, who took their patients, and who says so.
    pub successors: Vec<At<Succession>>,
    /// Area to neighbourhood.
    pub lookup: Vec<At<(GssCode, NeighbourhoodId)>>,
    /// The neighbourhoods named in it.
    pub roster: Vec<At<Neighbourhood>>,
    /// People by five-year age band.
    pub ages: Option<CodedTable>,
    /// What each file was taken for.
    pub taken: Vec<Taken>,
}

/// A file, and what it was taken for.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Its name, within its archive.
    pub file: String,
    /// What it is.
    pub kind: Kind,
    /// Rows read.
    pub rows: usize,
    /// The date its facts are of, as far as the file tells.
    pub vintage: Option<String>,
}

/// A postcode of a directory.
pub struct DirectoryRow {
    pub place: PlaceRow,
    /// The area of 2021 that it is said to be in.
    pub area: Option<GssCode>,
    /// The MSOA of 2021 of that area.
    pub msoa: Option<GssCode>,
}

/// An address.
pub struct AddressRow {
    pub postcode: Postcode,
    pub point: GridPoint,
    /// The area of 2021 that it is said to be in.
    pub area: Option<GssCode>,
}

/// A practice as ODS lists it.
pub struct Organisation {
    pub code: OdsCode,
    pub name: String,
    pub postcode: Postcode,
    pub sub_icb: Option<String>,
    pub status: Status,
}

/// Patients of a practice who live in an area.
pub struct PatientsRow {
    pub practice: OdsCode,
    /// None where the publisher does not know it.
    pub area: Option<GssCode>,
    pub patients: u32,
}

/// Patients by practice and area, each pair once.
#[derive(Default)]
pub struct Patients {
    /// In the order they were read.
    pub rows: Vec<At<PatientsRow>>,
    /// The place in `rows` of each practice and area, the area as it is written.
    places: HashMap<(OdsCode, String), usize>,
}

/// What the Indices of Deprivation of 2025 tell of an area.
pub struct DeprivationRow {
    pub code: GssCode,
    pub name: String,
    pub district: GssCode,
    pub district_name: String,
    pub score: Option<f64>,
    pub rank: Option<u32>,
    pub decile: Option<u8>,
    /// Residents, mid-2022.
    pub residents: Option<u32>,
}

/// A practice that closed.
pub struct Succession {
    pub closed: OdsCode,
    pub successor: OdsCode,
    pub basis: Option<String>,
}

impl Published {
    /// Whether none of the files was a publisher's.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// The vintage of the first file of a kind that tells it.
    #[must_use]
    pub fn vintage(&self, kind: Kind) -> Option<&str> {
        self.taken.iter().filter(|taken| taken.kind == kind).find_map(|taken| taken.vintage.as_deref())
    }

    /// Reads one file for what it is; one that is none of the publishers' is told, and left alone.
    pub fn take(&mut self, delivered: &Delivered, projector: &Projector, findings: &mut Findings) {
        let Delivered { name: file, bytes, .. } = delivered;
        let Some(kind) = recognise(file, bytes) else {
            findings.warning(file, "is no layout known here, and is left alone");
            return;
        };
        let before = self.rows();
        let vintage = match kind {
            Kind::CodePointOpen => code_point_open::read(file, bytes, findings, self),
            Kind::PostcodeDirectory => postcode_directory::read(file, bytes, findings, self),
            Kind::Addresses => addresses::read(file, bytes, findings, self),
            Kind::Organisations => organisations::read(file, bytes, findings, self),
            Kind::Networks => networks::read_report(file, bytes, findings, self),
            Kind::NetworksWorkbook => networks::read_workbook(file, bytes, findings, self),
            Kind::ListSizes => list_sizes::read(file, bytes, findings, self),
            Kind::Patients => patients::read(file, bytes, findings, self),
            Kind::Deprivation => deprivation::read(file, bytes, findings, self),
            Kind::AreaChanges => area_changes::read(file, bytes, findings, self),
            Kind::AreaPolygons => boundaries::read(file, bytes, projector, findings, self),
            Kind::Successors => successors::read(file, bytes, findings, self),
            Kind::Lookup => lookup::read(file, bytes, findings, self),
            Kind::Ages => {
                self.ages = Some(read_nomis_ages(file, bytes, findings));
                Some("Census 2021".to_owned())
            }
        };
        let rows = self.rows() - before;
        self.taken.push(Taken { file: file.clone(), kind, rows, vintage });
    }

    fn rows(&self) -> usize {
        self.code_points.len()
            + self.directory.len()
            + self.addresses.len()
            + self.organisations.len()
            + self.memberships.len()
            + self.list_sizes.len()
            + self.patients.rows.len()
            + self.deprivation.len()
            + self.deciles_2019.len()
            + self.area_changes.len()
            + self.ages.as_ref().map_or(0, |table| table.rows.len())
            + self.polygons.len()
            + self.successors.len()
            + self.lookup.len()
    }
}

/// The column that a pattern of names picks, which is to be one.
///
/// A role is matched by what stands before the digits of a vintage and `cd` or `ind` after them, as publishers write them:
/// `lad25cd`, `oslaua`, `imd20ind`. None where no column has the role; several are a defect, and none is guessed.
fn role(
    file: &str,
    headers: &[String],
    what: &str,
    is_role: impl Fn(&str) -> bool,
    findings: &mut Findings,
) -> Option<String> {
    let found: Vec<&String> = headers.iter().filter(|header| is_role(&header.to_ascii_lowercase())).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some((*one).clone()),
        several => {
            let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            let origin = Origin { file: file.into(), line: 1 };
            findings.defect_at(&origin, &names.join(", "), format!("several columns say the {what}"));
            None
        }
    }
}

/// Whether a name is one of some stems, with two digits of a vintage or without, and with an ending or without.
fn is_named(name: &str, stems: &[&str], endings: &[&str]) -> bool {
    stems.iter().any(|stem| {
        let Some(rest) = name.strip_prefix(stem) else { return false };
        let rest = match rest.as_bytes() {
            [first, second, ..] if first.is_ascii_digit() && second.is_ascii_digit() => &rest[2..],
            _ => rest,
        };
        rest.is_empty() || endings.contains(&rest)
    })
}
