//! `POST /postcodes`: up to 100 postcodes or geolocations, answered in order, each with what was asked.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::description::Describer;
use super::envelope::{Lasts, OPENING, Refusal, boundaries, reply};
use super::nearest::{NearestQuestion, POSTCODES, is_truthy, is_wide};
use super::postcodes::push_near;
use super::wishes::Wishes;
use crate::http::answer::Answer;
use crate::http::extract::content_type::{essence, said};
use crate::http::state::app::App;
use crate::json::{push_code, push_json, push_text};

/// Most of either in one body.
const MOST: usize = 100;
/// About what one postcode takes.
const BYTES_EACH: usize = 1_450;
/// Members of a geolocation that are echoed, in any case.
const ECHOED: [&str; 5] = ["limit", "longitude", "latitude", "radius", "widesearch"];

/// A body; borrowed, since it is only looked at.
#[derive(Default, Deserialize)]
struct Body<'a> {
    #[serde(borrow, default)]
    postcodes: Member<'a>,
    #[serde(default)]
    geolocations: Value,
}

/// What stands under `postcodes`.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Member<'a> {
    #[serde(borrow)]
    List(Vec<Item<'a>>),
    Other(Value),
    #[default]
    Missing,
}

/// A body as nearly all are: nothing but postcodes, each a text without an escape. Quick to read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain<'a> {
    #[serde(borrow)]
    postcodes: Vec<&'a str>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Item<'a> {
    #[serde(borrow)]
    Text(Cow<'a, str>),
    /// Not a text: no postcode, and answered as that, so that answers stand in the places of their questions.
    Other(Value),
}

/// `POST /postcodes`
pub async fn bulk(app: App, wishes: Wishes, headers: HeaderMap, bytes: Bytes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let describer = Describer::new(&app, &draft, wishes.named("filter"));
    if is_json(&headers)
        && let Ok(text) = std::str::from_utf8(&bytes)
        && let Ok(Plain { postcodes }) = serde_json::from_str(text)
    {
        let texts: Vec<_> = postcodes.iter().map(|text| Some(*text)).collect();
        let out = of_postcodes(&describer, &texts, |out, number| push_plain(out, postcodes[number]))?;
        return reply(app.atlas(), &draft, &wishes, Lasts::Not, out);
    }
    let body = read(&headers, &bytes)?;
    let out = match body.postcodes {
        Member::List(items) => {
            let texts = items.iter().map(|item| match item {
                Item::Text(text) => Some(&**text),
                Item::Other(_) => None,
            });
            let push_query = |out: &mut Vec<u8>, number: usize| match &items[number] {
                Item::Text(text) => push_text(out, text),
                Item::Other(value) => push_json(out, value),
            };
            of_postcodes(&describer, &texts.collect::<Vec<_>>(), push_query)?
        }
        Member::Other(value) if is_truthy(&value) => return Err(list_wanted()),
        Member::Other(_) | Member::Missing => match &body.geolocations {
            Value::Array(items) => of_geolocations(&app, &describer, items, &wishes)?,
            value if is_truthy(value) => return Err(list_wanted()),
            _ => return Err(Refusal::bad_request(QUERY_WANTED)),
        },
    };
    reply(app.atlas(), &draft, &wishes, Lasts::Not, out)
}

const QUERY_WANTED: &str = "Invalid JSON query submitted. \nYou need to submit a JSON object with an array of postcodes or \
                            geolocation objects.\nAlso ensure that Content-Type is set to application/json\n";
const JSON_WANTED: &str = "Invalid JSON submitted.\nYou need to submit a JSON object with an array of postcodes or \
                           geolocation objects.\nAlso ensure that Content-Type is set to application/json\n";

fn list_wanted() -> Refusal {
    Refusal::bad_request("Invalid data submitted. You need to provide a JSON array")
}

/// A body of another media type is as good as none.
fn read<'a>(headers: &HeaderMap, bytes: &'a [u8]) -> Result<Body<'a>, Refusal> {
    if bytes.is_empty() || !is_json(headers) {
        return Ok(Body::default());
    }
    match bytes.trim_ascii_start().first() {
        Some(b'{') => serde_json::from_slice(bytes).map_err(|_malformed| Refusal::bad_request(JSON_WANTED)),
        Some(b'[') if serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() => Ok(Body::default()),
        _ => Err(Refusal::bad_request(JSON_WANTED)),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    essence(said(headers)) == "application/json"
}

/// Answers texts, none where an item is no text; `push_query` writes an item as it was sent. All are found before the first is written, so that the processor waits for the
/// memory of several at once.
fn of_postcodes(
    describer: &Describer<'_>,
    texts: &[Option<&str>],
    push_query: impl Fn(&mut Vec<u8>, usize),
) -> Result<Vec<u8>, Refusal> {
    if texts.len() > MOST {
        return Err(Refusal::bad_request(
            "Too many postcodes submitted. Up to 100 postcodes can be bulk requested at a time",
        ));
    }
    let found: Vec<Option<usize>> = texts.iter().map(|text| describer.find_live((*text)?)).collect();
    let mut out = opened(texts.len());
    for (number, found) in found.into_iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"query\":");
        push_query(&mut out, number);
        out.extend_from_slice(b",\"result\":");
        match found {
            Some(place) => describer.push(&mut out, place, None),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    }
    out.push(b']');
    Ok(out)
}

/// The opening of a list, with room for as many postcodes.
fn opened(count: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(OPENING.len() + count * BYTES_EACH + 64);
    out.extend_from_slice(OPENING);
    out.push(b'[');
    out
}

/// Writes a text that stood in JSON without an escape: it needs none again.
fn push_plain(out: &mut Vec<u8>, text: &str) {
    push_code(out, text.as_bytes());
}

fn of_geolocations(
    app: &App,
    describer: &Describer<'_>,
    items: &[Value],
    wishes: &Wishes,
) -> Result<Vec<u8>, Refusal> {
    if items.len() > MOST {
        return Err(Refusal::bad_request(
            "Too many locations submitted. Up to 100 locations can be bulk requested at a time",
        ));
    }
    let mut out = opened(items.len());
    for (number, item) in items.iter().enumerate() {
        let mut query = wished(wishes);
        query.extend(
            item.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())),
        );
        let found = NearestQuestion::of_object(&query).read(&app.loaded().projector, &POSTCODES)?;
        let found = found.postcodes(&app.atlas().ground);
        query.retain(|name, _| ECHOED.contains(&name.to_lowercase().as_str()));
        if number > 0 {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"query\":");
        push_json(&mut out, &query);
        out.extend_from_slice(b",\"result\":");
        push_near(&mut out, describer, &found);
        out.push(b'}');
    }
    out.push(b']');
    Ok(out)
}

/// What the query wishes for every geolocation that does not say otherwise.
fn wished(wishes: &Wishes) -> Map<String, Value> {
    let mut map = Map::new();
    for name in ["limit", "radius"] {
        if let Some(value) = wishes.named(name) {
            map.insert(name.to_owned(), value.into());
        }
    }
    if is_wide(wishes) {
        map.insert("widesearch".to_owned(), true.into());
    }
    map
}
