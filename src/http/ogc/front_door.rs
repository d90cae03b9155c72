//! `/` for people: the question that most come with, and the way to every page.

use maud::html;

use super::page::formats;
use crate::domain::draft::Draft;
use crate::http::link::{Link, path_of};
use crate::http::state::app::App;
use crate::markup::site::{Introduction, Site, WAYS, caveat, postcode_form};

/// Where people begin: the question that most come with, then every page.
#[must_use]
pub(super) fn front_door(app: &App, base: &str, draft: &Draft, links: &[Link]) -> String {
    // Relative: the page is asked where clients find the service, and on its own port.
    let (root, atlas) = ("./", app.atlas());
    let about = format!(
        "Draft neighbourhoods for health and care in {}: which one a place is in, and what changes when a border moves.",
        atlas.title
    );
    let picture = format!("{}/map.png", path_of(draft));
    let introduction =
        Introduction { root, base: Some(base), title: "Footprint", about: &about, picture: Some(&picture) };
    let site = Site {
        introduction,
        current: None,
        caveat: Some(caveat(draft)),
        trail: &[],
        is_narrow: false,
        end: html! {
            p { (formats(links)) }
            p { (atlas.attribution) }
        },
    };
    site.around(&html! {
        h1 { "Neighbourhoods for health and care in " (atlas.title) }
        p class="lead" { "Find the neighbourhood of a place, see what the people in it are like, and try what changes when a border moves." }
        (postcode_form(root, "", None))
        ul class="cards" {
            @for way in &WAYS {
                li {
                    h2 { a href=(format!("{root}{}", way.path)) { (way.title) } }
                    p { (way.about) }
                }
            }
        }
    })
}
