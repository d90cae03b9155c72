//! `/v1/suggest`: the smallest change that meets a policy.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;

use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::extract::prefer::prefers_async;
use crate::http::jobs::ask;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::http::state::versions::Versions;
use crate::planning::decide::asked::SuggestionRequest;
use crate::planning::decide::control::Control;
use crate::planning::decide::suggest as suggestion;
use crate::planning::decide::work::Work;

/// Seconds that an answer is waited for; what takes more becomes a job.
const MOST_SECONDS_AT_ONCE: u64 = 1;

/// `POST /v1/suggest`
pub async fn suggest(
    app: App,
    State(versions): State<Versions>,
    may_write: Result<MayWrite, Problem>,
    headers: HeaderMap,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let asked = SuggestionRequest::read(&body);
    if asked.seconds > MOST_SECONDS_AT_ONCE || prefers_async(&headers) {
        return ask(&versions, Work::Suggest(asked), may_write).await;
    }
    let turn = app.settings().searches.turn().await?;
    let stopping = StopWhenGone(Arc::default());
    let control = Arc::clone(&stopping.0);
    off_worker(move || {
        let _turn = turn;
        Answer::fresh(&suggestion(app.loaded(), &asked, &control)?)
    })
    .await
}

/// Stops the search when nobody waits for it any more.
struct StopWhenGone(Arc<Control>);

impl Drop for StopWhenGone {
    fn drop(&mut self) {
        self.0.stop();
    }
}
