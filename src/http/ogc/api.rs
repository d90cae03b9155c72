//! `/api`: the contract, as JSON or as the YAML it is written in.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;

use crate::http::answer::Answer;
use crate::http::app::{App, OPENAPI_YAML};
use crate::http::media::Media;
use crate::http::params::Params;
use crate::http::problem::Problem;

/// Formats of the contract.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `f=json`
    Json,
    /// `f=yaml`
    Yaml,
}

/// Parameters of the contract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiParams {
    f: Option<Format>,
}

/// `GET /api`
pub async fn api(
    State(app): State<App>,
    headers: HeaderMap,
    Params(params): Params<ApiParams>,
) -> Result<Answer, Problem> {
    let json = || Answer::of_digest(Media::OpenApiJson, app.openapi_digest(), app.openapi_json().to_vec());
    let yaml = || Answer::of_digest(Media::OpenApiYaml, app.openapi_digest(), OPENAPI_YAML);
    match params.f {
        Some(Format::Json) => Ok(json()),
        Some(Format::Yaml) => Ok(yaml()),
        None if Media::OpenApiJson.is_accepted(&headers) => Ok(json()),
        None => yaml().accepted_by(&headers),
    }
}
