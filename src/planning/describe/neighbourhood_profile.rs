//! What a neighbourhood is like beside the whole study area: who lives there, how deprived, where they are registered, whom its
//! practices serve.

use std::cmp::Reverse;

use serde::Serialize;

use super::all_neighbourhoods::{AllNeighbourhoods, ZoneVerdict};
use super::growth::Growth;
use super::neighbours::{Neighbour, neighbours};
use super::notes;
use super::people::People;
use super::profile::{self, PracticeProfile};
use super::stands_out::{Compared, StandsOut, stands_out};
use crate::county::Loaded;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::figures::access::ZoneAccess;
use crate::domain::figures::flows::{FlowMatrix, From, To};
use crate::domain::figures::share::share;
use crate::domain::figures::splits::PracticeSplit;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::OdsCode;
use crate::domain::ground::footprint::known_sum;
use crate::domain::ground::practices::{Network, PracticeIx};
use crate::planning::terms::mergers::{self, MergerView};
use crate::planning::terms::metrics::{self, Known, Unavailable};
use crate::planning::terms::provenance::Named;
use crate::planning::terms::ranges::FigureRange;

/// What a neighbourhood is like.
#[derive(Clone, Debug, Serialize)]
pub struct Insight<'a> {
    /// Which.
    #[serde(flatten)]
    pub neighbourhood: Named<'a>,
    /// What stands out beside the study area, the largest differences first.
    pub stands_out: Vec<StandsOut>,
    /// Who lives there; null without areas.
    pub people: Option<People<'a>>,
    /// Who lives in the whole study area, to compare with; null without areas.
    pub everywhere: Option<People<'a>>,
    /// How far its residents are from practices; null without areas.
    pub access: Option<ZoneAccess>,
    /// The same of the whole study area.
    pub access_everywhere: Option<ZoneAccess>,
    /// How the lists of its practices grew since the registrations; null where either is not known.
    pub lists: Option<Growth>,
    /// The same of the whole study area.
    pub lists_everywhere: Option<Growth>,
    /// Its practices, the longest list first.
    pub practices: Vec<PracticeLine<'a>>,
    /// Networks with a practice there, the longest list first.
    pub networks: Vec<NetworkLine<'a>>,
    /// Where those who live there are registered, most first; null without registrations.
    pub registered_at: Option<Vec<Flow<'a>>>,
    /// Where the patients of its practices live, most first; null without registrations.
    pub patients_from: Option<Vec<Flow<'a>>>,
    /// Who borders on it, the longest border first.
    pub neighbours: Vec<Neighbour<'a>>,
    /// How it stands by every policy there is.
    pub verdicts: Vec<ZoneVerdict<'a>>,
    /// Its figures that a rule gives a range of.
    pub ranges: Vec<FigureRange<'a>>,
    /// How each figure is known, and of when it is.
    pub known_by: Vec<Known>,
    /// What to read the figures with, in sentences.
    pub notes: Vec<String>,
    /// What is not known, in sentences.
    pub not_known: Vec<String>,
    /// Figures that the data loaded does not allow to be computed, and why.
    pub unavailable: Vec<Unavailable>,
}

/// A practice and its list.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeLine<'a> {
    /// ODS code.
    pub code: OdsCode,
    /// Name.
    pub name: &'a str,
    /// Patients on its published list, and on those it takes; null where not published.
    pub list_size: Option<u64>,
    /// Practices that closed and are counted with it.
    pub mergers: Vec<MergerView<'a>>,
    /// Its primary care network; null when it belongs to none.
    pub network: Option<&'a Network>,
}

/// A network and what of it is there.
#[derive(Clone, Debug, Serialize)]
pub struct NetworkLine<'a> {
    /// Which.
    #[serde(flatten)]
    pub network: &'a Network,
    /// How many of its practices are there.
    pub practices_here: usize,
    /// How many it has in the study area.
    pub practices_in_study_area: usize,
    /// Patients on the lists of those that are there; null where one is not published.
    pub list_size_here: Option<u64>,
}

/// A practice, and where its patients live.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeInsight<'a> {
    /// Which, and what it is like.
    #[serde(flatten)]
    pub practice: PracticeProfile<'a>,
    /// Most first; null without registrations, and for boundaries that are drawn. Shares are of its patients of known area,
    /// as in [`PracticeSplit`] and in its views; those of no known area have none.
    pub patients_from: Option<Vec<Flow<'a>>>,
}

/// Patients between this neighbourhood, or practice, and another place.
#[derive(Clone, Debug, Serialize)]
pub struct Flow<'a> {
    /// The neighbourhood; null outside every one, and where it is not known.
    pub neighbourhood: Option<Named<'a>>,
    /// `neighbourhood`, `outside` or `unknown`.
    pub place: &'static str,
    /// How many.
    pub patients: u64,
    /// Of all, 0 to 1; of a practice, of its patients of known area.
    pub share: Option<f64>,
}

/// What a neighbourhood is like.
#[must_use]
pub fn insight<'a>(loaded: &'a Loaded, draft: &'a Draft, zone: ZoneIx) -> Insight<'a> {
    insight_beside(loaded, draft, &AllNeighbourhoods::of(&loaded.atlas, draft), zone)
}

/// What every neighbourhood is like, in the roster's order.
#[must_use]
pub fn insights<'a>(loaded: &'a Loaded, draft: &'a Draft) -> Vec<Insight<'a>> {
    let all = AllNeighbourhoods::of(&loaded.atlas, draft);
    draft.division.roster().iter().map(|(zone, _)| insight_beside(loaded, draft, &all, zone)).collect()
}

fn insight_beside<'a>(
    loaded: &'a Loaded,
    draft: &'a Draft,
    all: &AllNeighbourhoods<'a>,
    zone: ZoneIx,
) -> Insight<'a> {
    let (atlas, roster) = (&loaded.atlas, draft.division.roster());
    let (ground, named) = (&atlas.ground, roster.neighbourhood(zone));
    let flows = draft.figures.as_ref().and_then(|figures| figures.flows.as_ref());
    let others: Vec<Compared<'_>> = roster.iter().map(|(zone, _)| all.compared(zone, flows)).collect();
    let everywhere = all.compared_everywhere(draft, flows);
    Insight {
        neighbourhood: named.into(),
        stands_out: stands_out(&others[zone.slot()], &everywhere, &others, atlas),
        people: all.people.as_ref().map(|people| people[zone.slot()].clone()),
        everywhere: all.everywhere.clone(),
        access: all.access.as_ref().map(|access| access.zones[zone.slot()]),
        access_everywhere: all.access.as_ref().map(|access| access.county),
        lists: all.lists[zone.slot()].clone(),
        lists_everywhere: all.lists_everywhere.clone(),
        practices: practices(ground, draft, zone),
        networks: networks(ground, draft, zone),
        registered_at: flows.map(|flows| registered_at(draft, flows, zone)),
        patients_from: flows.map(|flows| patients_from(draft, flows, zone)),
        neighbours: neighbours(ground, draft, zone),
        verdicts: all.verdicts(loaded, draft, zone),
        ranges: all.ranges_of(named.id.as_str()),
        known_by: metrics::known(atlas),
        notes: notes::notes(ground, draft, zone, all.lists[zone.slot()].as_ref()),
        not_known: notes::not_known(ground),
        unavailable: metrics::unavailable(ground),
    }
}

/// A practice, and where its patients live.
#[must_use]
pub fn practice<'a>(loaded: &'a Loaded, draft: &'a Draft, ix: PracticeIx) -> PracticeInsight<'a> {
    let registrations = loaded.atlas.ground.registrations.as_ref();
    let patients_from = registrations.zip(draft.division.partition()).map(|(registrations, partition)| {
        let zones = draft.division.roster().len();
        let rows = draft.division.closures().registrations(registrations, ix);
        let split = PracticeSplit::count(rows, zones, partition);
        let roster = draft.division.roster().iter();
        let flows = roster.map(|(zone, named)| between(named.into(), split.by_zone[zone.slot()]));
        let mut flows =
            sorted(flows, [elsewhere("outside", split.outside), elsewhere("unknown", split.unknown)]);
        for flow in &mut flows {
            flow.share = if flow.place == "unknown" { None } else { share(flow.patients, split.total()) };
        }
        flows
    });
    PracticeInsight { practice: profile::practice(loaded, draft, ix), patients_from }
}

fn practices<'a>(ground: &'a Ground, draft: &Draft, zone: ZoneIx) -> Vec<PracticeLine<'a>> {
    let here = ground.practices.iter().filter(|(ix, _)| draft.division.home(*ix) == Some(zone));
    let mut lines: Vec<PracticeLine<'_>> = here
        .map(|(ix, practice)| PracticeLine {
            mergers: mergers::of(ground, draft.division.closures(), ix),
            code: practice.code,
            name: &practice.name,
            list_size: draft.division.closures().list_size(&ground.practices, ix),
            network: practice.network.as_ref(),
        })
        .collect();
    lines.sort_by_key(|line| (Reverse(line.list_size), line.code));
    lines
}

fn networks<'a>(ground: &'a Ground, draft: &Draft, zone: ZoneIx) -> Vec<NetworkLine<'a>> {
    let mut lines: Vec<NetworkLine<'_>> = Vec::new();
    let counted = ground.practices.iter().filter_map(|(ix, practice)| {
        let list_size = draft.division.closures().list_size(&ground.practices, ix);
        Some((draft.division.home(ix)?, practice.network.as_ref()?, list_size))
    });
    for (home, network, list_size) in counted {
        let place = lines.iter().position(|line| line.network.code == network.code).unwrap_or_else(|| {
            lines.push(NetworkLine {
                network,
                practices_here: 0,
                practices_in_study_area: 0,
                list_size_here: Some(0),
            });
            lines.len() - 1
        });
        lines[place].practices_in_study_area += 1;
        if home == zone {
            lines[place].practices_here += 1;
            lines[place].list_size_here = known_sum(lines[place].list_size_here, list_size);
        }
    }
    lines.retain(|line| line.practices_here > 0);
    lines.sort_by_key(|line| Reverse(line.list_size_here));
    lines
}

fn registered_at<'a>(draft: &'a Draft, flows: &FlowMatrix, zone: ZoneIx) -> Vec<Flow<'a>> {
    let to = |to| flows.patients(From::Zone(zone), to);
    sorted(
        draft.division.roster().iter().map(|(other, named)| between(named.into(), to(To::Zone(other)))),
        [elsewhere("outside", to(To::Outside))],
    )
}

fn patients_from<'a>(draft: &'a Draft, flows: &FlowMatrix, zone: ZoneIx) -> Vec<Flow<'a>> {
    let from = |from| flows.patients(from, To::Zone(zone));
    let others = [("outside", From::Outside), ("unknown", From::Unknown)];
    let others = others.map(|(place, of)| elsewhere(place, from(of)));
    sorted(
        draft.division.roster().iter().map(|(other, named)| between(named.into(), from(From::Zone(other)))),
        others,
    )
}

fn between(named: Named<'_>, patients: u64) -> Flow<'_> {
    Flow { neighbourhood: Some(named), place: "neighbourhood", patients, share: None }
}

fn elsewhere(place: &'static str, patients: u64) -> Flow<'static> {
    Flow { neighbourhood: None, place, patients, share: None }
}

/// Those with a patient, most first, with their shares of all.
fn sorted<'a>(
    flows: impl Iterator<Item = Flow<'a>>,
    others: impl IntoIterator<Item = Flow<'a>>,
) -> Vec<Flow<'a>> {
    let mut flows: Vec<Flow<'_>> = flows.chain(others).filter(|flow| flow.patients > 0).collect();
    let all = flows.iter().map(|flow| flow.patients).sum();
    for flow in &mut flows {
        flow.share = share(flow.patients, all);
    }
    flows.sort_by_key(|flow| Reverse(flow.patients));
    flows
}
