//! A table of areas: a column for the area, one for the neighbourhood, perhaps its name, and what our own exports add.

use std::collections::BTreeSet;

use super::plan_file::{AreaRow, AreaRows, Claim, PlanContent, PlanFile, claim, placed_in};
use super::roles::{AREA, BASE, DIGEST, HOME, HOME_NAME, PLACED};
use crate::reading::findings::{At, Findings};
use crate::reading::table::{Row, headers, read_rows_by};

/// Words that the last row of a table begins with, where it sums the others.
const TOTALS: [&str; 6] = ["total", "grand total", "sum", "subtotal", "sub-total", "all areas"];

/// Reads a table.
pub(super) fn read_table(file: &str, bytes: &[u8]) -> PlanFile {
    let mut findings = Findings::default();
    let names = headers(bytes);
    let called = |role: &str| {
        let is_one = |name: &&String| role.split('|').any(|known| known.eq_ignore_ascii_case(name));
        names.iter().find(is_one).cloned()
    };
    let columns: Vec<(&'static str, String)> =
        [("area", AREA), ("neighbourhood", HOME), ("neighbourhood_name", HOME_NAME)]
            .into_iter()
            .filter_map(|(role, names)| Some((role, called(names)?)))
            .collect();
    if let Some(what) = other_kind(&names, called(AREA).is_some()) {
        let reason = format!(
            "it is a table of {what}; a plan has a row for each area (LSOA), with its neighbourhood beside it"
        );
        findings.defect(file, reason);
        return PlanFile {
            content: PlanContent::Areas(AreaRows::default()),
            placed: vec![],
            claim: Claim::default(),
            findings,
            columns,
        };
    }
    let by_postcode = names.iter().any(|name| is_postcode(name));
    let mut claims = BTreeSet::new();
    let mut placed = Vec::new();
    let mut dialect = csv::ReaderBuilder::new();
    dialect.trim(csv::Trim::All).comment(Some(b'#'));
    let rows: Vec<At<AreaRow>> = read_rows_by(&dialect, file, bytes, &[AREA, HOME], &mut findings, |row| {
        claims.insert((row.text(BASE).to_owned(), row.text(DIGEST).to_owned()));
        placed.extend(placed_in(row.text(PLACED)));
        Ok(area_row(row))
    });
    let claim = match claims.len() {
        1 => claims.first().map(|(base, digest)| claim(base, digest)).unwrap_or_default(),
        _ => Claim::default(),
    };
    let name = |role: &str, names: &str| called(names).unwrap_or_else(|| role.to_owned());
    let columns_of_rows = [name("area", AREA), name("neighbourhood", HOME)];
    let content = PlanContent::Areas(AreaRows { rows, columns: columns_of_rows, by_postcode });
    PlanFile { content, placed, claim, findings, columns }
}

fn area_row(row: &Row<'_>) -> AreaRow {
    let name = Some(plain(row.text(HOME_NAME))).filter(|name| !name.is_empty());
    let (area, home) = (row.text(AREA).to_owned(), row.text(HOME).to_owned());
    AreaRow { is_total: is_total(&area, &home), area, home, name }
}

/// A row that sums those above, or names neither an area nor a neighbourhood.
fn is_total(area: &str, home: &str) -> bool {
    let area = area.to_lowercase();
    TOTALS.iter().any(|word| area.starts_with(word)) || (area.is_empty() && home.is_empty())
}

/// A name without the apostrophe that keeps spreadsheets from taking it for a formula.
pub(super) fn plain(name: &str) -> String {
    let formula = name.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    formula.unwrap_or(name).to_owned()
}

/// What a table is of that is no plan, by the names of its columns. One of postcodes with their areas can be one.
fn other_kind(names: &[String], has_areas: bool) -> Option<&'static str> {
    if names.iter().any(|name| is_postcode(name)) && !has_areas {
        return Some("postcodes");
    }
    let is_practice = |name: &String| {
        ["practicecode", "odscode", "gpcode", "gppracticecode"].contains(&bare(name).as_str())
    };
    names.iter().any(is_practice).then_some("practices")
}

fn is_postcode(name: &str) -> bool {
    ["postcode", "pcds", "pcd", "pcd7", "pcd8", "postcodes"].contains(&bare(name).as_str())
}

fn bare(name: &str) -> String {
    name.chars().filter(|symbol| symbol.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
