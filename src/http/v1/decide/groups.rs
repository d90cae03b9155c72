//! `/v1/groups`: groups of neighbourhoods, all ways to cover the study area by them, and what given ones are like.

use serde::Deserialize;
use serde_json::Value;

use crate::export::boundaries::{self, PlanMembers};
use crate::export::groups::{write_csv, write_slide};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::{NoParams, Params};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::v1::maps::{WIDTH, pixels};
use crate::markup::lettering::Lettering;
use crate::planning::decide::groups::asked::GroupsRequest;
use crate::planning::decide::groups::chosen;
use crate::planning::decide::groups::described::{DescribedGroups, described};
use crate::planning::decide::groups::groupings::groupings;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::request::Request;

/// Forms of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupsFormat {
    /// All that is known.
    #[default]
    Json,
    /// Outlines with figures.
    GeoJson,
    /// The group of each area.
    Csv,
    /// A map for slides.
    Svg,
    /// The same, in pixels.
    Png,
}

/// Parameters of groups.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupsParams {
    f: Option<GroupsFormat>,
}

/// `POST /v1/groups`
pub async fn find(app: App, _: Params<NoParams>, JsonBody(body): JsonBody) -> Result<Answer, Problem> {
    off_worker(move || Answer::fresh(&groupings(app.loaded(), &GroupsRequest::read(&body))?)).await
}

/// `POST /v1/groups/profile`
pub async fn profile(
    app: App,
    headers: axum::http::HeaderMap,
    Params(params): Params<GroupsParams>,
    JsonBody(body): JsonBody,
) -> Result<Answer, Problem> {
    let permalink = format!("{}/v1/groups/profile", app.base_url(&headers)?);
    off_worker(move || {
        let (start, mut defects) = read(&body);
        let groups = chosen::read("/groups", body.get("groups").unwrap_or(&Value::Null));
        let groups = groups.unwrap_or_else(|more| {
            defects.extend(more);
            Vec::new()
        });
        let found = described(app.loaded(), &start, &groups, &defects, None)?;
        params.written(&app, &found, &permalink, None)
    })
    .await
}

/// The plan of a body, and what is wrong with its members but for `groups`.
fn read(body: &Value) -> (Request, Vec<BodyDefect>) {
    let Some(members) = body.as_object() else {
        return (Request::default(), vec![BodyDefect::new("", None, "expected an object with groups")]);
    };
    let start = Request::read_start(members);
    let mut defects = start.defects().to_vec();
    let unknown = members.keys().filter(|name| !["base", "changes", "groups"].contains(&name.as_str()));
    defects.extend(unknown.map(|name| {
        let reason = "unknown member: expected base, changes, groups";
        BodyDefect::new(format!("/{}", crate::echo::cut(name)), None, reason)
    }));
    (start, defects)
}

impl GroupsParams {
    /// Groups in the form asked for.
    pub(in crate::http::v1) fn written(
        &self,
        app: &App,
        groups: &DescribedGroups<'_>,
        permalink: &str,
        content_digest: Option<&str>,
    ) -> Result<Answer, Problem> {
        match self.f.unwrap_or_default() {
            GroupsFormat::Json => Answer::fresh(&groups.answer()),
            GroupsFormat::GeoJson => {
                let plan = PlanMembers {
                    content_digest,
                    practices: groups.practices(),
                    annotations: None,
                    accepted: &[],
                };
                let features = boundaries::features(app.atlas(), &groups.draft, Some(permalink), Some(&plan));
                Ok(Answer::fresh_bytes(Media::GeoJson, features.to_string()))
            }
            GroupsFormat::Csv => Ok(Answer::fresh_bytes(Media::Csv, write_csv(groups))),
            GroupsFormat::Svg => Ok(Answer::fresh_bytes(Media::Svg, write_slide(groups, Lettering::Text))),
            GroupsFormat::Png => {
                let drawn = pixels(&write_slide(groups, Lettering::Outlines), WIDTH)?;
                Ok(Answer::fresh_bytes(Media::Png, drawn).uncompressed())
            }
        }
    }
}
