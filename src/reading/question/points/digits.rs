//! Points whose numbers have lost digits on their way, as spreadsheets show them in narrow columns: how far off they may be.

use super::super::question_columns::PointColumns;
use super::super::sample::Sample;
use crate::reading::cell::{Decimal, plain_text};

/// Metres in a degree of latitude, at least (WGS 84).
const DEGREE_M: f64 = 111_000.0;
/// Degrees of so many decimals are told.
const FEW_DECIMALS: u32 = 2;

/// That numbers of a point have too few digits to say where it is; none where they have enough.
pub(in super::super) fn lost_digits(
    sample: &Sample<'_>,
    columns: PointColumns,
    decimal: Decimal,
) -> Option<String> {
    let off = |row: &Vec<String>| {
        let cell =
            |place: usize| row.get(place).filter(|cell| columns.axis(place).plainly(cell, decimal).is_some());
        let (first, second) = (cell(columns.first)?, cell(columns.second)?);
        let (first, second) = (step(first, decimal)?, step(second, decimal)?);
        // One number of a point may end in noughts by chance.
        Some(if columns.is_degrees { first.min(second) * DEGREE_M / 2.0 } else { first.max(second) / 2.0 })
    };
    let is_much = |off: &f64| {
        let least =
            if columns.is_degrees { DEGREE_M * 0.1_f64.powi(FEW_DECIMALS.cast_signed()) / 2.0 } else { 5.0 };
        *off >= least * 0.99
    };
    let all: Vec<f64> = sample.rows.iter().filter_map(off).collect();
    let much: Vec<f64> = all.iter().copied().filter(is_much).collect();
    let most = much.iter().copied().reduce(f64::max)?;
    let why = if columns.is_degrees { "few decimals" } else { "digits left out, as in 4.51E+05" };
    let far = if most >= 1000.0 { format!("{:.0} km", most / 1000.0) } else { format!("{most:.0} m") };
    Some(format!(
        "CAREFUL: the numbers of {} of the first {} points have {why}: such a point may be {far} or more from where it is meant, and is \
         answered as it stands.",
        much.len(),
        all.len()
    ))
}

/// What the last digit that a number was written with counts for; of metres none but where they are written with an exponent.
fn step(text: &str, decimal: Decimal) -> Option<f64> {
    let text = plain_text(text).to_ascii_lowercase();
    let point = if decimal == Decimal::Comma { ',' } else { '.' };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let decimals = mantissa.split_once(point).map_or(0, |(_, decimals)| decimals.len());
    let exponent: i32 = exponent.parse().ok()?;
    Some(10_f64.powi(exponent - i32::try_from(decimals).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rows: &[&str], is_degrees: bool) -> Option<String> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect();
        let sample = Sample { names: None, above: &[], rows: &rows, width: 2, delimiter: b',' };
        lost_digits(&sample, PointColumns { first: 0, second: 1, is_degrees }, Decimal::Dot)
    }

    #[test]
    fn points_with_too_few_digits_are_counted_and_how_far_off_they_may_be_is_told() {
        let metres = told(&["4.51E+05,2.06E+05", "4.51050E+05,2.06160E+05", "451050,206160"], false).unwrap();
        assert!(metres.contains("1 of the first 3 points") && metres.contains("500 m"), "{metres}");
        let degrees = told(&["-1.3,51.8", "-1.2577,51.7520", "-1.25,51.7520"], true).unwrap();
        assert!(degrees.contains("1 of the first 3 points") && degrees.contains("6 km"), "{degrees}");
        assert_eq!(told(&["451000,206000"], false), None, "metres as they are");
        assert_eq!(told(&["-1.2577,51.752"], true), None);
    }
}
