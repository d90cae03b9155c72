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
use super::points::in_one::points_in_one;
use super::points::pairs::{NamedPoint, named_points, of_other_units, without_numbers};
use super::points::plain_axes::{places, plain_axes};
use super::question_columns::{QuestionColumns, Why};
use super::sample::Sample;
use crate::echo;
use crate::reading::headings;

/// What names of areas are, and what is read in their place.
const AREAS: &str =
    "names of areas, and areas are read by their codes, such as E01028422: put the codes beside them";
/// The same of practices.
const PRACTICES: &str = "names of practices, and practices are read by their ODS codes, such as K84007: put the codes beside them";

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
    found.ok_or_else(|| nearly_found(sample))
}

/// Why nothing was found, by what comes nearest to a question.
fn nearly_found(sample: &Sample<'_>) -> NoColumn {
    if let Some((place, value, what)) = points_in_one(sample) {
        return NoColumn::PointsInOne { column: sample.column(place), value: echo::quoted(&value), what };
    }
    if let Some(error) = in_another_unit(sample, &(0..sample.width).collect::<Vec<_>>()) {
        return error;
    }
    if let Some((asks, value)) = without_numbers(sample) {
        let columns: Vec<String> = asks.places().into_iter().map(|place| sample.column(place)).collect();
        return NoColumn::NoNumbers { columns: columns.join(" and "), value: echo::quoted(&value) };
    }
    if let Some([x, y]) = places(sample) {
        return NoColumn::Axes { x: sample.reference(x), y: sample.reference(y) };
    }
    if let Some((first, second)) = of_several_kinds(sample) {
        return NoColumn::SeveralKinds { first, second };
    }
    if let Some((place, value, names)) = names_of_places(sample) {
        return NoColumn::Names { column: sample.column(place), value: echo::quoted(value), names };
    }
    NoColumn::NotFound(sample.described())
}

/// That two of some columns measure in another unit than metres, by their names.
pub(super) fn in_another_unit(sample: &Sample<'_>, among: &[usize]) -> Option<NoColumn> {
    let ([first, second], unit) = of_other_units(sample, among)?;
    Some(NoColumn::OtherUnit { first: sample.column(first), second: sample.column(second), unit })
}

/// The first two kinds of the values of a list that has nothing but questions, of several kinds.
fn of_several_kinds(sample: &Sample<'_>) -> Option<(&'static str, &'static str)> {
    let kinds: Option<Vec<Kind>> = sample.values(0).map(Kind::of).collect();
    let kinds = kinds.filter(|_| sample.width == 1)?;
    let first = kinds.first()?;
    let second = kinds.iter().find(|kind| *kind != first)?;
    Some((first.plural(), second.plural()))
}

/// A column that is called as one of codes and holds the names of their units, with the first.
fn names_of_places<'a>(sample: &'a Sample<'_>) -> Option<(usize, &'a str, &'static str)> {
    let roles = [
        (headings::AREA, AREAS),
        (headings::AREA_NAME, AREAS),
        (headings::PRACTICE, PRACTICES),
        (headings::PRACTICE_NAME, PRACTICES),
    ];
    let names = sample.names?;
    (0..names.len()).find_map(|place| {
        let (_, what) = roles.iter().find(|(role, _)| headings::is_one_of(&names[place], role))?;
        let value = sample.values(place).find(|value| value.contains(char::is_alphabetic))?;
        Some((place, value, *what))
    })
}

/// Every question that a table may ask, in the order in which they are preferred; looked for one by one.
fn in_order<'a>(
    sample: &'a Sample<'_>,
    candidates: &'a Candidates,
) -> impl Iterator<Item = Result<(QuestionColumns, Why), NoColumn>> + 'a {
    let one = move |kind| once_with(move || by_kind(sample, candidates, kind).transpose()).flatten();
    let point = once_with(move || {
        let by_values = plain_axes(sample);
        let by_name = match points_by_name(sample) {
            Ok(by_name) => by_name,
            Err(several) => return Some(Err(several)),
        };
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
///
/// # Errors
/// [`NoColumn::Several`] where there are points of several things, and no name says which is meant.
fn points_by_name(sample: &Sample<'_>) -> Result<Option<QuestionColumns>, NoColumn> {
    let all = named_points(sample);
    let plain = all.iter().find(|point| point.is_plain);
    let of_something: Vec<&NamedPoint> = all.iter().filter(|point| !point.is_plain).collect();
    let rivals = match plain {
        Some(_) => of_something.iter().filter(|point| point.of_others.is_none()).count(),
        None => of_something.len().saturating_sub(1),
    };
    if rivals > 0 {
        return Err(several_points(sample, &all));
    }
    Ok(plain.or_else(|| of_something.first().copied()).map(|point| point.asks))
}

/// That there are points of several things. The example is one that nothing says to be of others.
fn several_points(sample: &Sample<'_>, points: &[NamedPoint]) -> NoColumn {
    let named = |point: &NamedPoint, name: &dyn Fn(usize) -> String, between: &str| {
        point.asks.places().into_iter().map(name).collect::<Vec<_>>().join(between)
    };
    let columns = points.iter().map(|point| named(point, &|place| sample.column(place), " and "));
    let likeliest = points.iter().min_by_key(|point| point.of_others.is_some());
    NoColumn::Several {
        kind: "points",
        columns: columns.collect::<Vec<_>>().join("; "),
        example: likeliest
            .map(|point| named(point, &|place| sample.reference(place), ","))
            .unwrap_or_default(),
    }
}

/// Points of other columns than those that were taken, with how many rows have both numbers, of how many that have one.
pub(super) fn points_besides(
    sample: &Sample<'_>,
    taken: QuestionColumns,
) -> Vec<(QuestionColumns, [usize; 2])> {
    let mut found: Vec<QuestionColumns> = named_points(sample).iter().map(|point| point.asks).collect();
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
