//! `/v1/suggest`: the smallest change that meets a policy.

use std::sync::Arc;

use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::decide::asked::SuggestionRequest;
use crate::planning::decide::control::Control;
use crate::planning::decide::suggest;
use crate::planning::terms::body_defect::BodyDefect;

/// Seconds that an answer may be waited for.
const MOST_SECONDS_AT_ONCE: u64 = 20;

/// `POST /v1/suggest`
pub async fn suggest_at_once(
    app: App,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let mut asked = SuggestionRequest::read(&body);
    if asked.seconds > MOST_SECONDS_AT_ONCE {
        let reason = format!("an answer is waited for at most {MOST_SECONDS_AT_ONCE} seconds");
        asked.defects.push(BodyDefect::new("/seconds", Some(asked.seconds.into()), reason));
    }
    let turn = app.settings().searches.turn().await?;
    let stopping = StopWhenGone(Arc::default());
    let control = Arc::clone(&stopping.0);
    off_worker(move || {
        let _turn = turn;
        Answer::fresh(&suggest(app.loaded(), &asked, &control)?)
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
