//! How a table was understood, in headers, and how its rows were answered, in trailers: never as a row of the table.

use std::fmt::Write;

use axum::http::HeaderMap;
use axum::http::header::{HeaderName, HeaderValue, TRAILER};

use crate::bulk::tally::Tally;
use crate::echo;
use crate::planning::resolve::members_read::MembersRead;
use crate::reading::options::{Face, worded};
use crate::reading::question::question_columns::Why;
use crate::reading::understanding::Understanding;

/// The columns that hold the question, percent-encoded where they are not ASCII, with commas between.
const COLUMN: HeaderName = HeaderName::from_static("footprint-column");
/// Why they were taken: `by_hand`, `by_name` or `by_values`.
const COLUMN_WHY: HeaderName = HeaderName::from_static("footprint-column-why");
/// What they ask.
const ASKS: HeaderName = HeaderName::from_static("footprint-asks");
/// The encoding of the table; none of a workbook.
const ENCODING: HeaderName = HeaderName::from_static("footprint-encoding");
/// What the table was taken out of, and what was not read of that, percent-encoded.
const FROM: HeaderName = HeaderName::from_static("footprint-from");
/// How many rows above the table were passed on unanswered.
const ROWS_ABOVE: HeaderName = HeaderName::from_static("footprint-rows-above");
/// What may not be meant as it was understood: sentences, percent-encoded, with commas between.
const WARNINGS: HeaderName = HeaderName::from_static("footprint-warnings");
/// How many rows were answered.
const ROWS: HeaderName = HeaderName::from_static("footprint-rows");
/// How many rows repeat the names of the columns.
const REPEATED: HeaderName = HeaderName::from_static("footprint-repeated-headings");
/// How many rows below the table were passed on unanswered.
const ROWS_BELOW: HeaderName = HeaderName::from_static("footprint-rows-below");
/// How many of each outcome: `matched=3, not_found=1`.
const OUTCOMES: HeaderName = HeaderName::from_static("footprint-outcomes");

/// Members of the first lines of JSON that were not read: names, percent-encoded, with commas between.
const MEMBERS_NOT_READ: HeaderName = HeaderName::from_static("footprint-members-not-read");

/// A header that lists names has so many bytes of them, or little more: servers in front of this one take no more than a few KB of headers.
const MOST_OF_NAMES: usize = 2000;

/// Headers that say which members of lines of JSON hold questions, and which are not read; none where all are.
pub fn headers_of_lines(members: &MembersRead) -> Vec<(HeaderName, HeaderValue)> {
    if members.unread.is_empty() {
        return Vec::new();
    }
    let names = |names: &[String]| HeaderValue::try_from(listed(names)).ok();
    let told = [(COLUMN, names(&members.read)), (MEMBERS_NOT_READ, names(&members.unread))];
    told.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Headers that say how a table was understood.
pub fn headers(understanding: &Understanding) -> Vec<(HeaderName, HeaderValue)> {
    let why = match understanding.why {
        Why::ByHand => "by_hand",
        Why::ByName => "by_name",
        Why::ByValues => "by_values",
    };
    let values = [
        (COLUMN, listed(&understanding.asked_columns)),
        (COLUMN_WHY, why.to_owned()),
        (ASKS, understanding.asks.to_owned()),
        (ROWS_ABOVE, understanding.rows_above.len().to_string()),
    ];
    let warnings: Vec<String> =
        understanding.warnings.iter().map(|told| encoded(&worded(told, Face::Http))).collect();
    let told = Some((WARNINGS, warnings.join(", "))).filter(|_| !warnings.is_empty());
    let from = Some((FROM, listed(&understanding.from))).filter(|_| !understanding.from.is_empty());
    let encoding = understanding.encoding.map(|encoding| (ENCODING, encoding.to_owned()));
    let values = values.into_iter().chain(encoding).chain(from).chain(told);
    values.filter_map(|(name, value)| Some((name, HeaderValue::try_from(value).ok()?))).collect()
}

/// The header that promises trailers.
pub fn promised() -> Vec<(HeaderName, HeaderValue)> {
    vec![(
        TRAILER,
        HeaderValue::from_static(
            "Footprint-Rows, Footprint-Outcomes, Footprint-Rows-Below, Footprint-Repeated-Headings, Footprint-Warnings",
        ),
    )]
}

/// Trailers that say how the rows were answered, sent to clients that ask for trailers (`TE: trailers`); `above` rows stand before the
/// first. What is told of rows at the end is the same as on the command line.
pub fn trailers(tally: &Tally, above: usize) -> HeaderMap {
    let outcomes: Vec<String> =
        tally.outcomes().map(|(outcome, rows)| format!("{}={rows}", outcome.as_str())).collect();
    let values = [
        (ROWS, tally.rows().to_string()),
        (OUTCOMES, outcomes.join(", ")),
        (ROWS_BELOW, tally.below.rows.to_string()),
        (REPEATED, tally.repeated.rows.to_string()),
    ];
    let warnings: Vec<String> =
        tally.sentences(above).iter().map(|told| encoded(&worded(told, Face::Http))).collect();
    let told = Some((WARNINGS, warnings.join(", "))).filter(|_| !warnings.is_empty());
    values
        .into_iter()
        .chain(told)
        .filter_map(|(name, value)| Some((name, HeaderValue::try_from(value).ok()?)))
        .collect()
}

/// Names with commas between, each percent-encoded and cut where it is long; behind the first [`MOST_OF_NAMES`] bytes, how many more
/// there are.
fn listed(names: &[String]) -> String {
    let mut list = String::new();
    for (place, name) in names.iter().enumerate() {
        let name = encoded(&echo::cut(name));
        if place > 0 && list.len() + name.len() > MOST_OF_NAMES {
            let _never_fails = write!(list, ", and {} more", names.len() - place);
            break;
        }
        list.push_str(if place > 0 { ", " } else { "" });
        list.push_str(&name);
    }
    list
}

/// A text with every byte percent-encoded that a header does not hold, or that stands between texts.
fn encoded(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        match byte {
            b'%' | b',' | 0..=0x1f | 0x7f.. => {
                let _never_fails = write!(text, "%{byte:02X}");
            }
            plain => text.push(char::from(plain)),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_header_cannot_hold_are_encoded() {
        assert_eq!(encoded("Patient Postcode"), "Patient Postcode");
        assert_eq!(encoded("Größe, %"), "Gr%C3%B6%C3%9Fe%2C %25");
    }

    #[test]
    fn a_list_of_names_is_as_long_as_a_header_may_be() {
        let names = |count: usize| vec!["Größe".repeat(20); count];
        assert_eq!(listed(&names(2)), [encoded(&names(1)[0]), encoded(&names(1)[0])].join(", "));
        let long = listed(&names(40));
        assert!(long.len() < MOST_OF_NAMES + 20 && long.ends_with(", and 34 more"), "{} {long}", long.len());
        assert_eq!(long.matches("Gr%C3").count(), 6 * 20);
    }
}
