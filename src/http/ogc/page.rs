//! The page around everything for people: names, the way back, the caveat, the attribution. It needs no script.

use crate::domain::draft::Draft;
use crate::export::html::escaped;
use crate::features::collection::Collection;
use crate::http::link::Link;
use crate::http::media::Media;
use crate::http::state::app::App;

const STYLE: &str = include_str!("page.css");

/// A step of the way back.
pub struct Crumb {
    href: String,
    name: &'static str,
}

/// A page that waits for its middle.
pub struct Page {
    head: String,
    foot: String,
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
        let title = escaped(title);
        let crumbs: Vec<String> = crumbs
            .iter()
            .map(|crumb| format!("<li><a href=\"{}\">{}</a></li>", escaped(&crumb.href), crumb.name))
            .collect();
        let others: Vec<String> = links
            .iter()
            .filter(|link| link.rel == "alternate" && link.media != Media::Html.content_type())
            .map(|link| {
                format!("<a href=\"{}\" rel=\"alternate\">{}</a>", escaped(&link.href), escaped(&link.title))
            })
            .collect();
        let head = format!(
            "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <link rel=\"icon\" href=\"data:,\"><title>{title} · Footprint</title><style>{STYLE}</style></head><body>\
             <a class=\"skip\" href=\"#main\">Skip to the content</a>\
             <header><nav aria-label=\"You are here\"><ol>{}</ol></nav></header>\
             <aside aria-label=\"About these boundaries\"><strong>{}</strong>: {}. {}</aside>\
             <main id=\"main\"><h1>{title}</h1>",
            crumbs.concat(),
            escaped(&draft.title),
            escaped(&draft.status),
            escaped(&draft.caveat),
        );
        let foot = format!(
            "</main><footer><p>{}</p><p>{}</p></footer></body></html>\n",
            others.join(" · "),
            escaped(&app.atlas().attribution),
        );
        Self { head, foot }
    }

    /// The page with its middle.
    #[must_use]
    pub fn around(&self, body: &str) -> String {
        format!("{}{body}{}", self.head, self.foot)
    }
}
