//! Outlines as paths of SVG.
//!
//! Vertices are put on a grid about as fine as a printed dot. A vertex that two neighbours share goes to the same place
//! for both, so their borders stay one line.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html};

use crate::domain::geometry::coverage::{Coverage, Shape};
use crate::domain::geometry::crs::{Bng, GridPoint};

/// The longer side of a map in units of its view box.
const SIZE: f64 = 1000.0;

/// What vertices far outside a window are put on, in units.
const FAR: f64 = 250.0;

/// The window of the National Grid that is drawn.
#[derive(Clone, Copy)]
pub struct Frame {
    west_mm: f64,
    north_mm: f64,
    units_per_mm: f64,
    size: [f64; 2],
}

impl Frame {
    /// The frame around a box: west, south, east, north in millimetres on the National Grid.
    #[must_use]
    pub fn around([west, south, east, north]: [f64; 4]) -> Self {
        let units_per_mm = SIZE / (east - west).max(north - south).max(1.0);
        let size = [(east - west) * units_per_mm, (north - south) * units_per_mm];
        Self { west_mm: west, north_mm: north, units_per_mm, size }
    }

    /// The frame around outlines; `None` when they have no vertex.
    #[must_use]
    pub fn of(coverage: &Coverage, outlines: &[Shape]) -> Option<Self> {
        let rings = outlines.iter().flat_map(|shape| shape.polygons.iter().flatten().flatten());
        let places = rings.map(|vertex| coverage.vertex(*vertex).to_millimetres());
        let boxes = places.map(|[east, north]| [east, north, east, north]);
        boxes
            .reduce(|one, other| {
                [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
            })
            .map(Self::around)
    }

    /// The same with so many units on the longer side: finer for a picture that is looked at closely.
    #[must_use]
    pub fn with_units(self, units: f64) -> Self {
        let factor = units / SIZE;
        Self { units_per_mm: self.units_per_mm * factor, size: self.size.map(|side| side * factor), ..self }
    }

    /// The same with more room: units to the left, above, to the right and below.
    #[must_use]
    pub fn with_room(self, [left, above, right, below]: [f64; 4]) -> Self {
        Self {
            west_mm: self.west_mm - left / self.units_per_mm,
            north_mm: self.north_mm + above / self.units_per_mm,
            size: [self.size[0] + left + right, self.size[1] + above + below],
            ..self
        }
    }

    /// Width and height in units.
    #[must_use]
    pub fn size(&self) -> [f64; 2] {
        self.size
    }

    /// The place of a vertex on whole units; far outside the window on coarse ones, since nobody sees how a line runs there.
    fn drawn(&self, vertex: GridPoint) -> [f64; 2] {
        let place = self.place(vertex);
        let is_near =
            (0..2).all(|side| (-0.5 * self.size[side]..1.5 * self.size[side]).contains(&place[side]));
        place.map(|units| if is_near { units.round() } else { (units / FAR).round() * FAR })
    }

    /// The point of a place, to the millimetre; none off the National Grid.
    #[must_use]
    pub fn point(&self, [x, y]: [f64; 2]) -> Option<GridPoint> {
        let (east, north) = (self.west_mm + x / self.units_per_mm, self.north_mm - y / self.units_per_mm);
        Bng::from_easting_northing(east / 1000.0, north / 1000.0).ok().map(|point| point.to_grid())
    }

    /// The place of a point: x to the right, y down.
    #[must_use]
    pub fn place(&self, point: GridPoint) -> [f64; 2] {
        let [x, y] = point.to_millimetres();
        [(x - self.west_mm) * self.units_per_mm, (self.north_mm - y) * self.units_per_mm]
    }
}

/// An outline as a path of a class; nothing for an outline without polygons.
#[must_use]
pub fn path(frame: &Frame, coverage: &Coverage, shape: &Shape, class: &str) -> Markup {
    if shape.polygons.is_empty() {
        return Markup::default();
    }
    html! { path class=(class) d=(PreEscaped(commands(frame, coverage, shape))) {} }
}

/// The commands of a path, a closed ring after the other. Vertices that fall on the same place are written once.
fn commands(frame: &Frame, coverage: &Coverage, shape: &Shape) -> String {
    let mut commands = String::new();
    for ring in shape.polygons.iter().flatten() {
        let mut last = None;
        for vertex in ring {
            let [x, y] = frame.drawn(coverage.vertex(*vertex));
            if last == Some([x, y]) {
                continue;
            }
            let letter = if last.is_none() { 'M' } else { 'L' };
            let _written = write!(commands, "{letter}{x:.0} {y:.0}");
            last = Some([x, y]);
        }
        commands.push('Z');
    }
    commands
}
