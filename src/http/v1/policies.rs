//! `/v1/policies`: the rules that a plan can be judged by.

use axum::http::HeaderMap;
use serde::Serialize;

use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::terms::policies::{Policy, policies};

#[derive(Serialize)]
struct Policies {
    count: usize,
    items: &'static [Policy],
}

/// `GET /v1/policies`
pub async fn list(app: App, headers: HeaderMap, _: Params<NoParams>) -> Result<Answer, Problem> {
    let items = policies();
    Answer::of_data(app.atlas(), &Policies { count: items.len(), items })?.accepted_by(&headers)
}
