//! What every page of the service has: who it is, the way to the others and back, the caveat, the sources. It needs no script.
//!
//! The pages that are written here stand in its frame; those built from `web/` are given its head and its ways on.

use std::sync::LazyLock;

use maud::{Markup, html};

use super::page::page;
use crate::domain::draft::Draft;

/// A page that people are led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// From the root of the service, without a slash at the beginning.
    pub path: &'static str,
    /// What it is called where a list leads to it.
    pub label: &'static str,
    /// What it is called by itself.
    pub title: &'static str,
    /// What people find there, in a sentence.
    pub about: &'static str,
}

/// Every page that people are led to, the public's first.
pub const WAYS: [Way; 7] = [
    Way {
        path: "app/find",
        label: "Find",
        title: "Find your neighbourhood",
        about: "Which neighbourhood a postcode is in, on a map, and the GP practices nearest to it.",
    },
    Way {
        path: "app/",
        label: "Plan",
        title: "Try other borders",
        about: "Move a border on the map, and see at once what changes for residents, patients, practices and fairness.",
    },
    Way {
        path: "app/profile",
        label: "Neighbourhoods",
        title: "Insight packs",
        about: "People, deprivation, practices and where residents are registered, a neighbourhood a page, to print.",
    },
    Way {
        path: "app/compare",
        label: "Compare",
        title: "Compare two plans",
        about: "Two plans side by side: each neighbourhood before and after, and every area that differs.",
    },
    Way {
        path: "app/table",
        label: "Look up a file",
        title: "Look up a file",
        about: "A file of postcodes, practices or places comes back with the neighbourhood of every row.",
    },
    Way {
        path: "app/import",
        label: "Bring a plan",
        title: "Bring a plan",
        about: "A file of areas or drawn borders becomes a plan, and you see what it would change before it is made.",
    },
    Way {
        path: "collections?f=html",
        label: "Data",
        title: "Data and interface",
        about: "Tables, boundaries and tiles for scripts, maps and spreadsheets, with sources and definitions.",
    },
];

const NAME: &str = "Footprint";
/// The colours and sizes are those of the pages built from `web/`; a line comment is none of CSS.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    let tokens = include_str!("../../web/src/ui/_tokens.scss");
    let tokens = tokens.lines().filter(|line| !line.trim_start().starts_with("//"));
    tokens.chain(include_str!("site.css").lines()).collect::<Vec<_>>().join("\n")
});

/// How a page introduces itself to browsers, searches and whoever shows a preview of a link.
#[derive(Clone, Copy, Debug)]
pub struct Introduction<'a> {
    /// Address of the service as the page reaches it, with a slash at its end; it may be relative.
    pub root: &'a str,
    /// Address of the service for everybody, without a slash at its end; none where it is not known, and then there is no preview.
    pub base: Option<&'a str>,
    /// What it is called.
    pub title: &'a str,
    /// What is found there.
    pub about: &'a str,
    /// Path of the picture of a preview.
    pub picture: Option<&'a str>,
}

impl Introduction<'_> {
    /// What stands in the head beside the title.
    #[must_use]
    pub fn head(&self) -> Markup {
        html! {
            meta name="description" content=(self.about);
            meta name="color-scheme" content="light dark";
            link rel="icon" type="image/svg+xml" href=(format!("{}app/icon.svg", self.root));
            @if let Some(base) = self.base {
                meta property="og:type" content="website";
                meta property="og:site_name" content=(NAME);
                meta property="og:title" content=(self.title);
                meta property="og:description" content=(self.about);
                @if let Some(picture) = self.picture {
                    meta property="og:image" content=(format!("{base}{picture}"));
                    meta name="twitter:card" content="summary_large_image";
                }
            }
        }
    }
}

/// The ways to the pages. `current` is the path of the one they stand on.
#[must_use]
pub fn ways(root: &str, current: Option<&str>) -> Markup {
    html! {
        nav aria-label="Pages" {
            @for way in &WAYS {
                a href=(format!("{root}{}", way.path)) aria-current=[(current == Some(way.path)).then_some("page")] { (way.label) }
            }
        }
    }
}

/// What must be said of boundaries, beside them.
#[must_use]
pub fn caveat(draft: &Draft) -> Markup {
    html! { strong { (draft.title) } ": " (draft.status) ". " (draft.caveat) }
}

/// The question of the public: a form that needs no script. The postcode is sent in a body, so that it stands in no address.
#[must_use]
pub fn postcode_form(root: &str, written: &str, wrong: Option<&str>) -> Markup {
    html! {
        form class=(if wrong.is_some() { "ask has-wrong" } else { "ask" }) method="post" action=(format!("{root}app/find")) {
            label for="postcode" { "What is your postcode?" }
            p id="hint" class="quiet" { "For example OX1 1ND. It is not kept." }
            @if let Some(wrong) = wrong { p id="wrong" class="wrong" role="alert" { (wrong) } }
            div class="row" {
                input id="postcode" name="postcode" type="text" value=(written) maxlength="20" autocomplete="postal-code" autocapitalize="characters"
                    spellcheck="false" required aria-describedby=(if wrong.is_some() { "wrong hint" } else { "hint" })
                    aria-invalid=[wrong.map(|_| "true")];
                button type="submit" { "Find" }
            }
        }
    }
}

/// A page that waits for its middle.
pub struct Site<'a> {
    /// How it introduces itself.
    pub introduction: Introduction<'a>,
    /// The path of the page among [`WAYS`] that it is.
    pub current: Option<&'a str>,
    /// What must be said of the boundaries, where the page speaks of some.
    pub caveat: Option<Markup>,
    /// The way back: addresses and names.
    pub trail: &'a [(String, &'static str)],
    /// Whether it is set for reading rather than for tables.
    pub is_narrow: bool,
    /// What stands at its end beside the ways on, such as the sources.
    pub end: Markup,
}

impl Site<'_> {
    /// The page with its middle, which begins with its heading.
    #[must_use]
    pub fn around(&self, middle: &Markup) -> String {
        let root = self.introduction.root;
        let title = self.introduction.title;
        let body = html! {
            a class="skip" href="#main" { "Skip to the content" }
            header {
                a class="name" href=(root) { (NAME) }
                (ways(root, self.current))
            }
            @if let Some(caveat) = &self.caveat { aside aria-label="About these boundaries" { (caveat) } }
            @if !self.trail.is_empty() {
                nav class="trail" aria-label="You are here" { ol {
                    @for (href, name) in self.trail { li { a href=(href) { (name) } } }
                } }
            }
            main id="main" class=[self.is_narrow.then_some("narrow")] { (middle) }
            footer {
                nav aria-label="About this service" {
                    a href=(format!("{root}app/accessibility")) { "Accessibility" }
                    a href=(format!("{root}api?f=html")) { "Interface" }
                    a href=(format!("{root}v1/data")) { "Sources and vintages" }
                }
                (self.end)
            }
        };
        let title = if title == NAME { NAME.to_owned() } else { format!("{title} · {NAME}") };
        page(&title, &STYLE, &self.introduction.head(), &body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_every_other_and_says_which_it_is() {
        let introduction = Introduction {
            root: "../",
            base: Some("https://a.example/x"),
            title: "Find",
            about: "Where",
            picture: Some("/p.png"),
        };
        let site = Site {
            introduction,
            current: Some("app/find"),
            caveat: None,
            trail: &[],
            is_narrow: true,
            end: html! {},
        };
        let written = site.around(&html! { h1 { "Find" } });
        for way in &WAYS {
            assert!(written.contains(&format!("href=\"../{}\"", way.path)), "{written}");
        }
        assert_eq!(written.matches("aria-current=\"page\"").count(), 1);
        assert!(written.contains("content=\"https://a.example/x/p.png\""), "{written}");
    }

    #[test]
    fn the_style_is_that_of_the_other_pages_and_css() {
        assert!(STYLE.contains("--accent:") && !STYLE.contains("//"), "{}", *STYLE);
    }
}
