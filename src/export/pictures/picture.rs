//! The map of a plan as a drawn picture: for pages that need no script, for papers, and for slides.
//!
//! Neighbourhoods have the colours that maps give them, white-cased borders and their names; what moved is hatched, council borders
//! are dashed, practices are dots by the size of their lists.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::inset::Inset;
use super::marks::{Mark, gathered};
use super::names::{Naming, labels};
use crate::county::Loaded;
use crate::domain::boundaries::partition::{Neighbourhood, ZoneIx};
use crate::domain::draft::Draft;
use crate::domain::geometry::coverage::Shape;
use crate::domain::ground::codes::{GssCode, NeighbourhoodId};
use crate::domain::ground::geography::AreaIx;
use crate::markup::labels::{Box4, Placed, around as box_around, lines_of};
use crate::markup::lettering::{Anchor, INK, Lettering, Line, baseline};
use crate::markup::svg::{Frame, path};
use crate::planning::terms::colours;

/// Units on the longer side of a map.
const UNITS: f64 = 2000.0;
/// How much more than a neighbourhood is shown around it, as a share of its longer side.
const AROUND: f64 = 0.12;
/// A map of marks shows at least so much in millimetres: three kilometres.
const LEAST_MM: f64 = 3_000_000.0;
/// About how many letters a line of a label has.
const LETTERS: usize = 16;
/// Radius of the smallest dot of a practice in units.
const DOT: f64 = 5.0;

/// What is drawn. Names and marks say where their middle is (`data-at`), for who lets the picture come nearer and not them.
#[derive(Clone)]
pub struct Picture<'a> {
    /// The data.
    pub loaded: &'a Loaded,
    /// The boundaries.
    pub draft: &'a Draft,
    /// Areas that moved.
    pub moved: Vec<AreaIx>,
    /// Borders drawn thin, over the coverage of areas: of what the neighbourhoods are made of, where they are groups.
    pub parts: Vec<Shape>,
    /// The neighbourhood it is about; none for all of them alike.
    pub about: Option<ZoneIx>,
    /// Places by what is written beside them: a postcode, practices by number.
    pub marks: Vec<Mark>,
    /// Size of the text in units, of which a map has 2,000 on its longer side.
    pub text: f64,
    /// How its text is written.
    pub lettering: Lettering,
    /// What neighbourhoods are called on it.
    pub called: Called,
    /// Its dense part, once more.
    pub inset: Option<Inset>,
    /// The neighbourhoods that are named; none for all of them.
    pub named: Option<Vec<ZoneIx>>,
}

/// What neighbourhoods are called on a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// By their names.
    Names,
    /// By their ids, where a key beside it gives the names.
    Ids,
}

impl<'a> Picture<'a> {
    /// All neighbourhoods alike.
    #[must_use]
    pub fn of(loaded: &'a Loaded, draft: &'a Draft) -> Self {
        Self {
            loaded,
            draft,
            moved: vec![],
            parts: vec![],
            about: None,
            marks: vec![],
            text: 34.0,
            lettering: Lettering::Text,
            called: Called::Names,
            inset: None,
            named: None,
        }
    }

    /// All neighbourhoods of a plan, with the areas that it moves from the draft it starts from.
    #[must_use]
    pub fn of_change(loaded: &'a Loaded, base: &Draft, draft: &'a Draft) -> Self {
        let areas = loaded.atlas.ground.geography.areas().map(|(area, _)| area);
        let moved = areas.filter(|area| id_of(base, *area) != id_of(draft, *area)).collect();
        Self { moved, ..Self::of(loaded, draft) }
    }

    /// The window it shows; none where there is nothing to draw.
    #[must_use]
    pub fn frame(&self) -> Option<Frame> {
        let coverage = self.draft.coverage(&self.loaded.atlas.ground);
        let Some(zone) = self.about else {
            return Frame::of(coverage, &self.draft.outlines).map(|frame| frame.with_units(UNITS));
        };
        if !self.marks.is_empty() {
            return around(self.marks.iter().map(|mark| mark.at.to_millimetres()), LEAST_MM);
        }
        let own = self.draft.outline(zone).polygons.iter().flatten().flatten();
        around(own.map(|vertex| coverage.vertex(*vertex).to_millimetres()), 0.0)
    }

    /// The map as an `svg` element of its own coordinates, fitted into a box of a larger one where `within` says where (x, y, width,
    /// height). What stands outside its window is cut off.
    #[must_use]
    pub fn map(&self, frame: &Frame, within: Option<[f64; 4]>) -> Markup {
        let [width, height] = frame.size();
        let place = within.map(|place| place.map(|side| format!("{side:.0}")));
        let [x, y, wide, high] = place.map_or([const { None }; 4], |place| place.map(Some));
        html! {
            svg x=[x] y=[y] width=[wide] height=[high] viewBox=(format!("0 0 {width:.0} {height:.0}")) role="img" aria-label=(self.described())
                font-family="Noto Sans, system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif" {
                rect width=(format!("{width:.0}")) height=(format!("{height:.0}")) fill="#f7f6f2" {}
                (self.fills(frame))
                (self.hatched(frame))
                (self.borders(frame))
                (self.practices(frame))
                @for (_, label) in self.labels(frame) { (self.label(&label)) }
                @if let Some(inset) = &self.inset { (self.once_more(inset)) }
                @for mark in &gathered(&self.marks, frame, self.text) { (mark.drawn(frame.place(mark.at), self.text, self.lettering)) }
            }
        }
    }

    /// The dense part of the map where it is, and larger.
    fn once_more(&self, inset: &Inset) -> Markup {
        let part = Self { inset: None, named: Some(inset.zones.clone()), ..self.clone() };
        let [left, top, right, bottom] = inset.place;
        let outline = |[left, top, right, bottom]: Box4, width: u32| {
            html! {
                rect x=(format!("{left:.0}")) y=(format!("{top:.0}")) width=(format!("{:.0}", right - left)) height=(format!("{:.0}", bottom - top))
                    fill="none" stroke=(INK) stroke-width=(width) {}
            }
        };
        html! {
            (outline(inset.window, 4))
            (part.map(&inset.frame, Some([left, top, right - left, bottom - top])))
            (outline(inset.place, 6))
        }
    }

    /// What the picture shows, for whoever cannot see it.
    fn described(&self) -> String {
        let roster = self.draft.division.roster();
        match self.about {
            Some(zone) => {
                format!("Map of {} and the neighbourhoods around it.", roster.neighbourhood(zone).name)
            }
            None if self.moved.is_empty() => format!("Map of {} neighbourhoods.", roster.len()),
            None => {
                let (areas, zones) = (self.moved.len(), roster.len());
                format!(
                    "Map of the {zones} neighbourhoods after the changes; the {areas} areas that move are hatched."
                )
            }
        }
    }

    fn fills(&self, frame: &Frame) -> Markup {
        let (atlas, draft) = (&self.loaded.atlas, self.draft);
        let (colours, coverage) = (colours::of_draft(atlas, draft), draft.coverage(&atlas.ground));
        html! {
            g stroke="none" fill-rule="evenodd" {
                @for (zone, _) in draft.division.roster().iter() {
                    @let strength = if self.about.is_none_or(|about| about == zone) { "0.6" } else { "0.25" };
                    g fill=(colours::fill(colours[zone.slot()])) fill-opacity=(strength) {
                        (path(frame, coverage, draft.outline(zone), "zone"))
                    }
                }
            }
        }
    }

    fn hatched(&self, frame: &Frame) -> Markup {
        if self.moved.is_empty() {
            return Markup::default();
        }
        let ground = &self.loaded.atlas.ground;
        html! {
            defs {
                pattern id="moved" width="18" height="18" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width="18" height="18" fill="#ffffff" fill-opacity="0.5" {}
                    rect width="7" height="18" fill=(INK) {}
                }
            }
            g fill="url(#moved)" fill-rule="evenodd" stroke=(INK) stroke-width="2" {
                (path(frame, &ground.areas, &ground.outline_of(&self.moved), "moved"))
            }
        }
    }

    /// Council borders dashed, and over them those of the neighbourhoods, cased in white.
    fn borders(&self, frame: &Frame) -> Markup {
        let ground = &self.loaded.atlas.ground;
        let coverage = self.draft.coverage(ground);
        let outlines = |stroke: &str, width: u32| {
            html! {
                g fill="none" stroke=(stroke) stroke-width=(width) stroke-linejoin="round" {
                    @for outline in &self.draft.outlines { (path(frame, coverage, outline, "border")) }
                }
            }
        };
        html! {
            @if !self.parts.is_empty() {
                g fill="none" stroke=(INK) stroke-width="2" stroke-opacity="0.6" stroke-linejoin="round" {
                    @for part in &self.parts { (path(frame, &ground.areas, part, "part")) }
                }
            }
            (outlines("#ffffff", 10))
            (outlines(INK, 4))
            @if self.about.is_none() {
                g fill="none" stroke=(INK) stroke-width="3" stroke-dasharray="14 10" stroke-opacity="0.55" {
                    @for outline in self.districts() { (path(frame, &ground.areas, &outline, "district")) }
                }
            }
        }
    }

    fn districts(&self) -> Vec<Shape> {
        let ground = &self.loaded.atlas.ground;
        let mut areas = BTreeMap::<GssCode, Vec<AreaIx>>::new();
        for (ix, area) in ground.geography.areas() {
            areas.entry(area.district).or_default().push(ix);
        }
        if areas.len() < 2 { vec![] } else { areas.values().map(|areas| ground.outline_of(areas)).collect() }
    }

    /// White dots with a dark ring, by the size of the list.
    fn practices(&self, frame: &Frame) -> Markup {
        html! {
            g fill="#ffffff" stroke=(INK) stroke-width="4" {
                @for ([x, y], radius) in self.dots(frame) {
                    circle cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(format!("{radius:.0}")) {}
                }
            }
        }
    }

    /// The practices that are drawn by the size of their lists: places and radii. Where some are numbered, those are all.
    fn dots(&self, frame: &Frame) -> Vec<([f64; 2], f64)> {
        if self.marks.iter().any(|mark| !mark.name.is_empty()) {
            return vec![];
        }
        let practices = self.loaded.atlas.ground.practices.iter();
        let here = practices.filter(|(ix, _)| {
            let home = self.draft.division.home(*ix);
            home.is_some() && self.about.is_none_or(|about| home == Some(about))
        });
        let practices = &self.loaded.atlas.ground.practices;
        let list = |ix| self.draft.division.closures().list_size(practices, ix).unwrap_or(0);
        let radius = |ix| DOT + f64::from(u32::try_from(list(ix)).unwrap_or(u32::MAX)).sqrt() / 12.0;
        here.filter_map(|(ix, practice)| Some((frame.place(practice.site?.grid), radius(ix)))).collect()
    }

    /// Every vertex of the outlines.
    pub(super) fn vertices(&self, frame: &Frame) -> Vec<[f64; 2]> {
        let coverage = self.draft.coverage(&self.loaded.atlas.ground);
        let rings =
            self.draft.outlines.iter().flat_map(|outline| outline.polygons.iter().flatten().flatten());
        rings.map(|vertex| frame.place(coverage.vertex(*vertex))).collect()
    }

    /// How far a neighbourhood reaches; none without an outline.
    pub(super) fn extent(&self, frame: &Frame, zone: ZoneIx) -> Option<Box4> {
        let coverage = self.draft.coverage(&self.loaded.atlas.ground);
        let places = self.draft.outline(zone).polygons.iter().flatten().flatten();
        let boxes = places.map(|vertex| frame.place(coverage.vertex(*vertex))).map(|[x, y]| [x, y, x, y]);
        boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
    }

    /// The names, clear of dots and marks.
    pub(super) fn labels(&self, frame: &Frame) -> Vec<(ZoneIx, Placed)> {
        let dots = self.dots(frame).into_iter().map(|(at, radius)| box_around(at, [radius, radius]));
        let drawn = gathered(&self.marks, frame, self.text);
        let marks = drawn.iter().map(|mark| box_around(frame.place(mark.at), mark.half(self.text)));
        let apart = self.inset.iter().flat_map(|inset| [inset.place, inset.window]);
        let taken: Vec<Box4> = dots.chain(marks).chain(apart).collect();
        let (ground, about, text) = (&self.loaded.atlas.ground, self.about, self.text);
        let words = |named: &Neighbourhood| match self.called {
            Called::Names => lines_of(&named.name, LETTERS),
            Called::Ids => vec![named.id.to_string()],
        };
        let is_named = |zone: ZoneIx| {
            let is_on_inset = self.inset.as_ref().is_some_and(|inset| inset.zones.contains(&zone));
            !is_on_inset && self.named.as_ref().is_none_or(|named| named.contains(&zone))
        };
        labels(
            &Naming { ground, draft: self.draft, frame, about, text, words: &words, is_named: &is_named },
            taken,
        )
    }

    fn label(&self, label: &Placed) -> Markup {
        let Placed { at, middle: [x, y], lines, is_away } = label;
        html! {
            @if *is_away {
                path d=(format!("M{:.0} {:.0}L{x:.0} {y:.0}", at[0], at[1])) stroke=(INK) stroke-width="3" fill="none" {}
                circle cx=(format!("{:.0}", at[0])) cy=(format!("{:.0}", at[1])) r="6" fill=(INK) {}
            }
            g data-at=(format!("{x:.0} {y:.0}")) {
                @for (line, words) in lines.iter().enumerate() {
                    (self.lettering.line(&Line {
                        at: [*x, y + self.text * baseline(line, lines.len())],
                        anchor: Anchor::Middle,
                        size: self.text,
                        fill: INK,
                        rim: self.text / 4.0,
                        words,
                    }))
                }
            }
        }
    }
}

/// The window around some points, in millimetres, with a margin; at least so wide and high.
fn around(points: impl Iterator<Item = [f64; 2]>, least_mm: f64) -> Option<Frame> {
    let boxes = points.map(|[east, north]| [east, north, east, north]);
    let [west, south, east, north] =
        boxes.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])?;
    let middle = [f64::midpoint(west, east), f64::midpoint(south, north)];
    let longer = (east - west).max(north - south);
    // Never much narrower than high or the other way: a strip shows nothing of where it is.
    let half =
        [east - west, north - south].map(|side| side.max(longer * 0.7).max(least_mm) / 2.0 + longer * AROUND);
    let window = [middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]];
    Some(Frame::around(window).with_units(UNITS))
}

fn id_of(draft: &Draft, area: AreaIx) -> Option<&NeighbourhoodId> {
    let zone = draft.division.zone_of_area(area)?;
    Some(&draft.division.roster().neighbourhood(zone).id)
}

/// A picture as a file of its own.
#[must_use]
pub fn document(width: f64, height: f64, title: &str, content: &Markup) -> String {
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox=(format!("0 0 {width:.0} {height:.0}"))
            font-family="Noto Sans, system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif" {
            title { (title) }
            (content)
        }
    };
    svg.into_string()
}
