//! `POST /v1/resolve`: a list, lines, or a table; told by the media type of the body.

use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::list::list;
use super::params::ManyParams;
use super::{stream, table, workbook};
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonText;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Table,
    Lines,
    List,
}

const TAKEN: &str = "application/json, application/x-ndjson, text/csv or a workbook (XLSX, ODS)";

impl Form {
    /// By a media type without its parameters; a table may be packed, or in a workbook.
    fn of(essence: &str) -> Option<Self> {
        match essence {
            "text/csv"
            | "text/tab-separated-values"
            | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            | "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.ms-excel"
            | "application/gzip"
            | "application/zip"
            | "application/octet-stream" => Some(Self::Table),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Some(Self::Lines),
            "application/json" => Some(Self::List),
            _ => None,
        }
    }
}

/// `POST /v1/resolve`
pub async fn many(
    app: App,
    Params(params): Params<ManyParams>,
    request: Request,
) -> Result<Response, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    if request.headers().get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return Err(Problem::unsupported_media_type("it is, without a content encoding"));
    }
    let media = request.headers().get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let (form, label) = (Form::of(&essence(media)), charset(media));
    match form.ok_or_else(|| Problem::unsupported_media_type(TAKEN))? {
        Form::Table if params.wants_preview() => {
            let options = params.options(label)?;
            Ok(table::preview(app, draft, request.into_body(), options).await?.into_response())
        }
        Form::Table if params.wants_counts() => {
            let options = params.options(label)?;
            Ok(table::counts(app, draft, request.into_body(), options).await?.into_response())
        }
        Form::Table if params.wants_workbook() => {
            let options = params.options(label)?;
            Ok(workbook::answer(app, draft, request.into_body(), options).await?.into_response())
        }
        Form::Table => {
            let options = params.options(label)?;
            Ok(table::answer(app, draft, request.into_body(), options).await?.into_response())
        }
        Form::Lines => {
            params.refuse_columns()?;
            Ok(stream::lines(app, draft, request.into_body(), label.as_deref()).await?.into_response())
        }
        Form::List => {
            params.refuse_columns()?;
            let JsonText(body) = JsonText::from_request(request, &app).await?;
            Ok(off_worker(move || list(&app, &draft, &body)).await?.into_response())
        }
    }
}

fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn charset(media: &str) -> Option<String> {
    let parameters = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named.next().map(|(_, label)| label.trim().trim_matches('"').to_owned())
}
