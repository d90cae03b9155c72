//! Compression of answers while they are sent, where they are text of some length and not encoded already.
//!
//! Rendered answers are encoded once and keep a strong entity tag for each encoding; what is compressed here gets a weak one, for
//! two runs of a compressor need not agree to the byte (RFC 9110, 8.8.1).

use axum::body::HttpBody;
use axum::http::header::{CONTENT_ENCODING, ETAG, HeaderValue};
use axum::response::Response;
use tower_http::compression::predicate::Predicate;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::http::answer::AsItIs;

/// What is smaller gains nothing.
const LEAST: u64 = 1024;

/// The layer.
pub fn layer() -> CompressionLayer<WorthCompressing> {
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(WorthCompressing)
}

/// Answers of some length, but for those marked [`AsItIs`].
#[derive(Clone, Copy, Debug)]
pub struct WorthCompressing;

impl Predicate for WorthCompressing {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        let length = response.body().size_hint().exact();
        length.is_none_or(|length| length >= LEAST) && response.extensions().get::<AsItIs>().is_none()
    }
}

/// Makes the entity tag of an answer weak that was compressed here.
#[must_use]
pub fn with_weak_tag(mut response: Response) -> Response {
    let was_compressed =
        response.headers().contains_key(CONTENT_ENCODING) && response.extensions().get::<AsItIs>().is_none();
    if was_compressed
        && let Some(tag) = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok())
        && tag.starts_with('"')
        && let Ok(weak) = HeaderValue::try_from(format!("W/{tag}"))
    {
        response.headers_mut().insert(ETAG, weak);
    }
    response
}
