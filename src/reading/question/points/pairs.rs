//! Pairs of columns that are points by their names: plain ones (`lon`, `lat`), and those of something (`home_lat`, `home_lon`).

use super::super::question_columns::QuestionColumns;
use super::super::sample::Sample;
use super::super::whose;
use crate::reading::headings::{self, Direction};

/// A point of two columns, by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct NamedPoint {
    /// The columns.
    pub asks: QuestionColumns,
    /// Whether the names say nothing but that it is a point.
    pub is_plain: bool,
    /// The word by which they say that it is the place of others than those whom the table lists.
    pub of_others: Option<&'static str>,
}

/// Every pair whose values do not speak against it: plain ones first, degrees before metres.
pub(in super::super) fn named_points(sample: &Sample<'_>) -> Vec<NamedPoint> {
    named(sample).into_iter().filter(|point| are_numbers(sample, point.asks)).collect()
}

/// The first pair that is called as a point and holds no numbers, with the first such value.
pub(in super::super) fn without_numbers(sample: &Sample<'_>) -> Option<(QuestionColumns, String)> {
    let unread = named(sample).into_iter().find(|point| !are_numbers(sample, point.asks))?.asks;
    let axes = unread.point()?;
    let value = axes
        .places()
        .into_iter()
        .find_map(|place| sample.values(place).find(|value| !sample.is_number(value, axes.axis(place))))?;
    Some((unread, value.to_owned()))
}

/// The word by which the names of a point that was taken say that it is the place of others.
pub(in super::super) fn point_of_others(sample: &Sample<'_>, asks: QuestionColumns) -> Option<&'static str> {
    named(sample).into_iter().find(|point| point.asks == asks)?.of_others
}

/// Two of some columns whose names say that they measure in another unit than metres, with the unit.
pub(in super::super) fn of_other_units(
    sample: &Sample<'_>,
    among: &[usize],
) -> Option<([usize; 2], &'static str)> {
    let name = |place: usize| sample.names.and_then(|names| names.get(place));
    let unit = |place: usize| {
        name(place).filter(|_| among.contains(&place)).and_then(|name| headings::unit_of_grid(name))
    };
    let units: Vec<_> = (0..sample.width).map(unit).collect();
    let (first, unit) = units.iter().enumerate().find_map(|(place, unit)| Some((place, (*unit)?)))?;
    let second = units.iter().skip(first + 1).position(|other| *other == Some(unit))?;
    Some(([first, first + 1 + second], unit))
}

fn are_numbers(sample: &Sample<'_>, asks: QuestionColumns) -> bool {
    asks.point().is_some_and(|columns| {
        columns.places().into_iter().all(|place| {
            let (valid, present) = sample.numbers(place, columns.axis(place));
            present == 0 || valid * 2 > present
        })
    })
}

fn named(sample: &Sample<'_>) -> Vec<NamedPoint> {
    let Some(names) = sample.names else { return Vec::new() };
    let of = |role| headings::place(role, names.iter().map(String::as_str));
    let pair = |first, second| of(first).zip(of(second));
    let degrees =
        pair(headings::LONGITUDE, headings::LATITUDE).map(|(lon, lat)| QuestionColumns::LonLat(lon, lat));
    let metres = pair(headings::EASTING, headings::NORTHING)
        .map(|(east, north)| QuestionColumns::EastingNorthing(east, north));
    let plain = degrees.into_iter().chain(metres);
    let mut found: Vec<NamedPoint> =
        plain.map(|asks| NamedPoint { asks, is_plain: true, of_others: None }).collect();
    let said: Vec<Option<(Direction, String)>> = names.iter().map(|name| headings::direction(name)).collect();
    for (place, one) in said.iter().enumerate() {
        let Some((east @ Direction::East { is_degrees }, of_what)) = one else { continue };
        let across = Some((east.across(), of_what.clone()));
        let Some(other) = said.iter().position(|other| *other == across) else { continue };
        let asks = match is_degrees {
            true => QuestionColumns::LonLat(place, other),
            false => QuestionColumns::EastingNorthing(place, other),
        };
        if !found.iter().any(|point| point.asks.places().contains(&place)) {
            found.push(NamedPoint { asks, is_plain: false, of_others: whose::of_others(of_what) });
        }
    }
    found
}
