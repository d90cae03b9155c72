//! `/api`: the contract, as JSON, as the YAML it is written in, and as a list to read.

use axum::http::HeaderMap;
use maud::html;
use serde::Deserialize;
use serde_json::Value;

use super::document::as_page;
use super::page::{Crumb, Page};
use crate::digest::sha256;
use crate::http::answer::Answer;
use crate::http::extract::params::Params;
use crate::http::link::LinkBase;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::{App, OPENAPI_YAML};
use crate::markup::table::{headings, scrolled};

/// The address of the service in the contract as it is written: of wherever it is read. It is served with the whole one, since a
/// proxy may put a path before it, and clients differ in how they complete one that is not whole.
const YAML_SERVER: &str = "servers:\n  - url: /\n";
const JSON_SERVER: &str = "\"servers\":[{\"url\":\"/\"";

/// Formats of the contract.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ContractFormat {
    /// `f=json`
    Json,
    /// `f=yaml`
    Yaml,
    /// `f=html`
    Html,
}

/// Parameters of the contract.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiParams {
    f: Option<ContractFormat>,
}

/// `GET /api`
pub async fn api(app: App, headers: HeaderMap, Params(params): Params<ApiParams>) -> Result<Answer, Problem> {
    let accepted = || {
        let offered = [Media::OpenApiJson, Media::OpenApiYaml, Media::Html];
        let names = offered.map(Media::content_type).join(", ");
        Media::preferred(&offered, &headers).ok_or_else(|| Problem::not_acceptable(&names))
    };
    let media = match params.f {
        Some(ContractFormat::Json) => Media::OpenApiJson,
        Some(ContractFormat::Yaml) => Media::OpenApiYaml,
        Some(ContractFormat::Html) => Media::Html,
        None => accepted()?,
    };
    match media {
        Media::Html => page(&app, &headers),
        Media::OpenApiYaml => {
            let server = format!("servers:\n  - url: {}\n", app.base_url(&headers)?);
            Ok(served(media, &OPENAPI_YAML.replacen(YAML_SERVER, &server, 1)))
        }
        _ => {
            let server = format!("\"servers\":[{{\"url\":\"{}\"", app.base_url(&headers)?);
            Ok(served(media, &app.openapi_json().replacen(JSON_SERVER, &server, 1)))
        }
    }
}

fn served(media: Media, contract: &str) -> Answer {
    Answer::of_digest(media, &sha256(contract.as_bytes()), contract.to_owned())
}

/// Every operation with what it does.
fn page(app: &App, headers: &HeaderMap) -> Result<Answer, Problem> {
    let (base, draft) = (LinkBase::new(app.base_url(headers)?, None, None), app.draft(None)?);
    let contract: Value = serde_json::from_str(app.openapi_json()).unwrap_or_default();
    let paths = contract["paths"].as_object();
    let rows = html! {
        @for (path, operations) in paths.into_iter().flatten() {
            @for (method, operation) in operations.as_object().into_iter().flatten() {
                tr {
                    td { (method.to_uppercase()) }
                    th scope="row" { code { (path) } }
                    td { (operation["summary"].as_str().unwrap_or_default()) }
                }
            }
        }
    };
    let body = html! {
        p { "The whole contract is at " a href="api?f=yaml" { "/api?f=yaml" } ", as OpenAPI 3.0." }
        (scrolled(&headings(&["Method", "Path", "What it does"]), &rows))
    };
    let frame = Page::new(app, &base, draft, "The interface", &[Crumb::home(&base)], &[]);
    Ok(as_page(app, draft, frame.around(&body), &[]))
}
