//! `/v1/scenarios/{id}/groups`: groups of neighbourhoods that are kept with a scenario.

use axum::extract::Path;
use axum::http::HeaderMap;
use serde_json::Value;

use super::body::Fields;
use super::expected::Expected;
use super::revisions::{ScenarioPath, answer, decide_more, now_ms, read_at, scenario_id, still_loaded};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::http::v1::decide::groups::GroupsParams;
use crate::planning::decide::groups::chosen::{self, ChosenGroup};
use crate::planning::decide::groups::described::{described, described_of};
use crate::planning::saved::kept;
use crate::planning::saved::scenarios::{to_request, used};
use crate::planning::what_if::NotEvaluated;
use crate::planning::what_if::evaluate::evaluate;
use crate::store::{Edit, Revision};

/// `GET /v1/scenarios/{id}/groups`, `GET /v1/scenarios/{id}/revisions/{revision}/groups`
pub async fn kept(
    app: App,
    headers: HeaderMap,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<GroupsParams>,
) -> Result<Answer, Problem> {
    let revision = path.revision(&app).await?;
    still_loaded(&app, &revision)?;
    let groups: Vec<ChosenGroup> = kept::kept("groups", revision.groups.as_deref())?.unwrap_or_default();
    if groups.is_empty() {
        let none = format!("no groups of neighbourhoods are kept with {}", revision.at());
        return Err(Problem::not_found(none));
    }
    let base = app.base_url(&headers)?;
    let permalink = format!("{base}/v1/scenarios/{}/revisions/{}/groups", revision.id, revision.number);
    off_worker(move || {
        let request = to_request(app.loaded(), &revision);
        let used = Some(used(&revision));
        // First whether the data bears the changes, so that what does not fit then is the groups.
        let plan = evaluate(app.loaded(), &request).map_err(Problem::of_kept_changes)?;
        let found = described_of(app.loaded(), &plan, &groups, &[], used).map_err(do_not_fit)?;
        params.written(&app, &found, &permalink, Some(&revision.content_digest))
    })
    .await
}

/// `PUT /v1/scenarios/{id}/groups`
pub async fn keep(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Path(id): Path<String>,
    _: Params<NoParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let (expected, id) = (Expected::of(&headers)?, scenario_id(&id)?);
    let reason = Fields::of(&body, &["groups", "reason"])?.text("reason")?;
    let groups = chosen::read("/groups", body.get("groups").unwrap_or(&Value::Null));
    let groups = groups.map_err(Problem::defects)?;
    let before = read_at(&app, id, expected.revision(&app, id).await?).await?;
    still_loaded(&app, &before)?;
    if !groups.is_empty() {
        check(&app, &before, groups.clone()).await?;
    }
    let decision = decide_more(&app, before.clone(), vec![]).await?.following(&before);
    let written = serde_json::to_string(&groups).map_err(|error| {
        tracing::error!(%error, "groups could not be written");
        Problem::internal()
    })?;
    let decision = decision.grouped((!groups.is_empty()).then_some(written));
    let next = decision.into_next(Edit::Group, before.name.clone(), reason, now_ms());
    answer(&app, &app.store()?.append(id, before.number, next, None).await?.revision)
}

/// Holds groups to the plan of a revision.
async fn check(app: &App, revision: &Revision, groups: Vec<ChosenGroup>) -> Result<(), Problem> {
    let (app, revision) = (app.clone(), revision.clone());
    off_worker(move || {
        let request = to_request(app.loaded(), &revision);
        Ok(described(app.loaded(), &request, &groups, &[], None).map(drop)?)
    })
    .await
}

/// Groups of a scenario whose plan was changed since.
fn do_not_fit(error: NotEvaluated) -> Problem {
    let NotEvaluated::Body(defects) = error else { return error.into() };
    let detail = "the plan was changed since its groups were kept: keep other groups, or undo the change; errors names every misfit";
    Problem::of_kept(("groups_do_not_fit", "The groups no longer fit the plan"), detail, defects)
}
