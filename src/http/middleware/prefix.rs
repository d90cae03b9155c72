//! A path that a proxy puts before ours: addresses in headers that begin at our root are completed by where clients find us.
//!
//! Documents name whole addresses by themselves; pages name relative ones.

use axum::extract::Request;
use axum::http::header::{HeaderMap, HeaderValue, LINK, LOCATION};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::problem::Problem;
use crate::http::state::app::App;

/// Completes `Location` and `Link` where clients find the service under a path.
///
/// # Errors
/// A 400 problem when the Host header is no host.
pub async fn complete(app: App, request: Request, next: Next) -> Result<Response, Problem> {
    let base = app.base_url(request.headers())?;
    let mut response = next.run(request).await;
    if has_path(&base) {
        within(response.headers_mut(), &base);
    }
    Ok(response)
}

/// Whether an address of a service has a path.
fn has_path(base: &str) -> bool {
    base.split_once("://").is_some_and(|(_, rest)| rest.contains('/'))
}

fn within(headers: &mut HeaderMap, base: &str) {
    let completed = |value: &HeaderValue, opening: &str| {
        let path = value.to_str().ok()?.strip_prefix(opening).filter(|path| path.starts_with('/'))?;
        HeaderValue::try_from(format!("{opening}{base}{path}")).ok()
    };
    if let Some(location) = headers.get(LOCATION).and_then(|value| completed(value, "")) {
        headers.insert(LOCATION, location);
    }
    for link in headers.iter_mut().filter(|(name, _)| **name == LINK).map(|(_, value)| value) {
        if let Some(completed) = completed(link, "<") {
            *link = completed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_at_our_root_is_completed_and_nothing_else() {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_static("/v1/scenarios/1"));
        headers.append(LINK, HeaderValue::from_static("</v1/drafts/a>; rel=\"describedby\""));
        headers.append(LINK, HeaderValue::from_static("<https://a.example/x/>; rel=\"self\""));
        within(&mut headers, "https://a.example/x");
        assert_eq!(headers[LOCATION], "https://a.example/x/v1/scenarios/1");
        let links: Vec<_> = headers.get_all(LINK).iter().collect();
        assert_eq!(
            links,
            [
                "<https://a.example/x/v1/drafts/a>; rel=\"describedby\"",
                "<https://a.example/x/>; rel=\"self\""
            ]
        );
        headers.insert(LOCATION, HeaderValue::from_static("../find"));
        within(&mut headers, "https://a.example/x");
        assert_eq!(headers[LOCATION], "../find");
    }
}
