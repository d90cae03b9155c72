//! `/v1/metrics-definitions`: what every figure means, from which tables of which vintage.

use axum::extract::State;
use axum::http::HeaderMap;

use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::planning::terms::metrics;

/// `GET /v1/metrics-definitions`
pub async fn list(
    State(app): State<App>,
    headers: HeaderMap,
    _: Params<NoParams>,
) -> Result<Answer, Problem> {
    Answer::of_data(app.atlas(), &metrics::view(app.atlas()))?.accepted_by(&headers)
}
