//! The figures of a neighbourhood as answers give them.

use serde::Serialize;

use crate::domain::boundaries::partition::{Roster, ZoneIx};
use crate::domain::draft::Draft;
use crate::domain::figures::counting::Figures;
use crate::domain::figures::flows::{CrossBorder, FlowMatrix, From, To};
use crate::domain::ground::Ground;
use crate::domain::ground::footprint::Footprint;

/// Three populations, land and practices of one neighbourhood. Null: cannot be computed from the data loaded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneFigures {
    /// Areas.
    pub areas: Option<u64>,
    /// Land in square metres, planar EPSG:27700.
    pub area_m2: f64,
    /// The same, exact: twice the land in square millimetres.
    #[serde(skip)]
    pub double_area_mm2: i64,
    /// Residents.
    pub residents: Option<u64>,
    /// Residents in IMD 2025 deciles 1 and 2.
    pub core20_residents: Option<u64>,
    /// Practices with their main site here.
    pub practices: u64,
    /// Patients on the published lists of those practices; null when one has none.
    pub list_size: Option<u64>,
    /// Patients registered with practices here, wherever they live.
    pub registered_by_practice: Option<u64>,
    /// Patients living here, wherever they are registered.
    pub registered_by_residence: Option<u64>,
    /// Patients living here and registered here.
    pub registered_at_home: Option<u64>,
    /// Of the patients living here, the share registered here.
    pub self_containment: Option<f64>,
    /// Of the patients registered here, the share living here.
    pub localisation: Option<f64>,
    /// Connected pieces.
    pub pieces: Option<u32>,
}

/// After less before.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "as the members of ZoneFigures")]
pub struct ZoneDifference {
    pub areas: i64,
    pub area_m2: f64,
    pub residents: i64,
    pub core20_residents: Option<i64>,
    pub practices: i64,
    pub list_size: Option<i64>,
    pub registered_by_practice: Option<i64>,
    pub registered_by_residence: Option<i64>,
    pub registered_at_home: Option<i64>,
    pub self_containment: Option<f64>,
    pub localisation: Option<f64>,
    pub pieces: i64,
}

/// A flow matrix with its headings. The cell outside, outside is null: such patients are not loaded.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FlowTable {
    /// Where patients live: ids, `outside`, `unknown`.
    pub rows: Vec<String>,
    /// Where they are registered: ids, `outside`.
    pub columns: Vec<String>,
    /// Patients, a list a row.
    pub cells: Vec<Vec<Option<u64>>>,
    /// The same by whether a border lies between.
    pub cross_border: CrossBorder,
    /// Everyone.
    pub total: u64,
}

impl ZoneFigures {
    /// The figures of one neighbourhood where areas are loaded.
    #[must_use]
    pub fn of(figures: &Figures, zone: ZoneIx) -> Self {
        let footprint = figures.footprints[zone.slot()];
        let flows = figures.flows.as_ref();
        Self {
            pieces: Some(figures.pieces[zone.slot()]),
            registered_by_practice: flows.map(|flows| flows.registered(To::Zone(zone))),
            registered_by_residence: flows.map(|flows| flows.living(From::Zone(zone))),
            registered_at_home: flows.map(|flows| flows.at_home(zone)),
            self_containment: flows.and_then(|flows| flows.self_containment(zone)),
            localisation: flows.and_then(|flows| flows.localisation(zone)),
            ..Self::of_footprint(&footprint)
        }
    }

    /// The figures of a draft's neighbourhood, of what its data allows: land as drawn, practices by their site.
    #[must_use]
    pub fn of_draft(ground: &Ground, draft: &Draft, zone: ZoneIx) -> Self {
        let land = Footprint { double_area_mm2: draft.double_area_mm2(ground, zone), ..Footprint::default() };
        if let Some(figures) = &draft.figures {
            let own = Self::of(figures, zone);
            return Self { area_m2: land.area_m2(), double_area_mm2: land.double_area_mm2, ..own };
        }
        let closures = draft.division.closures();
        let here = ground.practices.iter().filter(|(ix, _)| draft.division.home(*ix) == Some(zone));
        let lists: Vec<Option<u64>> = here.map(|(ix, _)| closures.list_size(&ground.practices, ix)).collect();
        Self {
            areas: None,
            residents: None,
            core20_residents: None,
            practices: lists.len() as u64,
            list_size: lists.into_iter().sum(),
            ..Self::of_footprint(&land)
        }
    }

    /// The figures of a neighbourhood that is not there.
    #[must_use]
    pub fn nothing(has_registrations: bool) -> Self {
        let none = has_registrations.then_some(0);
        Self {
            registered_by_practice: none,
            registered_by_residence: none,
            registered_at_home: none,
            ..Self::of_footprint(&Footprint::default())
        }
    }

    fn of_footprint(footprint: &Footprint) -> Self {
        Self {
            areas: Some(footprint.areas),
            area_m2: footprint.area_m2(),
            double_area_mm2: footprint.double_area_mm2,
            residents: Some(footprint.residents),
            core20_residents: footprint.core20_residents,
            practices: footprint.practices,
            list_size: footprint.list_size,
            registered_by_practice: None,
            registered_by_residence: None,
            registered_at_home: None,
            self_containment: None,
            localisation: None,
            pieces: None,
        }
    }

    /// What changed from `before` to this.
    #[must_use]
    pub fn less(&self, before: &Self) -> ZoneDifference {
        let optional = |after: Option<u64>, before: Option<u64>| Some(difference(after?, before?));
        let share = |after: Option<f64>, before: Option<f64>| Some(after? - before?);
        let whole =
            |after: Option<u64>, before: Option<u64>| difference(after.unwrap_or(0), before.unwrap_or(0));
        let double_area_mm2 = self.double_area_mm2 - before.double_area_mm2;
        let land = Footprint { double_area_mm2, ..Footprint::default() };
        ZoneDifference {
            areas: whole(self.areas, before.areas),
            area_m2: land.area_m2(),
            residents: whole(self.residents, before.residents),
            core20_residents: optional(self.core20_residents, before.core20_residents),
            practices: difference(self.practices, before.practices),
            list_size: optional(self.list_size, before.list_size),
            registered_by_practice: optional(self.registered_by_practice, before.registered_by_practice),
            registered_by_residence: optional(self.registered_by_residence, before.registered_by_residence),
            registered_at_home: optional(self.registered_at_home, before.registered_at_home),
            self_containment: share(self.self_containment, before.self_containment),
            localisation: share(self.localisation, before.localisation),
            pieces: i64::from(self.pieces.unwrap_or(0)) - i64::from(before.pieces.unwrap_or(0)),
        }
    }
}

impl FlowTable {
    /// Writes a matrix with the ids of a roster.
    #[must_use]
    pub fn of(flows: &FlowMatrix, roster: &Roster) -> Self {
        let ids: Vec<String> = roster.iter().map(|(_, neighbourhood)| neighbourhood.id.to_string()).collect();
        let outside = || "outside".to_owned();
        let rows = ids.iter().cloned().chain([outside(), "unknown".to_owned()]).collect();
        let columns = ids.into_iter().chain([outside()]).collect();
        let mut cells: Vec<Vec<Option<u64>>> =
            flows.rows().map(|row| row.iter().copied().map(Some).collect()).collect();
        cells[flows.zones()][flows.zones()] = None;
        Self { rows, columns, cells, cross_border: flows.cross_border(), total: flows.total() }
    }
}

fn difference(after: u64, before: u64) -> i64 {
    after.cast_signed() - before.cast_signed()
}
