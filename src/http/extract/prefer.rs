//! What a client prefers (RFC 7240).

use axum::http::HeaderMap;

/// Whether a client would rather ask again than wait: `Prefer: respond-async`. Other preferences are passed over, as they may be.
#[must_use]
pub fn prefers_async(headers: &HeaderMap) -> bool {
    let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
    let preferences = values.flat_map(|value| value.split(','));
    let mut names = preferences.filter_map(|preference| preference.split([';', '=']).next());
    names.any(|name| name.trim().eq_ignore_ascii_case("respond-async"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_among_others_and_nothing_else_is() {
        let prefers = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("prefer", value.parse().unwrap());
            }
            prefers_async(&headers)
        };
        assert!(prefers(&["respond-async"]) && prefers(&["wait=10, Respond-Async; x=1"]));
        assert!(prefers(&["return=minimal", "respond-async"]));
        assert!(!prefers(&[]) && !prefers(&["wait=10"]) && !prefers(&["return=respond-async"]));
    }
}
