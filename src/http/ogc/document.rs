//! Documents that come as JSON for programs and as HTML for people.

use std::sync::Arc;

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::domain::draft::Draft;
use crate::http::answer::Answer;
use crate::http::link::{Link, LinkBase, headers as link_headers};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// Formats of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentFormat {
    /// `f=json`
    Json,
    /// `f=html`
    Html,
}

/// Parameters of documents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentParams {
    f: Option<DocumentFormat>,
    draft: Option<String>,
    scenario: Option<String>,
}

impl DocumentParams {
    /// The boundaries that the document tells of.
    ///
    /// # Errors
    /// As [`App::boundaries`].
    pub async fn boundaries(&self, app: &App) -> Result<Arc<Draft>, Problem> {
        app.boundaries(self.draft.as_deref(), self.scenario.as_deref()).await
    }

    /// Where its links lead, by the same boundaries.
    #[must_use]
    pub fn links(&self, address: String) -> LinkBase {
        LinkBase::new(address, self.draft.as_deref(), self.scenario.as_deref())
    }

    /// Whether a page is wanted; `f` says more than Accept.
    ///
    /// # Errors
    /// A 406 problem when neither is accepted.
    pub fn wants_page(&self, data: Media, headers: &HeaderMap) -> Result<bool, Problem> {
        wants_page(self.f.map(|format| format == DocumentFormat::Html), data, headers)
    }
}

/// Whether a page is wanted rather than `data`, by what was asked for and else by Accept.
///
/// # Errors
/// A 406 problem when neither is accepted.
pub fn wants_page(asked: Option<bool>, data: Media, headers: &HeaderMap) -> Result<bool, Problem> {
    if let Some(page) = asked {
        return Ok(page);
    }
    let chosen = Media::preferred(&[data, Media::Html], headers);
    let chosen =
        chosen.ok_or_else(|| Problem::not_acceptable(&format!("{} and text/html", data.content_type())))?;
    Ok(chosen == Media::Html)
}

/// A document as JSON, with its links as headers too.
///
/// # Errors
/// A 500 problem when it cannot be written.
pub fn as_json(
    app: &App,
    draft: &Draft,
    media: Media,
    document: &impl Serialize,
    links: &[Link],
) -> Result<Answer, Problem> {
    let body = to_json(document)?;
    Ok(Answer::bytes(media, app.atlas(), draft, body).with_links(link_headers(links)))
}

/// A page.
#[must_use]
pub fn as_page(app: &App, draft: &Draft, page: String, links: &[Link]) -> Answer {
    Answer::bytes(Media::Html, app.atlas(), draft, page).with_links(link_headers(links))
}

/// Writes JSON.
///
/// # Errors
/// A 500 problem.
pub fn to_json(document: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(document).map_err(|error| {
        tracing::error!(%error, "a document could not be written");
        Problem::internal()
    })
}
