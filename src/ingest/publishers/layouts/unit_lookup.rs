//! ONS lookups from LSOAs or districts to the units they are in: sub-ICB locations, integrated care boards, regions, counties.

use std::collections::BTreeMap;

use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::District;
use crate::domain::ground::named::units::UnitKind;
use crate::ingest::publishers::headings::role;
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::rows::UnitRow;
use crate::ingest::publishers::unit_columns::{STEMS, is_column};
use crate::reading::findings::{At, Findings};
use crate::reading::table::{Row, Unread, read_rows};

/// The columns of one unit.
struct Columns {
    kind: UnitKind,
    code: String,
    name: String,
    nhs_code: Option<String>,
    /// The year of the edition.
    edition: u16,
}

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let headers = headings(bytes);
    let mut find = |stem: &str, ending: &str| {
        role(file, &headers, &format!("{stem}..{ending}"), |name| is_column(name, stem, ending), findings)
    };
    let (area, district) = (find("lsoa", "cd"), find("lad", "cd"));
    let district_name = find("lad", "nm");
    let mut units = Vec::new();
    for (stem, kind) in STEMS {
        if let (Some(code), Some(name)) = (find(stem, "cd"), find(stem, "nm")) {
            let edition = edition(&code);
            units.push(Columns { kind, code, name, nhs_code: find(stem, "cdh"), edition });
        }
    }
    let within = area.or_else(|| district.clone())?;
    let rows = read_rows(file, bytes, &[&within], findings, |row| {
        let of = row.parse::<GssCode>(&within)?;
        let named = named_district(district.as_deref(), district_name.as_deref(), row)?;
        let units = units.iter().filter_map(|columns| unit(columns, of, row).transpose());
        Ok((named, units.collect::<Result<Vec<_>, _>>()?))
    });
    let mut named = BTreeMap::<GssCode, At<District>>::new();
    for At { row: (district, units), origin } in rows {
        published.units.extend(units.into_iter().map(|row| At { row, origin: origin.clone() }));
        if let Some(district) = district {
            named.entry(district.code).or_insert(At { row: district, origin });
        }
    }
    published.districts.extend(named.into_values());
    let year = within.chars().filter(char::is_ascii_digit).collect::<String>();
    Some(format!("20{year} and as its columns say"))
}

fn named_district(
    code: Option<&str>,
    name: Option<&str>,
    row: &mut Row<'_>,
) -> Result<Option<District>, Unread> {
    let (Some(code), Some(name)) = (code, name) else { return Ok(None) };
    Ok(Some(District { code: row.parse(code)?, name: row.name(name)? }))
}

/// The unit of a row; none where the columns are blank, or stand for "does not apply".
fn unit(columns: &Columns, within: GssCode, row: &mut Row<'_>) -> Result<Option<UnitRow>, Unread> {
    let Some(code) = row.optional::<GssCode>(&columns.code)?.filter(super::postcode_directory::is_real)
    else {
        return Ok(None);
    };
    let nhs_code = columns.nhs_code.as_ref().map(|column| row.text(column).to_owned());
    let nhs_code = nhs_code.filter(|code| !code.is_empty());
    let name = Some(row.name(&columns.name)?);
    Ok(Some(UnitRow { kind: columns.kind, code, nhs_code, name, within, edition: columns.edition }))
}

/// The year that the name of a column has: 2025 of `icb25cd`.
fn edition(column: &str) -> u16 {
    let digits: String = column.chars().filter(char::is_ascii_digit).take(2).collect();
    digits.parse::<u16>().map_or(0, |year| 2000 + year)
}
