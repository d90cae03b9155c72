//! A small map of the features of a page, drawn here so that it needs no script: each leads to its own page.

use std::fmt::Write;

use crate::export::html::escaped;
use crate::export::svg::{Frame, path};
use crate::features::rows::Space;
use crate::features::rows::{Place, Rows};
use crate::features::window::around;

/// More features than this are not drawn one by one.
const MOST: usize = 1_000;

/// The picture; nothing when no feature has a place. `href` is ready for an attribute, `name` is not.
pub(super) fn picture(
    rows: &dyn Rows,
    shown: &[usize],
    href: &dyn Fn(usize) -> String,
    name: &dyn Fn(usize) -> String,
) -> String {
    let shown = &shown[..shown.len().min(MOST)];
    let bounds = shown.iter().filter_map(|row| rows.place(*row).bounds(Space::Grid)).reduce(around);
    let Some(bounds) = bounds else { return String::new() };
    let frame = Frame::around(bounds.map(|metres| metres * 1000.0));
    let [width, height] = frame.size();
    let mut svg = format!(
        "<svg class=\"map\" viewBox=\"-10 -10 {:.0} {:.0}\" role=\"group\" aria-label=\"Map of the features on this page\">",
        width + 20.0,
        height + 20.0
    );
    for row in shown {
        let open = format!("<a href=\"{}\"><title>{}</title>", href(*row), escaped(&name(*row)));
        match rows.place(*row) {
            Place::Nowhere => continue,
            Place::Outline(coverage, shape) => {
                svg.push_str(&open);
                path(&mut svg, &frame, coverage, shape, "feature");
            }
            Place::Point(site) => {
                let [x, y] = frame.place(site.grid);
                let _written = write!(svg, "{open}<circle cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"7\"/>");
            }
        }
        svg.push_str("</a>");
    }
    svg + "</svg>"
}
