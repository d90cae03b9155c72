//! `/v1/policies`: the rules that a plan can be judged by.

use axum::http::HeaderMap;
use serde::Serialize;

use crate::county::policy::Policy;
use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;

#[derive(Serialize)]
struct Listed<'a> {
    count: usize,
    items: &'a [Policy],
}

/// `GET /v1/policies`
pub async fn list(app: App, headers: HeaderMap, _: Params<NoParams>) -> Result<Answer, Problem> {
    let items = app.loaded().policies.all();
    Answer::of_data(app.atlas(), &Listed { count: items.len(), items })?.accepted_by(&headers)
}
