//! Who may keep an answer, and for how long (RFC 9111): the kinds there are.

use axum::http::HeaderValue;

/// The kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheControl {
    /// Anybody, for a minute unasked: drafts change by a deployment, not by the minute.
    Public,
    /// Anybody, for a year: its address names the digest of what it says, and so never changes its meaning.
    Immutable,
    /// Who asked, who asks again whether it still holds: scenarios change at any time, and are for those who have the link.
    Private,
    /// Nobody: it answers a body, or is of the moment.
    NoStore,
}

impl CacheControl {
    /// As a header.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Public => "public, max-age=60, stale-while-revalidate=600",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Private => "private, no-cache",
            Self::NoStore => "no-store",
        })
    }
}
