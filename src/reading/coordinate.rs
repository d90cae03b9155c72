//! One number of a point: plain, or as people write it, with a degree sign, minutes and seconds, a letter for the direction, or the unit
//! behind metres. What could be read in two ways is not read.

use super::cell::{Decimal, degrees, number, plain_text};
use crate::invisible::{is_invisible, trim};

/// Signs for degrees, minutes and seconds, in the order in which they stand.
const SIGNS: [&[&str]; 3] = [&["°", "º", "˚"], &["'", "′", "’", "´"], &["\"", "″", "”", "''", "′′", "’’"]];
/// Words behind metres.
const METRES: [&str; 5] = ["metres", "meters", "metre", "meter", "m"];

/// What a number of a point measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Degrees east.
    Longitude,
    /// Degrees north.
    Latitude,
    /// Metres, east or north.
    Metres,
}

impl Axis {
    /// A value; none where it is no number.
    #[must_use]
    pub fn read(self, text: &str, decimal: Decimal) -> Option<f64> {
        self.plainly(text, decimal).or_else(|| self.dressed(text, decimal))
    }

    /// A value that is a number and nothing else.
    #[must_use]
    pub fn plainly(self, text: &str, decimal: Decimal) -> Option<f64> {
        if self == Self::Metres { number(text, decimal) } else { degrees(text, decimal) }
    }

    /// A value that has signs, letters or a unit around its number; none where it has not, or may mean two things.
    #[must_use]
    pub fn dressed(self, text: &str, decimal: Decimal) -> Option<f64> {
        let text = plain_text(text);
        match self {
            Self::Metres => {
                let lower = text.to_lowercase();
                let without = METRES.iter().find_map(|unit| lower.strip_suffix(unit))?;
                number(without, decimal)
            }
            Self::Longitude => angle(text, decimal, ['E', 'W']),
            Self::Latitude => angle(text, decimal, ['N', 'S']),
        }
    }
}

/// Degrees with signs, or with a letter for the direction: the first of two letters counts up, the second down.
fn angle(text: &str, decimal: Decimal, [up, down]: [char; 2]) -> Option<f64> {
    let letter = |symbol: char| symbol.to_ascii_uppercase();
    let (first, last) = (text.chars().next().map(letter)?, text.chars().last().map(letter)?);
    let is_direction = |symbol: char| symbol == up || symbol == down;
    let (direction, text) = match (is_direction(first), is_direction(last)) {
        (true, false) => (Some(first), &text[1..]),
        (false, true) => (Some(last), &text[..text.len() - 1]),
        (false, false) => (None, text),
        (true, true) => return None,
    };
    let text = trim(text);
    let (is_minus, text) = match text.strip_prefix(['-', '\u{2212}', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if (is_minus && direction.is_some()) || !text.starts_with(|symbol: char| symbol.is_ascii_digit()) {
        return None;
    }
    let size = match degrees(text, decimal) {
        // A number alone is dressed by its letter.
        Some(size) => direction.map(|_| size)?,
        None => sexagesimal(text, decimal)?,
    };
    Some(if is_minus || direction == Some(down) { -size } else { size })
}

/// Degrees, minutes and seconds, each behind its sign; the last ones may be left out, and only the last may have decimals.
fn sexagesimal(text: &str, decimal: Decimal) -> Option<f64> {
    let (mut rest, mut parts) = (text, Vec::new());
    for signs in SIGNS {
        let found = signs.iter().filter_map(|sign| rest.find(sign).map(|at| (at, sign.len())));
        // Two signs of minutes are one of seconds.
        let Some((at, length)) = found.min_by_key(|(at, length)| (*at, usize::MAX - length)) else { break };
        parts.push(degrees(rest[..at].trim_matches(is_invisible), decimal)?);
        rest = &rest[at + length..];
    }
    let (last, whole) = parts.split_last()?;
    let is_whole = whole.iter().all(|part| part.fract() == 0.0);
    let are_sixtieths = parts.iter().skip(1).all(|part| (0.0..60.0).contains(part));
    let is_all = trim(rest).is_empty() && is_whole && are_sixtieths && *last >= 0.0;
    is_all.then(|| parts.iter().rev().fold(0.0, |sum, part| sum / 60.0 + part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(read: Option<f64>, expected: f64) -> bool {
        read.is_some_and(|read| (read - expected).abs() < 1e-9)
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        let dms = 51.0 + 45.0 / 60.0 + 6.0 / 3600.0;
        for (axis, text, expected) in [
            (Axis::Latitude, "51.7518", 51.7518),
            (Axis::Latitude, "51.7518°", 51.7518),
            (Axis::Longitude, "-1.2618°", -1.2618),
            (Axis::Latitude, "51.75 N", 51.75),
            (Axis::Longitude, "1.25W", -1.25),
            (Axis::Longitude, "W 1.25", -1.25),
            (Axis::Longitude, "1.25°E", 1.25),
            (Axis::Latitude, "51°45'06\"N", dms),
            (Axis::Latitude, "51° 45′ 06″ N", dms),
            (Axis::Latitude, "51°45'06''N", dms),
            (Axis::Latitude, "51° 45.1' N", dms),
            (Axis::Longitude, "-1°15'", -1.25),
            (Axis::Metres, "451050m", 451_050.0),
            (Axis::Metres, "451,050 metres", 451_050.0),
        ] {
            assert!(close(axis.read(text, Decimal::Dot), expected), "{text}");
        }
        assert!(close(Axis::Latitude.read("51,7518 N", Decimal::Comma), 51.7518));
    }

    #[test]
    fn what_may_mean_two_things_is_not_read() {
        for (axis, text) in [
            (Axis::Latitude, "1.25 W"),
            (Axis::Longitude, "51.75N"),
            (Axis::Longitude, "-1.25 W"),
            (Axis::Latitude, "51°75'00\"N"),
            (Axis::Latitude, "51.5°45'N"),
            (Axis::Latitude, "N51.75N"),
            (Axis::Latitude, "51 45 06"),
            (Axis::Latitude, "°"),
            (Axis::Latitude, "N"),
            (Axis::Metres, "451 km"),
            (Axis::Metres, "m"),
            (Axis::Metres, ""),
        ] {
            assert_eq!(axis.read(text, Decimal::Dot), None, "{text}");
        }
    }
}
