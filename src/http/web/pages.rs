//! `/app/`: the pages that need a script, built from `web/` into the program.
//!
//! Their addresses are relative, so that a proxy may put any path before them. A program that was built without Node has no such
//! pages, and says at `/app/` how to get them.

use std::fmt::Write;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, PreEscaped, html};

use crate::echo;
use crate::http::answer::Answer;
use crate::http::cache::Rendered;
use crate::http::extract::base_url::base_url;
use crate::http::extract::params::{NoParams, Params};
use crate::http::link::{LinkHeaders, path_of};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::markup::site::{Introduction, WAYS, Way, ways};

#[derive(rust_embed::RustEmbed)]
#[folder = "web/dist"]
struct Built;

const ICON: &str = include_str!("icon.svg");

/// Whether the pages are in this program.
#[must_use]
pub fn has_pages() -> bool {
    Built::get("index.html").is_some()
}

/// `GET /app`: relative, since a proxy may put a path before it.
pub async fn without_slash(Params(NoParams {}): Params<NoParams>) -> Response {
    Redirect::permanent("app/").into_response()
}

/// `GET /app/`
pub async fn planner(
    app: App,
    headers: HeaderMap,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    page(&app, &headers, "app/", "index.html")
}

/// `GET /app/{page}`
pub async fn named(
    app: App,
    headers: HeaderMap,
    Path(name): Path<String>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    let path = format!("app/{name}");
    if WAYS.iter().any(|way| way.path == path) {
        return page(&app, &headers, &path, &format!("{name}.html"));
    }
    Err(Problem::not_found(format!("there is no page {:?}", echo::cut(&name))))
}

/// `GET /app/icon.svg`
pub async fn icon(Params(NoParams {}): Params<NoParams>) -> Answer {
    Answer::of_digest(Media::Svg, &crate::digest::sha256(ICON.as_bytes()), ICON)
}

/// A page as it was built, with what every page has put where comments stand for it. Each answer has a number of its own that its
/// scripts bear, so it is not to be stored.
fn page(app: &App, headers: &HeaderMap, path: &str, file: &str) -> Result<Answer, Problem> {
    let (Some(built), Some(way)) = (Built::get(file), WAYS.iter().find(|way| way.path == path)) else {
        return Ok(Answer::fresh_bytes(Media::Html, not_built()));
    };
    let (base, nonce) = (app.base_url(headers)?, nonce()?);
    let html = String::from_utf8_lossy(&built.data)
        .replace("<!-- head -->", &head(app, &base, way)?.into_string())
        .replace("<!-- pages -->", &ways("../", Some(path)).into_string())
        .replace("<!-- noscript -->", &without_script(app, path)?.into_string())
        .replace("%nonce%", &nonce);
    let policy = policy(&nonce, &base, &base_url(headers, false)?);
    Ok(Answer::fresh_bytes(Media::Html, html).with_policy(policy))
}

/// The scripts that were built for a page which works without them too, and the number they bear; none in a program without its pages.
pub(super) fn scripts(file: &str) -> Result<Option<(Markup, String)>, Problem> {
    let Some(built) = Built::get(file) else { return Ok(None) };
    let nonce = nonce()?;
    let html = String::from_utf8_lossy(&built.data).replace("%nonce%", &nonce);
    let scripts = html.split("<script").skip(1).filter_map(|rest| rest.split_once("</script>"));
    let scripts: String = scripts.flat_map(|(script, _)| ["<script", script, "</script>"]).collect();
    Ok(Some((PreEscaped(scripts), nonce)))
}

fn head(app: &App, base: &str, way: &Way) -> Result<Markup, Problem> {
    let picture = format!("{}/map.png", path_of(app.draft(None)?));
    let introduction = Introduction {
        root: "../",
        base: Some(base),
        title: way.title,
        about: way.about,
        picture: Some(&picture),
    };
    Ok(introduction.head())
}

/// What stands there for whoever runs no script: the caveat, and where the same is to be read.
fn without_script(app: &App, path: &str) -> Result<Markup, Problem> {
    let draft = app.draft(None)?;
    Ok(html! {
        noscript {
            p class="app-caveat" { (draft.title) ": " (draft.status) ". " (draft.caveat) }
            // The other pages have their ways above.
            @if path == "app/" { header class="app-header" { (ways("../", Some(path))) } }
            div class="app-column" {
                h2 { "Without a script" }
                p { "This page needs a script, and yours are off. Without one there are:" }
                ul {
                    li { a href="find" { "your neighbourhood by postcode" } }
                    li { a href=(format!("..{}/map.svg", path_of(draft))) { "the map, which is below too" } }
                    li { a href="../collections/neighbourhoods/items?f=html" { "the neighbourhoods with their figures" } }
                    li { a href=(format!("..{}/export?f=html", path_of(draft))) { "the board paper" } }
                    li { a href="../collections?f=html" { "all of the data" } }
                }
                img class="app-pack__map" src=(format!("..{}/map.svg", path_of(draft))) alt="Map of the neighbourhoods";
            }
        }
    })
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
            a href="find" { "your neighbourhood by postcode" }
            ", "
            a href="../collections/neighbourhoods/items?f=html" { "the map" }
            " and "
            a href="../?f=html" { "the data" }
            "."
        }
    };
    crate::markup::page::page("Footprint", "", &html! {}, &body)
}

/// A number that nobody can guess.
fn nonce() -> Result<String, Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random bytes");
        Problem::internal()
    })?;
    Ok(bytes.iter().fold(String::new(), |mut digits, byte| {
        let _written = write!(digits, "{byte:02x}");
        digits
    }))
}

/// Scripts that this page brought, and what they load: not what else this service answers, some of which clients choose
/// (`/postcodes?callback=`). Workers are of the pages' own files, where clients find the service and where it was asked.
fn policy(nonce: &str, base: &str, asked: &str) -> String {
    let workers = if base == asked {
        format!("{base}/app/assets/")
    } else {
        format!("{base}/app/assets/ {asked}/app/assets/")
    };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; worker-src {workers}; style-src 'self'; font-src 'self'; \
         img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
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
