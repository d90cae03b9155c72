//! `/conformance`: the requirements classes that are implemented and tested.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;

use super::landing::DocumentParams;
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::params::Params;
use crate::http::problem::Problem;

/// OGC 17-069r4, OGC API - Features - Part 1: Core.
const CLASSES: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
];

#[derive(Serialize)]
struct Conformance {
    #[serde(rename = "conformsTo")]
    conforms_to: &'static [&'static str],
}

/// `GET /conformance`
pub async fn conformance(
    State(app): State<App>,
    headers: HeaderMap,
    Params(params): Params<DocumentParams>,
) -> Result<Answer, Problem> {
    let answer = Answer::of_data(app.atlas(), &Conformance { conforms_to: CLASSES })?;
    params.accept(answer, &headers)
}
