//! `/v1/practices`: GP practices, in the study area and outside, open and closed.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde::Deserialize;

use super::answers::{listing, single};
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::practices::Practice;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::scenario_drafts::BoundariesParams;
use crate::planning::describe::{neighbourhood_profile, profile};

const PARTS: &[&str] = &["practices", "postcodes", "registrations", "areas", "ostn15"];

/// Parameters of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticesParams {
    q: Option<String>,
    pcn: Option<String>,
    draft: Option<String>,
    scenario: Option<String>,
}

/// `GET /v1/practices`
pub async fn list(
    app: App,
    headers: HeaderMap,
    Params(params): Params<PracticesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let network = params.pcn.as_deref().map(str::parse::<OdsCode>).transpose();
    let network = network.map_err(|error| Problem::bad_parameter("pcn", error))?;
    let words = params.q.unwrap_or_default().to_lowercase();
    let practices = app.atlas().ground.practices.iter();
    let wanted = practices.filter(|(_, practice)| {
        network.is_none_or(|code| practice.network_code() == Some(code)) && is_about(practice, &words)
    });
    let items: Vec<_> = wanted.map(|(ix, _)| profile::practice(app.loaded(), &draft, ix)).collect();
    listing(&app, &draft, PARTS, items, &headers)
}

/// Whether code, name, postcode or network hold the words asked for, in lower case.
fn is_about(practice: &Practice, words: &str) -> bool {
    let network = practice.network.as_ref().map_or("", |network| network.name.as_str());
    let postcode = practice.postcode.map_or_else(String::new, |postcode| postcode.to_string());
    let texts = [practice.code.as_str(), &practice.name, &postcode, network];
    texts.iter().any(|text| text.to_lowercase().contains(words.trim()))
}

/// `GET /v1/practices/{code}`
pub async fn one(
    app: App,
    headers: HeaderMap,
    Path(code): Path<String>,
    Params(params): Params<BoundariesParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let code: OdsCode = code.parse().map_err(|error| Problem::bad_parameter("code", error))?;
    let found = app.atlas().ground.practices.find(code);
    let ix = found.ok_or_else(|| Problem::not_found(format!("{code} is not among the practices loaded")))?;
    let item = neighbourhood_profile::practice(app.loaded(), &draft, ix);
    single(&app, &draft, PARTS, item, &headers)
}
