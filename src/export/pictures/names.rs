//! The names on a picture: each where its neighbourhood is seen, clear of the dots.

use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::markup::labels::{Box4, Placed, Wanted, place};
use crate::markup::svg::Frame;

/// Cells across and down that a window is looked at by.
const CELLS: u16 = 28;
/// A neighbourhood that is seen in fewer cells is not named.
const LEAST_CELLS: usize = 12;

/// What is to be named, and where.
pub(super) struct Naming<'a> {
    /// The ground.
    pub ground: &'a Ground,
    /// The boundaries.
    pub draft: &'a Draft,
    /// The window.
    pub frame: &'a Frame,
    /// The neighbourhood it is about; none for all of them whole.
    pub about: Option<ZoneIx>,
    /// Size of the text in units.
    pub text: f64,
    /// The lines of a label.
    pub words: &'a dyn Fn(&Neighbourhood) -> Vec<String>,
    /// Whether a neighbourhood is named.
    pub is_named: &'a dyn Fn(ZoneIx) -> bool,
}

/// Labels with their places, over nothing of what is `taken`. Those with most room come first, so that the small ones go beside theirs.
pub(super) fn labels(naming: &Naming<'_>, taken: Vec<Box4>) -> Vec<(ZoneIx, Placed)> {
    let roster = naming.draft.division.roster();
    let mut anchors = if naming.about.is_some() { seen(naming) } else { whole(naming) };
    anchors.retain(|(zone, _)| (naming.is_named)(*zone));
    let zones: Vec<ZoneIx> = anchors.iter().map(|(zone, _)| *zone).collect();
    let words = |zone| (naming.words)(roster.neighbourhood(zone));
    let wanted = anchors.into_iter().map(|(zone, at)| Wanted { at, lines: words(zone) });
    let placed = place(wanted.collect(), naming.text, naming.frame.size(), taken);
    // Of a window's, a name that had to go into another neighbourhood would be read as that one's.
    let is_at_home = |label: &Placed, zone: ZoneIx| {
        let point = naming.frame.point(label.middle);
        point.and_then(|point| naming.draft.division.locate(naming.ground, point).zone()) == Some(zone)
    };
    let labels = zones.into_iter().zip(placed);
    labels.filter(|(zone, label)| naming.about.is_none() || is_at_home(label, *zone)).collect()
}

/// Where the labels of whole neighbourhoods go.
fn whole(naming: &Naming<'_>) -> Vec<(ZoneIx, [f64; 2])> {
    let Naming { ground, draft, frame, .. } = *naming;
    let mut zones: Vec<ZoneIx> = draft.division.roster().iter().map(|(zone, _)| zone).collect();
    zones.sort_by_key(|zone| -draft.double_area_mm2(ground, *zone));
    zones.into_iter().filter_map(|zone| Some((zone, frame.place(draft.label(ground, zone)?.grid)))).collect()
}

/// Where the labels of those go that a window shows a part of: as far inside that part as can be.
fn seen(naming: &Naming<'_>) -> Vec<(ZoneIx, [f64; 2])> {
    let Naming { ground, draft, frame, about, .. } = *naming;
    let size = frame.size();
    let middle = |cell: u16, side: f64| (f64::from(cell) + 0.5) * side / f64::from(CELLS);
    let cells = (0..CELLS).flat_map(|row| (0..CELLS).map(move |column| (column, row)));
    let places: Vec<([f64; 2], Option<ZoneIx>)> = cells
        .map(|(column, row)| {
            let at = [middle(column, size[0]), middle(row, size[1])];
            (at, frame.point(at).and_then(|point| draft.division.locate(ground, point).zone()))
        })
        .collect();
    let mut found: Vec<(usize, ZoneIx, [f64; 2])> = Vec::new();
    for (zone, _) in draft.division.roster().iter() {
        let own = places.iter().filter(|(_, found)| *found == Some(zone));
        let cells = own.clone().count();
        let depth = |at: &[f64; 2]| {
            let others =
                places.iter().filter(|(_, found)| *found != Some(zone)).map(|(other, _)| apart(*at, *other));
            let rims = [at[0], at[1], size[0] - at[0], size[1] - at[1]].into_iter().map(|rim| rim * rim);
            others.chain(rims).fold(f64::INFINITY, f64::min)
        };
        let deepest = own.map(|(at, _)| (depth(at), *at)).max_by(|(one, _), (other, _)| one.total_cmp(other));
        if let Some((_, at)) = deepest.filter(|_| cells >= LEAST_CELLS) {
            found.push((if about == Some(zone) { usize::MAX } else { cells }, zone, at));
        }
    }
    found.sort_by_key(|(cells, ..)| std::cmp::Reverse(*cells));
    found.into_iter().map(|(_, zone, at)| (zone, at)).collect()
}

/// The square of the distance of two places.
fn apart(one: [f64; 2], other: [f64; 2]) -> f64 {
    (one[0] - other[0]).powi(2) + (one[1] - other[1]).powi(2)
}
