//! `/v1/scenarios/import`: a scenario from a table or a document of features.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};

use super::body::MOST_REASON;
use super::revisions::{decide, now_ms};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::ingest::read_plan::{Missing, read_plan};
use crate::planning::saved::import::{SplitAreaView, changes, split_areas};
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::request::Request;
use crate::store::ScenarioId;

const MEDIA: [&str; 4] =
    ["text/csv", "application/geo+json", "application/json", "text/tab-separated-values"];

/// Parameters of an import.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportParams {
    name: String,
    base: Option<String>,
    missing: Option<Missing>,
    reason: Option<String>,
}

/// The scenario made, and what was decided on the way.
#[derive(Serialize)]
struct Imported {
    #[serde(flatten)]
    scenario: ScenarioView,
    warnings: Vec<String>,
    split_areas: Vec<SplitAreaView>,
}

/// `POST /v1/scenarios/import`
pub async fn import(
    app: App,
    _: MayWrite,
    headers: HeaderMap,
    Params(params): Params<ImportParams>,
    body: Bytes,
) -> Result<Answer, Problem> {
    let media = headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !MEDIA.contains(&essence.as_str()) {
        return Err(Problem::unsupported_media_type(&MEDIA.join(", ")));
    }
    let name = params.name.trim().to_owned();
    if !(1..=200).contains(&name.chars().count()) {
        return Err(Problem::bad_parameter("name", "expected 1 to 200 characters"));
    }
    if params.reason.as_deref().is_some_and(|reason| reason.chars().count() > MOST_REASON) {
        let expected = format!("expected at most {MOST_REASON} characters");
        return Err(Problem::bad_parameter("reason", expected));
    }
    let base = app.draft(params.base.as_deref().filter(|base| *base != "current"))?.clone();
    let (reader, from) = (app.clone(), base.clone());
    let (changes, warnings, split_areas) = off_worker(move || {
        let (loaded, missing) = (reader.loaded(), params.missing.unwrap_or_default());
        let read = read_plan(loaded, &from, &body, missing);
        let (plan, findings) = read.map_err(|findings| {
            Problem::defects(findings.defects.into_iter().map(BodyDefect::of_finding).collect())
        })?;
        let ground = &loaded.atlas.ground;
        let warnings: Vec<String> = findings.warnings.iter().map(ToString::to_string).collect();
        Ok((changes(ground, &from, &plan), warnings, split_areas(ground, &plan)))
    })
    .await?;
    let decision = decide(&app, Request::of(Some(base.id.clone()), changes)).await?;
    let revision =
        app.store()?.create(decision.into_new(ScenarioId::random(), name, params.reason, now_ms())).await?;
    let answer = Answer::fresh(&Imported { scenario: view(app.atlas(), &revision), warnings, split_areas })?;
    Ok(answer.at_revision(revision.number.get()).created(&format!("/v1/scenarios/{}", revision.id)))
}
