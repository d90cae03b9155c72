//! `/v1/metrics-definitions`: what every figure means, from which tables of which vintage.

use axum::http::HeaderMap;

use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::terms::metrics;

/// `GET /v1/metrics-definitions`
pub async fn list(app: App, headers: HeaderMap, _: Params<NoParams>) -> Result<Answer, Problem> {
    Answer::of_data(app.atlas(), &metrics::view(app.atlas()))?.accepted_by(&headers)
}
