//! The page around everything for people: names, the way back, the caveat, the attribution. It needs no script.

use maud::{Markup, html};

use crate::domain::draft::Draft;
use crate::features::collection::Collection;
use crate::http::link::{Link, LinkBase};
use crate::http::media::Media;
use crate::http::state::app::App;
use crate::markup::site::{Introduction, Site, caveat};

/// A step of the way back.
pub struct Crumb {
    href: String,
    name: &'static str,
}

/// A page that waits for its middle.
pub struct Page {
    base: String,
    title: String,
    about: String,
    caveat: Markup,
    trail: Vec<(String, &'static str)>,
    /// Other formats, and the attribution.
    end: Markup,
}

impl Crumb {
    /// The landing page.
    #[must_use]
    pub fn home(base: &LinkBase) -> Self {
        Self { href: base.url("/?f=html"), name: "Start" }
    }

    /// The list of collections.
    #[must_use]
    pub fn collections(base: &LinkBase) -> Self {
        Self { href: base.url("/collections?f=html"), name: "Collections" }
    }

    /// A collection.
    #[must_use]
    pub fn collection(base: &LinkBase, collection: Collection) -> Self {
        Self { href: base.url(&format!("/collections/{collection}?f=html")), name: collection.title() }
    }

    /// The features of a collection.
    #[must_use]
    pub fn items(base: &LinkBase, collection: Collection) -> Self {
        Self { href: base.url(&format!("/collections/{collection}/items?f=html")), name: "Features" }
    }
}

impl Page {
    /// A page under a title, with the caveat of a draft.
    #[must_use]
    pub fn new(
        app: &App,
        base: &LinkBase,
        draft: &Draft,
        title: &str,
        crumbs: &[Crumb],
        links: &[Link],
    ) -> Self {
        let end = html! {
            p { (formats(links)) }
            p { (app.atlas().attribution) }
        };
        Self {
            base: base.address.clone(),
            title: title.to_owned(),
            about: format!("{title}: {}. Status: {}.", draft.title, draft.status),
            caveat: caveat(draft),
            trail: crumbs.iter().map(|crumb| (crumb.href.clone(), crumb.name)).collect(),
            end,
        }
    }

    /// The page with its middle.
    #[must_use]
    pub fn around(&self, middle: &Markup) -> String {
        let root = format!("{}/", self.base);
        let introduction = Introduction {
            root: &root,
            base: Some(&self.base),
            title: &self.title,
            about: &self.about,
            picture: None,
        };
        let site = Site {
            introduction,
            current: None,
            caveat: Some(self.caveat.clone()),
            trail: &self.trail,
            is_narrow: false,
            end: self.end.clone(),
        };
        site.around(&html! {
            h1 { (self.title) }
            (middle)
        })
    }
}

/// The same in other formats.
pub(super) fn formats(links: &[Link]) -> Markup {
    let others =
        links.iter().filter(|link| link.rel == "alternate" && link.media != Media::Html.content_type());
    html! {
        @for (number, link) in others.enumerate() {
            @if number > 0 { " · " }
            a href=(link.href) rel="alternate" { (link.title) }
        }
    }
}
