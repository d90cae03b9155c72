//! What the first rows of a table make doubtful about its question: told, and never corrected.

use super::columns::{Found, QuestionColumns};
use super::sample::Sample;
use crate::domain::geometry::grid_reference::GridReference;
use crate::reading::cell::{Decimal, number, plain_text};

/// Sentences about what may not be meant as it was understood.
#[must_use]
pub fn warnings(sample: &Sample<'_>, found: &Found, decimal: Option<Decimal>) -> Vec<String> {
    let mut told = Vec::new();
    if found.valid * 2 < found.present {
        let meant = if sample.width == 1 {
            "the table was read as one column: does something else stand between its fields, or are whole rows in quotes? \
             --delimiter says what stands between them."
        } else {
            "is another column meant? --column chooses."
        };
        told.push(format!("Most values cannot be read as {}: {meant}", found.asks.plural()));
    }
    match found.asks {
        QuestionColumns::LonLat(lon, lat) if look_swapped(sample, lon, lat, decimal.unwrap_or_default()) => {
            told.push(
                "Longitude and latitude look swapped: most points lie far outside Great Britain.".to_owned(),
            );
        }
        QuestionColumns::GridReference(place) => told.extend(precision(sample, place)),
        _ => {}
    }
    told
}

/// Whether most points would lie in the British Isles the other way round.
fn look_swapped(sample: &Sample<'_>, lon: usize, lat: usize, decimal: Decimal) -> bool {
    let read = |row: &Vec<String>, place: usize| row.get(place).and_then(|cell| number(cell, decimal));
    let points = sample.rows.iter().filter_map(|row| Some((read(row, lon)?, read(row, lat)?)));
    let (mut all, mut swapped) = (0, 0);
    for (lon, lat) in points {
        all += 1;
        swapped += usize::from((49.0..=61.5).contains(&lon) && (-9.0..=2.5).contains(&lat));
    }
    swapped * 2 > all
}

/// The largest square that a grid reference names.
fn precision(sample: &Sample<'_>, place: usize) -> Option<String> {
    let squares = sample.values(place).filter_map(|value| plain_text(value).parse::<GridReference>().ok());
    let size = squares.map(GridReference::size_m).max()?;
    Some(format!(
        "Grid references are answered for the centre of the square they name, of up to {size} m here."
    ))
}
