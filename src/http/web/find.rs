//! `/app/find`: which neighbourhood a postcode is in, for everybody. A form and an answer that need no script, on any screen.
//!
//! The postcode comes in a body, so that it stands in no address, no history and no log.

use axum::body::Bytes;
use axum::http::HeaderMap;
use maud::{Markup, html};

use super::find_answer;
use super::frame::framed;
use super::pages::scripts;
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::extract::content_type::said;
use crate::http::extract::params::{NoParams, Params};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::markup::site::{WAYS, postcode_form};
use crate::planning::resolve::question::Asked;
use crate::planning::resolve::resolution::Outcome;
use crate::planning::resolve::resolver::Resolver;

/// As the form sends it.
const FORM: &str = "application/x-www-form-urlencoded";

/// `GET /app/find`
pub async fn form(
    app: App,
    headers: HeaderMap,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    let page = page(&app, &headers, &postcode_form("../", "", None), None)?;
    Answer::of_digest(Media::Html, &crate::digest::sha256(page.as_bytes()), page).accepted_by(&headers)
}

/// `POST /app/find`
pub async fn answer(
    app: App,
    headers: HeaderMap,
    Params(NoParams {}): Params<NoParams>,
    body: Bytes,
) -> Result<Answer, Problem> {
    if !said(&headers).to_ascii_lowercase().starts_with(FORM) {
        return Err(Problem::unsupported_media_type(FORM));
    }
    let mut fields = form_urlencoded::parse(&body).filter(|(name, _)| name == "postcode");
    let postcode = fields.next().map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    off_worker(move || answered(&app, &headers, &postcode)).await
}

fn answered(app: &App, headers: &HeaderMap, postcode: &str) -> Result<Answer, Problem> {
    let draft = app.draft(None)?;
    let asked = Asked { postcode: Some(postcode.to_owned()), ..Asked::default() };
    let found = Resolver::new(app.loaded(), draft).asked(&asked);
    if matches!(found.outcome, Outcome::InvalidFormat | Outcome::Empty) {
        let form = postcode_form("../", postcode, Some("Enter a full postcode, like OX1 1ND"));
        return Ok(Answer::fresh_bytes(Media::Html, page(app, headers, &form, None)?));
    }
    let answer = find_answer::write(app.loaded(), draft, &found, postcode);
    let form = postcode_form("../", postcode, None);
    // With a script the map can be moved; all else needs none.
    let Some((scripts, nonce)) = scripts("find.html")? else {
        return Ok(Answer::fresh_bytes(Media::Html, page(app, headers, &form, Some(&answer))?));
    };
    let page = page(app, headers, &form, Some(&html! { (answer) (scripts) }))?;
    Ok(Answer::fresh_bytes(Media::Html, page).with_scripts(&nonce))
}

fn page(app: &App, headers: &HeaderMap, form: &Markup, answer: Option<&Markup>) -> Result<String, Problem> {
    let way = &WAYS[0];
    let middle = html! {
        @if let Some(answer) = answer {
            (answer)
            h2 { "Look up another postcode" }
        } @else {
            h1 { (way.title) }
        }
        (form)
    };
    framed(app, headers, (way.path, way.title, way.about), &middle)
}
