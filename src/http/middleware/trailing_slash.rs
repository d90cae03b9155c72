//! An address that no route has, with a slash at its end: it leads to the one without. By a relative address, which holds behind any
//! proxy.

use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};

/// What is answered where no route is.
pub async fn no_route(method: Method, uri: Uri) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(&method);
    match without_slash(&uri).filter(|_| is_read) {
        Some(address) => Redirect::permanent(&address).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The address without its last slash, relative to itself.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?;
    let last = path.rsplit('/').next().filter(|last| !last.is_empty())?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("../{last}{query}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slash_at_the_end_is_taken_away() {
        let of = |address: &str| without_slash(&address.parse().unwrap());
        assert_eq!(of("/collections/?f=html").as_deref(), Some("../collections?f=html"));
        assert_eq!(of("/app/find/").as_deref(), Some("../find"));
        assert_eq!(of("//evil.example/").as_deref(), Some("../evil.example"));
        assert_eq!([of("/"), of("/nothing"), of("///")], [None, None, None]);
    }
}
