//! `/v1/drafts/{id}/export`, `/v1/scenarios/{id}/export`: boundaries as documents to keep, send and print.

use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LINK,
};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::pieces;
use super::scenarios::ScenarioPath;
use super::wishes::Wishes;
use crate::domain::draft::Draft;
use crate::export::board::paper;
use crate::export::boundaries::PlanMembers;
use crate::export::lookups::{CsvStyle, Lookup};
use crate::export::plan_said::PlanSaid;
use crate::export::preamble::preamble;
use crate::export::{Subject, boundaries, csvw, datapackage, workbook};
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::ingest::plan::annotations::Annotations;
use crate::planning::saved::annotations::{Brings, accepted, of_revision};
use crate::planning::saved::imported::plan_document::PlanDocument;
use crate::planning::saved::kept::kept;
use crate::planning::saved::scenarios::to_request;
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::difference::compare;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::evaluation::Evaluation;
use crate::store::Revision;

/// What a scenario keeps and a file of it does not bring back when it is imported, in words.
const LEFT_OUT: HeaderName = HeaderName::from_static("footprint-left-out");

/// Documents there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// Boundaries with figures.
    GeoJson,
    /// A lookup.
    Csv,
    /// A workbook.
    Xlsx,
    /// A board paper of one page.
    Html,
    /// The plan itself, without loss.
    Json,
    /// What the tables and the boundaries are (Frictionless Data Package).
    DataPackage,
    /// What a table is (CSV on the Web).
    Csvw,
}

impl ExportFormat {
    /// What a file of this format brings back of all that a scenario keeps, where it can be imported.
    fn brings(self) -> Option<Brings> {
        match self {
            Self::Csv => Some(Brings::Nothing),
            Self::GeoJson | Self::Xlsx => Some(Brings::Accepted),
            Self::Json => Some(Brings::Changes),
            Self::Html | Self::DataPackage | Self::Csvw => None,
        }
    }
}

/// What a CSV is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// Areas.
    #[default]
    Areas,
    /// Postcodes.
    Postcodes,
    /// Practices.
    Practices,
    /// Areas, in the form proposed for exchange.
    Exchange,
}

impl Of {
    const ALL: [Self; 4] = [Self::Areas, Self::Postcodes, Self::Practices, Self::Exchange];

    fn lookup(self) -> Lookup {
        match self {
            Self::Areas => Lookup::Areas,
            Self::Postcodes => Lookup::Postcodes,
            Self::Practices => Lookup::Practices,
            Self::Exchange => Lookup::Exchange,
        }
    }

    /// The parts of the data that it is made of.
    fn used(self) -> &'static [&'static str] {
        match self {
            Self::Areas | Self::Exchange => &["areas"],
            Self::Postcodes => &["areas", "postcodes"],
            Self::Practices => &["areas", "practices"],
        }
    }
}

/// Parameters of an export.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportParams {
    f: ExportFormat,
    of: Option<Of>,
    policy: Option<String>,
    preamble: Option<bool>,
    excel: Option<bool>,
}

/// What is exported: a draft, or a revision of a scenario.
struct Exported {
    app: App,
    draft: Arc<Draft>,
    revision: Option<Revision>,
    annotations: Option<Annotations>,
    permalink: String,
    params: ExportParams,
}

/// `GET /v1/drafts/{id}/export`
pub async fn of_draft(
    app: App,
    headers: HeaderMap,
    Path(id): Path<String>,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let draft = app.draft(Some(&id)).cloned()?;
    let permalink = format!("{}/v1/drafts/{id}", app.base_url(&headers)?);
    document(Exported { app, draft, revision: None, annotations: None, permalink, params }).await
}

/// `GET /v1/scenarios/{id}/export`, `GET /v1/scenarios/{id}/revisions/{revision}/export`
pub async fn of_scenario(
    app: App,
    headers: HeaderMap,
    Path(path): Path<ScenarioPath>,
    Params(params): Params<ExportParams>,
) -> Result<Response, Problem> {
    let revision = path.revision(&app).await?;
    let draft = app.boundaries_of(revision.clone()).await?;
    let (base, id, number) = (app.base_url(&headers)?, revision.id, revision.number);
    let permalink = format!("{base}/v1/scenarios/{id}/revisions/{number}");
    let annotations = of_revision(&revision)?;
    let left_out = params.f.brings().and_then(|brings| brings.left_out(annotations));
    let (revision, annotations) = (Some(revision), Some(annotations));
    let mut response = document(Exported { app, draft, revision, annotations, permalink, params }).await?;
    if let Some(left_out) = left_out.and_then(|words| HeaderValue::from_str(&words).ok()) {
        response.headers_mut().insert(LEFT_OUT, left_out);
    }
    Ok(response)
}

async fn document(exported: Exported) -> Result<Response, Problem> {
    let ExportParams { f: format, of, preamble, excel, .. } = exported.params;
    let is_of_table = matches!(format, ExportFormat::Csv | ExportFormat::Csvw);
    let is_of_csv = preamble.is_some() || excel.is_some();
    if (of.is_some() && !is_of_table) || (is_of_csv && format != ExportFormat::Csv) {
        let name = if of.is_some() && !is_of_table {
            "of"
        } else if preamble.is_some() {
            "preamble"
        } else {
            "excel"
        };
        return Err(Problem::bad_parameter(name, "goes with f=csv"));
    }
    let of = of.unwrap_or_default();
    match format {
        ExportFormat::Csv => lookup(exported, of).await,
        ExportFormat::GeoJson => {
            whole(exported, "application/geo+json", "geojson", |subject| {
                let (atlas, draft) = (&subject.loaded.atlas, subject.draft);
                let plan = PlanMembers {
                    content_digest: subject.content_digest,
                    practices: subject.practices,
                    annotations: subject.annotations,
                    accepted: &subject.accepted,
                };
                let features = boundaries::features(atlas, draft, Some(&subject.permalink), Some(&plan));
                Ok(features.to_string().into_bytes())
            })
            .await
        }
        ExportFormat::Xlsx => {
            let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            whole(exported, media, "xlsx", |subject| {
                workbook::write(subject).map_err(|error| error.to_string())
            })
            .await
        }
        ExportFormat::Html => {
            whole(exported, "text/html; charset=utf-8", "html", |subject| {
                Ok(paper::write(subject).into_bytes())
            })
            .await
        }
        ExportFormat::Json => {
            whole(exported, "application/json", "json", |subject| written(&plan(subject))).await
        }
        ExportFormat::DataPackage => {
            whole(exported, "application/json", "datapackage.json", |subject| written(&package(subject)))
                .await
        }
        ExportFormat::Csvw => {
            whole(exported, "application/csvm+json", "csv-metadata.json", move |subject| {
                let address = table_address(subject, of);
                written(&csvw::describe(&subject.loaded.atlas, subject.draft, of.lookup(), &address))
            })
            .await
        }
    }
}

fn written(document: &impl serde::Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec_pretty(document).map_err(|error| error.to_string())
}

fn plan<'a>(subject: &'a Subject<'_>) -> PlanDocument<'a> {
    let mut plan = PlanDocument::new(&subject.base.id, subject.changes.clone());
    plan.name = subject.title();
    (plan.status, plan.caveat) = (&subject.draft.status, &subject.draft.caveat);
    plan.data = &subject.loaded.atlas.digest;
    plan.content_digest = subject.content_digest;
    plan.annotations = subject.annotations;
    plan
}

fn table_address(subject: &Subject<'_>, of: Of) -> String {
    format!("{}/export?f=csv&of={}", subject.permalink, of.lookup().name())
}

fn package(subject: &Subject<'_>) -> serde_json::Value {
    let table = |of: Of| {
        let lookup = of.lookup();
        (format!("{}.csv", lookup.name()), table_address(subject, of), Some(lookup))
    };
    let polygons = format!("{}/export?f=geojson", subject.permalink);
    let mut addresses: Vec<_> = Of::ALL.map(table).to_vec();
    addresses.push(("neighbourhoods.geojson".to_owned(), polygons, None));
    datapackage::describe_addresses(&subject.loaded.atlas, subject.draft, &addresses)
}

/// A document that is made whole before it is sent.
async fn whole(
    exported: Exported,
    media: &'static str,
    ending: &str,
    write: impl FnOnce(&Subject<'_>) -> Result<Vec<u8>, String> + Send + 'static,
) -> Result<Response, Problem> {
    let (bytes, stem) = off_worker(move || {
        exported.with_subject(|subject| {
            let bytes = write(subject).map_err(|error| {
                tracing::error!(%error, "a document could not be written");
                Problem::internal()
            })?;
            Ok((bytes, subject.file_stem()))
        })
    })
    .await?;
    Ok(download(media, &format!("{stem}.{ending}"), Body::from(bytes)))
}

/// A lookup, written while it is sent. What is wrong with the question is told before.
async fn lookup(exported: Exported, of: Of) -> Result<Response, Problem> {
    let lookup = of.lookup();
    let style = if exported.params.excel == Some(true) { CsvStyle::Excel } else { CsvStyle::Plain };
    let has_preamble = exported.params.preamble == Some(true);
    let permalink = exported.permalink.clone();
    let (stem, body) = pieces::streamed(move |start| {
        exported.with_subject(|subject| {
            let mut out = start.begin(subject.file_stem());
            let digest = subject.content_digest;
            let said =
                PlanSaid::of(subject.loaded, subject.draft, digest, subject.practices, subject.annotations);
            let mut before = style.mark().to_owned();
            if has_preamble {
                before += &preamble(subject, of.used()).replace('\n', style.line_end());
            }
            let written = out.write_all(before.as_bytes());
            let (loaded, draft) = (subject.loaded, subject.draft);
            let _hung_up = written.and_then(|()| lookup.write_csv_of(loaded, draft, &said, style, &mut out));
            Ok(())
        })
    })
    .await?;
    let mut response = download("text/csv; charset=utf-8", &format!("{stem}-{}.csv", lookup.name()), body);
    let described = [
        format!(
            "<{permalink}/export?f=csvw&of={}>; rel=\"describedby\"; type=\"application/csvm+json\"",
            lookup.name()
        ),
        format!("<{permalink}/export?f=datapackage>; rel=\"describedby\"; type=\"application/json\""),
    ];
    for link in described {
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().append(LINK, link);
        }
    }
    Ok(response)
}

impl Exported {
    /// Computes the step to the boundaries, and hands all of it to `with`.
    fn with_subject<T>(&self, with: impl FnOnce(&Subject<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let loaded = self.app.loaded();
        let base = self.app.draft(Some(self.draft.base_id()))?;
        let wishes = Wishes { policy: self.params.policy.clone(), ..Wishes::default() };
        let decided = self.revision.as_ref().map(|revision| to_request(loaded, revision)).unwrap_or_default();
        let request = wishes.asked_with(&loaded.policies, decided)?;
        let changes = request.written();
        let revision = self.revision.as_ref();
        let certificate = || kept("certificate", revision?.certificate.as_deref()).transpose();
        let groups = || kept("groups", revision?.groups.as_deref()).transpose();
        let hand = |step: &Evaluation<'_>, plan: Option<&WhatIf<'_>>| {
            let (permalink, draft) = (self.permalink.clone(), self.draft.as_ref());
            let content_digest = self.revision.as_ref().map(|revision| revision.content_digest.as_str());
            with(&Subject {
                loaded,
                base,
                draft,
                step,
                permalink,
                content_digest,
                practices: &plan.map(WhatIf::practice_decisions).unwrap_or_default(),
                certificate: certificate().transpose(),
                annotations: self.annotations,
                accepted: accepted(&request.changes),
                plan,
                groups: groups().unwrap_or_else(|| Ok(vec![])),
                changes,
            })
        };
        if self.revision.is_some() {
            let what_if = evaluate(loaded, &request).map_err(Problem::of_kept_changes)?;
            hand(&what_if.answer(), Some(&what_if))
        } else {
            let step = compare(loaded, base, &self.draft, &request)?;
            hand(&step.answer().step, None)
        }
    }
}

/// A document as a file: pages are shown, the others saved.
fn download(media: &'static str, name: &str, body: Body) -> Response {
    let shown = if media.starts_with("text/html") { "inline" } else { "attachment" };
    // The page needs its own style and nothing else.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
    let headers = [
        (CONTENT_TYPE, media.to_owned()),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (CONTENT_DISPOSITION, format!("{shown}; filename=\"{name}\"")),
        (CONTENT_SECURITY_POLICY, policy.to_owned()),
    ];
    (headers, body).into_response()
}
