//! The parameter `datetime`: an instant or an interval (RFC 3339; OGC 17-069r4, 7.15.4).
//!
//! No feature has a time of its own, so every one matches whatever is asked; but a question that cannot be meant is refused.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::http::problem::Problem;

/// Holds a text to be an instant, or an interval with at least one end whose first is not after its second.
///
/// # Errors
/// A 400 problem when it is not.
pub fn datetime(text: &str) -> Result<(), Problem> {
    let wrong = |reason| Err(Problem::bad_parameter("datetime", reason));
    let not_one = || wrong("expected an RFC 3339 date or interval, such as 2026-01-01/..");
    let is_open = |end: &str| end.is_empty() || end == "..";
    let Some((from, to)) = text.split_once('/') else {
        return if instant(text, Time::midnight()).is_some() { Ok(()) } else { not_one() };
    };
    let (first, last) = (instant(from, Time::midnight()), instant(to, Time::MAX));
    match (first, last) {
        _ if is_open(from) && is_open(to) => wrong("an interval needs at least one end"),
        (Some(first), Some(last)) if first > last => wrong("the interval ends before it begins"),
        (Some(_), Some(_)) => Ok(()),
        (Some(_), None) if is_open(to) => Ok(()),
        (None, Some(_)) if is_open(from) => Ok(()),
        _ => not_one(),
    }
}

/// A date and time with `Z` or an offset, or a date, which stands for `time` of that day in UTC.
fn instant(text: &str, time: Time) -> Option<Timestamp> {
    let of_date = || {
        let date: Date = text.parse().ok().filter(|_| text.len() == 10)?;
        date.to_datetime(time).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    };
    text.parse().ok().or_else(of_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_needs_an_end_and_runs_forward() {
        for text in [
            "2026-01-01",
            "2026-01-01T12:00:00Z",
            "2026-01-01/..",
            "../2026-01-01",
            "/2026-01-01",
            "2026-01-01T00:00:00+01:00/",
            "2026-01-01/2026-01-01",
            "2026-01-01T12:00:00Z/2026-01-01",
            "2026-01-01T12:00:00Z/2026-01-01T12:00:00Z",
            "2026-01-01T12:00:00+02:00/2026-01-01T10:30:00Z",
        ] {
            assert!(datetime(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "..",
            "/",
            "../..",
            "../",
            "/..",
            "2026-01-02/2026-01-01",
            "2026-01-01T12:00:01Z/2026-01-01T12:00:00Z",
            "2026-01-01T12:00:00Z/2026-01-01T12:00:00+02:00",
            "2026-01-01/2026-01-02/2026-01-03",
            "2026-01-01/yesterday",
            "yesterday/..",
            "2026-99-99",
        ] {
            assert!(datetime(text).is_err(), "{text}");
        }
    }
}
