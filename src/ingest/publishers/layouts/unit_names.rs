//! Tables of names and codes, as they lie in the package of a postcode directory: one of districts, of regions, of boards.

use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::District;
use crate::ingest::publishers::headings::role;
use crate::ingest::publishers::postcode_unit_columns::{NamesOf, names_of};
use crate::ingest::publishers::published::Published;
use crate::ingest::publishers::recognise::headings;
use crate::ingest::publishers::rows::NamedUnit;
use crate::ingest::publishers::unit_columns::{STEMS, is_column};
use crate::reading::findings::{At, Findings, wanted};
use crate::reading::table::read_rows;

pub fn read(file: &str, bytes: &[u8], findings: &mut Findings, published: &mut Published) -> Option<String> {
    let headers = headings(bytes);
    if let Some(names) = names_of(&headers) {
        read_names_of_postcode_units(file, bytes, &names, findings, published);
        return None;
    }
    let mut find = |stem: &str, ending: &str| {
        role(file, &headers, &format!("{stem}..{ending}"), |name| is_column(name, stem, ending), findings)
    };
    let stems = ["lad", "wd"].into_iter().chain(STEMS.iter().map(|(stem, _)| *stem));
    let (stem, code, name) =
        stems.into_iter().find_map(|stem| Some((stem, find(stem, "cd")?, find(stem, "nm")?)))?;
    let nhs_code = find(stem, "cdh");
    let rows = read_rows(file, bytes, &[&code, &name], findings, |row| {
        // Pseudo codes, and rows of notes below the table.
        let Ok(code) = row.text(&code).parse::<GssCode>() else { return Ok(None) };
        let nhs_code = nhs_code.as_ref().map(|column| row.text(column).to_owned());
        let nhs_code = nhs_code.filter(|code| !code.is_empty());
        Ok(Some((code, NamedUnit { nhs_code, name: row.name(&name)? })))
    });
    for at in wanted(rows) {
        let (code, unit) = at.row;
        if stem == "lad" {
            let row = District { code, name: unit.name.clone() };
            published.districts.push(At { row, origin: at.origin });
        }
        published.unit_names.insert(code, unit);
    }
    None
}

/// Names of what postcodes are in themselves.
fn read_names_of_postcode_units(
    file: &str,
    bytes: &[u8],
    names: &NamesOf,
    findings: &mut Findings,
    published: &mut Published,
) {
    let rows = read_rows(file, bytes, &[&names.code, &names.name], findings, |row| {
        let (code, name) = (row.text(&names.code).to_owned(), row.text(&names.name).to_owned());
        // Rows of notes below the table have no name.
        let is_pseudo = code.ends_with("99999999");
        Ok((!code.is_empty() && !name.is_empty() && !is_pseudo).then_some(((names.kind, code), name)))
    });
    published.names_of_postcode_units.extend(wanted(rows).map(|at| at.row));
}
