//! A plan as a picture for a slide: its map, its neighbourhoods by name with their residents, and what must be said with it.

use maud::{Markup, html};

use super::fitting::fitted;
use super::picture::{Picture, document};
use crate::domain::boundaries::partition::ZoneIx;
use crate::markup::labels::lines_of;
use crate::markup::lettering::{Anchor, INK, Line};
use crate::planning::terms::colours;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::words::grouped;

/// Width and height, as slides have them.
pub const SIZE: [f64; 2] = [1600.0, 900.0];
/// The box of the map: x, y, width, height.
const MAP: [f64; 4] = [24.0, 24.0, 900.0, 852.0];
/// Where the words begin, and how wide they may be.
const WORDS: [f64; 2] = [960.0, 616.0];
/// Above this is the list, below it what must be said.
const LIST_END: f64 = 700.0;
/// Letters in a line of what must be said: as many as fit in wide fonts too.
const LETTERS: usize = 82;
/// The size of what stands under the title, and the letters in a line of it.
const UNDER: f64 = 18.0;
const UNDER_LETTERS: usize = 72;
/// From one line to the next, in the size of the text.
const LINE: f64 = 1.2;
const QUIET: &str = "#4b5963";

/// Writes the picture as SVG; `title` is what people call the plan.
#[must_use]
pub fn write(picture: &Picture<'_>, title: &str) -> String {
    let heading = lines_of(title, 34);
    let under = lines_of(&under(picture), UNDER_LETTERS);
    #[expect(clippy::cast_precision_loss, reason = "a title has few lines")]
    let after_heading = 60.0 + heading.len().min(3) as f64 * 40.0;
    let top = baseline(after_heading, under.len().saturating_sub(1), UNDER * LINE) + 40.0;
    let content = html! {
        rect width=(SIZE[0]) height=(SIZE[1]) fill="#ffffff" {}
        @if let Some((picture, frame)) = fitted(picture, MAP[2] / MAP[3]) { (picture.map(&frame, Some(MAP))) }
        (text(picture, &heading[..heading.len().min(3)], 60.0, 34.0, INK))
        (text(picture, &under, after_heading, UNDER, QUIET))
        (list(picture, top))
        (ending(picture))
    };
    document(SIZE[0], SIZE[1], &format!("{title}: map of the neighbourhoods"), &content)
}

/// What kind of plan it is.
fn under(picture: &Picture<'_>) -> String {
    let county = &picture.loaded.atlas.title;
    let kind = match &picture.draft.scenario {
        Some(scenario) => format!("A what-if, revision {}.", scenario.revision),
        None => format!("Status: {}.", picture.draft.status),
    };
    let hatched = if picture.moved.is_empty() { "" } else { " Hatched: areas that move." };
    let parts = if picture.parts.is_empty() { "" } else { " Thin: neighbourhoods." };
    format!("{county}. {kind}{hatched}{parts}")
}

/// Every neighbourhood with its colour, name and residents, as far as there is room.
fn list(picture: &Picture<'_>, top: f64) -> Markup {
    let (atlas, draft) = (&picture.loaded.atlas, picture.draft);
    let colours = colours::of_draft(atlas, draft);
    let zones: Vec<(ZoneIx, &str)> =
        draft.division.roster().iter().map(|(zone, neighbourhood)| (zone, &*neighbourhood.name)).collect();
    let step = 32.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen rows")]
    let room = (((LIST_END - top) / step) as usize).max(1);
    let (shown, left) =
        if zones.len() > room { (room - 1, zones.len() - room + 1) } else { (zones.len(), 0) };
    let entry = |anchor: Anchor, y: f64, fill: &str, words: &str| {
        let x = if anchor == Anchor::Start { WORDS[0] + 30.0 } else { WORDS[0] + WORDS[1] };
        picture.lettering.line(&Line { at: [x, y], anchor, size: 19.0, fill, rim: 0.0, words })
    };
    html! {
        @for (row, (zone, name)) in zones[..shown].iter().enumerate() {
            @let y = baseline(top, row, step);
            @let figures = ZoneFigures::of_draft(&atlas.ground, draft, *zone);
            rect x=(WORDS[0]) y=(format!("{:.0}", y - 15.0)) width="18" height="18" fill=(colours::fill(colours[zone.slot()])) fill-opacity="0.6"
                stroke=(INK) {}
            (entry(Anchor::Start, y, INK, &shortened(name)))
            @if let Some(residents) = figures.residents {
                (entry(Anchor::End, y, INK, &grouped(residents)))
            }
        }
        @if left > 0 {
            (entry(Anchor::Start, baseline(top, shown, step), QUIET, &format!("and {left} more")))
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a few dozen rows")]
fn baseline(top: f64, row: usize, step: f64) -> f64 {
    top + (row as f64) * step
}

fn shortened(name: &str) -> String {
    const MOST: usize = 46;
    if name.chars().count() <= MOST {
        name.to_owned()
    } else {
        name.chars().take(MOST - 1).chain(['…']).collect()
    }
}

/// The caveat, the key and the sources: what keeps a picture from being taken for a decision.
fn ending(picture: &Picture<'_>) -> Markup {
    let mut lines = vec![
        "Numbers are residents. White dots: GP practices by the size of their lists. Dashed: councils."
            .to_owned(),
    ];
    lines.extend(lines_of(&picture.draft.caveat, LETTERS));
    lines.extend(lines_of(&picture.loaded.atlas.attribution, LETTERS));
    #[expect(clippy::cast_precision_loss, reason = "a few dozen lines")]
    let size = ((SIZE[1] - LIST_END - 30.0) / (lines.len() as f64 * LINE)).min(13.0);
    text(picture, &lines, LIST_END + 20.0, size, QUIET)
}

/// Lines of text, one under the other, the first on `y`.
fn text(picture: &Picture<'_>, lines: &[String], y: f64, size: f64, fill: &str) -> Markup {
    let line = |row: usize| [WORDS[0], baseline(y, row, size * LINE)];
    html! {
        @for (row, words) in lines.iter().enumerate() {
            (picture.lettering.line(&Line { at: line(row), anchor: Anchor::Start, size, fill, rim: 0.0, words }))
        }
    }
}
