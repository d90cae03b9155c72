//! The frame of the pages under `/app/` that need no script.

use axum::http::HeaderMap;
use maud::{Markup, html};

use crate::http::link::path_of;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::markup::site::{Introduction, Site, WAYS, caveat};

/// A page under a path such as `app/find`, with its middle.
///
/// # Errors
/// A 400 problem when the Host header is no host.
pub(super) fn framed(
    app: &App,
    headers: &HeaderMap,
    (path, title, about): (&str, &str, &str),
    middle: &Markup,
) -> Result<String, Problem> {
    let (base, draft) = (app.base_url(headers)?, app.draft(None)?);
    let picture = format!("{}/map.png", path_of(draft));
    let introduction = Introduction { root: "../", base: Some(&base), title, about, picture: Some(&picture) };
    let site = Site {
        introduction,
        current: WAYS.iter().any(|way| way.path == path).then_some(path),
        caveat: Some(caveat(draft)),
        trail: &[],
        is_narrow: true,
        end: html! { p { (app.atlas().attribution) } },
    };
    Ok(site.around(middle))
}
