//! Answers that are written while they are sent.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LINK};
use axum::response::{IntoResponse, Response};

use super::cache_control::CacheControl;
use crate::http::link::LinkHeaders;
use crate::http::media::Media;

/// An answer that is written while it is made; not to be stored.
pub struct Streamed {
    /// Its media type.
    pub media: Media,
    /// What is written.
    pub body: Body,
    /// Link headers.
    pub links: LinkHeaders,
    /// Headers of its own.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl IntoResponse for Streamed {
    fn into_response(self) -> Response {
        let mut response = Response::new(self.body);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media.content_type()));
        headers.insert(CACHE_CONTROL, CacheControl::NoStore.header());
        for link in self.links.iter() {
            headers.append(LINK, link.clone());
        }
        headers.extend(self.headers);
        response
    }
}
