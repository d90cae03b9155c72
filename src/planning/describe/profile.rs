//! Neighbourhoods, practices, areas, drafts and the data, as one describes them to a caller.

use serde::Serialize;

use crate::county::Loaded;
use crate::domain::atlas::{Atlas, Source};
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::geography::{AreaIx, CensusCounts, Deprivation};
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::{Network, PracticeIx};
use crate::planning::resolve::resolution::{Location, Views};
use crate::planning::resolve::resolver::Resolver;
use crate::planning::terms::coded::Coded;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::geometry;
use crate::planning::terms::mergers::{self, MergerView};
use crate::planning::terms::provenance::{DraftUsed, Named, Provenance};

/// A neighbourhood and its figures.
#[derive(Clone, Debug, Serialize)]
pub struct NeighbourhoodProfile<'a> {
    /// Its code.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Where a label goes; null when there is no outline.
    pub label: Option<Location>,
    /// Length of its outline in metres, the study area's outer border included.
    pub perimeter_m: f64,
    /// West, south, east, north in degrees.
    pub bbox: Option<[f64; 4]>,
    /// Its figures.
    pub figures: ZoneFigures,
}

/// A list that says which boundaries and data it is of.
#[derive(Clone, Debug, Serialize)]
pub struct Listing<'a, T> {
    /// The draft used.
    pub draft: DraftUsed<'a>,
    /// The data used.
    pub provenance: Provenance<'a>,
    /// How many there are.
    pub count: usize,
    /// All of them.
    pub items: Vec<T>,
}

/// One thing that says which boundaries and data it is of.
#[derive(Clone, Debug, Serialize)]
pub struct Single<'a, T> {
    /// The thing.
    #[serde(flatten)]
    pub item: T,
    /// The draft used.
    pub draft: DraftUsed<'a>,
    /// The data used.
    pub provenance: Provenance<'a>,
}

/// A practice.
#[derive(Clone, Debug, Serialize)]
pub struct PracticeProfile<'a> {
    /// ODS code.
    pub code: OdsCode,
    /// Name.
    pub name: &'a str,
    /// Postcode of its main site; none where it is known by coordinates alone.
    pub postcode: Option<Postcode>,
    /// Active, dormant or closed.
    pub status: &'static str,
    /// When it closed, where known.
    pub closed_on: Option<&'a str>,
    /// Who took its patients, where known.
    pub successor: Option<OdsCode>,
    /// Its main site; null where its postcode has no point here.
    pub location: Option<Location>,
    /// Its primary care network; null when it belongs to none.
    pub network: Option<&'a Network>,
    /// Practices that closed and are counted with it.
    pub mergers: Vec<MergerView<'a>>,
    /// Patients on its published list, and on those it takes; null where not published, and once it is closed.
    pub list_size: Option<u64>,
    /// Patients by its registrations; null without registrations.
    pub registrations: Option<u64>,
    /// The neighbourhood it counts in; null when outside the study area or not active.
    pub neighbourhood: Option<Named<'a>>,
    /// The area of its site; null when outside.
    pub area: Option<Coded<'a>>,
    /// Three views of where it belongs; null when it counts in no neighbourhood.
    pub views: Option<Views<'a>>,
}

/// An area.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "as the members of Area")]
pub struct AreaProfile<'a> {
    pub code: GssCode,
    pub name: &'a str,
    pub neighbourhood: Option<Named<'a>>,
    pub district: Coded<'a>,
    pub msoa: Option<Coded<'a>>,
    pub ward: Option<Coded<'a>>,
    pub residents: u32,
    pub registered_by_residence: Option<u64>,
    pub census_2021: CensusCounts,
    pub deprivation: Deprivation,
    pub core20: Option<bool>,
    pub rural: Option<bool>,
    pub area_m2: f64,
    pub boundary_source: &'a str,
}

/// A draft that is loaded.
#[derive(Clone, Debug, Serialize)]
pub struct DraftProfile<'a> {
    /// Which.
    #[serde(flatten)]
    pub draft: DraftUsed<'a>,
    /// Whether it answers when none is asked for.
    pub current: bool,
    /// How many neighbourhoods it has.
    pub neighbourhoods: usize,
    /// Areas that its drawn borders split.
    pub split_areas: usize,
}

/// The data loaded.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "as the members of Atlas")]
pub struct DataProfile<'a> {
    pub title: &'a str,
    pub digest: &'a str,
    pub attribution: &'a str,
    pub notes: &'a [String],
    pub counts: Counts,
    pub files: &'a [Source],
    pub warnings: &'a [String],
}

/// How much of each is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named after what they count")]
pub struct Counts {
    pub areas: usize,
    pub postcodes_live: usize,
    pub postcodes_terminated: usize,
    pub practices: usize,
    pub practices_in_area: usize,
    pub neighbourhoods: usize,
}

/// A neighbourhood of a draft.
#[must_use]
pub fn neighbourhood<'a>(atlas: &'a Atlas, draft: &'a Draft, zone: ZoneIx) -> NeighbourhoodProfile<'a> {
    let ground = &atlas.ground;
    let (coverage, outline) = (draft.coverage(ground), draft.outline(zone));
    let neighbourhood = draft.division.roster().neighbourhood(zone);
    NeighbourhoodProfile {
        id: neighbourhood.id.as_str(),
        name: &neighbourhood.name,
        label: draft.label(ground, zone).map(Into::into),
        perimeter_m: coverage.perimeter_m(outline),
        bbox: geometry::bbox(coverage, outline),
        figures: ZoneFigures::of_draft(ground, draft, zone),
    }
}

/// A practice.
#[must_use]
pub fn practice<'a>(loaded: &'a Loaded, draft: &'a Draft, ix: PracticeIx) -> PracticeProfile<'a> {
    let ground = &loaded.atlas.ground;
    let practice = ground.practices.practice(ix);
    let placing = draft.division.placing_of_practice(ground, ix);
    let (home, area) = (placing.counted.zone, placing.counted.area);
    let closures = draft.division.closures();
    let successor = closures.successor(&ground.practices, ix);
    let registrations =
        ground.registrations.as_ref().map(|registrations| closures.patients(registrations, ix));
    PracticeProfile {
        code: practice.code,
        name: &practice.name,
        postcode: practice.postcode,
        status: draft.division.activity(ground, ix).as_str(),
        closed_on: practice.status.closed_on(),
        successor: successor.map(|successor| ground.practices.practice(successor.practice).code),
        location: practice.site.map(Into::into),
        network: practice.network.as_ref(),
        mergers: mergers::of(ground, closures, ix),
        list_size: closures.list_size(&ground.practices, ix),
        registrations,
        neighbourhood: home.map(|zone| draft.division.roster().neighbourhood(zone).into()),
        area: area.map(|area| coded(&ground.geography.area(area).code, &ground.geography.area(area).name)),
        views: home.map(|_| Resolver::new(loaded, draft).views(ix)),
    }
}

/// An area.
#[must_use]
pub fn area<'a>(atlas: &'a Atlas, draft: &'a Draft, ix: AreaIx) -> AreaProfile<'a> {
    let ground = &atlas.ground;
    let area = ground.geography.area(ix);
    let district = ground.geography.district(area.district);
    let registered = ground.registrations.as_ref().map(|registrations| {
        let home = crate::domain::ground::registrations::Home::Area(ix);
        registrations.rows().iter().filter(|row| row.home == home).map(|row| u64::from(row.patients)).sum()
    });
    AreaProfile {
        code: area.code,
        name: &area.name,
        neighbourhood: draft
            .division
            .zone_of_area(ix)
            .map(|zone| draft.division.roster().neighbourhood(zone).into()),
        district: Coded { code: area.district, name: district.map(|district| district.name.as_str()) },
        msoa: area.msoa.as_ref().map(|code| coded(code, &area.msoa_name)),
        ward: area.ward.as_ref().map(|code| coded(code, &area.ward_name)),
        residents: area.residents,
        registered_by_residence: registered,
        census_2021: area.census,
        deprivation: area.deprivation,
        core20: area.is_core20(),
        rural: area.rural,
        area_m2: ground.area_footprint(ix).area_m2(),
        boundary_source: &area.boundary_source,
    }
}

/// A draft.
#[must_use]
pub fn draft<'a>(atlas: &'a Atlas, draft: &'a Draft) -> DraftProfile<'a> {
    DraftProfile {
        draft: DraftUsed::of(draft),
        current: atlas.draft(None).is_some_and(|current| current.id == draft.id),
        neighbourhoods: draft.division.roster().len(),
        split_areas: draft.division.split_areas().len(),
    }
}

/// The data.
#[must_use]
pub fn data(atlas: &Atlas) -> DataProfile<'_> {
    let ground = &atlas.ground;
    let current = &atlas.drafts[atlas.current];
    DataProfile {
        title: &atlas.title,
        digest: &atlas.digest,
        attribution: &atlas.attribution,
        notes: &atlas.notes,
        counts: Counts {
            areas: ground.geography.len(),
            postcodes_live: ground.places.live(),
            postcodes_terminated: ground.places.all().len() - ground.places.live(),
            practices: ground.practices.len(),
            practices_in_area: current.division.homes().iter().flatten().count(),
            neighbourhoods: current.division.roster().len(),
        },
        files: &atlas.sources,
        warnings: &atlas.warnings,
    }
}

fn coded<'a>(code: &GssCode, name: &'a str) -> Coded<'a> {
    Coded { code: *code, name: Some(name).filter(|name| !name.is_empty()) }
}
