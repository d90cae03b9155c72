//! The layers around every route, as one list.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::HeaderValue;
use axum::http::header::X_CONTENT_TYPE_OPTIONS;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer;

use super::finish::{Envelope, finish};
use super::{compression, cors, host, log, panic, prefix, request_id, timeout};
use crate::http::state::versions::Versions;

/// Bodies of JSON, unless a route says otherwise.
const BODY_LIMIT: usize = 1024 * 1024;

/// Puts the layers around routes: the first sees a request first and its answer last. `envelopes` are those of faces that write
/// errors in their own way.
///
/// They stand within the router, around each route, so that the log knows which it is. The limit of bodies is axum's: a route may
/// raise it, which tower-http's cannot.
pub fn around<S>(routes: Router<S>, versions: Versions, envelopes: &'static [Envelope]) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let may_have_prefix = versions.current().may_have_prefix();
    routes.layer(
        ServiceBuilder::new()
            .map_request(move |request: Request| versions.take_once(request))
            .map_request(request_id::without_nonsense)
            .layer(request_id::set())
            .layer(log::layer())
            .layer(request_id::propagate())
            .layer(SetResponseHeaderLayer::overriding(
                X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ))
            .layer(from_fn_with_state(envelopes, finish))
            .option_layer(may_have_prefix.then(|| from_fn(prefix::complete)))
            .layer(host::layer())
            .map_response(IntoResponse::into_response)
            .layer(cors::layer())
            .layer(compression::layer())
            .layer(panic::layer())
            .layer(timeout::layer())
            .layer(DefaultBodyLimit::max(BODY_LIMIT)),
    )
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::header::{ACCEPT_ENCODING, CONTENT_TYPE, HOST};
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;
    use crate::http::middleware::request_id::REQUEST_ID;
    use crate::http::{App, Settings};
    use crate::ingest::{Files, load};

    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    #[test]
    fn a_handler_that_panics_is_a_problem_of_ours_and_the_next_is_answered() {
        let app = App::new(load(&Files::Embedded).unwrap(), Settings::default()).unwrap();
        let routes = Router::new().route("/panics", get(panics)).route("/answers", get(|| async { "yes" }));
        let service = around(routes, Versions::from(app), &[]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let ask = |path: &str, encoding: &str| {
            let request = axum::http::Request::get(path)
                .header(HOST, "footprint.test")
                .header(ACCEPT_ENCODING, encoding);
            let request = request.body(Body::empty()).unwrap();
            runtime.block_on(async {
                let Ok(response) = service.clone().oneshot(request).await;
                let (head, body) = response.into_parts();
                let body = to_bytes(body, usize::MAX).await.unwrap();
                (head, String::from_utf8(body.to_vec()).unwrap())
            })
        };
        for encoding in ["identity", "gzip"] {
            let (head, body) = ask("/panics", encoding);
            assert_eq!(
                (head.status.as_u16(), &head.headers[CONTENT_TYPE]),
                (500, &"application/problem+json".parse().unwrap())
            );
            assert!(head.headers.contains_key(REQUEST_ID) && !body.contains("purpose"), "{body}");
            assert_eq!(ask("/answers", encoding).1, "yes");
        }
    }
}
