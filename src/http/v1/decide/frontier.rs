//! `/v1/frontier`: what fewer people moved cost elsewhere.

use axum::extract::State;

use crate::http::answer::Answer;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::jobs::ask;
use crate::http::problem::Problem;
use crate::http::state::may_write::MayWrite;
use crate::http::state::versions::Versions;
use crate::planning::decide::frontier::asked::FrontierRequest;
use crate::planning::decide::work::Work;

/// `POST /v1/frontier`
pub async fn frontier(
    State(versions): State<Versions>,
    may_write: Result<MayWrite, Problem>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    ask(&versions, Work::Frontier(FrontierRequest::read(&body)), may_write).await
}
