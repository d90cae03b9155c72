//! Reads a table of areas: the code, and numbers. Counts are whole and not less than nought; a blank is not known.

use crate::domain::ground::area_tables::AGES;
use crate::domain::ground::codes::GssCode;
use crate::reading::findings::{At, Findings};
use crate::reading::table::{Row, Unread, headers, read_rows};

/// The code of an area.
const CODE: &str = "area_code|lsoa_code";

/// A table as it was read: the names of its columns, and a value a column for each code.
#[derive(Clone, Debug, Default)]
pub struct CodedTable {
    pub columns: Vec<String>,
    pub rows: Vec<At<(GssCode, Vec<Option<f64>>)>>,
}

/// What the numbers of a table are.
#[derive(Clone, Copy)]
pub(super) enum Numbers {
    /// Counts of people or households.
    Counts,
    /// Anything.
    Any,
}

/// Reads people by five-year age band.
pub fn read_ages(file: &str, bytes: &[u8], findings: &mut Findings) -> CodedTable {
    read(file, bytes, AGES.map(str::to_owned).to_vec(), Numbers::Counts, findings)
}

/// Reads households: `households`, then every other column as a kind of accommodation.
pub fn read_accommodation(file: &str, bytes: &[u8], findings: &mut Findings) -> CodedTable {
    const ALL: &str = "households";
    let others = columns(bytes).into_iter().filter(|column| column != ALL);
    read(file, bytes, [ALL.to_owned()].into_iter().chain(others).collect(), Numbers::Counts, findings)
}

/// Reads indicators: every column but the code.
pub fn read_indicators(file: &str, bytes: &[u8], findings: &mut Findings) -> CodedTable {
    read(file, bytes, columns(bytes), Numbers::Any, findings)
}

/// The columns of a table behind its code, in their order.
fn columns(bytes: &[u8]) -> Vec<String> {
    let is_code = |column: &String| CODE.split('|').any(|name| column.eq_ignore_ascii_case(name));
    headers(bytes).into_iter().filter(|column| !is_code(column)).collect()
}

fn read(
    file: &str,
    bytes: &[u8],
    columns: Vec<String>,
    numbers: Numbers,
    findings: &mut Findings,
) -> CodedTable {
    let required: Vec<&str> = [CODE].into_iter().chain(columns.iter().map(String::as_str)).collect();
    let rows = read_rows(file, bytes, &required, findings, |row| {
        let code = row.parse(CODE)?;
        Ok((code, values(row, columns.iter().map(String::as_str), numbers)?))
    });
    CodedTable { columns, rows }
}

/// The numbers of a row, a column each.
pub(super) fn values<'a>(
    row: &mut Row<'_>,
    columns: impl Iterator<Item = &'a str>,
    numbers: Numbers,
) -> Result<Vec<Option<f64>>, Unread> {
    let mut values = Vec::new();
    for column in columns {
        let value: Option<f64> = match numbers {
            Numbers::Counts => row.whole::<u32>(column)?.map(f64::from),
            Numbers::Any => row.number(column)?,
        };
        if value.is_some_and(|value| !value.is_finite()) {
            return Err(row.unread(column, "expected a number"));
        }
        values.push(value);
    }
    Ok(values)
}
