//! Query parameters as postcodes.io reads them: unknown ones are ignored, and numbers are read as JavaScript reads them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// The query, decoded.
pub struct Wishes(Vec<(String, String)>);

impl Wishes {
    /// The first value of a name; none when it is missing or empty.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&str> {
        self.given(name).filter(|value| !value.is_empty())
    }

    /// The same, also when it is empty.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wishes {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// The whole number a text begins with, as JavaScript's `parseInt` to base 10. None stands for its `NaN`.
pub fn parse_int(text: &str) -> Option<i64> {
    let text = text.trim_start();
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
    let magnitude = unsigned[..digits].parse::<i64>().unwrap_or(i64::MAX);
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}

/// The number a text begins with, as JavaScript's `parseFloat`. None stands for its `NaN`.
pub fn parse_float(text: &str) -> Option<f64> {
    let text = text.trim_start();
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned.starts_with("Infinity") {
        return Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(unsigned);
    let mut end = whole;
    if unsigned[end..].starts_with('.') {
        let fraction = digits(&unsigned[end + 1..]);
        if whole + fraction > 0 {
            end += 1 + fraction;
        }
    }
    if end == 0 {
        return None;
    }
    if let Some(exponent) = unsigned[end..].strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['-', '+']));
        let count = digits(&exponent[sign..]);
        end += if count > 0 { 1 + sign + count } else { 0 };
    }
    let sign = text.len() - unsigned.len();
    text[..sign + end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_javascript_reads_them() {
        for (text, value) in [
            ("10", Some(10)),
            (" 7", Some(7)),
            ("3.9", Some(3)),
            ("5abc", Some(5)),
            ("-1", Some(-1)),
            ("+2", Some(2)),
            ("abc", None),
            ("", None),
            ("99999999999999999999", Some(i64::MAX)),
        ] {
            assert_eq!(parse_int(text), value, "{text:?}");
        }
        for (text, value) in [
            ("-1.25", Some(-1.25)),
            ("51.", Some(51.0)),
            (".5", Some(0.5)),
            ("100m", Some(100.0)),
            ("1e2x", Some(100.0)),
            ("1e", Some(1.0)),
            ("Infinity", Some(f64::INFINITY)),
            ("1e999", Some(f64::INFINITY)),
            (".", None),
            ("e5", None),
            ("NaN", None),
            ("-", None),
        ] {
            assert_eq!(parse_float(text), value, "{text:?}");
        }
    }
}
