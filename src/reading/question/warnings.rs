//! What the first rows of a table make doubtful about its question: told, and never corrected.

use super::candidates::{NameFit, fit};
use super::columns::FoundQuestion;
use super::kind::Kind;
use super::points::digits::lost_digits;
use super::question_columns::{PointColumns, QuestionColumns, Why};
use super::sample::Sample;
use crate::domain::geometry::grid_reference::GridReference;
use crate::echo;
use crate::reading::cell::{Decimal, degrees, plain_text};
use crate::reading::options::{COLUMN, DECIMAL, DELIMITER};
use crate::reading::rows::swallowed::lines_like_rows;

/// Sentences about what may not be meant as it was understood; the cells of a sheet are whole.
#[must_use]
pub fn warnings(sample: &Sample<'_>, found: &FoundQuestion, is_sheet: bool) -> Vec<String> {
    let decimal = found.decimal.unwrap_or_default();
    let mut told = Vec::new();
    told.extend(swallowed(sample, found).filter(|_| !is_sheet));
    told.extend(at_end(sample, found));
    told.extend(of_others(sample, found));
    told.extend(blank_of_its_name(sample, found));
    told.extend(called_postcode(sample, found));
    told.extend(found.asks.point().and_then(|columns| mixed_decimals(sample, columns, decimal)));
    told.extend(found.asks.point().and_then(|columns| dressed(sample, columns, decimal)));
    told.extend(found.asks.point().and_then(|columns| lost_digits(sample, columns, decimal)));
    told.extend(plain_axes_read(sample, found));
    if found.valid * 2 < found.present {
        let meant = if sample.width == 1 {
            format!(
                "the table was read as one column: does something else stand between its fields, or are whole rows in quotes? \
             {DELIMITER} says what stands between them."
            )
        } else {
            format!("is another column meant? {COLUMN} chooses.")
        };
        told.push(format!("Most values cannot be read as {}: {meant}", found.asks.plural()));
    }
    match found.asks {
        QuestionColumns::LonLat(lon, lat) if look_swapped(sample, lon, lat, decimal) => {
            told.push(
                "Longitude and latitude look swapped: most points lie far outside Great Britain.".to_owned(),
            );
        }
        QuestionColumns::GridReference(place) => told.extend(precision(sample, place)),
        _ => {}
    }
    told
}

/// That values hold lines like rows: over HTTP, headers are sent before the rows are counted.
fn swallowed(sample: &Sample<'_>, found: &FoundQuestion) -> Option<String> {
    let asked = found.asks.places();
    let lines = |row: &Vec<String>| lines_like_rows(row, sample.delimiter, sample.width, &asked);
    let lines: Vec<u64> = sample.rows.iter().map(lines).filter(|lines| *lines > 0).collect();
    let hold = match (lines.len(), sample.rows.len()) {
        (0, _) => return None,
        (1, 1) => "the first row holds".to_owned(),
        (1, all) => format!("1 of the first {all} rows holds"),
        (some, all) => format!("{some} of the first {all} rows hold"),
    };
    Some(format!(
        "CAREFUL: {hold} values with lines like rows of the table: a quote may have been left open there, and those lines are not answered."
    ))
}

/// That addresses were read for the postcodes they end in.
fn at_end(sample: &Sample<'_>, found: &FoundQuestion) -> Option<String> {
    let (_, place) = found.asks.single().filter(|_| found.at_end)?;
    Some(format!(
        "CAREFUL: the column {} holds addresses, and the postcode at the end of each value was read ({} of the first {} have one). If \
         another column is meant, {COLUMN} chooses it.",
        sample.column(place),
        found.valid,
        found.present
    ))
}

/// That the only column there is says, by its name, that its places are of others than those whom the table lists.
fn of_others(sample: &Sample<'_>, found: &FoundQuestion) -> Option<String> {
    let (word, place) = (found.of_others?, *found.asks.places().first()?);
    let name = sample.whole_name(place);
    Some(format!(
        "CAREFUL: by its name ({word:?}) the column {} says where something else is than those whom the table lists, and no other \
         column was found: every answer is of that place. If another column is meant, {COLUMN} chooses it.",
        echo::quoted(&name)
    ))
}

/// That a column which is called as what was asked for is blank, and another was taken.
fn blank_of_its_name(sample: &Sample<'_>, found: &FoundQuestion) -> Option<String> {
    let (kind, taken) = found.asks.single().filter(|_| found.why != Why::ByHand)?;
    let is_called_so = |place: &usize| fit(kind, &sample.whole_name(*place)) == NameFit::Plain;
    let blank = (0..sample.width).find(|place| {
        *place != taken && is_called_so(place) && !is_called_so(&taken) && sample.is_blank(*place)
    })?;
    Some(format!(
        "CAREFUL: the column {} has no value in the first {} rows, and {} was taken: if it has some below, {COLUMN} chooses it.",
        sample.column(blank),
        sample.rows.len(),
        sample.column(taken)
    ))
}

/// That a column which is called as one of postcodes holds none that are whole, and a question of another kind was taken.
fn called_postcode(sample: &Sample<'_>, found: &FoundQuestion) -> Option<String> {
    let asked = found.asks.places();
    let is_postcode = matches!(found.asks, QuestionColumns::Postcode(_)) || found.why == Why::ByHand;
    let is_called_so = |place: &usize| {
        !asked.contains(place)
            && fit(Kind::Postcode, &sample.whole_name(*place)) == NameFit::Plain
            && !sample.is_blank(*place)
    };
    let place = (0..sample.width).find(is_called_so).filter(|_| !is_postcode)?;
    let value = sample.values(place).next()?;
    Some(format!(
        "CAREFUL: the values of the column {} are no whole postcodes, such as {}, and the {} of {} were taken. If the postcodes are meant, \
         {COLUMN} chooses them.",
        sample.column(place),
        echo::quoted(plain_text(value)),
        found.asks.plural(),
        asked.iter().map(|place| sample.column(*place)).collect::<Vec<_>>().join(" and ")
    ))
}

/// That some numbers have another character before decimals than most.
fn mixed_decimals(sample: &Sample<'_>, columns: PointColumns, decimal: Decimal) -> Option<String> {
    let count = sample.with_the_other_decimals(columns, decimal);
    let (most, some) = match decimal {
        Decimal::Dot => ("dots", "comma"),
        Decimal::Comma => ("commas", "dot"),
    };
    let numbers = if count == 1 { "1 number has" } else { &format!("{count} numbers have") };
    (count > 0).then(|| {
        format!(
            "{numbers} decimals behind a {some}, and the columns were read with {most} before decimals: such rows are \
             invalid_format. {DECIMAL} says which it is."
        )
    })
}

/// That numbers are written with degree signs, letters or units.
fn dressed(sample: &Sample<'_>, columns: PointColumns, decimal: Decimal) -> Option<String> {
    let read = |place: usize, value: &str| {
        let axis = columns.axis(place);
        let is_plain = axis.plainly(value, decimal).is_some();
        axis.dressed(value, decimal).filter(|_| !is_plain)
    };
    let of = |place: usize| sample.values(place).filter_map(move |value| Some((value, read(place, value)?)));
    let count: usize = columns.places().into_iter().map(|place| of(place).count()).sum();
    let (value, number) = columns.places().into_iter().find_map(|place| of(place).next())?;
    let are = if count == 1 { "1 number is" } else { &format!("{count} numbers are") };
    let number = (number * 1e7).round() / 1e7;
    Some(format!(
        "{are} written with a sign, a letter or a unit, such as {}, and read as {number} there.",
        echo::quoted(plain_text(value))
    ))
}

/// What columns that go by `X` and `Y` were read as, which their values alone say.
fn plain_axes_read(sample: &Sample<'_>, found: &FoundQuestion) -> Option<String> {
    let point = found.asks.point().filter(|_| found.why == Why::ByValues)?;
    let [x, y] = point.places().map(|place| sample.column(place));
    let read = if point.is_degrees {
        "longitudes and latitudes (WGS 84)"
    } else {
        "metres of the British National Grid"
    };
    Some(format!(
        "The columns {x} and {y} do not say what they measure: their values can be nothing but {read}, and were read so."
    ))
}

/// Whether most points would lie in the British Isles the other way round.
fn look_swapped(sample: &Sample<'_>, lon: usize, lat: usize, decimal: Decimal) -> bool {
    let read = |row: &Vec<String>, place: usize| row.get(place).and_then(|cell| degrees(cell, decimal));
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
