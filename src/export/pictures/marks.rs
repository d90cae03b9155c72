//! Places that are pointed at on a picture: a postcode, practices by number.

use maud::{Markup, html};

use crate::domain::geometry::crs::GridPoint;
use crate::markup::lettering::{Anchor, INK, Lettering, Line, baseline};
use crate::markup::svg::Frame;

/// Half the height of a mark, in sizes of the text.
const HALF: f64 = 0.8;

/// A place that is pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub at: GridPoint,
    /// What is written in it; empty for the place that was asked for.
    pub name: String,
}

impl Mark {
    /// Half the width and height of it: a circle for one number, wider for a few.
    #[expect(clippy::cast_precision_loss, reason = "a mark has few letters")]
    pub(super) fn half(&self, text: f64) -> [f64; 2] {
        let more = self.name.chars().count().saturating_sub(1) as f64;
        [text * (HALF + more * 0.26), text * HALF]
    }

    /// The place that was asked for, or a numbered one.
    pub(super) fn drawn(&self, [x, y]: [f64; 2], text: f64, lettering: Lettering) -> Markup {
        let [half_width, half_height] = self.half(text);
        let number = Line {
            at: [x, y + text * baseline(0, 1)],
            anchor: Anchor::Middle,
            size: text,
            fill: INK,
            rim: 0.0,
            words: &self.name,
        };
        html! {
            g data-at=(format!("{x:.0} {y:.0}")) {
                @if self.name.is_empty() {
                    circle cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(text * 0.55) fill="#b3261e" stroke="#ffffff"
                        stroke-width=(text / 6.0) {}
                } @else {
                    rect x=(format!("{:.0}", x - half_width)) y=(format!("{:.0}", y - half_height)) width=(format!("{:.0}", half_width * 2.0))
                        height=(format!("{:.0}", half_height * 2.0)) rx=(format!("{half_height:.0}")) fill="#ffffff" stroke=(INK)
                        stroke-width=(text / 8.0) {}
                    (lettering.line(&number))
                }
            }
        }
    }
}

/// The marks as they are drawn: of numbered ones that would lie over one another, the first bears the numbers of all.
pub(super) fn gathered(marks: &[Mark], frame: &Frame, text: f64) -> Vec<Mark> {
    let lie_over = |one: &Mark, other: &Mark| {
        let ([x, y], [other_x, other_y]) = (frame.place(one.at), frame.place(other.at));
        let wide = one.half(text)[0] + other.half(text)[0];
        (x - other_x).abs() < wide && (y - other_y).abs() < text * HALF * 2.0
    };
    let mut drawn: Vec<Mark> = Vec::new();
    for mark in marks {
        let numbered = drawn.iter_mut().filter(|other| !other.name.is_empty() && !mark.name.is_empty());
        match { numbered }.find(|other| lie_over(other, mark)) {
            Some(other) => other.name = format!("{}, {}", other.name, mark.name),
            None => drawn.push(mark.clone()),
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_would_lie_over_one_another_stand_in_one_mark_and_the_place_asked_for_alone() {
        let mark = |km: i32, metres: i32, name: &str| Mark {
            at: GridPoint { easting_mm: km * 1_000_000 + metres * 1000, northing_mm: km * 1_000_000 },
            name: name.to_owned(),
        };
        let frame = Frame::around([0.0, 0.0, 10e6, 10e6]);
        let marks = [mark(1, 0, "1"), mark(1, 50, "2"), mark(8, 0, "3"), mark(1, 0, "")];
        let drawn = gathered(&marks, &frame, 40.0);
        assert_eq!(drawn, [mark(1, 0, "1, 2"), mark(8, 0, "3"), mark(1, 0, "")]);
    }
}
