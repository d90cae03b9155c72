//! Links of documents (RFC 8288), and the same as headers.

use std::sync::Arc;

use axum::http::HeaderValue;
use serde::Serialize;

use super::media::Media;
use crate::domain::draft::{Draft, ScenarioUsed};

/// Link headers of an answer, ready to be sent.
pub type LinkHeaders = Arc<[HeaderValue]>;

/// A link with an absolute URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Absolute URL.
    pub href: String,
    /// Relation.
    pub rel: &'static str,
    /// Media type there.
    #[serde(rename = "type")]
    pub media: &'static str,
    /// For people.
    pub title: String,
}

impl Link {
    /// A link to a path of this service.
    #[must_use]
    pub fn new(base: &str, path: &str, rel: &'static str, media: Media, title: &str) -> Self {
        Self { href: format!("{base}{path}"), rel, media: media.content_type(), title: title.to_owned() }
    }

    /// As a Link header.
    #[must_use]
    pub fn to_header(&self) -> String {
        format!("<{}>; rel=\"{}\"; type=\"{}\"", self.href, self.rel, self.media)
    }
}

/// Where the links of a document lead: to this service, by the boundaries that the document was asked by.
#[derive(Clone, Debug)]
pub struct LinkBase {
    /// Address of the service, without a slash at its end.
    pub address: String,
    /// `draft=…` or `scenario=…`; empty for the current draft's.
    boundaries: String,
}

impl LinkBase {
    /// From an address of the service, and the parameters as they were asked.
    #[must_use]
    pub fn new(address: String, draft: Option<&str>, scenario: Option<&str>) -> Self {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("draft", draft), ("scenario", scenario)] {
            query.extend_pairs(value.map(|value| (name, value)));
        }
        Self { address, boundaries: query.finish() }
    }

    /// The absolute URL of a path, which may have a query of its own, by the same boundaries.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        let (address, boundaries) = (&self.address, &self.boundaries);
        let joint = match (boundaries.is_empty(), path.contains('?')) {
            (true, _) => "",
            (false, true) => "&",
            (false, false) => "?",
        };
        format!("{address}{path}{joint}{boundaries}")
    }

    /// A link to what is told by the same boundaries.
    #[must_use]
    pub fn link(&self, path: &str, rel: &'static str, media: Media, title: &str) -> Link {
        Link { href: self.url(path), rel, media: media.content_type(), title: title.to_owned() }
    }
}

/// Links as headers.
#[must_use]
pub fn headers(links: &[Link]) -> LinkHeaders {
    links.iter().filter_map(|link| HeaderValue::try_from(link.to_header()).ok()).collect()
}

/// The path of a draft, or of a revision of a scenario.
#[must_use]
pub fn path_of(draft: &Draft) -> String {
    match &draft.scenario {
        Some(ScenarioUsed { id, revision, .. }) => format!("/v1/scenarios/{id}/revisions/{revision}"),
        None => ["/v1/drafts/", &draft.id].concat(),
    }
}

/// The draft or the revision of a scenario that an answer follows from, as its one Link header.
#[must_use]
pub fn described_by(draft: &Draft) -> LinkHeaders {
    let header = ["<", &path_of(draft), ">; rel=\"describedby\""].concat();
    HeaderValue::try_from(header).into_iter().collect()
}
