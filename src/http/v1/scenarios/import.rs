//! `/v1/scenarios/import`: a scenario from a file, shown before it is made when that is asked for.

use serde::{Deserialize, Serialize};

use super::body::MOST_REASON;
use super::revisions::{decide, now_ms};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::extract::sent_media::SentMedia;
use crate::http::extract::upload::Upload;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::http::state::may_write::MayWrite;
use crate::ingest::plan::laid::{Laying, Missing, Unknown};
use crate::ingest::plan::plan_reading::PlanReading;
use crate::planning::saved::imported::import::{Import, Importing, NotImported, import as import_file};
use crate::planning::saved::imported::preview::SplitAreaView;
use crate::planning::saved::scenarios::{ScenarioView, view};
use crate::reading::by_hand::ByHand;
use crate::reading::layout::Header;
use crate::reading::polygons::BadRings;
use crate::reading::question::choice::Choice;
use crate::reading::script::Script;
use crate::reading::unknown_encoding;
use crate::store::ScenarioId;

/// Media types that are told to whoever sends another; what a file is, is told by its bytes.
const TOLD: &str = "text/csv, text/tab-separated-values, application/x-ndjson, application/geo+json, application/json, a workbook, a GeoPackage, FlatGeobuf, \
    application/zip, or a form with one of these";

/// Parameters of an import.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportParams {
    name: Option<String>,
    base: Option<String>,
    missing: Option<Missing>,
    new: Option<Unknown>,
    repair: Option<bool>,
    column: Option<String>,
    sheet: Option<String>,
    skip_rows: Option<usize>,
    header: Option<Header>,
    encoding: Option<String>,
    preview: Option<bool>,
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
    may_write: Result<MayWrite, Problem>,
    Params(params): Params<ImportParams>,
    upload: Upload,
) -> Result<Answer, Problem> {
    if params.preview == Some(true) {
        let Import { preview, .. } = read(&app, &params, upload).await?;
        return Answer::fresh(&preview);
    }
    may_write?;
    let name = name(&params)?;
    let Import { request, preview } = read(&app, &params, upload).await?;
    let Some(request) = request else { return Err(Problem::defects(preview.errors)) };
    let decision = decide(&app, request).await?;
    let new = decision.into_new(ScenarioId::random(), name, params.reason, now_ms());
    let revision = app.store()?.create(new).await?;
    let (warnings, split_areas) = (preview.warnings, preview.split_areas);
    let scenario = view(app.atlas(), &revision);
    let answer = Answer::fresh(&Imported { scenario, warnings, split_areas })?;
    Ok(answer.at_revision(revision.number.get()).created(&format!("/v1/scenarios/{}", revision.id)))
}

fn name(params: &ImportParams) -> Result<String, Problem> {
    if params.reason.as_deref().is_some_and(|reason| reason.chars().count() > MOST_REASON) {
        let expected = format!("expected at most {MOST_REASON} characters");
        return Err(Problem::bad_parameter("reason", expected));
    }
    let name = params.name.as_deref().ok_or_else(|| {
        Problem::bad_parameter("", "name is missing: give the scenario a name, such as name=Option B")
    })?;
    let name = name.trim().to_owned();
    if (1..=200).contains(&name.chars().count()) {
        Ok(name)
    } else {
        Err(Problem::bad_parameter("name", "expected 1 to 200 characters"))
    }
}

fn reading(params: &ImportParams) -> Result<PlanReading, Problem> {
    if let Some(label) = params.encoding.as_deref().filter(|label| !Script::is_known(label)) {
        return Err(Problem::bad_parameter("encoding", unknown_encoding(label)));
    }
    let column = params.column.as_deref().map(str::parse::<Choice>).transpose();
    let column = column.unwrap_or_else(|never| match never {}).unwrap_or_default();
    Ok(PlanReading {
        bad_rings: if params.repair == Some(true) { BadRings::Mended } else { BadRings::Refused },
        table: ByHand {
            sheet: params.sheet.clone(),
            skip_rows: params.skip_rows,
            header: params.header.unwrap_or_default(),
            encoding: params.encoding.clone(),
        },
        columns: column.into(),
    })
}

async fn read(app: &App, params: &ImportParams, upload: Upload) -> Result<Import, Problem> {
    if SentMedia::of(&upload.media).is_none() {
        return Err(Problem::unsupported_media_type(TOLD));
    }
    let laying = Laying {
        missing: params.missing.unwrap_or_default(),
        unknown: params.new.unwrap_or_default(),
        ..Laying::default()
    };
    let importing = Importing { base: params.base.clone(), laying, reading: reading(params)? };
    let app = app.clone();
    off_worker(move || {
        let loaded = app.loaded();
        import_file(loaded, &upload.bytes, &importing).map_err(|error| match error {
            NotImported::UnknownBase(id) => Problem::unknown_draft(&loaded.atlas, &id),
            NotImported::NotEvaluated(error) => error.into(),
        })
    })
    .await
}
