//! The rows that the publishers' tables are read into.

use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::named::units::UnitKind;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::Status;
use crate::ingest::tables::PlaceRow;

/// A postcode of a directory.
pub struct DirectoryRow {
    pub place: PlaceRow,
    /// The area of 2021 that it is said to be in.
    pub area: Option<GssCode>,
    /// The MSOA of 2021 of that area.
    pub msoa: Option<GssCode>,
    /// Units that its area, too, is in mostly.
    pub units: UnitNumbers,
    /// What it is in itself, by numbers in [`Published::unit_texts`](super::Published).
    pub of_postcode: crate::ingest::postcode_units::UnitNumbers,
}

/// For each kind of unit the place of its code among [`Published::unit_codes`](super::Published), from 1; 0 for none. A country has
/// millions of postcodes, and few units.
pub type UnitNumbers = [u16; UnitKind::ALL.len()];

/// A unit that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedUnit {
    /// The code that the NHS gives it.
    pub nhs_code: Option<String>,
    pub name: String,
}

/// An address.
pub struct AddressRow {
    pub postcode: Postcode,
    pub point: GridPoint,
    /// The area of 2021 that it is said to be in.
    pub area: Option<GssCode>,
}

/// A practice as ODS lists it.
#[derive(PartialEq)]
pub struct Organisation {
    pub code: OdsCode,
    pub name: String,
    /// None where the list has coordinates alone.
    pub postcode: Option<Postcode>,
    /// Where the list says that it is.
    pub point: Option<GridPoint>,
    pub sub_icb: Option<String>,
    pub status: Status,
    /// The day on which it closed or will close, ISO; a practice that is open may have one.
    pub closes_on: Option<String>,
}

/// Patients of a practice who live in an area.
#[derive(PartialEq)]
pub struct PatientsRow {
    pub practice: OdsCode,
    /// None where the publisher does not know it.
    pub area: Option<GssCode>,
    pub patients: u32,
}

/// What the Indices of Deprivation of 2025 tell of an area.
#[derive(PartialEq)]
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

/// A unit that an area or a district is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    pub kind: UnitKind,
    pub code: GssCode,
    /// The code that the NHS gives it.
    pub nhs_code: Option<String>,
    /// None where no file names it.
    pub name: Option<String>,
    /// The area or district.
    pub within: GssCode,
    /// The year of the edition, as the name of its column has it; 0 where it has none.
    pub edition: u16,
}

/// A practice that closed.
pub struct Succession {
    pub closed: OdsCode,
    pub successor: OdsCode,
    pub basis: Option<String>,
}
