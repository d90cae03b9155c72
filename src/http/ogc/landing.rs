//! `/`: where a client finds everything else.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use super::link::{Link, headers as link_headers};
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::media::Media;
use crate::http::params::Params;
use crate::http::problem::Problem;

/// The one format of documents that are not features.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `f=json`
    Json,
}

/// Parameters of documents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentParams {
    f: Option<Format>,
}

#[derive(Serialize)]
struct Landing {
    title: String,
    description: String,
    attribution: String,
    links: Vec<Link>,
}

/// `GET /`
pub async fn landing(
    State(app): State<App>,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let base = app.base_url(&headers)?;
    let atlas = app.atlas();
    let draft = app.draft(None)?;
    let links = vec![
        Link::new(&base, "/", "self", Media::Json, "This document"),
        Link::new(&base, "/api", "service-desc", Media::OpenApiJson, "The interface, as OpenAPI 3.0"),
        Link::new(&base, "/conformance", "conformance", Media::Json, "Conformance classes"),
        Link::new(&base, "/collections", "data", Media::Json, "Collections of features"),
    ];
    let header_links = link_headers(&links);
    let landing = Landing {
        title: format!("Footprint: {}", atlas.title),
        description: format!("{}. Status: {}. {}", draft.title, draft.status, draft.caveat),
        attribution: atlas.attribution.clone(),
        links,
    };
    let answer = Answer::json(atlas, draft, &landing)?.with_links(header_links);
    params.accept(answer, &headers)
}

impl DocumentParams {
    /// `f` says more than Accept.
    ///
    /// # Errors
    /// A 406 problem when neither allows the answer.
    pub fn accept(&self, answer: Answer, headers: &HeaderMap) -> Result<Answer, Problem> {
        match self.f {
            Some(Format::Json) => Ok(answer),
            None => answer.accepted_by(headers),
        }
    }
}
