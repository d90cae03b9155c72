//! Points that stand in one column, as `51.7520, -1.2577` or `POINT (-1.2577 51.7520)`: told with what to do, and not taken apart, as
//! nothing says which number is which.

use super::super::sample::Sample;
use crate::invisible::is_invisible;
use crate::reading::cell::plain_text;

/// Words that texts of geometries begin with (OGC 06-103r4, 7.2).
const GEOMETRIES: [&str; 7] =
    ["point", "multipoint", "linestring", "multilinestring", "polygon", "multipolygon", "geometrycollection"];
/// What is said of geometries of any form.
const SHAPES: &str = "geometries, not plain points";

/// The first column most of whose values are points or other geometries, the first of them, and what they are in words.
pub(in super::super) fn points_in_one(sample: &Sample<'_>) -> Option<(usize, String, &'static str)> {
    (0..sample.width).find_map(|place| {
        let told = || sample.values(place).filter_map(|value| Some((value, what(value)?)));
        let (first, of_first) = told().next()?;
        let are_alike = told().all(|(_, one)| one == of_first);
        let is_most = told().count() * 2 > sample.values(place).count();
        is_most.then(|| (place, first.to_owned(), if are_alike { of_first } else { SHAPES }))
    })
}

/// What a value is that stands for a whole point or another geometry; none of any other.
fn what(value: &str) -> Option<&'static str> {
    let value = plain_text(value);
    let text = value.rsplit_once(';').filter(|(system, _)| system.to_ascii_uppercase().starts_with("SRID="));
    let text = text.map_or(value, |(_, text)| text.trim_start());
    if let Some(word) = geometry(text) {
        return Some(if word == "point" {
            "points as well-known text"
        } else {
            "geometries as well-known text"
        });
    }
    if text.starts_with('{') && text.contains("\"coordinates\"") {
        return Some(if text.contains("\"Point\"") { "points as GeoJSON" } else { "geometries as GeoJSON" });
    }
    // The byte order, and the type with a flag for a system behind it (PostGIS's extension of OGC 06-103r4, 8.2).
    let is_hex = text.len() >= 42 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex
        && ["0101000000", "0101000020", "0000000001", "0020000001"].iter().any(|head| text.starts_with(head))
    {
        return Some("points as well-known binary (hexadecimal)");
    }
    are_two_numbers(text).then_some("whole points")
}

fn geometry(text: &str) -> Option<&'static str> {
    let end = text.find(|symbol: char| !symbol.is_ascii_alphabetic())?;
    let (word, rest) = text.split_at(end);
    let rest = rest.trim_start().trim_start_matches(['Z', 'z', 'M', 'm']).trim_start();
    GEOMETRIES.into_iter().find(|known| known.eq_ignore_ascii_case(word)).filter(|_| rest.starts_with('('))
}

/// Whether a value is two or three decimals, perhaps in brackets.
fn are_two_numbers(text: &str) -> bool {
    let inner = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open).and_then(|inner| inner.strip_suffix(close)));
    let is_between = |symbol: char| matches!(symbol, ',' | ';' | '/') || is_invisible(symbol);
    let parts = inner.unwrap_or(text).split(is_between).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let is_decimal = |part: &&str| part.parse::<f64>().is_ok_and(f64::is_finite) && part.contains('.');
    matches!(parts.len(), 2 | 3) && parts.iter().take(2).all(is_decimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_point_in_one_value_is_told_by_its_form() {
        for point in [
            "51.7520, -1.2577",
            "51.7520 -1.2577",
            "(51.7520,-1.2577)",
            "POINT (-1.2577 51.7520)",
            "point(-1.2577 51.7520)",
            "POINT Z (-1.2577 51.7520 70.1)",
            "SRID=4326;POINT(-1.2577 51.7520)",
            "POINT (451050 206160)",
            "[51.75, -1.25]",
            "51.75;-1.25",
            "{\"type\":\"Point\",\"coordinates\":[-1.2618,51.7518]}",
            "0101000020E6100000A52C431CEBE2F4BFA089B0E1E9E14940",
        ] {
            assert!(what(point).is_some_and(|what| what.contains("points")), "{point}");
        }
        for other in ["51.7520", "OX1 1ND", "1, 2", "1.5 2.5 3.5 4.5", "POINT EMPTY", "a, b", ""] {
            assert_eq!(what(other), None, "{other}");
        }
        assert_eq!(
            what("POLYGON ((-1.2 51.7,-1.3 51.7,-1.3 51.8,-1.2 51.7))"),
            Some("geometries as well-known text")
        );
    }
}
