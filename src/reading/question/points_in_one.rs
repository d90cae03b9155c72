//! Points that stand in one column, as `51.7520, -1.2577` or `POINT (-1.2577 51.7520)`: told with what to do, and not taken apart, as
//! nothing says which number is which.

use super::sample::Sample;
use crate::invisible::is_invisible;
use crate::reading::cell::plain_text;

/// The first column most of whose values are points, and the first of them.
pub(super) fn points_in_one(sample: &Sample<'_>) -> Option<(usize, String)> {
    (0..sample.width).find_map(|place| {
        let points = || sample.values(place).filter(|value| is_point(value));
        let first = points().next()?.to_owned();
        (points().count() * 2 > sample.values(place).count()).then_some((place, first))
    })
}

/// Whether a value is two numbers, perhaps within `POINT (…)` (OGC 06-103r4, 7.2) and behind the number of a system.
fn is_point(value: &str) -> bool {
    let value = plain_text(value);
    let text = value.rsplit_once(';').filter(|(system, _)| system.to_ascii_uppercase().starts_with("SRID="));
    let text = text.map_or(value, |(_, text)| text.trim_start());
    let inner = match text.get(..5) {
        Some(word) if word.eq_ignore_ascii_case("point") => text[5..].trim_start_matches([' ', 'Z', 'z']),
        _ => text,
    };
    let inner = inner.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(inner);
    let parts = inner.split(|symbol| symbol == ',' || is_invisible(symbol)).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let is_decimal = |part: &&str| part.parse::<f64>().is_ok_and(f64::is_finite) && part.contains('.');
    matches!(parts.len(), 2 | 3) && parts.iter().take(2).all(is_decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_decimals_in_one_value_are_a_point() {
        for point in [
            "51.7520, -1.2577",
            "51.7520 -1.2577",
            "(51.7520,-1.2577)",
            "POINT (-1.2577 51.7520)",
            "point(-1.2577 51.7520)",
            "POINT Z (-1.2577 51.7520 70.1)",
            "SRID=4326;POINT(-1.2577 51.7520)",
        ] {
            assert!(is_point(point), "{point}");
        }
        for other in ["51.7520", "OX1 1ND", "1, 2", "1.5 2.5 3.5 4.5", "POINT EMPTY", "a, b", ""] {
            assert!(!is_point(other), "{other}");
        }
    }
}
