//! `/v1/places`: towns and villages, to label maps and to search by name.

use axum::http::HeaderMap;
use serde::Serialize;

use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::problem::Problem;
use crate::http::state::app::App;

#[derive(Serialize)]
struct Places<'a> {
    count: usize,
    items: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    code: &'a str,
    name: &'a str,
    kind: Option<&'a str>,
    population: Option<u32>,
    lon: f64,
    lat: f64,
}

/// `GET /v1/places`
pub async fn list(app: App, headers: HeaderMap, _: Params<NoParams>) -> Result<Answer, Problem> {
    let places = app.atlas().ground.gazetteer().places();
    let items: Vec<Place<'_>> = places
        .iter()
        .map(|place| Place {
            code: &place.code,
            name: &place.name,
            kind: place.kind.as_deref(),
            population: place.population,
            lon: place.site.lon_lat.longitude_deg(),
            lat: place.site.lon_lat.latitude_deg(),
        })
        .collect();
    Answer::of_data(app.atlas(), &Places { count: items.len(), items })?.accepted_by(&headers)
}
