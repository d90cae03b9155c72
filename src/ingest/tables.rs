//! A county as it was read: typed rows, each with the line it came from, before they are joined.

use std::collections::BTreeSet;

use super::area_tables::CodedTable;
use super::postcode_units::UnitTable;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId, OdsCode};
use crate::domain::ground::geography::{Area, District};
use crate::domain::ground::named::units::Unit;
use crate::domain::ground::places::Standing;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::Practice;
use crate::ingest::plan::rivals::of_table::LookupTable;
use crate::reading::findings::At;

/// The polygons of one code.
pub type CodedPolygons<K> = At<(K, Vec<GridPolygon>)>;

/// Everything of one county but the boundaries of its drafts.
#[derive(Default)]
pub struct Tables {
    pub areas: Vec<At<Area>>,
    pub area_polygons: Vec<CodedPolygons<GssCode>>,
    pub districts: Vec<At<District>>,
    pub live: Vec<At<PlaceRow>>,
    pub terminated: Vec<At<PlaceRow>>,
    pub practices: Vec<At<PracticeRow>>,
    pub registrations: Option<Vec<At<RegistrationRow>>>,
    pub shares: Vec<At<ShareRow>>,
    pub gazetteer: Vec<At<NamedPlaceRow>>,
    pub units: Vec<At<Unit>>,
    /// What postcodes are in beside district and ward.
    pub postcode_units: UnitTable,
    /// Areas of 2011 with the areas of 2021 that they became.
    pub area_changes: Vec<At<(GssCode, GssCode)>>,
    pub ages: Option<CodedTable>,
    pub accommodation: Option<CodedTable>,
    pub indicators: Option<CodedTable>,
    /// The county's own policies, as they were written and checked.
    pub policies: Option<Vec<u8>>,
}

impl Tables {
    /// Drops rows about areas of another county from the tables of areas: a publisher's are of several.
    pub fn keep_own_areas(&mut self) {
        let own: BTreeSet<GssCode> = self.areas.iter().map(|at| at.row.code).collect();
        for table in [&mut self.ages, &mut self.accommodation, &mut self.indicators].into_iter().flatten() {
            table.rows.retain(|at| own.contains(&at.row.0));
        }
    }
}

/// A postcode.
#[derive(Clone, Debug)]
pub struct PlaceRow {
    pub postcode: Postcode,
    pub standing: Standing,
    pub point: Option<GridPoint>,
    pub district: Option<GssCode>,
    pub ward: Option<GssCode>,
    pub quality: Option<u8>,
}

/// A practice; its site is still a point, or that of its postcode.
#[derive(Clone, Debug)]
pub struct PracticeRow {
    pub practice: Practice,
    pub point: Option<GridPoint>,
}

/// Patients of a practice from an area.
#[derive(Clone, Debug)]
pub struct RegistrationRow {
    pub practice: OdsCode,
    /// None: the area is not known.
    pub area: Option<GssCode>,
    pub patients: u32,
}

/// Addresses of a postcode in an area.
#[derive(Clone, Debug)]
pub struct ShareRow {
    pub postcode: Postcode,
    /// Of the study area or outside.
    pub area: GssCode,
    pub addresses: u32,
}

/// A populated place.
#[derive(Clone, Debug)]
pub struct NamedPlaceRow {
    pub code: String,
    pub name: String,
    pub other_name: Option<String>,
    pub kind: Option<String>,
    pub point: GridPoint,
    pub population: Option<u32>,
}

/// The boundaries of one draft.
pub struct DraftTables {
    pub neighbourhoods: Vec<At<Neighbourhood>>,
    pub boundaries: DraftBoundaries,
    /// The tables that they were read from as they are written, to be held against what is known of their areas.
    pub lookups: Vec<LookupTable>,
}

/// By area or drawn.
pub enum DraftBoundaries {
    ByArea(Vec<At<(GssCode, NeighbourhoodId)>>),
    Drawn(Vec<CodedPolygons<NeighbourhoodId>>),
}

/// The names of the files of a data directory.
pub mod names {
    pub const MANIFEST: &str = "manifest.toml";
    pub const README: &str = "README.md";
    pub const AREAS: &str = "areas.csv";
    pub const AREA_POLYGONS: &str = "areas.geojson";
    pub const DISTRICTS: &str = "districts.csv";
    pub const POSTCODES: &str = "postcodes.csv";
    pub const TERMINATED: &str = "postcodes_terminated.csv";
    pub const PRACTICES: &str = "practices.csv";
    pub const REGISTRATIONS: &str = "registrations.csv";
    pub const SHARES: &str = "postcode_shares.csv";
    pub const GAZETTEER: &str = "places.csv";
    pub const UNITS: &str = "units.csv";
    pub const POSTCODE_UNITS: &str = "postcode_units.csv";
    pub const UNIT_NAMES: &str = "unit_names.csv";
    pub const AREA_CHANGES: &str = "area_changes.csv";
    pub const AGES: &str = "ages.csv";
    pub const ACCOMMODATION: &str = "accommodation.csv";
    pub const INDICATORS: &str = "indicators.csv";
    pub const POLICIES: &str = "policies.toml";
    pub const OSTN15_EAST: &str = "ostn15/ostn_east_shift_82140";
    pub const OSTN15_NORTH: &str = "ostn15/ostn_north_shift_-84180";
    /// Within the draft's own folder.
    pub const DRAFT_NEIGHBOURHOODS: &str = "neighbourhoods.csv";
    pub const DRAFT_AREAS: &str = "areas.csv";
    pub const DRAFT_POLYGONS: &str = "neighbourhoods.geojson";
}
