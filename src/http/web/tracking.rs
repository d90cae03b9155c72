//! What networks and mailings append to a link that is shared: a page is answered without it, by a redirect to its own address.
//!
//! Pages refuse parameters that they do not know, as every other address here does; nobody who shares a link put these there.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{HeaderValue, LOCATION};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

/// The names that well-known senders append, beside every one that begins with [`CAMPAIGN`].
const APPENDED: [&str; 19] = [
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "gad_source",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "_gl",
];
/// The beginning of the names by which a campaign is counted.
const CAMPAIGN: &str = "utm_";

/// Answers a page that is asked for with such parameters by a redirect (302) to it without them.
pub async fn left_out(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let location = is_read.then(|| without(request.uri())).flatten();
    let Some(location) = location.and_then(|address| HeaderValue::try_from(address).ok()) else {
        return next.run(request).await;
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(LOCATION, location);
    response
}

/// The same address without them, relative to itself, so that it holds under any prefix of a proxy; none where it has none of them.
fn without(uri: &Uri) -> Option<String> {
    let all: Vec<&str> = uri.query()?.split('&').collect();
    let is_own = |parameter: &&&str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        !name.starts_with(CAMPAIGN) && !APPENDED.contains(&name.as_str())
    };
    let own: Vec<&str> = all.iter().filter(is_own).copied().collect();
    if own.len() == all.len() {
        return None;
    }
    let page = uri.path().rsplit('/').next().filter(|page| !page.is_empty()).unwrap_or("./");
    let query = if own.is_empty() { String::new() } else { format!("?{}", own.join("&")) };
    Some(format!("{page}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sender_appended_goes_and_everything_else_stays() {
        let without = |uri: &str| without(&uri.parse().unwrap());
        assert_eq!(without("/app/?fbclid=IwAR0&utm_source=x").as_deref(), Some("./"));
        assert_eq!(without("/app/find?a=1&UTM_campaign=y&b=%20").as_deref(), Some("find?a=1&b=%20"));
        assert_eq!(without("/app?gclid").as_deref(), Some("app"));
        for uri in ["/app/find", "/app/find?", "/app/find?utm=1&fbclide=2", "/app/?data=00"] {
            assert_eq!(without(uri), None, "{uri}");
        }
    }
}
