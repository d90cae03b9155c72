//! `/app/accessibility`: who can use the pages, what is known to be hard, and what to do about it.

use axum::http::HeaderMap;
use maud::html;

use super::frame::framed;
use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// `GET /app/accessibility`
pub async fn statement(
    app: App,
    headers: HeaderMap,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    let body = html! {
        h1 { "Accessibility" }
        p class="lead" { "These pages are for everybody. We hold them to the Web Content Accessibility Guidelines 2.2, level AA." }
        h2 { "What you can do" }
        ul {
            li { "Zoom to 400 % and read without scrolling sideways, but for wide tables and the map." }
            li { "Do everything by keyboard: whatever the map can do, a list beside it can do too." }
            li { "Listen with a screen reader: every change on the page is announced in a sentence." }
            li { "Use your own colours, dark mode, or high contrast." }
            li { "Find your neighbourhood without a script, on a small screen and a slow line." }
        }
        h2 { "What is hard, and what to use instead" }
        ul {
            li {
                "The map is a picture. The same is in tables: "
                a href="../collections/neighbourhoods/items?f=html" { "the neighbourhoods" }
                ", and the lists beside the map."
            }
            li { "Drawing a shape by hand needs a pointer. Areas can be chosen from a list, one by one, or by ward." }
            li { "Workbooks and packed files follow the formats of others; the same figures are on the pages." }
        }
        h2 { "How we know" }
        p {
            "Each state of each page is tested by axe-core in Chromium at each change, at 320 pixels too, by keyboard and without a script. \
             It has not been audited by others, nor tested by people who use assistive technology every day."
        }
        h2 { "If something shuts you out" }
        p {
            "Tell whoever runs this service: the name is on the letter or page that led you here. Say which page, and what you use. \
             Until it is mended, the answer can be given to you by letter or telephone."
        }
        p {
            "If you are not content with the answer, the "
            a href="https://www.equalityadvisoryservice.com/" { "Equality Advisory and Support Service" }
            " can help."
        }
    };
    let about = "Who can use these pages, what is known to be hard, and what to do about it.";
    let page = framed(&app, &headers, ("app/accessibility", "Accessibility", about), &body)?;
    Ok(Answer::of_digest(Media::Html, &crate::digest::sha256(page.as_bytes()), page))
}
