//! The page around everything for people: names, the way back, the caveat, the attribution. It needs no script.

use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::http::link::Link;
use crate::http::media::Media;
use crate::http::state::app::App;
use crate::markup::page::page;
use maud::{Markup, html};

const STYLE: &str = include_str!("page.css");

/// A step of the way back.
pub struct Crumb {
    href: String,
    name: &'static str,
}

/// A page that waits for its middle.
pub struct Page {
    title: String,
    /// What stands above the middle: the way back, and the caveat.
    above: Markup,
    /// What stands below it: other formats, and the attribution.
    below: Markup,
}

impl Crumb {
    /// The landing page.
    #[must_use]
    pub fn home(base: &str) -> Self {
        Self { href: format!("{base}/?f=html"), name: "Footprint" }
    }

    /// The list of collections.
    #[must_use]
    pub fn collections(base: &str) -> Self {
        Self { href: format!("{base}/collections?f=html"), name: "Collections" }
    }

    /// A collection.
    #[must_use]
    pub fn collection(base: &str, collection: Collection) -> Self {
        Self { href: format!("{base}/collections/{collection}?f=html"), name: collection.title() }
    }

    /// The features of a collection.
    #[must_use]
    pub fn items(base: &str, collection: Collection) -> Self {
        Self { href: format!("{base}/collections/{collection}/items?f=html"), name: "Features" }
    }
}

impl Page {
    /// A page under a title, with the caveat of a draft.
    #[must_use]
    pub fn new(app: &App, draft: &Draft, title: &str, crumbs: &[Crumb], links: &[Link]) -> Self {
        let above = html! {
            header { nav aria-label="You are here" { ol {
                @for crumb in crumbs { li { a href=(crumb.href) { (crumb.name) } } }
            } } }
            aside aria-label="About these boundaries" {
                strong { (draft.title) } ": " (draft.status) ". " (draft.caveat)
            }
        };
        let below = html! {
            footer {
                p { (formats(links)) }
                p { (app.atlas().attribution) }
            }
        };
        Self { title: title.to_owned(), above, below }
    }

    /// The page with its middle.
    #[must_use]
    pub fn around(&self, middle: &Markup) -> String {
        let body = html! {
            a class="skip" href="#main" { "Skip to the content" }
            (self.above)
            main id="main" {
                h1 { (self.title) }
                (middle)
            }
            (self.below)
        };
        page(&format!("{} · Footprint", self.title), STYLE, &html! { link rel="icon" href="data:,"; }, &body)
    }
}

/// The same in other formats.
fn formats(links: &[Link]) -> Markup {
    let others =
        links.iter().filter(|link| link.rel == "alternate" && link.media != Media::Html.content_type());
    html! {
        @for (number, link) in others.enumerate() {
            @if number > 0 { " · " }
            a href=(link.href) rel="alternate" { (link.title) }
        }
    }
}
