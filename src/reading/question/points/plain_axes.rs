//! Columns called `X` and `Y`: which point they hold, their values say, and only where they can be nothing else.

use super::super::question_columns::QuestionColumns;
use super::super::sample::Sample;
use crate::reading::cell::{Decimal, number};
use crate::reading::headings::bare;

/// What the two columns are called, without case, space and punctuation.
const NAMES: [[&str; 2]; 12] = [
    ["x", "y"],
    ["xcoord", "ycoord"],
    ["xcoordinate", "ycoordinate"],
    ["coordx", "coordy"],
    ["pointx", "pointy"],
    ["xco", "yco"],
    ["geox", "geoy"],
    ["centroidx", "centroidy"],
    ["xcentroid", "ycentroid"],
    ["gridx", "gridy"],
    ["xpos", "ypos"],
    ["coordsx", "coordsy"],
];
/// Degrees of Great Britain, and metres of its National Grid, without the sea around the corner it is counted from: numbers of pictures
/// and plans are smaller, those of other systems larger.
const DEGREES: [[f64; 2]; 2] = [[-9.0, 2.5], [49.0, 61.5]];
const METRES: [[f64; 2]; 2] = [[60_000.0, 670_000.0], [5_000.0, 1_225_000.0]];

/// Degrees of a table without names have so many decimals, at least.
const LEAST_DECIMALS: usize = 2;

/// The point that two columns of such names hold; none unless nearly all their rows can be of one kind only.
pub(in super::super) fn plain_axes(sample: &Sample<'_>) -> Option<QuestionColumns> {
    let Some([x, y]) = places(sample) else { return of_two_columns(sample) };
    if are_within(sample, [x, y], DEGREES) {
        return Some(QuestionColumns::LonLat(x, y));
    }
    are_within(sample, [x, y], METRES).then_some(QuestionColumns::EastingNorthing(x, y))
}

/// The point that a table of two columns without names is: degrees with decimals, which nothing else is in both of them.
fn of_two_columns(sample: &Sample<'_>) -> Option<QuestionColumns> {
    if sample.names.is_some() || sample.width != 2 {
        return None;
    }
    let has_decimals = |place| {
        sample.values(place).all(|value| {
            value.rsplit_once('.').is_some_and(|(_, decimals)| decimals.trim_end().len() >= LEAST_DECIMALS)
        })
    };
    let columns = [[0, 1], [1, 0]].into_iter().find(|columns| are_within(sample, *columns, DEGREES))?;
    (has_decimals(0) && has_decimals(1)).then(|| QuestionColumns::LonLat(columns[0], columns[1]))
}

/// Two columns of such names, each the only one of its name.
pub(in super::super) fn places(sample: &Sample<'_>) -> Option<[usize; 2]> {
    let names: Vec<String> = sample.names?.iter().map(|name| bare(name)).collect();
    let only = |wanted: &str| {
        let mut found = names.iter().enumerate().filter(|(_, name)| *name == wanted).map(|(place, _)| place);
        found.next().filter(|_| found.next().is_none())
    };
    NAMES.iter().find_map(|[x, y]| Some([only(x)?, only(y)?]))
}

fn are_within(sample: &Sample<'_>, [x, y]: [usize; 2], [of_x, of_y]: [[f64; 2]; 2]) -> bool {
    let read = |row: &Vec<String>, place: usize| {
        let text = row.get(place)?;
        number(text, Decimal::Dot).or_else(|| number(text, Decimal::Comma))
    };
    let is_within = |value: f64, [least, most]: [f64; 2]| (least..=most).contains(&value);
    let points = sample.rows.iter().filter_map(|row| Some((read(row, x)?, read(row, y)?)));
    let (mut all, mut within) = (0, 0);
    for (of_row_x, of_row_y) in points {
        all += 1;
        within += usize::from(is_within(of_row_x, of_x) && is_within(of_row_y, of_y));
    }
    all > 0 && within * 10 >= all * 9
}
