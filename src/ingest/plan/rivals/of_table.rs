//! A table of areas that data is made of, whose columns contradict each other: it is held to the neighbourhoods that it has itself, and
//! to what is known of its areas.

use super::beside_codes::{CodedRow, KnownAreas, OtherAreas, beside_codes};
use super::contradiction::{Beside, contradiction};
use crate::domain::boundaries::partition::{Neighbourhood, Roster};
use crate::echo;
use crate::ingest::plan::known::KnownNeighbourhoods;
use crate::ingest::plan::table_rows::is_total;
use crate::reading::findings::{At, Findings, wanted};
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

/// A table of areas as it is written.
pub struct LookupTable {
    file: String,
    /// What its columns are called.
    columns: Vec<String>,
    /// The places of the area's code and of its neighbourhood.
    area: usize,
    home: usize,
    /// The places of the columns that are read for nothing.
    others: Vec<usize>,
    rows: Vec<At<Vec<String>>>,
}

impl LookupTable {
    /// Reads all its columns; none where one of the two that are needed is not there.
    #[must_use]
    pub fn read(file: &str, bytes: &[u8], columns: LookupColumns<'_>) -> Option<Self> {
        let mut names = Vec::new();
        // What is wrong with the table was told when it was read for what it says.
        let rows = read_rows(file, bytes, &[columns.area, columns.home], &mut Findings::default(), |row| {
            if names.is_empty() {
                names = row.names().to_vec();
            }
            let all: Vec<String> =
                (0..row.names().len()).map(|place| row.text_at(place).to_owned()).collect();
            Ok((!is_total(row.text(columns.area), row.text(columns.home))).then_some(all))
        });
        let place = |role: &str| place(role, names.iter().map(String::as_str));
        let (area, home, name) = (place(columns.area)?, place(columns.home)?, place(columns.name));
        let is_other = |other: &usize| ![Some(area), Some(home), name].contains(&Some(*other));
        let others = (0..names.len()).filter(is_other).collect();
        Some(Self { file: file.to_owned(), columns: names, area, home, others, rows: wanted(rows).collect() })
    }

    /// Notes each column that says another neighbourhood than the one that is taken, by the ids and names of `neighbourhoods`.
    pub fn refuse_rivals(&self, neighbourhoods: &[At<Neighbourhood>], findings: &mut Findings) {
        let roster = Roster::new(neighbourhoods.iter().map(|at| at.row.clone()).collect());
        let known = KnownNeighbourhoods::of(&roster);
        let taken = &self.columns[self.home];
        for other in &self.others {
            let beside = self.rows.iter().map(|At { row, origin }| Beside {
                origin,
                own: &row[self.home],
                other: &row[*other],
            });
            let beside: Vec<Beside<'_>> = beside.collect();
            let column = &self.columns[*other];
            if let Some(found) = contradiction(&known, taken, column, &beside, TAKE_ONE_OUT) {
                let reason = format!("{:?} {}", echo::cut(found.value), found.reason);
                findings.defect_at(found.origin, column, reason);
            }
        }
    }

    /// Notes each column that names other areas than the codes beside it.
    pub fn refuse_other_areas(&self, known: &KnownAreas<'_>, findings: &mut Findings) {
        let columns: Vec<&str> = self.others.iter().map(|place| self.columns[*place].as_str()).collect();
        let coded = self.rows.iter().map(|At { row, origin }| CodedRow {
            origin,
            code: &row[self.area],
            others: self.others.iter().map(|place| row[*place].as_str()).collect(),
        });
        let coded: Vec<CodedRow<'_>> = coded.collect();
        for other in beside_codes(known, &self.columns[self.area], &columns, &coded) {
            match other {
                OtherAreas::Few(told) => findings.warning(&self.file, told),
                OtherAreas::Many { origin, column, value, reason } => {
                    findings.defect_at(origin, column, format!("{:?} {reason}", echo::cut(value)));
                }
            }
        }
    }
}
