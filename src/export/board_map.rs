//! The map of the board paper: the neighbourhoods after the changes, and what moved, as SVG that prints.
//!
//! Vertices are put on a grid about as fine as a printed dot. A vertex that two neighbourhoods share goes to the same place
//! for both, so their borders stay one line.

use std::fmt::Write;

use super::Subject;
use super::html::escaped;
use crate::domain::coverage::{Coverage, Shape};
use crate::domain::crs::GridPoint;
use crate::domain::geography::AreaIx;

/// The longer side of the map in units of its view box.
const SIZE: f64 = 1000.0;

/// The window of the National Grid that is drawn.
struct Window {
    west_mm: f64,
    north_mm: f64,
    units_per_mm: f64,
    size: [f64; 2],
}

/// Draws the map; `<svg>` with a title and a description for who cannot see it.
pub(super) fn svg(subject: &Subject<'_>) -> String {
    let coverage = subject.draft.coverage(&subject.loaded.atlas.ground);
    let Some(window) = Window::around(coverage, &subject.draft.outlines) else { return String::new() };
    let [width, height] = window.size;
    let mut svg = format!(
        "<svg class=\"map\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-labelledby=\"map-title\">\
         <title id=\"map-title\">{}</title>\
         <defs><pattern id=\"moved\" width=\"14\" height=\"14\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"14\" height=\"14\" fill=\"#ffdd00\"/>\
         <line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"14\" stroke=\"#212b32\" stroke-width=\"7\"/></pattern></defs>",
        escaped(&title(subject))
    );
    let touched: Vec<&str> = subject.step.neighbourhoods.iter().map(|zone| zone.id).collect();
    for (zone, neighbourhood) in subject.draft.division.roster().iter() {
        let class = if touched.contains(&neighbourhood.id.as_str()) { "touched" } else { "zone" };
        path(&mut svg, &window, coverage, subject.draft.outline(zone), class);
    }
    let ground = &subject.loaded.atlas.ground;
    let moved: Vec<AreaIx> =
        subject.step.moved.areas.iter().filter_map(|area| ground.geography.find(area.code)).collect();
    path(&mut svg, &window, &ground.areas, &ground.outline_of(&moved), "moved");
    for (zone, neighbourhood) in subject.draft.division.roster().iter() {
        if let Some(label) = subject.draft.labels[zone.slot()] {
            let [x, y] = window.place(label.grid);
            let _written =
                write!(svg, "<text x=\"{x:.0}\" y=\"{y:.0}\">{}</text>", escaped(neighbourhood.id.as_str()));
        }
    }
    svg.push_str("</svg>");
    svg
}

fn title(subject: &Subject<'_>) -> String {
    let (areas, zones) = (subject.step.moved.areas.len(), subject.draft.division.roster().len());
    format!("Map of the {zones} neighbourhoods after the changes; {areas} areas that move are hatched.")
}

impl Window {
    fn around(coverage: &Coverage, outlines: &[Shape]) -> Option<Self> {
        let rings = outlines.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten());
        let mut bounds: Option<[f64; 4]> = None;
        for vertex in rings {
            let [east, north] = coverage.vertex(*vertex).to_millimetres();
            let [least_east, least_north, most_east, most_north] =
                bounds.unwrap_or([east, north, east, north]);
            bounds = Some([
                least_east.min(east),
                least_north.min(north),
                most_east.max(east),
                most_north.max(north),
            ]);
        }
        let [west, south, east, north] = bounds?;
        let units_per_mm = SIZE / (east - west).max(north - south).max(1.0);
        let size = [(east - west) * units_per_mm, (north - south) * units_per_mm];
        Some(Self { west_mm: west, north_mm: north, units_per_mm, size })
    }

    /// The place of a point: x to the right, y down.
    fn place(&self, point: GridPoint) -> [f64; 2] {
        let [x, y] = point.to_millimetres();
        [(x - self.west_mm) * self.units_per_mm, (self.north_mm - y) * self.units_per_mm]
    }
}

fn path(svg: &mut String, window: &Window, coverage: &Coverage, shape: &Shape, class: &str) {
    if shape.polygons.is_empty() {
        return;
    }
    let _written = write!(svg, "<path class=\"{class}\" d=\"");
    for ring in shape.polygons.iter().flatten() {
        let mut last = None;
        for vertex in ring {
            let [x, y] = window.place(coverage.vertex(*vertex)).map(f64::round);
            if last == Some([x, y]) {
                continue;
            }
            let letter = if last.is_none() { 'M' } else { 'L' };
            let _written = write!(svg, "{letter}{x:.0} {y:.0}");
            last = Some([x, y]);
        }
        svg.push('Z');
    }
    svg.push_str("\"/>");
}
