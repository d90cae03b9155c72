//! The parameter `datetime` of features: they have no time of their own, so it is only held to its form.

use crate::http::problem::Problem;

/// An instant or an interval (RFC 3339). No feature has a time of its own, so every one matches.
///
/// # Errors
/// A 400 problem when it is neither.
pub fn datetime(text: &str) -> Result<(), Problem> {
    let is_end = |part: &str| part.is_empty() || part == ".." || is_instant(part);
    let valid = match text.split_once('/') {
        None => is_instant(text),
        Some((from, to)) => is_end(from) && is_end(to),
    };
    let wrong =
        || Problem::bad_parameter("datetime", "expected an RFC 3339 date or interval, such as 2026-01-01/..");
    if valid { Ok(()) } else { Err(wrong()) }
}

/// A date, or a date and time with `Z` or an offset.
fn is_instant(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok() || (text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok())
}
