//! Looks for the columns that hold the question where the caller does not name them: by their values, which decide over names. Of
//! two that are equally good neither is taken: the caller is asked.

use std::iter::once_with;

use super::addresses::addresses;
use super::beside::rather;
use super::candidates::{Candidate, Candidates, NameFit};
use super::choice::NoColumn;
use super::contest::{several, winner};
use super::halves::halves;
use super::kind::Kind;
use super::plain_axes::{places, plain_axes};
use super::points_in_one::points_in_one;
use super::question_columns::{QuestionColumns, Why};
use super::sample::Sample;
use crate::echo;
use crate::reading::headings;

/// What is found first. A column that says that it is the place of others gives way to whatever else is found.
pub(super) fn automatic(
    sample: &Sample<'_>,
    candidates: &Candidates,
) -> Result<(QuestionColumns, Why), NoColumn> {
    let mut of_others: Option<(QuestionColumns, Why, &Candidate)> = None;
    for found in in_order(sample, candidates) {
        let (asks, why) = found?;
        match (of_others, candidates.of_question(asks)) {
            (None, Some(one)) if one.of_others.is_some() => of_others = Some((asks, why, one)),
            // A practice lies where it lies, whatever its postcode is called.
            (Some(_), Some(one)) if one.kind == Kind::Practice || one.of_others.is_some() => {}
            (Some((.., other)), Some(one)) if one.fit < NameFit::Plain => {
                return Err(several(sample, "places", &[other, one]));
            }
            _ => return rather(sample, candidates, (asks, why)),
        }
    }
    if let Some((asks, why, other)) = of_others {
        addresses(sample, Some(other))?;
        return Ok((asks, why));
    }
    // Nothing is of any kind: a heading that can mean nothing else still says what was meant.
    let named = Kind::ALL.into_iter().find_map(|kind| Some((candidates.named(kind, true)?, kind)));
    let named = named.map(|(place, kind)| (QuestionColumns::of(kind, place), Why::ByName));
    let found = match named {
        Some(named) => Some(named),
        None => addresses(sample, None)?.map(|place| (QuestionColumns::Postcode(place), Why::ByValues)),
    };
    found.ok_or_else(|| match points_in_one(sample) {
        Some((place, value)) => {
            NoColumn::PointsInOne { column: sample.column(place), value: echo::cut(&value) }
        }
        None => match places(sample) {
            Some([x, y]) => NoColumn::Axes { x: sample.reference(x), y: sample.reference(y) },
            None => NoColumn::NotFound(sample.described()),
        },
    })
}

/// Every question that a table may ask, in the order in which they are preferred; looked for one by one.
fn in_order<'a>(
    sample: &'a Sample<'_>,
    candidates: &'a Candidates,
) -> impl Iterator<Item = Result<(QuestionColumns, Why), NoColumn>> + 'a {
    let one = move |kind| once_with(move || by_kind(sample, candidates, kind).transpose()).flatten();
    let point = once_with(move || {
        let (by_name, by_values) = (points_by_name(sample), plain_axes(sample));
        // Of columns that go by either, the values say which point it is.
        let is_other = |named: &QuestionColumns| by_values.is_none_or(|axes| axes.places() != named.places());
        match (by_name.filter(is_other), by_values) {
            (Some(named), _) => Some(Ok((named, Why::ByName))),
            (None, by_values) => by_values.map(|asks| Ok((asks, Why::ByValues))),
        }
    });
    let halves = once_with(move || {
        let [outward, inward] = halves(sample)?.map(|place| sample.column(place));
        Some(Err(NoColumn::Halves { outward, inward }))
    });
    one(Kind::Postcode)
        .chain(point.flatten())
        .chain(halves.flatten())
        .chain(one(Kind::GridReference))
        .chain(one(Kind::Practice))
        .chain(one(Kind::Area))
}

/// The column of a kind: the one whose values are, else one whose name says so and whose values do not speak against it.
fn by_kind(
    sample: &Sample<'_>,
    candidates: &Candidates,
    kind: Kind,
) -> Result<Option<(QuestionColumns, Why)>, NoColumn> {
    Ok(match winner(sample, candidates, kind)? {
        Some(found) => {
            let why = if found.fit > NameFit::None { Why::ByName } else { Why::ByValues };
            Some((QuestionColumns::of(kind, found.place), why))
        }
        None => candidates.named(kind, false).map(|place| (QuestionColumns::of(kind, place), Why::ByName)),
    })
}

/// Two columns of a point by their names; their values must be numbers, where there are any.
fn points_by_name(sample: &Sample<'_>) -> Option<QuestionColumns> {
    named_points(sample).into_iter().next()
}

/// Every pair of columns that names say to be a point and values do not speak against: degrees first.
fn named_points(sample: &Sample<'_>) -> Vec<QuestionColumns> {
    let Some(names) = sample.names else { return Vec::new() };
    let of = |role| headings::place(role, names.iter().map(String::as_str));
    let are_numbers = |first: &usize, second: &usize| {
        [*first, *second].into_iter().all(|place| {
            let (valid, present) = sample.numbers(place);
            present == 0 || valid * 2 > present
        })
    };
    let pair = |first, second| of(first).zip(of(second)).filter(|(first, second)| are_numbers(first, second));
    let degrees =
        pair(headings::LONGITUDE, headings::LATITUDE).map(|(lon, lat)| QuestionColumns::LonLat(lon, lat));
    let metres = pair(headings::EASTING, headings::NORTHING)
        .map(|(east, north)| QuestionColumns::EastingNorthing(east, north));
    degrees.into_iter().chain(metres).collect()
}

/// Points of other columns than those that were taken, with how many rows have both numbers, of how many that have one.
pub(super) fn points_besides(
    sample: &Sample<'_>,
    taken: QuestionColumns,
) -> Vec<(QuestionColumns, [usize; 2])> {
    let mut found = named_points(sample);
    found.extend(plain_axes(sample));
    let mut besides = Vec::new();
    for asks in found {
        let is_taken = asks.places().iter().any(|place| taken.places().contains(place));
        let counts = asks.point().map(|columns| sample.points(columns, sample.decimal(columns)));
        if let (false, Some((valid @ 1.., present))) = (is_taken, counts) {
            besides.push((asks, [valid, present]));
        }
    }
    besides.dedup_by_key(|(asks, _)| asks.places());
    besides
}
