//! A small map of the features of a page, drawn here so that it needs no script: each leads to its own page.

use maud::{Markup, html};

use crate::features::location::Location;
use crate::features::rows::Rows;
use crate::features::space::{Space, around};
use crate::markup::svg::{Frame, path};

/// More features than this are not drawn one by one.
const MOST: usize = 1_000;

/// The picture; nothing when no feature has a location. `href` and `name` say where the page of a row is, and what it is called.
pub(super) fn picture(
    rows: &dyn Rows,
    shown: &[usize],
    href: &dyn Fn(usize) -> String,
    name: &dyn Fn(usize) -> String,
) -> Markup {
    let shown = &shown[..shown.len().min(MOST)];
    let bounds = shown.iter().filter_map(|row| rows.location(*row).bounds(Space::Grid)).reduce(around);
    let Some(bounds) = bounds else { return Markup::default() };
    let frame = Frame::around(bounds.map(|metres| metres * 1000.0));
    let [width, height] = frame.size().map(|side| side + 20.0);
    html! {
        svg class="map" viewBox=(format!("-10 -10 {width:.0} {height:.0}")) role="group" aria-label="Map of the features on this page" {
            @for row in shown {
                @if let Some(drawn) = drawn(&frame, &rows.location(*row)) {
                    a href=(href(*row)) {
                        title { (name(*row)) }
                        (drawn)
                    }
                }
            }
        }
    }
}

/// A feature as it is drawn; `None` where its location is not known.
fn drawn(frame: &Frame, location: &Location<'_>) -> Option<Markup> {
    match location {
        Location::Unknown => None,
        Location::Outline(coverage, shape) => Some(path(frame, coverage, shape, "feature")),
        Location::Point(site) => {
            let [x, y] = frame.place(site.grid).map(|units| format!("{units:.0}"));
            Some(html! { circle cx=(x) cy=(y) r="7" {} })
        }
    }
}
