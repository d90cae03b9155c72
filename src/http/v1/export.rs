//! `/v1/drafts/{id}/export`, `/v1/scenarios/{id}/export`: boundaries as documents to keep, send and print.

use std::io::Write;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::pieces;
use super::scenarios::ScenarioPath;
use super::wishes::Wishes;
use crate::domain::draft::Draft;
use crate::export::lookups::Lookup;
use crate::export::preamble::preamble;
use crate::export::{Subject, board_paper, boundaries, workbook};
use crate::http::extract::blocking::off_worker;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::saved::scenarios::to_request;
use crate::planning::what_if::difference::compare;
use crate::planning::what_if::evaluate::evaluate;
use crate::planning::what_if::evaluation::Evaluation;
use crate::store::Revision;

/// Documents there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Boundaries with figures.
    GeoJson,
    /// A lookup.
    Csv,
    /// A workbook.
    Xlsx,
    /// A board paper of one page.
    Html,
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
}

/// Parameters of an export.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportParams {
    f: Format,
    of: Option<Of>,
    policy: Option<String>,
}

/// What is exported: a draft, or a revision of a scenario.
struct Exported {
    app: App,
    draft: Arc<Draft>,
    revision: Option<Revision>,
    permalink: String,
    policy: Option<String>,
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
    document(Exported { app, draft, revision: None, permalink, policy: params.policy }, params.f, params.of)
        .await
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
    let revision = Some(revision);
    document(Exported { app, draft, revision, permalink, policy: params.policy }, params.f, params.of).await
}

async fn document(exported: Exported, format: Format, of: Option<Of>) -> Result<Response, Problem> {
    if of.is_some() && format != Format::Csv {
        return Err(Problem::bad_parameter("of", "goes with f=csv"));
    }
    match format {
        Format::Csv => lookup(exported, of.unwrap_or_default()).await,
        Format::GeoJson => {
            whole(exported, "application/geo+json", "geojson", |subject| {
                let (atlas, draft) = (&subject.loaded.atlas, subject.draft);
                let permalink = Some(subject.permalink.as_str());
                let features = boundaries::features(atlas, draft, permalink, subject.content_digest);
                Ok(features.to_string().into_bytes())
            })
            .await
        }
        Format::Xlsx => {
            let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            whole(exported, media, "xlsx", |subject| {
                workbook::write(subject).map_err(|error| error.to_string())
            })
            .await
        }
        Format::Html => {
            whole(exported, "text/html; charset=utf-8", "html", |subject| {
                Ok(board_paper::write(subject).into_bytes())
            })
            .await
        }
    }
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
    let (lookup, used): (Lookup, &'static [&'static str]) = match of {
        Of::Areas => (Lookup::Areas, &["areas"]),
        Of::Postcodes => (Lookup::Postcodes, &["areas", "postcodes"]),
        Of::Practices => (Lookup::Practices, &["areas", "practices"]),
    };
    let (stem, body) = pieces::streamed(move |start| {
        exported.with_subject(|subject| {
            let mut out = start.begin(subject.file_stem());
            let written = out.write_all(preamble(subject, used).as_bytes());
            let _hung_up = written.and_then(|()| lookup.write_csv(subject.loaded, subject.draft, &mut out));
            Ok(())
        })
    })
    .await?;
    Ok(download("text/csv; charset=utf-8", &format!("{stem}-{}.csv", lookup.name()), body))
}

impl Exported {
    /// Computes the step to the boundaries, and hands all of it to `with`.
    fn with_subject<T>(&self, with: impl FnOnce(&Subject<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let loaded = self.app.loaded();
        let base = self.app.draft(Some(self.draft.base_id()))?;
        let wishes = Wishes { policy: self.policy.clone(), ..Wishes::default() };
        let kept = self.revision.as_ref().map(to_request).unwrap_or_default();
        let request = wishes.asked_with(&loaded.policies, kept)?;
        let hand = |step: &Evaluation<'_>| {
            let (permalink, draft) = (self.permalink.clone(), self.draft.as_ref());
            let content_digest = self.revision.as_ref().map(|revision| revision.content_digest.as_str());
            with(&Subject { loaded, base, draft, step, permalink, content_digest })
        };
        if self.revision.is_some() {
            hand(&evaluate(loaded, &request).map_err(Problem::of_kept_changes)?.answer())
        } else {
            hand(&compare(loaded, base, &self.draft, &request)?.answer().step)
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
