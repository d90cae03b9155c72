//! The map of the board paper: the neighbourhoods after the changes, and what moved, as SVG that prints.

use maud::{Markup, html};

use super::Subject;
use crate::domain::ground::geography::AreaIx;
use crate::markup::svg::{Frame, path};

/// Draws the map; `<svg>` with a title that describes it to whoever cannot see it.
pub(super) fn svg(subject: &Subject<'_>) -> Markup {
    let ground = &subject.loaded.atlas.ground;
    let (draft, coverage) = (subject.draft, subject.draft.coverage(ground));
    let Some(frame) = Frame::of(coverage, &draft.outlines) else { return Markup::default() };
    let [width, height] = frame.size();
    let touched: Vec<&str> = subject.step.neighbourhoods.iter().map(|zone| zone.id).collect();
    let moved: Vec<AreaIx> =
        subject.step.moved.areas.iter().filter_map(|area| ground.geography.find(area.code)).collect();
    html! {
        svg class="map" viewBox=(format!("0 0 {width:.0} {height:.0}")) role="img" aria-labelledby="map-title" {
            title id="map-title" { (title(subject)) }
            (hatching())
            @for (zone, neighbourhood) in draft.division.roster().iter() {
                @let class = if touched.contains(&neighbourhood.id.as_str()) { "touched" } else { "zone" };
                (path(&frame, coverage, draft.outline(zone), class))
            }
            (path(&frame, &ground.areas, &ground.outline_of(&moved), "moved"))
            @for (zone, neighbourhood) in draft.division.roster().iter() {
                @if let Some(label) = draft.label(ground, zone) {
                    @let [x, y] = frame.place(label.grid);
                    text x=(format!("{x:.0}")) y=(format!("{y:.0}")) { (neighbourhood.id.as_str()) }
                }
            }
        }
    }
}

/// The pattern of areas that move.
fn hatching() -> Markup {
    html! {
        defs {
            pattern id="moved" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="14" height="14" fill="#ffdd00" {}
                line x1="0" y1="0" x2="0" y2="14" stroke="#212b32" stroke-width="7" {}
            }
        }
    }
}

fn title(subject: &Subject<'_>) -> String {
    let (areas, zones) = (subject.step.moved.areas.len(), subject.draft.division.roster().len());
    format!("Map of the {zones} neighbourhoods after the changes; {areas} areas that move are hatched.")
}
