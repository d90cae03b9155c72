//! The map of the board paper: the neighbourhoods after the changes, and what moved, as SVG that prints.

use std::fmt::Write;

use super::Subject;
use super::html::escaped;
use super::svg::{Frame, path};
use crate::domain::ground::geography::AreaIx;

/// Draws the map; `<svg>` with a title and a description for who cannot see it.
pub(super) fn svg(subject: &Subject<'_>) -> String {
    let coverage = subject.draft.coverage(&subject.loaded.atlas.ground);
    let Some(frame) = Frame::of(coverage, &subject.draft.outlines) else { return String::new() };
    let [width, height] = frame.size();
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
        path(&mut svg, &frame, coverage, subject.draft.outline(zone), class);
    }
    let ground = &subject.loaded.atlas.ground;
    let moved: Vec<AreaIx> =
        subject.step.moved.areas.iter().filter_map(|area| ground.geography.find(area.code)).collect();
    path(&mut svg, &frame, &ground.areas, &ground.outline_of(&moved), "moved");
    for (zone, neighbourhood) in subject.draft.division.roster().iter() {
        if let Some(label) = subject.draft.label(ground, zone) {
            let [x, y] = frame.place(label.grid);
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
