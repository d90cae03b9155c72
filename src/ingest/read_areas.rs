//! Areas, their attributes and the districts they lie in.

use crate::domain::ground::geography::{Area, CensusCounts, Deprivation, District};
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::table::{Row, Unread, read_rows};

const REQUIRED: &[&str] = &["area_code|lsoa_code", "area_name|lsoa_name", "lad_code", "population"];

/// Reads `areas.csv` (or a source's `lsoa_attributes.csv`).
pub fn read_areas(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<Area>> {
    read_rows(file, bytes, REQUIRED, findings, area)
}

fn area(row: &mut Row<'_>) -> Result<Area, Unread> {
    Ok(Area {
        code: row.parse("area_code|lsoa_code")?,
        name: row.name("area_name|lsoa_name")?,
        district: row.parse("lad_code")?,
        msoa: row.optional("msoa_code")?,
        msoa_name: row.text("msoa_name").to_owned(),
        ward: row.optional("ward_code|ward24_code")?,
        ward_name: row.text("ward_name|ward24_name").to_owned(),
        residents: row.count("population")?,
        census: CensusCounts {
            all: row.whole("census2021_total")?,
            aged_0_to_15: row.whole("census2021_0_15")?,
            aged_16_to_64: row.whole("census2021_16_64")?,
            aged_65_and_over: row.whole("census2021_65plus")?,
            disabled: row.whole("census2021_disabled")?,
        },
        deprivation: deprivation(row)?,
        rural: rural(row)?,
        boundary_source: row.text("boundary_source").to_owned(),
    })
}

/// A class of the rural-urban classification, as `rural`, `Larger rural: nearer to a major town or city` or
/// `Urban: further from a major town or city`; blank where it is not known.
fn rural(row: &mut Row<'_>) -> Result<Option<bool>, Unread> {
    let column = "ruc21|rural";
    let class = row.text(column).to_ascii_lowercase();
    match class.as_str() {
        "" => Ok(None),
        class if class.starts_with("urban") => Ok(Some(false)),
        class if class.contains("rural") => Ok(Some(true)),
        _ => Err(row.unread(column, "expected a class that says urban or rural, or nothing")),
    }
}

fn deprivation(row: &mut Row<'_>) -> Result<Deprivation, Unread> {
    let deprivation = Deprivation {
        rank_2025: row.whole("imd2025_rank")?,
        decile_2025: row.whole("imd2025_decile")?,
        score_2025: row.number("imd2025_score")?,
        decile_2019: row.whole("imd2019_decile")?,
    };
    for (column, decile) in
        [("imd2025_decile", deprivation.decile_2025), ("imd2019_decile", deprivation.decile_2019)]
    {
        if decile.is_some_and(|decile| !(1..=10).contains(&decile)) {
            return Err(row.unread(column, "a decile is 1 to 10"));
        }
    }
    Ok(deprivation)
}

/// Reads `districts.csv`.
pub fn read_districts(file: &str, bytes: &[u8], findings: &mut Findings) -> Vec<At<District>> {
    read_rows(file, bytes, &["code|lad_code", "name|lad_name"], findings, |row| {
        Ok(District { code: row.parse("code|lad_code")?, name: row.name("name|lad_name")? })
    })
}
