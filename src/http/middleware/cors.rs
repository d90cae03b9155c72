//! CORS (the Fetch standard): a page of any origin may ask anything, and read of every answer what it needs.

use std::time::Duration;

use axum::http::Method;
use axum::http::header::{ETAG, HeaderName, LINK, LOCATION, RETRY_AFTER};
use tower_http::cors::{Any, CorsLayer};

use super::request_id::REQUEST_ID;

const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const FOOTPRINT_COLUMN: HeaderName = HeaderName::from_static("footprint-column");
const FOOTPRINT_COLUMN_WHY: HeaderName = HeaderName::from_static("footprint-column-why");
const FOOTPRINT_FROM: HeaderName = HeaderName::from_static("footprint-from");
const FOOTPRINT_LEFT_OUT: HeaderName = HeaderName::from_static("footprint-left-out");
const FOOTPRINT_MEMBERS_NOT_READ: HeaderName = HeaderName::from_static("footprint-members-not-read");
const FOOTPRINT_ROWS_ABOVE: HeaderName = HeaderName::from_static("footprint-rows-above");
const FOOTPRINT_WARNINGS: HeaderName = HeaderName::from_static("footprint-warnings");
/// How long a browser need not ask again.
const MAX_AGE: Duration = Duration::from_hours(24);

/// The layer.
pub fn layer() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_headers(Any)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .expose_headers([
            ETAG,
            LINK,
            LOCATION,
            RETRY_AFTER,
            REQUEST_ID,
            CONTENT_CRS,
            FOOTPRINT_COLUMN,
            FOOTPRINT_COLUMN_WHY,
            FOOTPRINT_FROM,
            FOOTPRINT_LEFT_OUT,
            FOOTPRINT_MEMBERS_NOT_READ,
            FOOTPRINT_ROWS_ABOVE,
            FOOTPRINT_WARNINGS,
        ])
        .max_age(MAX_AGE)
}
