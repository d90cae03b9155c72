//! `POST /v1/resolve`: a list, lines, or a table; told by the media type of the body.

use axum::extract::FromRequest;
use axum::response::{IntoResponse, Response};

use super::list::list;
use super::params::ManyParams;
use super::{stream, table, workbook};
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonText;
use crate::http::extract::params::Params;
use crate::http::extract::sent_file::SentFile;
use crate::http::extract::sent_media::SentMedia;
use crate::http::problem::Problem;
use crate::http::state::app::App;

const TAKEN: &str = "application/json, application/x-ndjson, text/csv, text/tab-separated-values, text/plain, a workbook (XLSX, ODS), \
    application/gzip, application/zip, application/octet-stream or multipart/form-data with one file";

/// `POST /v1/resolve`
pub async fn many(
    app: App,
    Params(params): Params<ManyParams>,
    mut sent: SentFile,
) -> Result<Response, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let label = charset(&sent.media);
    let kind = sent.kind().await?;
    let request = sent.request;
    match kind.ok_or_else(|| Problem::unsupported_media_type(TAKEN))? {
        SentMedia::Table if params.wants_preview() => {
            let options = params.options(label)?;
            Ok(table::preview(app, draft, request.into_body(), options).await?.into_response())
        }
        SentMedia::Table if params.wants_counts() => {
            let options = params.options(label)?;
            Ok(table::counts(app, draft, request.into_body(), options).await?.into_response())
        }
        SentMedia::Table if params.wants_workbook() => {
            let options = params.options(label)?;
            Ok(workbook::answer(app, draft, request.into_body(), options).await?.into_response())
        }
        SentMedia::Table => {
            let options = params.options(label)?;
            Ok(table::answer(app, draft, request.into_body(), options).await?.into_response())
        }
        SentMedia::Lines => {
            params.refuse_columns()?;
            let body = request.into_body();
            if params.wants_preview() {
                return Ok(stream::preview_of_lines(app, draft, body, label.as_deref())
                    .await?
                    .into_response());
            }
            Ok(stream::lines(app, draft, body, label.as_deref()).await?.into_response())
        }
        SentMedia::Polygons => Err(Problem::unsupported_media_type(TAKEN)),
        SentMedia::Json => {
            params.refuse_columns()?;
            if params.wants_preview() {
                return Err(Problem::bad_parameter("preview", "it is for tables and for lines of JSON"));
            }
            let JsonText(body) = JsonText::from_request(request, &app).await?;
            Ok(off_worker(move || list(&app, &draft, &body)).await?.into_response())
        }
    }
}

fn charset(media: &str) -> Option<String> {
    let parameters = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named.next().map(|(_, label)| label.trim().trim_matches('"').to_owned())
}
