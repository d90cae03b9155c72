//! What a file is, by the first of its bytes.

use std::collections::BTreeMap;

use super::organisation_columns::{has as has_column, has_point, is_headed, is_of_practices};
use super::polygon_files::properties;
use super::postcode_unit_columns::names_of;
use super::unit_columns::{is_lookup, is_names};
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::postcode::Postcode;
use crate::reading::headings::{
    self, AREA, AREA_NAME, CLOSED_PRACTICE, MEMBER, NEIGHBOURHOOD, NEIGHBOURHOOD_NAME, NETWORK, POSTCODE,
    PRACTICE, SETTING, SUCCESSOR, bare,
};
use crate::reading::table::first_rows;

/// The layouts that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// OS Code-Point Open, as it comes or with a header.
    CodePointOpen,
    /// A table of postcodes with their points, as people keep them.
    Postcodes,
    /// ONS Postcode Directory or National Statistics Postcode Lookup, of any year.
    PostcodeDirectory,
    /// National Statistics UPRN Lookup.
    Addresses,
    /// ODS epraccur, in either dialect.
    Organisations,
    /// A list of practices, as people keep them.
    Practices,
    /// ODS core partners of primary care networks: the report, or their sheet of `ePCN.xlsx`.
    Networks,
    /// Patients registered at a GP practice: totals.
    ListSizes,
    /// Patients registered at a GP practice, by LSOA.
    Patients,
    /// Indices of Deprivation, File 7, of 2025 or 2019.
    Deprivation,
    /// LSOA of 2011 to LSOA of 2021.
    AreaChanges,
    /// Polygons of LSOAs as ONS publishes them.
    AreaPolygons,
    /// OS Open Names.
    OpenNames,
    /// Populated places taken from GeoNames.
    GeoNames,
    /// ONS lookup from LSOAs or districts to other units.
    Units,
    /// Names and codes of units, as in the package of a postcode directory.
    UnitNames,
    /// A table of practices that closed.
    Successors,
    /// Area to neighbourhood.
    Lookup,
    /// Polygons of neighbourhoods.
    Drawn,
    /// Census 2021 table TS007A, as Nomis hands it out.
    Ages,
}

impl Kind {
    /// Whether it is a file of polygons, which is no table.
    #[must_use]
    pub fn is_polygons(self) -> bool {
        matches!(self, Self::AreaPolygons | Self::Drawn)
    }

    /// Whether it is told from every table in the joined layout, so that even such a table's name does not hide it.
    #[must_use]
    pub fn is_unmistakable(self) -> bool {
        !matches!(
            self,
            Self::Lookup
                | Self::Drawn
                | Self::Successors
                | Self::AreaPolygons
                | Self::Postcodes
                | Self::Practices
        )
    }

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CodePointOpen => "OS Code-Point Open",
            Self::Postcodes => "postcodes with their points",
            Self::PostcodeDirectory => "ONS postcode directory (ONSPD or NSPL)",
            Self::Addresses => "ONS UPRN lookup (NSUL)",
            Self::Organisations => "ODS GP practices (epraccur)",
            Self::Practices => "a list of practices",
            Self::Networks => "ODS primary care networks (ePCN)",
            Self::ListSizes => "NHS England list sizes",
            Self::Patients => "NHS England registered patients by LSOA",
            Self::Deprivation => "Indices of Deprivation, File 7",
            Self::AreaChanges => "ONS LSOA 2011 to LSOA 2021",
            Self::AreaPolygons => "ONS boundaries of LSOAs",
            Self::OpenNames => "OS Open Names",
            Self::GeoNames => "GeoNames populated places",
            Self::Units => "ONS lookup of areas to health and other units",
            Self::UnitNames => "ONS names and codes",
            Self::Successors => "successors of closed practices",
            Self::Lookup => "area to neighbourhood",
            Self::Drawn => "polygons of neighbourhoods",
            Self::Ages => "ONS Census 2021, TS007A",
        }
    }
}

/// How much of a file is looked at.
const LOOK: usize = 16 * 1024;
/// Rows of a title above a header are at most so many.
const MOST_TITLES: usize = 12;

/// What a file is; none when it is nothing known.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Kind> {
    if let Some(properties) = properties(bytes) {
        return by_properties(&properties);
    }
    let rows = first_rows(start(bytes));
    recognised(&rows).map(|(kind, _)| kind).or_else(|| by_repeated_names(&rows))
}

/// The names of the columns by which a file is recognised, as they are written; none when it is nothing known.
pub fn headings(bytes: &[u8]) -> Vec<String> {
    let mut rows = first_rows(start(bytes));
    recognised(&rows).map(|(_, place)| rows.swap_remove(place)).unwrap_or_default()
}

/// What one of the first rows says that a table is, and which row.
fn recognised(rows: &[Vec<String>]) -> Option<(Kind, usize)> {
    let is_meant = |kind: Kind, place: usize| {
        let header = &rows[place];
        let needs_postcodes = matches!(kind, Kind::CodePointOpen | Kind::Postcodes) && has_point(header);
        !needs_postcodes || has_postcodes(header, &rows[place + 1..])
    };
    let known =
        rows.iter().take(MOST_TITLES).enumerate().filter_map(|(place, row)| Some((by_row(row)?, place)));
    known.into_iter().find(|(kind, place)| is_meant(*kind, *place))
}

/// Whether postcodes stand below their heading: a package describes its columns in a file of headings alone.
fn has_postcodes(header: &[String], rows: &[Vec<String>]) -> bool {
    let place = headings::place(POSTCODE, header.iter().map(String::as_str));
    let is_postcode = |row: &Vec<String>| row.get(place?)?.parse::<Postcode>().ok();
    rows.iter().any(|row| is_postcode(row).is_some())
}

/// A table of areas and `name`: of neighbourhoods where a name stands beside several areas, as no two areas are called the same.
fn by_repeated_names(rows: &[Vec<String>]) -> Option<Kind> {
    let (header, rows) = rows.split_first()?;
    let place = |role: &str| headings::place(role, header.iter().map(String::as_str));
    let (area, name) = (place(AREA)?, place("name")?);
    let mut areas = BTreeMap::<&str, &str>::new();
    let mut is_repeated = false;
    for row in rows {
        let (Some(area), Some(name)) = (row.get(area), row.get(name)) else { continue };
        is_repeated |= !name.is_empty() && *areas.entry(name).or_insert(area) != area;
    }
    (is_repeated && !has_column(header, AREA_NAME)).then_some(Kind::Lookup)
}

/// The first of its bytes, to the end of a row.
fn start(bytes: &[u8]) -> &[u8] {
    let start = &bytes[..bytes.len().min(LOOK)];
    let cut = if start.len() < bytes.len() { start.iter().rposition(|byte| *byte == b'\n') } else { None };
    &start[..cut.unwrap_or(start.len())]
}

fn by_row(row: &[String]) -> Option<Kind> {
    by_record(&row.iter().map(|field| field.trim().to_ascii_lowercase()).collect::<Vec<_>>())
}

/// Polygons by the names of their properties, in lower case.
fn by_properties(names: &[String]) -> Option<Kind> {
    let has = |name: &str| names.iter().any(|known| known == name);
    if has("lsoa21cd") || has("lsoa11cd") {
        return Some(Kind::AreaPolygons);
    }
    // Other units of publishers: `LAD25CD`.
    let is_unit = |name: &String| {
        let year = name.strip_suffix("cd").unwrap_or_default();
        year.ends_with(|digit: char| digit.is_ascii_digit()) && !name.starts_with("nbhd")
    };
    let is_ours = |name: &String| name.contains("neighbo") || name.starts_with("nbhd");
    let is_named = has("id") || has("name") || names.iter().any(is_ours);
    (is_named && !names.iter().any(is_unit)).then_some(Kind::Drawn)
}

fn by_record(first: &[String]) -> Option<Kind> {
    let has = |name: &str| first.iter().any(|field| field == name);
    let has_one = |names: &[&str]| names.iter().any(|name| has(name));
    // `Practice code` is `PRACTICE_CODE`.
    let is_called = |name: &str| first.iter().any(|field| bare(field) == bare(name));
    let has_role = |role: &str| has_column(first, role);
    let has_neighbourhoods = has_role(NEIGHBOURHOOD) || has_role(NEIGHBOURHOOD_NAME);
    let at = |place: usize| first.get(place).map_or("", String::as_str);
    if at(0).starts_with("ts007a") {
        return Some(Kind::Ages);
    }
    if has("uprn") && has("pcds") {
        return Some(Kind::Addresses);
    }
    let is_of_postcodes = has_one(&["pcds", "pcd", "pcd8", "pcd7"]) && !has_neighbourhoods;
    if is_of_postcodes
        && (has("doterm") || (has_one(&["oseast1m", "east1m"]) && has_one(&["osnrth1m", "north1m"])))
    {
        return Some(Kind::PostcodeDirectory);
    }
    if is_called("practice_code") && is_called("lsoa_code") {
        return Some(Kind::Patients);
    }
    if has("code") && has("number_of_patients") {
        return Some(Kind::ListSizes);
    }
    if first.iter().any(|field| field.starts_with("lsoa code (")) && !has_neighbourhoods {
        return Some(Kind::Deprivation);
    }
    if has("lsoa11cd") && has("lsoa21cd") && !has_neighbourhoods {
        return Some(Kind::AreaChanges);
    }
    if has("geonames_id") && has("latitude") {
        return Some(Kind::GeoNames);
    }
    if is_lookup(first) && !has_neighbourhoods {
        return Some(Kind::Units);
    }
    if is_names(first) || names_of(first).is_some() {
        return Some(Kind::UnitNames);
    }
    if has_role(CLOSED_PRACTICE) && has_role(SUCCESSOR) && !has("list_size") && !has_role(SETTING) {
        return Some(Kind::Successors);
    }
    if has_role(AREA) && has_neighbourhoods {
        return Some(Kind::Lookup);
    }
    if has_role(MEMBER) && has_role(NETWORK) && !has_role(POSTCODE) {
        return Some(Kind::Networks);
    }
    if is_headed(first) {
        return Some(Kind::Organisations);
    }
    if is_of_practices(first) {
        return Some(Kind::Practices);
    }
    if has_role(POSTCODE) && has_point(first) && !has_role(PRACTICE) {
        let is_of_ordnance_survey = is_called("pq") || is_called("positional_quality_indicator");
        return Some(if is_of_ordnance_survey { Kind::CodePointOpen } else { Kind::Postcodes });
    }
    by_places(first)
}

/// A file without headings, by how many columns it has and what stands in them.
fn by_places(first: &[String]) -> Option<Kind> {
    let at = |place: usize| first.get(place).map_or("", String::as_str);
    let is_network = |field: &str| {
        field.len() == 6 && field.starts_with('u') && field[1..].bytes().all(|b| b.is_ascii_digit())
    };
    match first.len() {
        10 if at(0).parse::<Postcode>().is_ok() && at(1).parse::<u8>().is_ok() => Some(Kind::CodePointOpen),
        34 if at(0).starts_with("osgb") => Some(Kind::OpenNames),
        11 if is_network(at(4)) => Some(Kind::Networks),
        27 if at(0).parse::<OdsCode>().is_ok() || at(0).starts_with("organisation") => {
            Some(Kind::Organisations)
        }
        // A spreadsheet leaves out the last column, which is empty, or adds one.
        26 | 28 if at(0).parse::<OdsCode>().is_ok() && at(9).parse::<Postcode>().is_ok() => {
            Some(Kind::Organisations)
        }
        _ => None,
    }
}
