//! Everything that was read of the publishers' files.

use std::collections::{BTreeMap, BTreeSet};

use super::bad_rows::BadRow;
use super::chosen_sheets::ChosenSheets;
use super::once::Once;
use super::recognise::Kind;
use super::rows::{
    AddressRow, DeprivationRow, DirectoryRow, NamedUnit, Organisation, PatientsRow, Succession, UnitRow,
};
use super::vintages::in_words;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::ground::geography::District;
use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::domain::ground::practices::Network;
use crate::ingest::area_tables::CodedTable;
use crate::ingest::plan::rivals::of_table::LookupTable;
use crate::ingest::postcode_units::UnitTexts;
use crate::ingest::tables::{CodedPolygons, NamedPlaceRow, PlaceRow};
use crate::reading::findings::{At, Finding, Findings};
use crate::reading::polygons::{BadRing, BadRings, PolygonFeature};

/// Everything that was read of the publishers' files.
#[derive(Default)]
pub struct Published {
    /// Code-Point Open: live postcodes.
    pub code_points: Vec<At<PlaceRow>>,
    /// Live postcodes of a table that people keep: used where no publisher's file has them.
    pub own_points: Vec<At<PlaceRow>>,
    /// ONSPD or NSPL: postcodes of both standings, with what they are in.
    pub directory: Vec<At<DirectoryRow>>,
    /// NSUL: addresses.
    pub addresses: Vec<At<AddressRow>>,
    /// ODS: practices.
    pub organisations: Once<OdsCode, Organisation>,
    /// ePCN: which practice is in which network now.
    pub memberships: Vec<At<(OdsCode, Network)>>,
    /// Memberships that have an end, and when that is, as it is written.
    pub ending_memberships: Vec<At<(OdsCode, Network, String)>>,
    /// Patients on the list of each practice.
    pub list_sizes: Once<OdsCode, (OdsCode, u32)>,
    /// Patients by practice and area, the area as it is written.
    pub patients: Once<(OdsCode, String), PatientsRow>,
    /// Indices of Deprivation of 2025.
    pub deprivation: Once<GssCode, DeprivationRow>,
    /// Deciles of the Indices of Deprivation of 2019, by area of 2011.
    pub deciles_2019: Once<GssCode, (GssCode, u8)>,
    /// Areas of 2011, and those of 2021 that they became.
    pub area_changes: Vec<At<(GssCode, GssCode)>>,
    /// Polygons of areas.
    pub polygons: Vec<CodedPolygons<GssCode>>,
    /// Areas with bad rings, and what is wrong with them.
    pub bad_areas: Vec<At<(GssCode, BadRing)>>,
    /// Names of areas, as their polygons have them.
    pub area_names: Vec<(GssCode, String)>,
    /// Populated places.
    pub gazetteer: Vec<At<NamedPlaceRow>>,
    /// Units that areas or districts are in.
    pub units: Vec<At<UnitRow>>,
    /// Codes of units that postcodes are in, each once.
    pub unit_codes: Vec<GssCode>,
    /// What postcodes are in themselves, each code once.
    pub unit_texts: UnitTexts,
    /// The names of what postcodes are in themselves.
    pub names_of_postcode_units: BTreeMap<(PostcodeUnit, String), String>,
    /// Units by their codes.
    pub unit_names: BTreeMap<GssCode, NamedUnit>,
    /// Districts named beside them, each once a file.
    pub districts: Vec<At<District>>,
    /// Practices that closed, who took their patients, and who says so.
    pub successors: Vec<At<Succession>>,
    /// Area to neighbourhood.
    pub lookup: Vec<At<(GssCode, NeighbourhoodId)>>,
    /// The same tables as they are written.
    pub lookup_tables: Vec<LookupTable>,
    /// The neighbourhoods named in it.
    pub roster: Vec<At<Neighbourhood>>,
    /// Polygons of neighbourhoods.
    pub drawn: Vec<At<PolygonFeature>>,
    /// People by five-year age band.
    pub ages: Option<CodedTable>,
    /// What each file was taken for.
    pub taken: Vec<Taken>,
    /// Rows that cannot be read, of files of a whole country.
    pub bad_rows: Vec<BadRow>,
    /// What becomes of bad rings in the study area.
    bad_rings: BadRings,
    /// Sheets that are chosen by hand.
    pub sheets: ChosenSheets,
    /// Files that are for people to read.
    pub for_people: Vec<String>,
    /// Folders of copies of what stands beside them.
    pub copies: BTreeSet<String>,
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

impl Published {
    /// Nothing yet, what is to become of bad rings in the study area, and which sheets are meant.
    #[must_use]
    pub fn with(bad_rings: BadRings, sheets: ChosenSheets) -> Self {
        Self { bad_rings, sheets, ..Self::default() }
    }

    /// What becomes of bad rings in the study area.
    #[must_use]
    pub fn bad_rings(&self) -> BadRings {
        self.bad_rings
    }

    /// Whether none of the files was a publisher's.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// The vintages of the files of a kind, as far as they tell them.
    #[must_use]
    pub fn vintage(&self, kind: Kind) -> Option<String> {
        in_words(&self.vintages(kind))
    }

    /// The same one by one, each once, in the order they were met.
    #[must_use]
    pub fn vintages(&self, kind: Kind) -> Vec<String> {
        let of_kind = self.taken.iter().filter(|taken| taken.kind == kind);
        let mut all: Vec<String> = Vec::new();
        for vintage in of_kind.filter_map(|taken| taken.vintage.as_ref()) {
            if !all.contains(vintage) {
                all.push(vintage.clone());
            }
        }
        all
    }

    /// What was found in a file of a kind and of a date, in which rows may contradict those of a file of another date: these are two
    /// releases, which is one defect and not one of each row.
    #[must_use]
    pub fn of_releases(
        &self,
        kind: Kind,
        file: &str,
        vintage: Option<&str>,
        mut found: Findings,
    ) -> Findings {
        let of_kind = self.taken.iter().filter(|taken| taken.kind == kind);
        let others: Vec<&Taken> = of_kind.filter(|taken| taken.vintage.as_deref() != vintage).collect();
        for Taken { file: other, vintage: dated, .. } in others {
            let (Some(dated), Some(vintage)) = (dated, vintage) else { continue };
            let stands_there = format!(" stands on {other}:");
            let (of_other, rest): (Vec<Finding>, Vec<Finding>) =
                found.defects.into_iter().partition(|defect| defect.reason.contains(&stands_there));
            found.defects = rest;
            if let Some(first) = of_other.first() {
                let count = of_other.len();
                let rows = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
                let reason = format!(
                    "is of {vintage}, and {other} of {dated}: two releases, which contradict each other in {rows} (the first: {}); take the \
                     one out that is not meant",
                    first.reason
                );
                found.defect(file, reason);
            }
        }
        found
    }

    /// Rows read so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.code_points.len()
            + self.own_points.len()
            + self.directory.len()
            + self.addresses.len()
            + self.organisations.rows.len()
            + self.memberships.len()
            + self.list_sizes.rows.len()
            + self.patients.rows.len()
            + self.deprivation.rows.len()
            + self.deciles_2019.rows.len()
            + self.area_changes.len()
            + self.ages.as_ref().map_or(0, |table| table.rows.len())
            + self.polygons.len()
            + self.successors.len()
            + self.lookup.len()
            + self.drawn.len()
            + self.gazetteer.len()
            + self.units.len()
            + self.unit_names.len()
            + self.names_of_postcode_units.len()
    }
}
