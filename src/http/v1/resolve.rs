//! `/v1/resolve`: the neighbourhood of a postcode, point, practice or area.

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answers::single;
use super::resolve_stream;
use crate::bulk::table::{Header, OnUnmatched, Options};
use crate::domain::draft::Draft;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::body::JsonBody;
use crate::http::extract::params::Params;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::resolve::question::Asked;
use crate::planning::resolve::resolution::Resolution;
use crate::planning::resolve::resolver::Resolver;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::reading::columns::Choice;
use crate::reading::dialect::Delimiter;

/// Most items of one body.
const MOST_ITEMS: usize = 10_000;
/// The parts of the data an answer can be made from.
const PARTS: &[&str] = &["areas", "districts", "postcodes", "practices", "registrations", "ostn15"];

/// Parameters of a single question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolveParams {
    postcode: Option<String>,
    lon: Option<f64>,
    lat: Option<f64>,
    easting: Option<f64>,
    northing: Option<f64>,
    practice: Option<String>,
    area: Option<String>,
    draft: Option<String>,
    scenario: Option<String>,
    compare: Option<String>,
    explain: Option<bool>,
}

/// Parameters of many questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManyParams {
    draft: Option<String>,
    scenario: Option<String>,
    column: Option<String>,
    delimiter: Option<String>,
    header: Option<Header>,
    prefix: Option<String>,
    fields: Option<String>,
    on_unmatched: Option<OnUnmatched>,
}

#[derive(Serialize)]
struct Resolutions<'a> {
    draft: DraftUsed<'a>,
    provenance: Provenance<'a>,
    items: Vec<Resolution<'a>>,
}

impl ResolveParams {
    fn asked(self) -> Asked {
        let Self { postcode, lon, lat, easting, northing, practice, area, .. } = self;
        Asked { postcode, lon, lat, easting, northing, practice, area }
    }
}

/// `GET /v1/resolve`
pub async fn one(
    app: App,
    headers: HeaderMap,
    Params(params): Params<ResolveParams>,
) -> Result<Answer, Problem> {
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let other = match &params.compare {
        Some(name) => Some(app.boundaries_named(name).await?),
        None => None,
    };
    let wants_explanation = params.explain == Some(true);
    let asked = params.asked();
    let resolver = Resolver::new(app.loaded(), &draft);
    let mut item = resolver.asked(&asked);
    if let Some(problem) = Problem::unresolved(&item) {
        return Err(problem);
    }
    if let Some(other) = &other {
        item = item.beside(&Resolver::new(app.loaded(), other).asked(&asked), other);
    }
    if wants_explanation {
        item = resolver.explained(item);
    }
    single(&app, &draft, PARTS, item, &headers)
}

/// `POST /v1/resolve`: a list, lines, or a table; told by the media type of the body.
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
    let (essence, label) = (essence(media), charset(media));
    match essence.as_str() {
        "text/csv" | "text/tab-separated-values" => {
            let options = params.options(label)?;
            Ok(resolve_stream::table(app, draft, request.into_body(), &options).await?.into_response())
        }
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => {
            params.refuse_columns()?;
            Ok(resolve_stream::lines(app, draft, request.into_body(), label.as_deref())?.into_response())
        }
        "application/json" => {
            params.refuse_columns()?;
            let JsonBody(body) = JsonBody::from_request(request, &app).await?;
            Ok(off_worker(move || list(&app, &draft, &body)).await?.into_response())
        }
        _ => Err(Problem::unsupported_media_type("application/json, application/x-ndjson or text/csv")),
    }
}

fn list(app: &App, draft: &Draft, body: &Value) -> Result<Answer, Problem> {
    let items = items(body)?;
    let resolver = Resolver::new(app.loaded(), draft);
    let items = items.iter().map(|item| resolver.item(item)).collect();
    let provenance = Provenance::of(app.atlas(), draft, PARTS);
    Answer::fresh(&Resolutions { draft: DraftUsed::of(draft), provenance, items })
}

fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn charset(media: &str) -> Option<String> {
    let parameters = media.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut named = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named.next().map(|(_, label)| label.trim().trim_matches('"').to_owned())
}

impl ManyParams {
    /// How a table is read and answered.
    fn options(self, encoding: Option<String>) -> Result<Options, Problem> {
        let delimiter = self.delimiter.as_deref().map(str::parse::<Delimiter>).transpose();
        let delimiter = delimiter.map_err(|error| Problem::bad_parameter("delimiter", error))?;
        let fields = self.fields.as_deref().map(str::parse).transpose();
        let fields = fields.map_err(|error| Problem::bad_parameter("fields", error))?;
        let column = self.column.as_deref().map(str::parse::<Choice>).transpose();
        Ok(Options {
            column: column.unwrap_or_else(|never| match never {}).unwrap_or_default(),
            delimiter: delimiter.and_then(Delimiter::byte),
            header: self.header.unwrap_or_default(),
            prefix: self.prefix.unwrap_or_default(),
            fields: fields.unwrap_or_default(),
            on_unmatched: self.on_unmatched.unwrap_or_default(),
            encoding,
        })
    }

    /// What is said of columns is of no use without any.
    fn refuse_columns(&self) -> Result<(), Problem> {
        let given = [
            ("column", self.column.is_some()),
            ("delimiter", self.delimiter.is_some()),
            ("header", self.header.is_some()),
            ("prefix", self.prefix.is_some()),
            ("fields", self.fields.is_some()),
            ("on_unmatched", self.on_unmatched.is_some()),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) => Err(Problem::bad_parameter(name, "it is for bodies of text/csv")),
            None => Ok(()),
        }
    }
}

fn items(body: &Value) -> Result<&[Value], Problem> {
    let defect = |pointer: String, reason: &str| BodyDefect::new(pointer, None, reason);
    let Some(members) = body.as_object() else {
        return Err(Problem::defects(vec![defect(String::new(), "expected an object with items")]));
    };
    let unknown = members.keys().filter(|name| *name != "items");
    let mut defects: Vec<BodyDefect> =
        unknown.map(|name| defect(format!("/{}", escape(name)), "unknown member: expected items")).collect();
    let items = members.get("items").and_then(Value::as_array);
    if items.is_none() {
        defects.push(defect("/items".to_owned(), "expected a list of objects"));
    }
    match items {
        Some(items) if items.len() > MOST_ITEMS => Err(Problem::too_large(format!(
            "{} items, at most {MOST_ITEMS} in one body: send them in several",
            items.len()
        ))),
        Some(items) if defects.is_empty() => Ok(items),
        _ => Err(Problem::defects(defects)),
    }
}
