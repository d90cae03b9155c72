//! `/postcodes`, `/postcodes/{postcode}` and what lies below it.

use axum::extract::Path;

use super::description::Describer;
use super::envelope::{Lasts, OPENING, Refusal, boundaries, reply};
use super::nearest::{NearestQuestion, POSTCODES};
use super::spelling::postcode;
use super::wishes::{Wishes, parse_int};
use crate::domain::ground::live_places::Near;
use crate::domain::ground::places::Places;
use crate::http::answer::Answer;
use crate::http::state::app::App;
use crate::json::push_code;

/// Results of a search by default, and at most.
const LIMIT: (i64, i64) = (10, 100);

/// `GET /postcodes/{postcode}`
pub async fn show(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    postcode(&text).ok_or_else(Refusal::invalid_postcode)?;
    let describer = Describer::new(&app, &draft, None);
    let Some(number) = describer.find_live(&text) else {
        let terminated = describer.find_terminated(&text);
        let terminated = terminated.map(|number| (&app.atlas().ground, number));
        return Err(Refusal::postcode_not_found(terminated));
    };
    let mut out = Vec::with_capacity(2_048);
    out.extend_from_slice(OPENING);
    describer.push(&mut out, number, None);
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /postcodes/{postcode}/validate`
pub async fn validate(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let is_live = Describer::new(&app, &draft, None).find_live(&text).is_some();
    let out = [OPENING, if is_live { b"true" } else { b"false" }].concat();
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /postcodes/{postcode}/nearest`
pub async fn nearest(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let number = Describer::new(&app, &draft, None).find_live(&text);
    let number = number.ok_or_else(|| Refusal::postcode_not_found(None))?;
    let asked = match app.atlas().ground.places.place(number).site {
        Some(site) => NearestQuestion::about_point(site.grid, &wishes),
        None => NearestQuestion::default(),
    };
    answer_nearest(&app, &wishes, &asked).await
}

/// What is said where there is nothing to look for.
const NO_QUERY: &str = "No postcode query submitted. Remember to include query parameter";

/// `GET /postcodes/{postcode}/autocomplete`
pub async fn autocomplete(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::bad_request(NO_QUERY));
    }
    let draft = boundaries(&app, &wishes).await?;
    let found = search(&app, &text, &wishes);
    let mut out = OPENING.to_vec();
    push_list(&mut out, &found, |out, number| {
        let postcode = app.atlas().ground.places.place(*number).postcode;
        push_code(out, postcode.spaced().as_bytes());
    });
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /postcodes`: near a point, or by the start of a postcode.
pub async fn query(app: App, wishes: Wishes) -> Result<Answer, Refusal> {
    for (longitude, latitude) in [("longitude", "latitude"), ("lon", "lat")] {
        if let (Some(longitude), Some(latitude)) = (wishes.named(longitude), wishes.named(latitude)) {
            return answer_nearest(&app, &wishes, &NearestQuestion::about(longitude, latitude, &wishes))
                .await;
        }
    }
    let text = wishes.named("q").or(wishes.named("query")).filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| Refusal::bad_request(NO_QUERY))?;
    let draft = boundaries(&app, &wishes).await?;
    let describer = Describer::new(&app, &draft, None);
    let mut out = OPENING.to_vec();
    push_list(&mut out, &search(&app, text, &wishes), |out, number| describer.push(out, *number, None));
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /postcodes/lon/{longitude}/lat/{latitude}`
pub async fn lon_lat(
    app: App,
    Path((longitude, latitude)): Path<(String, String)>,
    wishes: Wishes,
) -> Result<Answer, Refusal> {
    answer_nearest(&app, &wishes, &NearestQuestion::about(&longitude, &latitude, &wishes)).await
}

/// `GET /postcodes/lat/{latitude}/lon/{longitude}`
pub async fn lat_lon(
    app: App,
    Path((latitude, longitude)): Path<(String, String)>,
    wishes: Wishes,
) -> Result<Answer, Refusal> {
    answer_nearest(&app, &wishes, &NearestQuestion::about(&longitude, &latitude, &wishes)).await
}

async fn answer_nearest(app: &App, wishes: &Wishes, asked: &NearestQuestion) -> Result<Answer, Refusal> {
    let draft = boundaries(app, wishes).await?;
    let found = asked.read(&app.loaded().projector, &POSTCODES)?.postcodes(&app.atlas().ground);
    let describer = Describer::new(app, &draft, None);
    let mut out = OPENING.to_vec();
    push_near(&mut out, &describer, &found);
    reply(app.atlas(), &draft, wishes, Lasts::WithTheData, out)
}

/// Postcodes found by nearness; null when there are none.
pub(super) fn push_near(out: &mut Vec<u8>, describer: &Describer<'_>, found: &[Near]) {
    push_list(out, found, |out, near| describer.push(out, near.number, Some(near.distance_m)));
}

/// A list, or null in place of an empty one.
pub(super) fn push_list<T>(out: &mut Vec<u8>, items: &[T], push: impl Fn(&mut Vec<u8>, &T)) {
    if items.is_empty() {
        out.extend_from_slice(b"null");
        return;
    }
    for (number, item) in items.iter().enumerate() {
        out.push(if number == 0 { b'[' } else { b',' });
        push(out, item);
    }
    out.push(b']');
}

/// Live postcodes that begin with a text: as an outward code, then with its space, then without.
fn search(app: &App, text: &str, wishes: &Wishes) -> Vec<usize> {
    let limit = wishes.named("limit").and_then(parse_int).filter(|limit| *limit >= 1);
    let limit = usize::try_from(limit.unwrap_or(LIMIT.0).min(LIMIT.1)).expect("it is from 1 to 100");
    let (places, live) = (&app.atlas().ground.places, app.atlas().ground.live());
    let text = text.to_uppercase();
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    let compact = words.concat();
    let is_outward = format!("{text}1AA").parse::<crate::domain::ground::postcode::Postcode>().is_ok();
    if is_outward && words.len() == 1 {
        let found = matching(places, live.from_text(places, &format!("{text} ")), limit, &compact);
        if !found.is_empty() {
            return found;
        }
    }
    if words.len() == 2 {
        let found = matching(places, live.from_text(places, &words.join(" ")), limit, &compact);
        if !found.is_empty() {
            return found;
        }
    }
    matching(places, live.from_compact(places, text), limit, &compact)
}

/// Of the first postcodes, those that hold the text; when one is it, that alone.
fn matching(places: &Places, from: &[u32], limit: usize, compact: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for number in from.iter().take(limit) {
        let number = *number as usize;
        let text = places.place(number).postcode.compact();
        if text.as_str() == compact {
            return vec![number];
        }
        if text.as_str().contains(compact) {
            found.push(number);
        }
    }
    found
}
