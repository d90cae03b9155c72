//! ONS Postcode Directory and National Statistics Postcode Lookup, of any year.
//!
//! Columns change their names with every vintage, so each is found by its role. Northern Ireland has a licence of its own
//! (and another grid): its postcodes are left out.

use std::collections::HashMap;

use crate::domain::geometry::crs::Bng;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::domain::ground::named::units::UnitKind;
use crate::domain::ground::places::Standing;
use crate::ingest::postcode_units::UnitTexts;
use crate::ingest::publishers::headings::{is_named, role};
use crate::ingest::publishers::postcode_unit_columns::columns;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::rows::{DirectoryRow, UnitNumbers};
use crate::ingest::tables::PlaceRow;
use crate::reading::findings::{Findings, wanted};
use crate::reading::headings::{GRID_INDICATOR, TERMINATED, is_one_of};
use crate::reading::table::{Row, Unread, read_rows};

/// Columns by what they say.
struct Roles {
    postcode: String,
    terminated: Option<String>,
    easting: String,
    northing: String,
    quality: Option<String>,
    district: Option<String>,
    ward: Option<String>,
    area: Option<String>,
    msoa: Option<String>,
    units: Vec<(UnitKind, String)>,
    of_postcode: Vec<(PostcodeUnit, String)>,
}

/// Columns of units, by what they are called before the digits of a vintage.
const UNITS: [(UnitKind, &[&str]); UnitKind::ALL.len()] = [
    (UnitKind::County, &["oscty", "cty"]),
    (UnitKind::Region, &["rgn"]),
    (UnitKind::Icb, &["icb"]),
    (UnitKind::SubIcb, &["ccg", "sicbl"]),
    (UnitKind::NhsRegion, &["nhser"]),
    (UnitKind::PoliceForce, &["pfa"]),
    (UnitKind::CancerAlliance, &["cal"]),
];

/// The publisher's indicator of a postcode without a grid reference.
const NO_GRID_REFERENCE: u8 = 9;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let headers = headings(bytes);
    let roles = roles(file, &headers, findings)?;
    let mut codes = UnitCodes::of(&published.unit_codes);
    let mut texts = std::mem::take(&mut published.unit_texts);
    let rows = read_rows(file, bytes, &[&roles.postcode], findings, |row| {
        if row.text(&roles.postcode).to_ascii_uppercase().starts_with("BT") {
            return Ok(None);
        }
        directory_row(&roles, &mut codes, &mut texts, row).map(Some)
    });
    published.unit_codes = codes.codes;
    published.unit_texts = texts;
    let before = published.directory.len();
    published.directory.extend(wanted(rows));
    let read = &published.directory[before..];
    if !read.is_empty() && read.iter().all(|at| at.row.place.standing == Standing::Terminated) {
        let reason = format!(
            "none of its {} postcodes is in use: each has a date in {}",
            read.len(),
            roles.terminated.as_deref().unwrap_or_default()
        );
        findings.warning(file, reason);
    }
    let year: String =
        roles.district.iter().flat_map(|district| district.chars()).filter(char::is_ascii_digit).collect();
    let digits = if year.is_empty() { String::new() } else { format!(", districts of 20{year}") };
    let area = roles.area.map_or(String::new(), |area| format!(", {area}"));
    Some(format!("as its columns say{digits}{area}"))
}

/// Codes of units, each numbered once.
struct UnitCodes {
    codes: Vec<GssCode>,
    numbers: HashMap<GssCode, u16>,
}

impl UnitCodes {
    fn of(codes: &[GssCode]) -> Self {
        Self { codes: codes.to_vec(), numbers: codes.iter().copied().zip(1..).collect() }
    }

    /// The number of a code; 0 where there are more codes than there ever are units.
    fn number(&mut self, code: GssCode) -> u16 {
        if let Some(number) = self.numbers.get(&code) {
            return *number;
        }
        let Ok(number) = u16::try_from(self.codes.len() + 1) else { return 0 };
        self.codes.push(code);
        self.numbers.insert(code, number);
        number
    }
}

fn directory_row(
    roles: &Roles,
    codes: &mut UnitCodes,
    texts: &mut UnitTexts,
    row: &mut Row<'_>,
) -> Result<DirectoryRow, Unread> {
    let indicator: Option<u8> = match &roles.quality {
        Some(quality) => row.whole(quality)?,
        None => None,
    };
    let point = if indicator == Some(NO_GRID_REFERENCE) || row.value(&roles.easting).is_empty() {
        None
    } else {
        let (easting, northing) = (row.coordinate(&roles.easting)?, row.coordinate(&roles.northing)?);
        let point = Bng::from_easting_northing(easting, northing);
        Some(point.map_err(|error| row.unread(error.axis, error.to_string()))?.to_grid())
    };
    let standing = match &roles.terminated {
        Some(terminated) => standing(row, terminated)?,
        None => Standing::Live,
    };
    let mut code = |column: Option<&String>| match column {
        Some(column) => row.optional::<GssCode>(column).map(|code| code.filter(is_real)),
        None => Ok(None),
    };
    let (district, ward) = (code(roles.district.as_ref())?, code(roles.ward.as_ref())?);
    let (area, msoa) = (code(roles.area.as_ref())?, code(roles.msoa.as_ref())?);
    let postcode = row.parse(&roles.postcode)?;
    let quality = indicator.map(|indicator| indicator.saturating_mul(10));
    let mut units = UnitNumbers::default();
    for (kind, column) in &roles.units {
        // What is no code is blank, or an old one of another shape.
        if let Some(code) = row.text(column).parse::<GssCode>().ok().filter(is_real) {
            units[*kind as usize] = codes.number(code);
        }
    }
    let mut of_postcode = crate::ingest::postcode_units::UnitNumbers::default();
    for (kind, column) in &roles.of_postcode {
        of_postcode[*kind as usize] = texts.number(unit_of_postcode(*kind, row.value(column)));
    }
    let place = PlaceRow { postcode, standing, point, district, ward, quality };
    Ok(DirectoryRow { place, area, msoa, units, of_postcode })
}

/// Whether a postcode has ended, by the year and month of its end; programs write a blank as `0`.
fn standing(row: &mut Row<'_>, column: &str) -> Result<Standing, Unread> {
    let is_month = |number: u32| (190_001..=299_912).contains(&number) && (1..=12).contains(&(number % 100));
    match row.whole::<u32>(column)? {
        None | Some(0) => Ok(Standing::Live),
        Some(ended) if is_month(ended) => Ok(Standing::Terminated),
        Some(other) => Err(row.unread(column, format!("{other} is no year and month, such as 202406"))),
    }
}

/// The code of a unit as it is kept; empty for a pseudo code, and for what is of another kind: directories of before 2021 have wards
/// where later ones have territorial levels.
fn unit_of_postcode(kind: PostcodeUnit, text: &str) -> &str {
    let is_of_kind = match kind {
        PostcodeUnit::Itl => ["TL", "UK"].iter().any(|level| text.starts_with(level)),
        PostcodeUnit::Introduced | PostcodeUnit::Ended => {
            text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
        }
        PostcodeUnit::RuralUrban2011 | PostcodeUnit::RuralUrban2021 => text.len() <= 4,
        _ => text.parse::<GssCode>().is_ok_and(|code| is_real(&code)),
    };
    if is_of_kind { text } else { "" }
}

/// Codes such as `E99999999` stand for "does not apply".
pub fn is_real(code: &GssCode) -> bool {
    !code.as_str().ends_with("99999999")
}

fn roles(file: &str, headers: &[String], findings: &mut Findings) -> Option<Roles> {
    let before = findings.defects.len();
    let mut find = |what: &str, is_role: &dyn Fn(&str) -> bool| role(file, headers, what, is_role, findings);
    let written = |known: &&&str| headers.iter().any(|header| header.eq_ignore_ascii_case(known));
    let postcode = ["pcds", "pcd", "pcd8", "pcd7"].iter().find(written);
    let postcode = postcode.and_then(|known| find("postcode", &|name| name == *known));
    let terminated = find("date of termination", &|name| is_one_of(name, TERMINATED));
    let easting = find("easting", &|name| ["oseast1m", "east1m"].contains(&name));
    let northing = find("northing", &|name| ["osnrth1m", "north1m"].contains(&name));
    let quality = find("quality", &|name| is_one_of(name, GRID_INDICATOR));
    let district = find("district", &|name| name == "oslaua" || is_named(name, &["laua", "lad"], &["cd"]));
    let ward = find("ward", &|name| name == "osward" || is_named(name, &["wd"], &["cd"]));
    let area = find("area of 2021", &|name| ["lsoa21", "lsoa21cd"].contains(&name));
    let msoa = find("MSOA of 2021", &|name| ["msoa21", "msoa21cd"].contains(&name));
    let units = UNITS.into_iter().filter_map(|(kind, stems)| {
        Some((kind, find(kind.as_str(), &|name| is_named(name, stems, &["cd"]))?))
    });
    let units = units.collect();
    if findings.defects.len() == before {
        let needed = [("pcds", &postcode), ("east1m", &easting), ("north1m", &northing)];
        for (column, _) in needed.iter().filter(|(_, found)| found.is_none()) {
            findings.defect(file, format!("a postcode directory needs a column such as {column}"));
        }
        let without = [
            ("doterm", &terminated, "which postcodes have ended is not known, and each counts as one in use"),
            ("gridind", &quality, "how exact their points are is not known"),
            ("lad..cd", &district, "a postcode is of the county where its point is"),
        ];
        for (column, _, then) in without.iter().filter(|(_, found, _)| found.is_none()) {
            findings.warning(file, format!("it has no column such as {column}: {then}"));
        }
    }
    if findings.defects.len() > before {
        return None;
    }
    Some(Roles {
        postcode: postcode?,
        terminated,
        easting: easting?,
        northing: northing?,
        quality,
        district,
        ward,
        area,
        msoa,
        units,
        of_postcode: columns(headers),
    })
}
