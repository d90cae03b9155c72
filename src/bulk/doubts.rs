//! Points of which hardly any lies in a neighbourhood, and most would if they were read another way: told, never corrected.
//!
//! Longitude and latitude the other way round are told by the table alone (`reading/question/warnings.rs`), wherever they lie.

use super::answers::Answers;
use crate::reading::cell::Decimal;
use crate::reading::question::question_columns::QuestionColumns;
use crate::reading::question::sample::Sample;

/// How many points are looked at.
const LOOKED_AT: usize = 200;

/// Two numbers of a row.
pub type Pair = (f64, f64);

/// A way to read two numbers.
#[derive(Clone, Copy)]
enum Reading {
    Degrees(fn(Pair) -> Pair),
    Metres(fn(Pair) -> Pair),
}

/// Ways to read what was read as degrees, with what is to be said of each.
const FOR_DEGREES: [(Reading, &str); 2] = [
    (Reading::Degrees(|(lon, lat)| (-lon, lat)), "with a minus before the longitude (west of Greenwich)"),
    (Reading::Metres(|pair| pair), "as metres east and north on the National Grid"),
];
/// The same for metres.
const FOR_METRES: [(Reading, &str); 4] = [
    (Reading::Metres(|(east, north)| (north, east)), "with easting and northing the other way round"),
    (Reading::Metres(|(east, north)| (east * 1000.0, north * 1000.0)), "as kilometres"),
    (Reading::Degrees(|pair| pair), "as longitude and latitude"),
    (Reading::Degrees(|(lat, lon)| (lon, lat)), "as latitude and longitude"),
];

/// The points among the first rows; none where the question is another.
pub fn points(sample: &Sample<'_>, (asks, decimal): (QuestionColumns, Decimal)) -> Vec<Pair> {
    let Some(columns) = asks.point() else { return Vec::new() };
    let read = |row: &Vec<String>, place: usize| columns.read(place, row.get(place)?, decimal);
    let pair = |row| Some((read(row, columns.first)?, read(row, columns.second)?));
    let pairs = sample.rows.iter().filter_map(pair);
    pairs.take(LOOKED_AT).collect()
}

/// What is to be said of points that would lie in neighbourhoods if they were read another way.
pub fn doubt(points: &[Pair], asks: QuestionColumns, answers: &Answers<'_>) -> Option<String> {
    let (as_read, others): (Reading, &[(Reading, &str)]) = match asks {
        QuestionColumns::LonLat(..) => (Reading::Degrees(|pair| pair), &FOR_DEGREES),
        _ => (Reading::Metres(|pair| pair), &FOR_METRES),
    };
    let (all, found) = (points.len(), as_read.found(points, answers));
    if all == 0 || found * 2 > all {
        return None;
    }
    let better = others.iter().map(|(reading, words)| (reading.found(points, answers), words));
    let (would, words) = better.max_by_key(|(would, _)| *would).filter(|(would, _)| *would * 2 > all)?;
    Some(format!(
        "Of the first {all} points {found} lie in a neighbourhood; read {words}, {would} would: they were not read so."
    ))
}

impl Reading {
    /// How many points lie in a neighbourhood when they are read so.
    fn found(self, points: &[Pair], answers: &Answers<'_>) -> usize {
        let is_found = |point: &&Pair| {
            let text = |number: f64| number.to_string().into_bytes();
            let answer = match self {
                Self::Degrees(of) => {
                    let (lon, lat) = of(**point);
                    answers.lon_lat(&text(lon), &text(lat), Decimal::Dot)
                }
                Self::Metres(of) => {
                    let (east, north) = of(**point);
                    answers.easting_northing(&text(east), &text(north), Decimal::Dot)
                }
            };
            answer.outcome.is_match()
        };
        points.iter().filter(is_found).count()
    }
}
