//! The names on a picture: each where its neighbourhood is seen, clear of the dots.

use super::picture::Picture;
use crate::domain::boundaries::partition::ZoneIx;
use crate::markup::labels::{Box4, Placed, Wanted, around, lines_of, place};
use crate::markup::svg::Frame;

/// About how many letters a line of a label has.
const LETTERS: usize = 16;
/// Cells across and down that a window is looked at by.
const CELLS: u16 = 28;
/// A neighbourhood that is seen in fewer cells is not named.
const LEAST_CELLS: usize = 12;

/// Labels with their places. Those with most room come first, so that the small ones go beside theirs.
pub(super) fn labels(picture: &Picture<'_>, frame: &Frame) -> Vec<Placed> {
    let roster = picture.draft.division.roster();
    let anchors = if picture.about.is_some() { seen(picture, frame) } else { whole(picture, frame) };
    let mut taken: Vec<Box4> =
        picture.dots(frame).into_iter().map(|(at, radius)| around(at, [radius, radius])).collect();
    let mark = picture.text * 0.8;
    taken.extend(picture.marks.iter().map(|place| around(frame.place(place.at), [mark, mark])));
    let wanted = anchors
        .into_iter()
        .map(|(zone, at)| Wanted { at, lines: lines_of(&roster.neighbourhood(zone).name, LETTERS) });
    place(wanted.collect(), picture.text, frame.size(), taken)
}

/// Where the labels of whole neighbourhoods go.
fn whole(picture: &Picture<'_>, frame: &Frame) -> Vec<(ZoneIx, [f64; 2])> {
    let (ground, draft) = (&picture.loaded.atlas.ground, picture.draft);
    let mut zones: Vec<ZoneIx> = draft.division.roster().iter().map(|(zone, _)| zone).collect();
    zones.sort_by_key(|zone| -draft.double_area_mm2(ground, *zone));
    zones.into_iter().filter_map(|zone| Some((zone, frame.place(draft.label(ground, zone)?.grid)))).collect()
}

/// Where the labels of those go that a window shows a part of: as far inside that part as can be.
fn seen(picture: &Picture<'_>, frame: &Frame) -> Vec<(ZoneIx, [f64; 2])> {
    let ground = &picture.loaded.atlas.ground;
    let size = frame.size();
    let middle = |cell: u16, side: f64| (f64::from(cell) + 0.5) * side / f64::from(CELLS);
    let cells = (0..CELLS).flat_map(|row| (0..CELLS).map(move |column| (column, row)));
    let places: Vec<([f64; 2], Option<ZoneIx>)> = cells
        .map(|(column, row)| {
            let at = [middle(column, size[0]), middle(row, size[1])];
            (at, frame.point(at).and_then(|point| picture.draft.division.locate(ground, point).zone()))
        })
        .collect();
    let mut found: Vec<(usize, ZoneIx, [f64; 2])> = Vec::new();
    for (zone, _) in picture.draft.division.roster().iter() {
        let own = places.iter().filter(|(_, found)| *found == Some(zone));
        let cells = own.clone().count();
        let depth = |at: &[f64; 2]| {
            let others =
                places.iter().filter(|(_, found)| *found != Some(zone)).map(|(other, _)| apart(*at, *other));
            let rims = [at[0], at[1], size[0] - at[0], size[1] - at[1]].into_iter().map(|rim| rim * rim);
            others.chain(rims).fold(f64::INFINITY, f64::min)
        };
        let deepest = own.max_by(|a, b| depth(&a.0).total_cmp(&depth(&b.0)));
        if let Some((at, _)) = deepest.filter(|_| cells >= LEAST_CELLS) {
            found.push((if picture.about == Some(zone) { usize::MAX } else { cells }, zone, *at));
        }
    }
    found.sort_by_key(|(cells, ..)| std::cmp::Reverse(*cells));
    found.into_iter().map(|(_, zone, at)| (zone, at)).collect()
}

/// The square of the distance of two places.
fn apart(one: [f64; 2], other: [f64; 2]) -> f64 {
    (one[0] - other[0]).powi(2) + (one[1] - other[1]).powi(2)
}
