//! A picture in a box: its part that is too dense for names stands there once more and larger, where the map is empty.

use super::inset::Inset;
use super::picture::Picture;
use crate::domain::boundaries::partition::ZoneIx;
use crate::markup::labels::{Box4, Placed, half_of};
use crate::markup::svg::Frame;

/// An inset that is not so many times larger shows no more.
const LEAST_NEARER: f64 = 1.6;
/// Units between what is drawn and an inset.
const GAP: f64 = 14.0;
/// Room around the dense part, as a share of its longer side.
const AROUND: f64 = 0.06;

/// A picture of a plan that fills a box of some width to height, with an inset where there is room for one and a need.
pub(super) fn fitted<'a>(picture: &Picture<'a>, aspect: f64) -> Option<(Picture<'a>, Frame)> {
    let frame = picture.frame()?;
    let [width, height] = frame.size();
    let (across, down) = ((height * aspect - width).max(0.0), (width / aspect - height).max(0.0));
    // All of the room on one side is more than half of it on each.
    let rooms = [[across, down, 0.0, 0.0], [0.0, 0.0, across, down]];
    let tried = rooms.map(|room| frame.with_room(room));
    let found = tried.into_iter().filter_map(|frame| Some((inset(picture, &frame)?, frame)));
    let side = |inset: &Inset| inset.place[2] - inset.place[0];
    let best = found.max_by(|(one, _), (other, _)| side(one).total_cmp(&side(other)));
    Some(match best {
        Some((inset, frame)) => (Picture { inset: Some(inset), ..picture.clone() }, frame),
        None => (picture.clone(), frame),
    })
}

/// The inset of a picture as a frame shows it; none where all names have room, or no corner has.
fn inset(picture: &Picture<'_>, frame: &Frame) -> Option<Inset> {
    let place = emptiest_corner(picture, frame)?;
    let away: Vec<(ZoneIx, Placed)> =
        picture.labels(frame).into_iter().filter(|(_, label)| label.is_away).collect();
    let mut dense = hemmed_in(picture, frame, &away);
    let is_worth_it = |window: Box4| side(window) * LEAST_NEARER <= side(place);
    while !is_worth_it(square(union(&dense)?)) {
        let farthest = farthest(&dense)?;
        dense.remove(farthest);
    }
    if dense.len() < 2 {
        return None;
    }
    let window = square(union(&dense)?);
    let corners = [[window[0], window[1]], [window[2], window[3]]].map(|at| frame.point(at));
    let [Some(north_west), Some(south_east)] = corners else { return None };
    let ([west, north], [east, south]) = (north_west.to_millimetres(), south_east.to_millimetres());
    let frame = Frame::around([west, south, east, north]).with_units(side(place));
    // Whatever is seen in it and had no room of its own is named in it.
    let zones = away.into_iter().filter(|(_, label)| holds(window, label.at)).map(|(zone, _)| zone).collect();
    Some(Inset { frame, place, window, zones })
}

/// Of neighbourhoods whose names stand elsewhere, those that are smaller than their names; and how far each reaches.
fn hemmed_in(picture: &Picture<'_>, frame: &Frame, away: &[(ZoneIx, Placed)]) -> Vec<(ZoneIx, Box4)> {
    let reaches = away.iter().filter_map(|(zone, label)| Some((*zone, picture.extent(frame, *zone)?, label)));
    let is_small =
        |extent: &Box4, label: &Placed| extent[2] - extent[0] < 2.0 * half_of(&label.lines, picture.text)[0];
    reaches
        .filter(|(_, extent, label)| is_small(extent, label))
        .map(|(zone, extent, _)| (zone, extent))
        .collect()
}

fn holds([left, top, right, bottom]: Box4, [x, y]: [f64; 2]) -> bool {
    (left..=right).contains(&x) && (top..=bottom).contains(&y)
}

/// The largest square in a corner of the map that no outline reaches into.
fn emptiest_corner(picture: &Picture<'_>, frame: &Frame) -> Option<Box4> {
    let [width, height] = frame.size();
    let drawn = picture.vertices(frame);
    let corners = [[0.0, 0.0], [width, 0.0], [0.0, height], [width, height]];
    let free = |[x, y]: [f64; 2]| {
        let reaches = drawn.iter().map(|at| (at[0] - x).abs().max((at[1] - y).abs()));
        (reaches.fold(width.min(height), f64::min) - GAP).max(0.0)
    };
    let sides = corners.map(|corner| (corner, free(corner)));
    let ([x, y], side) = sides.into_iter().max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let (left, top) = (if x > 0.0 { x - side } else { 0.0 }, if y > 0.0 { y - side } else { 0.0 });
    Some([left, top, left + side, top + side])
}

fn union(dense: &[(ZoneIx, Box4)]) -> Option<Box4> {
    let boxes = dense.iter().map(|(_, extent)| *extent);
    boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// The place in the list of the one that is farthest from the middle of all.
#[expect(clippy::cast_precision_loss, reason = "neighbourhoods are few")]
fn farthest(dense: &[(ZoneIx, Box4)]) -> Option<usize> {
    let middles: Vec<[f64; 2]> = dense.iter().map(|(_, extent)| middle(*extent)).collect();
    let mean =
        [0, 1].map(|axis| middles.iter().map(|at| at[axis]).sum::<f64>() / middles.len().max(1) as f64);
    let far = |at: &[f64; 2]| (at[0] - mean[0]).hypot(at[1] - mean[1]);
    let numbered = middles.iter().enumerate();
    numbered.max_by(|(_, one), (_, other)| far(one).total_cmp(&far(other))).map(|(number, _)| number)
}

fn middle([left, top, right, bottom]: Box4) -> [f64; 2] {
    [f64::midpoint(left, right), f64::midpoint(top, bottom)]
}

/// The longer side.
fn side([left, top, right, bottom]: Box4) -> f64 {
    (right - left).max(bottom - top)
}

/// The square around a box, with room around it.
fn square(extent: Box4) -> Box4 {
    let ([x, y], half) = (middle(extent), side(extent) * (0.5 + AROUND));
    [x - half, y - half, x + half, y + half]
}
