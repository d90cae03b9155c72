//! One spelling of every path: a slash at the end is taken off by a redirect, and paths of postcodes.io are read as people write
//! them, in any case and with such a slash, since its clients do not follow redirects of a body.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{HeaderValue, LOCATION};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

use super::postcodes_io;

/// Answers a path that no route has: by the routes under its one spelling, by a redirect to it, or as not there.
pub async fn by_its_one_spelling(routes: Router, mut request: Request) -> Response {
    let path = request.uri().path();
    if postcodes_io::owns(path) {
        let spelled = format!("/{}", path.trim_matches('/').to_ascii_lowercase());
        return match (spelled != path).then(|| with_path(request.uri(), &spelled)).flatten() {
            Some(uri) => {
                *request.uri_mut() = uri;
                let Ok(response) = routes.oneshot(request).await;
                response
            }
            None => StatusCode::NOT_FOUND.into_response(),
        };
    }
    without_slash(request.uri()).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{path}{query}").parse().ok()
}

/// A redirect to the same path without the slash at its end. It is relative, so that it holds under any prefix of a proxy.
fn without_slash(uri: &Uri) -> Option<Response> {
    let path = uri.path().strip_suffix('/')?;
    let last = path.rsplit('/').next().filter(|last| !last.is_empty())?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let location = HeaderValue::from_str(&format!("../{last}{query}")).ok()?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response.headers_mut().insert(LOCATION, location);
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_at_the_end_is_taken_off_relative_to_where_it_stands() {
        let location = |uri: &str| {
            let response = without_slash(&uri.parse().unwrap())?;
            Some(response.headers()[LOCATION].to_str().unwrap().to_owned())
        };
        assert_eq!(location("/v1/resolve/?postcode=OX1"), Some("../resolve?postcode=OX1".to_owned()));
        assert_eq!(location("/v1/"), Some("../v1".to_owned()));
        for path in ["/", "//", "/v1/none", "/v1//"] {
            assert_eq!(location(path), None, "{path}");
        }
    }
}
