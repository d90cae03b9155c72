//! Boundaries with everything that follows from them: a draft that was loaded, or a revision of a scenario, which is one too.
//!
//! Whatever answers from boundaries takes a [`Draft`], so that a scenario is served by the same code as the draft it starts
//! from. Nothing in one ever changes.

use std::sync::OnceLock;

use super::boundaries::division::{Boundaries, Division};
use super::boundaries::partition::ZoneIx;
use super::boundaries::practice_decisions::PracticeDecisions;
use super::figures::astride::{AstrideArea, astride_areas};
use super::figures::counting::Figures;
use super::geometry::coverage::{Coverage, Shape, double_area_mm2};
use super::geometry::crs::GridPoint;
use super::ground::places::Site;
use crate::domain::ground::Ground;

/// A dated, immutable set of neighbourhood boundaries.
pub struct Draft {
    /// Short stable name, as in `?draft=`; of a scenario `id@revision`, as in `?scenario=`. No two meanings ever share one.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// ISO date, where it is stated.
    pub date: Option<String>,
    /// How official it is.
    pub status: String,
    /// What must be said with it.
    pub caveat: String,
    /// The scenario it is a revision of; none when it was loaded.
    pub scenario: Option<ScenarioUsed>,
    /// What the plan of a scenario is known by; none when it was loaded.
    pub plan: Option<PlanKept>,
    /// The boundaries.
    pub division: Division,
    /// Figures of each neighbourhood; none when no areas are loaded.
    pub figures: Option<Figures>,
    /// The outline of each neighbourhood, in the roster's order.
    pub outlines: Vec<Shape>,
    labels: Vec<OnceLock<Option<Site>>>,
    astride: OnceLock<Vec<AstrideArea>>,
    site_of: SiteOf,
}

/// Gives a point its place on the globe, where it has one.
type SiteOf = Box<dyn Fn(GridPoint) -> Option<Site> + Send + Sync>;

/// What a draft is called, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as the members of Draft")]
pub struct DraftTitle {
    pub id: String,
    pub title: String,
    pub date: Option<String>,
    pub status: String,
    pub caveat: String,
    pub scenario: Option<ScenarioUsed>,
}

/// A revision of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ScenarioUsed {
    /// The scenario's id.
    pub id: String,
    /// Its revision, from 1; the answer of a revision never changes.
    pub revision: i64,
    /// What people call it.
    pub name: String,
    /// The draft it starts from.
    pub base: String,
}

/// What a plan that is kept is known by when its boundaries come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanKept {
    /// Digest of the plan.
    pub content_digest: String,
    /// What it decides of practices.
    pub practices: PracticeDecisions,
}

impl Draft {
    /// Computes what follows from a division of the ground.
    ///
    /// `site_of` gives a point its place on the globe, where it has one.
    #[must_use]
    pub fn new(
        title: DraftTitle,
        ground: &Ground,
        division: Division,
        site_of: impl Fn(GridPoint) -> Option<Site> + Send + Sync + 'static,
    ) -> Self {
        let figures = division.side().map(|side| Figures::count(ground, side));
        Self::counted(title, ground, division, figures, site_of)
    }

    /// The same with figures that were counted already; none when no areas are loaded.
    #[must_use]
    pub fn counted(
        title: DraftTitle,
        ground: &Ground,
        division: Division,
        figures: Option<Figures>,
        site_of: impl Fn(GridPoint) -> Option<Site> + Send + Sync + 'static,
    ) -> Self {
        let (_, outlines) = division.outlines(ground);
        let labels = outlines.iter().map(|_| OnceLock::new()).collect();
        let DraftTitle { id, title, date, status, caveat, scenario } = title;
        Self {
            id,
            title,
            date,
            status,
            caveat,
            scenario,
            plan: None,
            division,
            figures,
            outlines,
            labels,
            astride: OnceLock::new(),
            site_of: Box::new(site_of),
        }
    }

    /// The same as the boundaries of a plan that is kept.
    #[must_use]
    pub fn of_plan(self, plan: PlanKept) -> Self {
        Self { plan: Some(plan), ..self }
    }

    /// The draft that was loaded: this one, or the one that the scenario starts from.
    #[must_use]
    pub fn base_id(&self) -> &str {
        self.scenario.as_ref().map_or(&self.id, |scenario| &scenario.base)
    }

    /// `by_area` or `drawn`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.division.boundaries() {
            Boundaries::ByArea(_) => "by_area",
            Boundaries::Drawn(_) => "drawn",
        }
    }

    /// The coverage that the outlines' vertex numbers belong to.
    #[must_use]
    pub fn coverage<'a>(&'a self, ground: &'a Ground) -> &'a Coverage {
        match self.division.boundaries() {
            Boundaries::ByArea(_) => &ground.areas,
            Boundaries::Drawn(drawing) => &drawing.coverage,
        }
    }

    /// Twice the land within a neighbourhood's outline in square millimetres, exact.
    #[must_use]
    pub fn double_area_mm2(&self, ground: &Ground, zone: ZoneIx) -> i64 {
        let coverage = self.coverage(ground);
        let rings = self.outline(zone).polygons.iter().flatten();
        rings.map(|ring| double_area_mm2(&coverage.ring(ring))).sum()
    }

    /// Where the label of a neighbourhood goes; found when it is first asked for, since a country's take a while.
    #[must_use]
    pub fn label(&self, ground: &Ground, zone: ZoneIx) -> Option<Site> {
        let find = || self.coverage(ground).label(self.outline(zone)).and_then(&self.site_of);
        *self.labels[zone.slot()].get_or_init(find)
    }

    /// Areas that its drawn borders cut or near; found when they are first asked for.
    #[must_use]
    pub fn astride_areas(&self, ground: &Ground) -> &[AstrideArea] {
        self.astride.get_or_init(|| astride_areas(ground, &self.division))
    }

    /// The outline of one neighbourhood.
    #[must_use]
    pub fn outline(&self, zone: ZoneIx) -> &Shape {
        &self.outlines[zone.slot()]
    }
}
