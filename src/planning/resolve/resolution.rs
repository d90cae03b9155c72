//! The answer to a question, as it is written.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::value::RawValue;

use super::ambiguity_rule::AmbiguityRule;
use crate::domain::boundaries::placing::{Counts, Lies, Placing, PracticePlacing};
use crate::domain::ground::codes::{BranchCode, GssCode, OdsCode};
use crate::domain::ground::places::{Site, Standing};
use crate::domain::ground::postcode::Postcode;
use crate::planning::terms::coded::Coded;
use crate::planning::terms::provenance::Named;

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// In one neighbourhood.
    Matched,
    /// A postcode nearer to the border than to the next postcode point: some of its addresses may lie across. A square of the grid
    /// that reaches into another neighbourhood, or beyond all.
    MatchedNearBoundary,
    /// On the border, or within several drawn neighbourhoods that overlap there; the least id was chosen.
    OnBoundary,
    /// A postcode no longer in use; answered as when it was.
    TerminatedMatched,
    /// Outside every neighbourhood.
    OutsideArea,
    /// Of the right form, but not known here.
    NotFound,
    /// Not of the form asked for.
    InvalidFormat,
    /// A postcode that its publisher gives no point.
    NoGridReference,
    /// A practice that closed; its successor is named.
    PracticeClosed,
    /// A practice that is registered and sees no patients for now.
    PracticeDormant,
    /// Nothing was asked.
    Empty,
    /// A postcode of a district of which nothing is loaded.
    Elsewhere,
    /// A code that stands in for a postcode or practice that there is none of; its meaning is the reason.
    Pseudo,
    /// A code of an area that is no longer used; what it became is named.
    RetiredCode,
    /// A code of a unit of another kind than the areas here; where its areas lie is told as far as is known.
    OtherKind,
}

impl Outcome {
    /// All of them, in order.
    pub const ALL: [Self; 15] = [
        Self::Matched,
        Self::MatchedNearBoundary,
        Self::OnBoundary,
        Self::TerminatedMatched,
        Self::OutsideArea,
        Self::NotFound,
        Self::InvalidFormat,
        Self::NoGridReference,
        Self::PracticeClosed,
        Self::PracticeDormant,
        Self::Empty,
        Self::Elsewhere,
        Self::Pseudo,
        Self::RetiredCode,
        Self::OtherKind,
    ];

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::MatchedNearBoundary => "matched_near_boundary",
            Self::OnBoundary => "on_boundary",
            Self::TerminatedMatched => "terminated_matched",
            Self::OutsideArea => "outside_area",
            Self::NotFound => "not_found",
            Self::InvalidFormat => "invalid_format",
            Self::NoGridReference => "no_grid_reference",
            Self::PracticeClosed => "practice_closed",
            Self::PracticeDormant => "practice_dormant",
            Self::Empty => "empty",
            Self::Elsewhere => "elsewhere",
            Self::Pseudo => "pseudo",
            Self::RetiredCode => "retired_code",
            Self::OtherKind => "other_kind",
        }
    }

    /// Whether a neighbourhood was found.
    #[must_use]
    pub fn is_match(self) -> bool {
        matches!(self, Self::Matched | Self::MatchedNearBoundary | Self::OnBoundary | Self::TerminatedMatched)
    }

    /// Of a postcode or a point, by how it lies.
    #[must_use]
    pub fn of(placing: Placing) -> Self {
        match (placing.lies, placing.standing) {
            (Lies::Nowhere, _) => Self::NoGridReference,
            (Lies::Outside, _) => Self::OutsideArea,
            (_, Standing::Terminated) => Self::TerminatedMatched,
            (Lies::Inside, Standing::Live) => Self::Matched,
            (Lies::Astride, Standing::Live) => Self::MatchedNearBoundary,
            (Lies::OnBoundary | Lies::InSeveral, Standing::Live) => Self::OnBoundary,
        }
    }

    /// Of a practice, by where it counts.
    #[must_use]
    pub fn of_practice(placing: PracticePlacing) -> Self {
        match placing.counts {
            Counts::NotSinceClosed => Self::PracticeClosed,
            Counts::NotWhileDormant => Self::PracticeDormant,
            Counts::AtItsSite | Counts::WherePlaced => Self::of(placing.counted),
        }
    }

    /// What there is to explain about it, in words, where that is the same of everything answered so.
    #[must_use]
    pub fn reason(self, lies: Lies) -> Option<&'static str> {
        match self {
            Self::MatchedNearBoundary => {
                Some("the border is nearer than the next postcode point: some addresses may lie across it")
            }
            Self::OnBoundary if lies == Lies::InSeveral => {
                Some("the point lies in several neighbourhoods, which overlap there; the least id is chosen")
            }
            Self::OnBoundary => Some("the point lies on the border; the least id is chosen"),
            Self::TerminatedMatched if lies == Lies::InSeveral => Some(
                "the postcode is no longer in use, and its point lies in several neighbourhoods, which overlap there; the least id is chosen",
            ),
            Self::TerminatedMatched if lies == Lies::Astride => Some(
                "the postcode is no longer in use, and its point is near a border: some of its addresses may have been across it",
            ),
            Self::TerminatedMatched => Some("the postcode is no longer in use"),
            Self::OutsideArea => Some("the point lies in no neighbourhood of this draft"),
            Self::NoGridReference => Some("its publisher gives it no grid reference"),
            _ => None,
        }
    }
}

/// One answer. Members that cannot apply to the kind of question are left out; null is "known to be none".
#[derive(Clone, Debug, Serialize)]
pub struct Resolution<'a> {
    /// The caller's own reference, given back as it is written.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<&'a RawValue>,
    /// How it was answered.
    pub outcome: Outcome,
    /// In words, where there is something to explain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The question in canonical form.
    pub input: Input,
    /// The neighbourhood; null when there is none.
    pub neighbourhood: Option<Named<'a>>,
    /// On a border, or where drawn neighbourhoods overlap: those that were not chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_on_boundary_of: Vec<Named<'a>>,
    /// Whether another neighbourhood may be as right.
    pub ambiguous: bool,
    /// Metres to the nearest border with another neighbourhood; null where there is no point or no such border.
    pub distance_to_boundary_m: Option<f64>,
    /// The neighbourhood across that border.
    pub runner_up: Option<Named<'a>>,
    /// For a postcode whose addresses are counted: how they are shared out, most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share<'a>>,
    /// For a postcode or a square of the grid that is ambiguous, what lies where neighbourhoods overlap, or has its addresses counted:
    /// how that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ambiguity_rule: Option<AmbiguityRule>,
    /// The point in both systems; null for an area, and where the publisher gives none.
    pub location: Option<Location>,
    /// The area that holds the point.
    pub area: Option<Coded<'a>>,
    /// Its local authority district.
    pub district: Option<Coded<'a>>,
    /// For a postcode: the publisher's positional quality, 10 best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positional_quality: Option<u8>,
    /// For a practice: who it is, and the three views of where it belongs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<PracticeAnswer<'a>>,
    /// For a practice that closed: who took its patients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<Successor<'a>>,
    /// For a code that is no longer used: the areas that took its ground.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub became: Vec<AreaPart<'a>>,
    /// For a unit of another kind whose areas are known: how its residents are shared out, most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lies_in: Vec<ResidentsShare<'a>>,
    /// On request: how the answer came about, in sentences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Vec<String>>,
    /// On request: the answer of another draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared<'a>>,
}

/// The addresses of a postcode in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Share<'a> {
    /// The neighbourhood; null outside every one.
    pub neighbourhood: Option<Named<'a>>,
    /// Addresses there.
    pub addresses: u64,
    /// Their share of all, 0 to 1.
    pub share: f64,
}

/// An area that took the ground of a retired code.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaPart<'a> {
    /// The area.
    pub area: Coded<'a>,
    /// Its neighbourhood; null outside every one.
    pub neighbourhood: Option<Named<'a>>,
}

/// The residents of a unit of another kind in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResidentsShare<'a> {
    /// The neighbourhood; null outside every one.
    pub neighbourhood: Option<Named<'a>>,
    /// Residents there.
    pub residents: u64,
    /// Their share of all, 0 to 1.
    pub share: f64,
}

/// What another draft answers.
#[derive(Clone, Debug, Serialize)]
pub struct Compared<'a> {
    /// The other draft.
    pub draft: &'a str,
    /// How it answers.
    pub outcome: Outcome,
    /// Its neighbourhood; null when there is none.
    pub neighbourhood: Option<Named<'a>>,
    /// Whether it is the same neighbourhood, by id.
    pub same: bool,
}

/// A question in canonical form.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the variants are the kinds of question")]
pub enum Input {
    Postcode { postcode: Postcode },
    LonLat { lon: f64, lat: f64 },
    EastingNorthing { easting: f64, northing: f64 },
    Practice { practice: OdsCode },
    Branch { practice: OdsCode, branch: BranchCode },
    GridReference { grid_reference: String },
    Area { area: GssCode },
    Unread {},
}

/// A point in both systems, to the millimetre on the grid and seven decimals in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Location {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Metres east.
    pub easting: f64,
    /// Metres north.
    pub northing: f64,
}

/// A practice and where it belongs.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeAnswer<'a> {
    /// ODS code.
    pub code: OdsCode,
    /// Name.
    pub name: &'a str,
    /// Postcode of its main site; none where it is known by coordinates alone.
    pub postcode: Option<Postcode>,
    /// Active, dormant or closed.
    pub status: &'static str,
    /// The branch that was asked for, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<BranchCode>,
    /// Three views of where it belongs, in its own study area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub views: Option<Views<'a>>,
}

/// Three views of where a practice belongs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Views<'a> {
    /// The neighbourhood of its main site.
    pub site: Option<Named<'a>>,
    /// The neighbourhood most of its patients live in.
    pub patients: Option<Named<'a>>,
    /// The share of its patients of known area who live there.
    pub patients_share: Option<f64>,
    /// The neighbourhood with most patients among the other practices of its network here.
    pub network: Option<Named<'a>>,
    /// Why there is no view by network.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_reason: Option<&'static str>,
    /// Whether all views that there are name one neighbourhood.
    pub agree: bool,
}

/// Who took a closed practice's patients.
#[derive(Clone, Debug, Serialize)]
pub struct Successor<'a> {
    /// ODS code.
    pub code: OdsCode,
    /// Name.
    pub name: &'a str,
    /// The neighbourhood it counts in.
    pub neighbourhood: Option<Named<'a>>,
    /// How it is known, every step of it.
    pub basis: Option<Cow<'a, str>>,
}

impl From<Site> for Location {
    fn from(site: Site) -> Self {
        Self {
            lon: site.lon_lat.longitude_deg(),
            lat: site.lon_lat.latitude_deg(),
            easting: site.grid.easting_m(),
            northing: site.grid.northing_m(),
        }
    }
}

impl Resolution<'_> {
    /// An answer that says how, and nothing else yet.
    pub(super) fn of(outcome: Outcome, input: Input) -> Self {
        Self {
            reference: None,
            outcome,
            reason: None,
            input,
            neighbourhood: None,
            also_on_boundary_of: vec![],
            ambiguous: false,
            distance_to_boundary_m: None,
            runner_up: None,
            shares: vec![],
            ambiguity_rule: None,
            location: None,
            area: None,
            district: None,
            positional_quality: None,
            practice: None,
            successor: None,
            became: vec![],
            lies_in: vec![],
            explanation: None,
            compared: None,
        }
    }

    /// An answer that there is none, and why.
    pub(super) fn none(outcome: Outcome, input: Input, reason: impl Into<String>) -> Self {
        Self { reason: Some(reason.into()), ..Self::of(outcome, input) }
    }
}
