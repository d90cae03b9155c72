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
        residents: row.parse("population")?,
        census: CensusCounts {
            all: count(row, "census2021_total")?,
            aged_0_to_15: count(row, "census2021_0_15")?,
            aged_16_to_64: count(row, "census2021_16_64")?,
            aged_65_and_over: count(row, "census2021_65plus")?,
            disabled: count(row, "census2021_disabled")?,
        },
        deprivation: deprivation(row)?,
        rural: row.text("ruc21|rural").eq_ignore_ascii_case("rural"),
        boundary_source: row.text("boundary_source").to_owned(),
    })
}

fn count(row: &mut Row<'_>, column: &str) -> Result<u32, Unread> {
    row.whole(column).map(Option::unwrap_or_default)
}

fn deprivation(row: &mut Row<'_>) -> Result<Deprivation, Unread> {
    let deprivation = Deprivation {
        rank_2025: row.whole("imd2025_rank")?,
        decile_2025: row.whole("imd2025_decile")?,
        score_2025: row.optional("imd2025_score")?,
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
