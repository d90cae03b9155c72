//! What stands beside the code of an area: where it names another area, rows and codes were moved against each other, as when one column
//! of a spreadsheet is sorted alone.

use std::collections::{BTreeMap, BTreeSet};

use super::neighbourhood_columns::Says;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::postcode::Postcode;
use crate::ingest::plan::known::plain;
use crate::reading::cell::without_name;
use crate::reading::findings::Origin;
use crate::reading::headings::{POSTCODE, bare, is_one_of};

/// Of postcodes a directory puts some into the area next to the one that they lie in here: so many in a hundred are told, more are a
/// defect.
const TOLERATED_PERCENT: usize = 10;

/// The areas that are known, by what people call them beside their codes.
pub struct KnownAreas<'a> {
    codes: BTreeSet<GssCode>,
    by_name: BTreeMap<String, GssCode>,
    of_postcode: Box<dyn Fn(Postcode) -> Option<GssCode> + 'a>,
}

impl<'a> KnownAreas<'a> {
    /// Of codes and names, and of what says where a postcode lies.
    pub fn new<'b>(
        named: impl Iterator<Item = (GssCode, &'b str)>,
        of_postcode: impl Fn(Postcode) -> Option<GssCode> + 'a,
    ) -> Self {
        let (mut codes, mut by_name) = (BTreeSet::new(), BTreeMap::new());
        for (code, name) in named {
            codes.insert(code);
            by_name.insert(plain(name), code);
        }
        Self { codes, by_name, of_postcode: Box::new(of_postcode) }
    }

    /// Those that are loaded.
    #[must_use]
    pub fn of_ground(ground: &'a Ground) -> Self {
        let named = ground.geography.areas().map(|(_, area)| (area.code, area.name.as_str()));
        Self::new(named, |postcode| {
            let area = ground.area_of_place(ground.places.find(postcode)?)?;
            Some(ground.geography.area(area).code)
        })
    }

    fn code(&self, text: &str) -> Option<GssCode> {
        text.parse().ok().filter(|code| self.codes.contains(code))
    }
}

/// A row that has the code of an area, and other columns beside it.
pub struct CodedRow<'a> {
    /// Where it stands.
    pub origin: &'a Origin,
    /// The code, as it is written.
    pub code: &'a str,
    /// What stands in the other columns, each in its place.
    pub others: Vec<&'a str>,
}

/// A column in which rows name another area than their code does.
pub enum OtherAreas<'a> {
    /// So few that they are told.
    Few(String),
    /// A defect, at the first such row.
    Many {
        /// Where it stands.
        origin: &'a Origin,
        /// The column.
        column: &'a str,
        /// What stands there.
        value: &'a str,
        /// What is wrong, behind the value.
        reason: String,
    },
}

/// Compares the columns that name areas, by a code, a name or a postcode, with the codes in the column `taken`. Those of 2011 are of other
/// areas.
#[must_use]
pub fn beside_codes<'a>(
    known: &KnownAreas<'_>,
    taken: &str,
    columns: &[&'a str],
    rows: &[CodedRow<'a>],
) -> Vec<OtherAreas<'a>> {
    let mut found = Vec::new();
    for (place, column) in columns.iter().enumerate().filter(|(_, column)| is_of_the_area(column)) {
        let mut compare = |find: &dyn Fn(&str) -> Option<GssCode>, tolerated: usize| {
            let Compared { compared, differing } = Compared::of(known, rows, place, find);
            let Some(first) = differing.first() else { return };
            let count = differing.len();
            let rows_say = if count == 1 { "1 row says".to_owned() } else { format!("{count} rows say") };
            if count * 100 <= compared * tolerated {
                found.push(OtherAreas::Few(format!(
                    "{rows_say} another area in {column:?} than in {taken:?}, the first in row {}: each is taken where {taken:?} says",
                    first.origin.line
                )));
                return;
            }
            let reason = format!(
                "is of another area than {} beside it, and {rows_say} so: were rows or columns moved against each other? Put them right, or \
                 take {column:?} out",
                first.code
            );
            let (origin, value) = (first.origin, first.others[place]);
            found.push(OtherAreas::Many { origin, column, value, reason });
        };
        if is_one_of(column, POSTCODE) {
            compare(&|text| (known.of_postcode)(text.parse().ok()?), TOLERATED_PERCENT);
        } else {
            compare(&|text| known.code(text), 0);
            compare(&|text| known.by_name.get(&plain(text)).copied(), 0);
        }
    }
    found
}

/// Whether a column can say the area of its row: not one next to it, and not one of 2011, which is another.
fn is_of_the_area(column: &str) -> bool {
    const OF_2011: [&str; 4] = ["2011", "oa11", "cd11", "nm11"];
    let bare = bare(column);
    Says::by(column) != Says::Others && !OF_2011.iter().any(|year| bare.contains(year))
}

/// The rows of a column that names areas.
struct Compared<'r, 'a> {
    /// Rows that name an area there and have the code of one.
    compared: usize,
    /// Those of them that name another one.
    differing: Vec<&'r CodedRow<'a>>,
}

impl<'r, 'a> Compared<'r, 'a> {
    /// Of a column that names none in most of its rows, no row.
    fn of(
        known: &KnownAreas<'_>,
        rows: &'r [CodedRow<'a>],
        place: usize,
        find: &dyn Fn(&str) -> Option<GssCode>,
    ) -> Self {
        let (mut filled, mut compared, mut differing) = (0_usize, 0_usize, Vec::new());
        for row in rows.iter().filter(|row| !row.code.is_empty()) {
            let Some(text) = row.others.get(place).filter(|text| !text.is_empty()) else { continue };
            filled += 1;
            let (Some(own), Some(other)) = (known.code(without_name(row.code)), find(text)) else { continue };
            compared += 1;
            if own != other {
                differing.push(row);
            }
        }
        if compared * 2 <= filled {
            return Self { compared: 0, differing: Vec::new() };
        }
        Self { compared, differing }
    }
}
