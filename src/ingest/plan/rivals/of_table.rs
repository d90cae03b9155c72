//! A table of areas that data is made of, whose columns contradict each other: it is held to the neighbourhoods that it has itself.

use super::contradiction::{Beside, contradiction};
use crate::domain::boundaries::partition::{Neighbourhood, Roster};
use crate::echo;
use crate::ingest::plan::known::KnownNeighbourhoods;
use crate::ingest::plan::table_rows::is_total;
use crate::reading::findings::{At, Findings};
use crate::reading::headings::place;
use crate::reading::table::read_rows;

/// What to do: data is made of files alone, and none of its columns is chosen by hand.
pub const TAKE_ONE_OUT: &str = "take the column that is not meant out of the file";

/// Which columns of a table say what, each by its names.
#[derive(Clone, Copy)]
pub struct LookupColumns<'a> {
    /// The code of the area.
    pub area: &'a str,
    /// Its neighbourhood.
    pub home: &'a str,
    /// The neighbourhood's name.
    pub name: &'a str,
}

/// Notes each column that says another neighbourhood than the one that is taken, by the ids and names of `neighbourhoods`.
pub fn refuse_rivals(
    file: &str,
    bytes: &[u8],
    columns: LookupColumns<'_>,
    neighbourhoods: &[At<Neighbourhood>],
    findings: &mut Findings,
) {
    let mut names = Vec::new();
    // What is wrong with the table was told when it was read for what it says.
    let rows = read_rows(file, bytes, &[columns.area, columns.home], &mut Findings::default(), |row| {
        if names.is_empty() {
            names = row.names().to_vec();
        }
        let all: Vec<String> = (0..row.names().len()).map(|place| row.text_at(place).to_owned()).collect();
        Ok((!is_total(row.text(columns.area), row.text(columns.home))).then_some(all))
    });
    let roster = Roster::new(neighbourhoods.iter().map(|at| at.row.clone()).collect());
    let known = KnownNeighbourhoods::of(&roster);
    let place = |role: &str| place(role, names.iter().map(String::as_str));
    let Some(home) = place(columns.home) else { return };
    let taken = [place(columns.area), Some(home), place(columns.name)];
    for other in (0..names.len()).filter(|other| !taken.contains(&Some(*other))) {
        let beside = rows.iter().filter_map(|At { row, origin }| {
            let row = row.as_ref()?;
            Some(Beside { origin, own: &row[home], other: &row[other] })
        });
        let beside: Vec<Beside<'_>> = beside.collect();
        if let Some(found) = contradiction(&known, &names[home], &names[other], &beside, TAKE_ONE_OUT) {
            let reason = format!("{:?} {}", echo::cut(found.value), found.reason);
            findings.defect_at(found.origin, &names[other], reason);
        }
    }
}
