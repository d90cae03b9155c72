//! A problem as a page, for whoever asked with a browser: what is wrong, what to do, and the way back.

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::http::answer::PAGE_POLICY;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::markup::site::{Introduction, Site, WAYS};
use crate::planning::terms::words::sentence;

/// Whether a client would rather read a page than a document.
pub fn is_wanted(headers: &HeaderMap) -> bool {
    Media::preferred(&[Media::Json, Media::Html], headers) == Some(Media::Html)
}

/// The page of a problem. Its links are relative to the path that was asked, so that they hold behind any proxy.
pub fn page(problem: &Problem, path: &str) -> Response {
    let root = root_from(path);
    let details = problem.details();
    let is_unknown = problem.status() == axum::http::StatusCode::NOT_FOUND;
    let title = if is_unknown { "This page is not here" } else { details.title };
    let introduction = Introduction { root: &root, base: None, title, about: &details.detail, picture: None };
    let site = Site { introduction, current: None, caveat: None, trail: &[], is_narrow: true, end: html! {} };
    let body = site.around(&html! {
        h1 { (title) }
        p class="lead" { (sentence(&details.detail)) }
        @if !details.errors.is_empty() {
            ul { @for error in &details.errors { li { @if !error.pointer.is_empty() { code { (error.pointer) } ": " } (error.reason) } } }
        }
        p { a href=(root) { "Go to the start" } ", or to one of the pages:" }
        ul { @for way in &WAYS { li { a href=(format!("{root}{}", way.path)) { (way.title) } } } }
        p class="quiet" { "Status " (details.status) ". Request " (details.request_id) "." }
    });
    let mut response = (problem.status(), body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(Media::Html.content_type()));
    headers.insert(CONTENT_SECURITY_POLICY, PAGE_POLICY);
    response
}

/// The way from a path to the root of the service.
fn root_from(path: &str) -> String {
    match path.matches('/').count() {
        0 | 1 => "./".to_owned(),
        depth => "../".repeat(depth - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_back_from_wherever_it_stands() {
        assert_eq!(
            ["/", "/x", "/app/", "/app/x", "/a/b/c"].map(root_from),
            ["./", "./", "../", "../", "../../"]
        );
    }
}
