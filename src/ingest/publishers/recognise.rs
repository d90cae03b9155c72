//! What a file is, by the first of its bytes.

use super::delivery::has_extension;
use super::is_named;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::postcode::Postcode;

/// The layouts that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// OS Code-Point Open, without a header.
    CodePointOpen,
    /// ONS Postcode Directory or National Statistics Postcode Lookup, of any year.
    PostcodeDirectory,
    /// National Statistics UPRN Lookup.
    Addresses,
    /// ODS epraccur, in either dialect.
    Organisations,
    /// ODS report of the core partners of primary care networks.
    Networks,
    /// `ePCN.xlsx`.
    NetworksWorkbook,
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
    /// A table of practices that closed.
    Successors,
    /// Area to neighbourhood.
    Lookup,
    /// Census 2021 table TS007A, as Nomis hands it out.
    Ages,
}

impl Kind {
    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CodePointOpen => "OS Code-Point Open",
            Self::PostcodeDirectory => "ONS postcode directory (ONSPD or NSPL)",
            Self::Addresses => "ONS UPRN lookup (NSUL)",
            Self::Organisations => "ODS GP practices (epraccur)",
            Self::Networks | Self::NetworksWorkbook => "ODS primary care networks (ePCN)",
            Self::ListSizes => "NHS England list sizes",
            Self::Patients => "NHS England registered patients by LSOA",
            Self::Deprivation => "Indices of Deprivation, File 7",
            Self::AreaChanges => "ONS LSOA 2011 to LSOA 2021",
            Self::AreaPolygons => "ONS boundaries of LSOAs",
            Self::Successors => "successors of closed practices",
            Self::Lookup => "area to neighbourhood",
            Self::Ages => "ONS Census 2021, TS007A",
        }
    }
}

/// How much of a file is looked at.
const LOOK: usize = 16 * 1024;

/// What a file is; none when it is nothing known.
pub fn recognise(name: &str, bytes: &[u8]) -> Option<Kind> {
    if has_extension(name, "xlsx") {
        return Some(Kind::NetworksWorkbook);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOK)]).into_owned();
    if start.trim_start().starts_with('{') {
        let lower = start.to_ascii_lowercase();
        let is_lsoa = lower.contains("\"lsoa21cd\"") || lower.contains("\"lsoa11cd\"");
        return (lower.contains("featurecollection") && is_lsoa).then_some(Kind::AreaPolygons);
    }
    by_first_record(&first_record(&start)?)
}

fn first_record(start: &str) -> Option<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(start.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(|field| field.trim().to_ascii_lowercase()).collect())
}

fn by_first_record(first: &[String]) -> Option<Kind> {
    let has = |name: &str| first.iter().any(|field| field == name);
    let has_one = |names: &[&str]| names.iter().any(|name| has(name));
    let at = |place: usize| first.get(place).map_or("", String::as_str);
    if at(0).starts_with("ts007a") {
        return Some(Kind::Ages);
    }
    if has("uprn") && has("pcds") {
        return Some(Kind::Addresses);
    }
    if has_one(&["pcds", "pcd"]) && has("doterm") {
        return Some(Kind::PostcodeDirectory);
    }
    if has("practice_code") && has("lsoa_code") {
        return Some(Kind::Patients);
    }
    if has("code") && has("number_of_patients") {
        return Some(Kind::ListSizes);
    }
    if first.iter().any(|field| field.starts_with("lsoa code (")) {
        return Some(Kind::Deprivation);
    }
    if has("lsoa11cd") && has("lsoa21cd") {
        return Some(Kind::AreaChanges);
    }
    if has("ods_code") && has("successor") && !has("list_size") {
        return Some(Kind::Successors);
    }
    let is_area = |field: &String| {
        ["area_code", "lsoa_code"].contains(&field.as_str()) || is_named(field, &["lsoa"], &["cd"])
    };
    if first.iter().any(is_area) && has_one(&["neighbourhood", "neighbourhood_id"]) {
        return Some(Kind::Lookup);
    }
    let is_network = |field: &str| {
        field.len() == 6 && field.starts_with('u') && field[1..].bytes().all(|b| b.is_ascii_digit())
    };
    match first.len() {
        10 if at(0).parse::<Postcode>().is_ok() && at(1).parse::<u8>().is_ok() => Some(Kind::CodePointOpen),
        11 if is_network(at(4)) || at(4) == "pcn code" => Some(Kind::Networks),
        27 if at(0).parse::<OdsCode>().is_ok() || at(0).starts_with("organisation") => {
            Some(Kind::Organisations)
        }
        _ => None,
    }
}
