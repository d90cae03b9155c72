//! `/collections/{collection}/items`: features, by box and by page.

use std::fmt::Write;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Deserialize;

use super::collections::known;
use super::features::PreparedFeature;
use super::link::{Link, headers as link_headers};
use crate::http::answer::Answer;
use crate::http::app::App;
use crate::http::media::Media;
use crate::http::params::Params;
use crate::http::problem::Problem;

const DEFAULT_LIMIT: usize = 1000;
const MOST_LIMIT: usize = 10_000;

/// Formats of features.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `f=json`
    Json,
    /// `f=geojson`
    GeoJson,
}

/// Parameters of a page of features.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemsParams {
    bbox: Option<String>,
    limit: Option<usize>,
    offset: Option<usize>,
    datetime: Option<String>,
    draft: Option<String>,
    scenario: Option<String>,
    f: Option<Format>,
}

/// Parameters of one feature.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemParams {
    draft: Option<String>,
    scenario: Option<String>,
    f: Option<Format>,
}

/// `GET /collections/{collection}/items`
pub async fn items(
    State(app): State<App>,
    headers: HeaderMap,
    Path(collection): Path<String>,
    Params(params): Params<ItemsParams>,
) -> Result<Answer, Problem> {
    known(&collection)?;
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let prepared = app.features(&draft)?;
    let window = params.bbox.as_deref().map(read_bbox).transpose()?;
    params.datetime.as_deref().map(check_datetime).transpose()?;
    let page = Page::of(&params)?;
    let features = prepared.features.iter();
    let matched: Vec<&PreparedFeature> =
        features.filter(|feature| window.is_none_or(|window| feature.meets(window))).collect();
    let path = format!("{}/collections/{collection}/items", app.base_url(&headers)?);
    let links = page.links(&path, &params, matched.len());
    let body = page.write(&matched, &links)?;
    let answer = Answer::bytes(Media::GeoJson, app.atlas(), &draft, body).with_links(link_headers(&links));
    if params.f.is_some() { Ok(answer) } else { answer.accepted_by(&headers) }
}

/// `GET /collections/{collection}/items/{id}`
pub async fn item(
    State(app): State<App>,
    headers: HeaderMap,
    Path((collection, id)): Path<(String, String)>,
    Params(params): Params<ItemParams>,
) -> Result<Answer, Problem> {
    known(&collection)?;
    let draft = app.boundaries(params.draft.as_deref(), params.scenario.as_deref()).await?;
    let prepared = app.features(&draft)?;
    let found = prepared.features.iter().find(|feature| feature.id.as_str() == id);
    let feature =
        found.ok_or_else(|| Problem::not_found(format!("{id:?} is not a neighbourhood of {}", draft.id)))?;
    let (base, path) = (app.base_url(&headers)?, format!("/collections/{collection}"));
    let links = [
        Link::new(&base, &format!("{path}/items/{id}"), "self", Media::GeoJson, "This feature"),
        Link::new(&base, &path, "collection", Media::Json, "Its collection"),
    ];
    let mut body = feature.json.clone();
    body.truncate(body.len() - 1);
    write!(body, ",\"links\":{}}}", to_json(&links)?).map_err(|_never| Problem::internal())?;
    let answer = Answer::bytes(Media::GeoJson, app.atlas(), &draft, body).with_links(link_headers(&links));
    if params.f.is_some() { Ok(answer) } else { answer.accepted_by(&headers) }
}

struct Page {
    limit: usize,
    offset: usize,
}

impl Page {
    /// A limit above the greatest is taken as the greatest (OGC 17-069r4, /req/core/fc-limit-response-1).
    fn of(params: &ItemsParams) -> Result<Self, Problem> {
        let limit = params.limit.unwrap_or(DEFAULT_LIMIT);
        if limit == 0 {
            return Err(Problem::bad_parameter("limit", "expected 1 to 10000"));
        }
        Ok(Self { limit: limit.min(MOST_LIMIT), offset: params.offset.unwrap_or(0) })
    }

    /// This page, the next and the previous, each with every parameter of the request.
    fn links(&self, path: &str, params: &ItemsParams, matched: usize) -> Vec<Link> {
        let link = |page: &Self, rel, title: &str| {
            Link::new("", &page.url(path, params), rel, Media::GeoJson, title)
        };
        let mut links = vec![link(self, "self", "This page")];
        if self.offset.saturating_add(self.limit) < matched {
            let next = Self { offset: self.offset + self.limit, limit: self.limit };
            links.push(link(&next, "next", "The next page"));
        }
        if self.offset > 0 {
            let prev =
                Self { offset: self.offset.saturating_sub(self.limit), limit: self.limit.min(self.offset) };
            links.push(link(&prev, "prev", "The previous page"));
        }
        let collection = path.trim_end_matches("/items");
        links.push(Link::new("", collection, "collection", Media::Json, "The collection"));
        links
    }

    fn url(&self, path: &str, params: &ItemsParams) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let texts = [
            ("bbox", &params.bbox),
            ("datetime", &params.datetime),
            ("draft", &params.draft),
            ("scenario", &params.scenario),
        ];
        for (name, value) in texts {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        if let Some(format) = params.f {
            query.append_pair("f", if matches!(format, Format::Json) { "json" } else { "geojson" });
        }
        if params.limit.is_some() || self.limit != DEFAULT_LIMIT {
            query.append_pair("limit", &self.limit.to_string());
        }
        if self.offset > 0 {
            query.append_pair("offset", &self.offset.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    fn write(&self, matched: &[&PreparedFeature], links: &[Link]) -> Result<String, Problem> {
        let page: Vec<&&PreparedFeature> = matched.iter().skip(self.offset).take(self.limit).collect();
        let mut body =
            String::with_capacity(page.iter().map(|feature| feature.json.len() + 1).sum::<usize>() + 2048);
        body.push_str("{\"type\":\"FeatureCollection\",\"features\":[");
        for (number, feature) in page.iter().enumerate() {
            if number > 0 {
                body.push(',');
            }
            body.push_str(&feature.json);
        }
        let links = to_json(links)?;
        let (all, here) = (matched.len(), page.len());
        write!(body, "],\"numberMatched\":{all},\"numberReturned\":{here},\"links\":{links}}}")
            .map_err(|_never| Problem::internal())?;
        Ok(body)
    }
}

fn to_json(links: &[Link]) -> Result<String, Problem> {
    serde_json::to_string(links).map_err(|error| {
        tracing::error!(%error, "links could not be written");
        Problem::internal()
    })
}

/// Four numbers, or six with heights, which are passed over: west, south, east, north in degrees.
fn read_bbox(text: &str) -> Result<[f64; 4], Problem> {
    let wrong = |reason: &str| Problem::bad_parameter("bbox", reason);
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|number| number.trim().parse::<f64>()).collect();
    let numbers = numbers.map_err(|_not_a_number| wrong("expected numbers separated by commas"))?;
    let bbox = match numbers[..] {
        [west, south, east, north] | [west, south, _, east, north, _] => [west, south, east, north],
        _ => {
            return Err(wrong("expected 4 or 6 numbers: west, south, east, north in degrees"));
        }
    };
    if bbox.iter().any(|number| !number.is_finite()) || bbox[0].abs() > 180.0 || bbox[2].abs() > 180.0 {
        return Err(wrong("a longitude is -180 to 180"));
    }
    if bbox[1].abs() > 90.0 || bbox[3].abs() > 90.0 {
        return Err(wrong("a latitude is -90 to 90"));
    }
    if bbox[0] > bbox[2] || bbox[1] > bbox[3] {
        return Err(wrong("west must not be east of east, nor south north of north"));
    }
    Ok(bbox)
}

/// An instant or an interval (RFC 3339). Neighbourhoods have no time of their own, so every one matches.
fn check_datetime(text: &str) -> Result<(), Problem> {
    let is_end = |part: &str| part.is_empty() || part == ".." || is_instant(part);
    let valid = match text.split_once('/') {
        None => is_instant(text),
        Some((from, to)) => is_end(from) && is_end(to),
    };
    let wrong =
        || Problem::bad_parameter("datetime", "expected an RFC 3339 date or interval, such as 2026-01-01/..");
    if valid { Ok(()) } else { Err(wrong()) }
}

/// A date, or a date and time with `Z` or an offset.
fn is_instant(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't']).map_or((text, None), |(date, time)| (date, Some(time)));
    let parts: Vec<&str> = date.split('-').collect();
    let is_number = |part: &str, digits: usize, most: u32| {
        part.len() == digits
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|number: u32| number <= most)
    };
    let is_date = matches!(parts[..], [year, month, day] if is_number(year, 4, 9999)
        && is_number(month, 2, 12) && month != "00" && is_number(day, 2, 31) && day != "00");
    let is_time = |time: &str| {
        let clock = time.get(..8).unwrap_or_default();
        let zone = time.get(8..).unwrap_or_default();
        let parts: Vec<&str> = clock.split(':').collect();
        matches!(parts[..], [hour, minute, second] if is_number(hour, 2, 23) && is_number(minute, 2, 59) && is_number(second, 2, 60))
            && (zone.ends_with(['Z', 'z']) || zone.contains(['+', '-']))
    };
    is_date && time.is_none_or(is_time)
}
