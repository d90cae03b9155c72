//! Where a table begins, and whether its first row names the columns.

use std::borrow::Cow;

use super::cells::{filled, is_code};
use super::decided::{Undecided, decided};
use super::titles::{first_row, full_row, headings_row, words_over_values};
use crate::reading::dialect::named_by;

/// Whether the first row has the names of the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Header {
    /// It has them, unless its values are like those below it
    #[default]
    Auto,
    /// It has them
    Present,
    /// It is a row like the others
    Absent,
}

/// Where a table begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Rows above it: `sep=;`, a title, blank ones.
    pub above: usize,
    /// Whether its first row has the names of the columns.
    pub has_header: bool,
    /// Why that is not sure; none where it is.
    pub undecided: Option<Undecided>,
}

impl Layout {
    /// Finds where a table begins in its first rows; `skip` and `header` are what the caller says of it.
    #[must_use]
    pub fn of(rows: &[Vec<String>], skip: Option<usize>, header: Header) -> Self {
        let rows = &*without_margin(rows);
        let above = skip.unwrap_or_else(|| rows_above(rows, header)).min(rows.len());
        let (has_header, undecided) = match (header, rows[above..].split_first()) {
            (Header::Present, _) => (true, None),
            (Header::Absent, _) | (_, None) => (false, None),
            (Header::Auto, Some((first, below))) => decided(first, below, above + 1),
        };
        Self { above, has_header, undecided }
    }
}

/// The row of names in the first rows of a file: the first that is as full as most are, or that above it where it names columns and
/// leaves some blank. For readers who know by the names what the file is.
#[must_use]
pub fn heading_row(rows: &[Vec<String>]) -> usize {
    let rows = &*without_margin(rows);
    let start = usize::from(is_separator(rows));
    first_row(rows, start, &|_| false)
}

fn rows_above(rows: &[Vec<String>], header: Header) -> usize {
    let start = usize::from(is_separator(rows));
    if header == Header::Absent {
        return full_row(rows, start, &is_code).unwrap_or(start);
    }
    if let Some(found) = headings_row(rows, start) {
        return found;
    }
    if header == Header::Present {
        return rows.iter().skip(start).position(|row| filled(row) > 0).map_or(start, |place| start + place);
    }
    words_over_values(rows, start).unwrap_or_else(|| first_row(rows, start, &is_code))
}

/// Rows without the columns before the first that has a value in any of them, as sheets have them.
fn without_margin(rows: &[Vec<String>]) -> Cow<'_, [Vec<String>]> {
    let is_filled = |cell: &String| !crate::invisible::trim(cell).is_empty();
    let margin = rows.iter().filter_map(|row| row.iter().position(is_filled)).min().unwrap_or(0);
    if margin == 0 {
        return Cow::Borrowed(rows);
    }
    Cow::Owned(rows.iter().map(|row| row.get(margin..).unwrap_or_default().to_vec()).collect())
}

fn is_separator(rows: &[Vec<String>]) -> bool {
    // The delimiter at the end was taken for one.
    let line = |row: &Vec<String>| {
        row.first().is_some_and(|cell| cell.len() <= 6 && named_by(cell.as_bytes()).is_some())
    };
    rows.first().is_some_and(|row| line(row) && row.len() <= 2 && row.iter().skip(1).all(String::is_empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, header: Header) -> (usize, bool) {
        let rows: Vec<Vec<String>> =
            text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let layout = Layout::of(&rows, None, header);
        (layout.above, layout.has_header)
    }

    #[test]
    fn titles_stand_above_a_table_and_its_header_is_found() {
        for (text, expected) in [
            ("ref,postcode\na,OX1 1ND", (0, true)),
            (
                "Caseload extract,,\nRun on 01/11/2026,,\n,,\nref,Postcode,Team\n1,OX1 1ND,A\n2,OX1 4LU,B",
                (3, true),
            ),
            ("Caseload extract\n\nref,what,Team\n1,OX1 1ND,A\n2,OX1 4LU,B", (2, true)),
            ("Caseload\npostcode\nOX1 1ND\nOX1 4LU", (1, true)),
            ("sep=;\nref,postcode\na,OX1 1ND", (1, true)),
            ("postcode,2022,2023\nOX1 1ND,5,6\nOX1 4LU,1,2", (0, true)),
            ("where,2022,2023\nOX1 1ND,5,6\nOX1 4LU,1,2", (0, true)),
            ("OX1 1ND,a\nOX1 4LU,b", (0, false)),
            ("1,OX1 1ND\n2,OX1 4LU", (0, false)),
            ("1,Smith,ZZZSECUR\n2,Jones,OX1 1ND", (0, false)),
            ("Smith,NFA\nJones,OX1 1ND", (0, false)),
            ("1,Smith,OX1\n2,Jones,OX1 1ND", (0, false)),
            ("1,Smith,OX1 1N\n2,Jones,OX1 1ND", (0, false)),
            ("1,Smith,N/A\n2,Jones,OX1 1ND", (0, false)),
            ("Q1,Q2\nSmith,OX1 1ND", (0, true)),
            ("-1.25,51.75\n-1.26,51.76", (0, false)),
            ("a,b\n1,2", (0, true)),
            ("Title,,\nOX1 1ND,a,b\nOX1 4LU,b,c", (1, false)),
            ("OX1 1ND,,\nOX1 4LU,b,c\nOX1 4LU,b,c", (0, false)),
            ("Postcode report\npostcode\nOX1 1ND\nOX1 4LU", (1, true)),
        ] {
            assert_eq!(of(text, Header::Auto), expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_may_leave_names_blank_and_a_title_is_still_a_title() {
        for (text, expected) in [
            ("ref,,where\n1,x,OX1 1ND\n2,y,OX1 4LU", (0, true)),
            (",where,what\n1,OX1 1ND,x\n2,OX1 4LU,y", (0, true)),
            ("ref,where,\n1,OX1 1ND,x\n2,OX1 4LU,y", (0, true)),
            ("ref,where,,\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (0, true)),
            ("Caseload,,\nref,,where\n1,x,OX1 1ND\n2,y,OX1 4LU", (1, true)),
            ("Run on,01/11/2026,,\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (1, false)),
            ("Run on,01/11/2026,,\nref,where,what,who\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (1, true)),
            (",Patients,,Practice\nref,where,what,who\n1,OX1 1ND,x,y\n2,OX1 4LU,y,z", (1, true)),
            ("Caseload,,\n1,OX1 1ND,x\n2,OX1 4LU,y", (1, false)),
            (",postcode\n0,OX1 1ND\n1,OX1 4LU", (0, true)),
            (",postcode,\n0,OX1 1ND,a\n1,OX1 4LU,b", (0, true)),
            ("Postcode,,\nref,,where\n1,x,OX1 1ND\n2,y,OX1 4LU", (1, true)),
            (",,Caseload,of us,\n,,ref,where,what\n,,1,OX1 1ND,x\n,,2,OX1 4LU,y", (1, true)),
        ] {
            assert_eq!(of(text, Header::Auto), expected, "{text:?}");
        }
    }

    #[test]
    fn the_row_of_names_is_found_where_nothing_is_known_of_its_values() {
        for (text, expected) in [
            ("name,,count\nA,x,1\nB,y,2", 0),
            ("Title,,\nname,,count\nA,x,1\nB,y,2", 1),
            ("Title,by us,\nname,of,count\nA,x,1\nB,y,2", 1),
            (",People,,Places\nname,of,in,at\nA,x,1,2\nB,y,2,3", 1),
            ("name,,town\nA,Mr,Oxford\nB,Ms,Witney", 0),
            ("name,town\nA,Oxford\nB,Witney", 0),
        ] {
            let rows: Vec<Vec<String>> =
                text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
            assert_eq!(heading_row(&rows), expected, "{text:?}");
        }
    }

    #[test]
    fn what_the_caller_says_goes() {
        assert_eq!(of("ref,postcode\na,OX1 1ND", Header::Absent), (0, false));
        assert_eq!(of("1,2\n3,4", Header::Present), (0, true));
        let rows = vec![vec!["x".to_owned()], vec!["y".to_owned()]];
        assert_eq!(Layout::of(&rows, Some(9), Header::Present).above, 2);
    }
}
