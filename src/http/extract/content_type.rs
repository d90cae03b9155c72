//! The media type that a body is said to be of.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

/// As the request says it, with its parameters; empty when it says none, or none that is text.
#[must_use]
pub fn said(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default()
}

/// A media type without its parameters, in lower case.
#[must_use]
pub fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
