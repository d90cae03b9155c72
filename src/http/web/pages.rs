//! `/app/`: the pages for planners and for everybody, built from `web/` into the program.
//!
//! A program that was built without Node has no pages, and says at `/app/` how to get them.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use crate::echo;
use crate::http::answer::Answer;
use crate::http::cache::Rendered;
use crate::http::extract::params::{NoParams, Params};
use crate::http::link::LinkHeaders;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

#[derive(rust_embed::RustEmbed)]
#[folder = "web/dist"]
struct Built;

/// Pages beside the planner's.
const PAGES: [&str; 4] = ["find", "profile", "compare", "table"];

/// Whether the pages are in this program.
#[must_use]
pub fn has_pages() -> bool {
    Built::get("index.html").is_some()
}

/// `GET /app`
pub async fn without_slash(Params(NoParams {}): Params<NoParams>) -> Response {
    Redirect::permanent("/app/").into_response()
}

/// `GET /app/`
pub async fn planner(
    app: App,
    headers: HeaderMap,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    page(&app, &headers, "index.html")
}

/// `GET /app/{page}`
pub async fn named(
    app: App,
    headers: HeaderMap,
    Path(name): Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    if PAGES.contains(&name.as_str()) {
        return page(&app, &headers, &format!("{name}.html"));
    }
    let pages = PAGES.map(|page| format!("/app/{page}")).join(", ");
    Err(Problem::not_found(format!("there is no page {:?}: there are /app/, {pages}", echo::cut(&name))))
}

fn page(app: &App, headers: &HeaderMap, file: &str) -> Result<Answer, Problem> {
    let base = app.base_url(headers)?;
    let html = Built::get(file).map_or_else(|| not_built().into_bytes(), |file| file.data.into_owned());
    let digest = crate::digest::sha256(&html);
    Ok(Answer::of_digest(Media::Html, &digest, html).with_policy(policy(&base)))
}

/// What a program without pages says.
fn not_built() -> String {
    let body = html! {
        h1 { "The pages are not in this program" }
        p {
            "It was built without Node 20 or newer, which could not be had from PyPI either. Install one, or let this machine \
             reach PyPI and npm, and start it again with "
            code { "make run" }
            ", which then builds the pages. Everything else works: see "
            a href="/collections/neighbourhoods/items?f=html" { "the map" }
            " and "
            a href="/?f=html" { "the data" }
            "."
        }
    };
    crate::markup::page::page("Footprint", "", &html! {}, &body)
}

/// Scripts, styles and workers of our own alone: not what else this service answers, some of which clients choose.
fn policy(base: &str) -> String {
    let own = format!("{base}/app/assets/");
    format!(
        "default-src 'none'; script-src {own}; style-src {own}; worker-src {own}; font-src {own}; img-src 'self' data: blob:; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    )
}

/// `GET /app/assets/{asset}`
pub async fn asset(
    app: App,
    headers: HeaderMap,
    Path(name): Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    let none = || Problem::not_found(format!("there is no asset {:?}", echo::cut(&name)));
    let file = Built::get(&format!("assets/{name}")).ok_or_else(none)?;
    let media = match name.rsplit_once('.') {
        Some((_, "js")) => Media::JavaScript,
        Some((_, "css")) => Media::Css,
        _ => return Err(none()),
    };
    let render = move || Ok(Rendered::new(file.data.into_owned(), LinkHeaders::default()));
    let rendered = app.rendered().answer(format!("asset {name}"), &headers, render).await?;
    Ok(Answer::of_asset(media, &name, rendered))
}
