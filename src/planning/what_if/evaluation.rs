//! The answer to a what-if, as it is written.

use geojson::FeatureCollection;
use serde::Serialize;

use super::changes::Note;
use super::consequences::Consequences;
use super::contributions::Contribution;
use super::issues::Issue;
use super::moved_ground::MovedPostcode;
use super::pairs::MovedPair;
use super::sides::Sides;
use crate::domain::figures::counting::Figures;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::planning::terms::figures::{FlowTable, ZoneDifference, ZoneFigures};
use crate::planning::terms::mergers::MergerView;
use crate::planning::terms::metrics::{Known, Unavailable};
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::planning::terms::ranges::FigureRange;
use crate::planning::terms::verdict::Verdict;
use crate::planning::terms::vintages::Vintages;

/// The answer.
#[derive(Clone, Debug, Serialize)]
pub struct Evaluation<'a> {
    /// The draft that was changed.
    pub draft: DraftUsed<'a>,
    /// What it means, in plain sentences.
    pub summary: Vec<String>,
    /// What to know of how the changes were taken.
    pub notes: Vec<Note>,
    /// Neighbourhoods that gained or lost an area or a practice, came, went or changed name.
    pub neighbourhoods: Vec<ZoneImpact<'a>>,
    /// All neighbourhoods together.
    pub totals: Totals,
    /// How the plan stands by the policy asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdicts<'a>>,
    /// What moved.
    pub moved: Moved<'a>,
    /// What it means beyond the first figures.
    pub consequences: Consequences<'a>,
    /// What a planner will be asked about, with where to look, the weightiest first.
    pub issues: Vec<Issue<'a>>,
    /// What each change contributes, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Vec<Contribution>>,
    /// Patients by where they live and where they are registered; null without registrations.
    pub flows: Option<FlowsImpact>,
    /// New borders of those neighbourhoods, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borders: Option<FeatureCollection>,
    /// Lines between neighbourhoods that come, and that go, when borders were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border_lines: Option<FeatureCollection>,
    /// Live postcodes that change neighbourhood, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcodes: Option<Vec<MovedPostcode<'a>>>,
    /// Figures that a rule gives a range of.
    pub ranges: Sides<Vec<FigureRange<'a>>>,
    /// Practices that closed and are counted with a successor, and how that is known.
    pub mergers: Vec<MergerView<'a>>,
    /// Of when the people are that figures count.
    pub vintages: &'a Vintages,
    /// How each figure is known, and of when it is.
    pub known_by: Vec<Known>,
    /// Figures that cannot be computed, and why.
    pub unavailable: Vec<Unavailable>,
    /// Digest of what the figures mean, as in `/v1/metrics-definitions`.
    pub metrics: &'static str,
    /// The data used.
    pub provenance: Provenance<'a>,
}

/// One neighbourhood before and after.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct ZoneImpact<'a> {
    pub id: &'a str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<&'a str>,
    pub before: Option<ZoneFigures>,
    pub after: Option<ZoneFigures>,
    pub difference: ZoneDifference,
}

/// A verdict before and after.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Verdicts<'a> {
    pub before: Verdict<'a>,
    pub after: Verdict<'a>,
}

/// Everyone and everything before and after; moving a border changes neither.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct Totals {
    pub before: Total,
    pub after: Total,
}

/// Sums over all neighbourhoods.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "as the members of ZoneFigures")]
pub struct Total {
    pub areas: u64,
    pub area_m2: f64,
    pub residents: u64,
    pub core20_residents: Option<u64>,
    pub practices: u64,
    pub list_size: Option<u64>,
}

/// What changed neighbourhood.
#[derive(Clone, Debug, Serialize)]
pub struct Moved<'a> {
    /// Residents of the areas that moved.
    pub residents: u64,
    /// Patients living in them; null without registrations.
    pub registered_by_residence: Option<u64>,
    /// The areas.
    pub areas: Vec<MovedArea<'a>>,
    /// The practices.
    pub practices: Vec<MovedPractice<'a>>,
    /// The areas by the pair of neighbourhoods they go between.
    pub pairs: Vec<MovedPair<'a>>,
}

/// An area that moved.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct MovedArea<'a> {
    pub code: GssCode,
    pub name: &'a str,
    pub residents: u32,
    pub from: &'a str,
    pub to: &'a str,
}

/// A practice that counts elsewhere, or nowhere because it closes.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct MovedPractice<'a> {
    pub code: OdsCode,
    pub name: &'a str,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    /// Of a practice that closes, the one that has its list; null otherwise.
    pub list_taken_by: Option<OdsCode>,
    #[serde(flatten)]
    pub patients: MovedPatients,
}

/// The patients of a practice that counts elsewhere, by its list and, of another date, by where they live.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MovedPatients {
    /// On its published list and on those it took; of a practice that closes, on its own. Null where not published.
    pub list_size: Option<u64>,
    /// Of its patients of known area, the share living in the neighbourhood it leaves, 0 to 1; null without registrations, and
    /// where that neighbourhood is gone.
    pub share_living_in_from: Option<f64>,
    /// The same of the neighbourhood it comes to; of a practice that closes, of the one that its list comes to.
    pub share_living_in_to: Option<f64>,
}

/// The flow matrix before and after.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "named after what they are")]
pub struct FlowsImpact {
    pub before: FlowTable,
    pub after: FlowTable,
}

impl Total {
    /// Adds up all neighbourhoods.
    pub(super) fn of(figures: &Figures) -> Self {
        let total = figures.total();
        Self {
            areas: total.areas,
            area_m2: total.area_m2(),
            residents: total.residents,
            core20_residents: total.core20_residents,
            practices: total.practices,
            list_size: total.list_size,
        }
    }
}
