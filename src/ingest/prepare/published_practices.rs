//! The publishers' practices and patients, cut to what concerns the study area.
//!
//! Kept are practices that are open in it or within the collar, those where its residents are registered wherever they lie,
//! and closed ones whose successor is told. A practice in the study area keeps all its patients, so that every sum closes;
//! of others, those who live in the study area.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::{closing_dates, successions};
use super::ending_memberships;
use super::moved_areas::MovedAreas;
use super::published::Study;
use super::report::Report;
use super::study_area::COLLAR_M;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::domain::ground::practices::{Network, Practice, Status};
use crate::ingest::publishers::{Kind, Organisation, PatientsRow, Published};
use crate::ingest::tables::{PracticeRow, RegistrationRow, Tables, names};
use crate::reading::counted::counted;
use crate::reading::findings::At;
use crate::reading::findings::{Findings, Origin};

/// Patients by practice and area of 2021, with a line they stand on.
type Patients<'a> = BTreeMap<(OdsCode, Option<GssCode>), (u32, &'a Origin)>;

/// A difference of lists and registrations beyond this is told.
const TOLERATED_SHARE: f64 = 0.1;

/// Fills in practices and registrations where the county does not bring them itself.
pub fn join(
    published: &mut Published,
    tables: &mut Tables,
    study: &Study,
    findings: &mut Findings,
    report: &mut Report,
) {
    if published.organisations.rows.is_empty() || !tables.practices.is_empty() {
        return;
    }
    ending_memberships::settle(published, findings);
    closing_dates::settle(published, findings);
    successions::check(published, findings);
    let successors: BTreeMap<OdsCode, OdsCode> =
        published.successors.iter().map(|at| (at.row.closed, at.row.successor)).collect();
    let patients = patients(published, tables, &successors, findings, report);
    let areas: BTreeSet<GssCode> = tables.areas.iter().map(|at| at.row.code).collect();
    let residents: BTreeSet<OdsCode> = patients
        .keys()
        .filter(|(_, area)| area.is_some_and(|area| areas.contains(&area)))
        .map(|(practice, _)| *practice)
        .collect();
    let within: BTreeSet<OdsCode> = practices(published, tables, study, &residents, findings, report);
    if !published.patients.rows.is_empty() && tables.registrations.is_none() {
        let kept: BTreeSet<OdsCode> = tables.practices.iter().map(|at| at.row.practice.code).collect();
        let rows = patients.into_iter().filter(|((practice, area), _)| {
            kept.contains(practice)
                && (within.contains(practice) || area.is_some_and(|area| areas.contains(&area)))
        });
        let row = |((practice, area), (patients, origin)): ((OdsCode, Option<GssCode>), (u32, &Origin))| At {
            row: RegistrationRow { practice, area, patients },
            origin: origin.clone(),
        };
        tables.registrations = Some(rows.map(row).collect());
        compare_totals(published, tables, &within, findings, report);
    }
}

/// All patients by practice and area of 2021, those of closed practices with their successor.
fn patients<'a>(
    published: &'a Published,
    tables: &Tables,
    successors: &BTreeMap<OdsCode, OdsCode>,
    findings: &mut Findings,
    report: &mut Report,
) -> Patients<'a> {
    let mut residents: BTreeMap<GssCode, u32> =
        published.deprivation.rows.iter().filter_map(|at| Some((at.row.code, at.row.residents?))).collect();
    residents.extend(tables.areas.iter().map(|at| (at.row.code, at.row.residents)));
    let moved = MovedAreas::new(&published.area_changes, &residents);
    // A code that was changed means the same ground in whatever file it stands, so each row is moved by itself.
    let (mut found, mut unknown, mut by_year) =
        (Patients::new(), BTreeMap::<GssCode, u32>::new(), RowsByYear::default());
    for At { row, origin } in &published.patients.rows {
        let practice = last_successor(row.practice, successors);
        by_year.note(row, &moved);
        let parts = match row.area.map(|area| (area, moved.split(area, row.patients))) {
            None => vec![(None, row.patients)],
            Some((_, Some(parts))) => parts.into_iter().map(|(area, count)| (Some(area), count)).collect(),
            Some((area, None)) => {
                *unknown.entry(area).or_default() += row.patients;
                vec![(Some(area), row.patients)]
            }
        };
        for (area, patients) in parts.into_iter().filter(|(_, patients)| *patients > 0) {
            found.entry((practice, area)).or_insert((0, origin)).0 += patients;
        }
    }
    report.notes.extend(by_year.told());
    if by_year.retired == 0 {
        return found;
    }
    let unknown = unknown.iter().filter(|(area, _)| area.as_str().starts_with('E'));
    for (area, patients) in unknown {
        let reason = format!(
            "{area} ({}) is no LSOA of 2011 in the table of changes; it is kept as it is",
            counted(*patients, "patient")
        );
        findings.warning(names::REGISTRATIONS, reason);
    }
    found
}

/// Rows of patients by the year that the codes of their areas are of; most codes are of both.
#[derive(Default)]
struct RowsByYear {
    all: usize,
    /// Of 2011 alone, with their patients.
    retired: usize,
    patients: u64,
    /// Of 2021 alone.
    new: usize,
}

impl RowsByYear {
    fn note(&mut self, row: &PatientsRow, moved: &MovedAreas<'_>) {
        self.all += 1;
        let Some(area) = row.area else { return };
        if moved.is_retired(area) {
            self.retired += 1;
            self.patients += u64::from(row.patients);
        }
        self.new += usize::from(moved.is_new(area));
    }

    /// What was moved, where something was.
    fn told(&self) -> Option<String> {
        const HOW: &str = "by residents (largest remainder; evenly where residents of a part outside the study area are not known)";
        let Self { all, retired, patients, new } = self;
        match (retired, new) {
            (0, _) => None,
            (_, 0) => Some(format!(
                "Patients are counted by LSOA of 2011, and were moved to those of 2021 {HOW}: {retired} of {all} rows, with {patients} \
                 patients, are of areas that were changed."
            )),
            _ => Some(format!(
                "{retired} of {all} rows of registrations, with {patients} patients, are by LSOAs of 2011 that are no longer used, the \
                 others by those of 2021: they were moved to these {HOW}."
            )),
        }
    }
}

/// Who has the patients now; a ring of successors ends where it began.
fn last_successor(practice: OdsCode, successors: &BTreeMap<OdsCode, OdsCode>) -> OdsCode {
    let mut now = practice;
    for _ in 0..successors.len() {
        match successors.get(&now) {
            Some(next) => now = *next,
            None => break,
        }
    }
    now
}

/// Keeps the practices that concern the study area, and gives back those that lie in it.
fn practices(
    published: &Published,
    tables: &mut Tables,
    study: &Study,
    residents: &BTreeSet<OdsCode>,
    findings: &mut Findings,
    report: &mut Report,
) -> BTreeSet<OdsCode> {
    let lists: BTreeMap<OdsCode, u32> = published.list_sizes.rows.iter().map(|at| at.row).collect();
    let networks: BTreeMap<OdsCode, &Network> =
        published.memberships.iter().map(|at| (at.row.0, &at.row.1)).collect();
    let told: BTreeSet<OdsCode> =
        published.successors.iter().flat_map(|at| [at.row.closed, at.row.successor]).collect();
    let (mut within, mut only_near, mut unplaced) = (BTreeSet::new(), Vec::new(), Vec::new());
    let outcodes: BTreeSet<String> =
        tables.live.iter().map(|at| at.row.postcode.outward().to_string()).collect();
    for At { row, origin } in &published.organisations.rows {
        let of_postcode = || study.points.get(&row.postcode?).copied();
        let point: Option<GridPoint> = row.point.or_else(of_postcode);
        let is_open = row.status == Status::Active;
        let is_within = point.is_some_and(|point| study.area.holder(point).is_some());
        let is_near = is_open && point.is_some_and(|point| study.area.is_near(point));
        let has_residents = residents.contains(&row.code);
        if !(is_near || has_residents || told.contains(&row.code)) {
            let known = row.postcode.filter(|postcode| outcodes.contains(postcode.outward()));
            if let (true, None, Some(postcode)) = (is_open, point, known) {
                unplaced.push(format!("{} {} ({postcode})", row.code, row.name));
            }
            continue;
        }
        if is_within {
            within.insert(row.code);
        } else if !has_residents && is_near {
            only_near.push(row.code.to_string());
        }
        let network = networks.get(&row.code).filter(|_| is_within).map(|network| Network::clone(network));
        let practice = practice(row, network, lists.get(&row.code).copied(), published);
        tables.practices.push(At { row: PracticeRow { practice, point }, origin: origin.clone() });
    }
    if !unplaced.is_empty() {
        let reason = format!(
            "{} left out, as no file has the postcode, and it may lie in the study area: {}",
            if unplaced.len() == 1 {
                "1 open practice is".to_owned()
            } else {
                format!("{} open practices are", unplaced.len())
            },
            unplaced.join(", ")
        );
        findings.warning(names::PRACTICES, reason);
    }
    let open = tables.practices.iter().map(|at| &at.row.practice);
    let open =
        open.filter(|practice| practice.status == Status::Active && within.contains(&practice.code)).count();
    let collar = COLLAR_M / 1000.0;
    report.notes.push(format!(
        "{}: {} open in the study area, {} more where its residents are registered or that closed, {} within {collar} km \
         where none is{}.",
        counted(tables.practices.len(), "practice"),
        open,
        tables.practices.len() - open - only_near.len(),
        only_near.len(),
        if only_near.is_empty() { String::new() } else { format!(" ({})", only_near.join(", ")) },
    ));
    within
}

/// Patients of a practice in the registrations as published; none where it has none.
fn patients_of(code: OdsCode, published: &Published) -> Option<u32> {
    let rows = published.patients.rows.iter().filter(|at| at.row.practice == code);
    Some(rows.map(|at| at.row.patients).sum()).filter(|patients| *patients > 0)
}

fn practice(
    row: &Organisation,
    network: Option<Network>,
    list_size: Option<u32>,
    published: &Published,
) -> Practice {
    let status = match &row.status {
        Status::Closed { on, .. } => {
            let told = published.successors.iter().find(|at| at.row.closed == row.code).map(|at| &at.row);
            Status::Closed {
                on: on.clone(),
                successor: told.map(|told| told.successor),
                basis: told.and_then(|told| told.basis.clone()),
                patients: told.and_then(|_| patients_of(row.code, published)),
            }
        }
        status => status.clone(),
    };
    Practice {
        code: row.code,
        name: row.name.clone(),
        postcode: row.postcode,
        site: None,
        status,
        network,
        sub_icb: row.sub_icb.clone(),
        list_size,
    }
}

/// Holds registrations against lists, and patients against practices: what does not fit is told.
fn compare_totals(
    published: &Published,
    tables: &Tables,
    within: &BTreeSet<OdsCode>,
    findings: &mut Findings,
    report: &mut Report,
) {
    let listed = published.organisations.rows.iter().map(|at| at.row.code);
    let succeeded = published.successors.iter().map(|at| at.row.closed);
    let listed: BTreeSet<OdsCode> = listed.chain(succeeded).collect();
    let mut unlisted = BTreeMap::<OdsCode, u32>::new();
    for at in published.patients.rows.iter().filter(|at| !listed.contains(&at.row.practice)) {
        *unlisted.entry(at.row.practice).or_default() += at.row.patients;
    }
    for (practice, patients) in unlisted {
        let reason = format!(
            "{practice} ({}) is not among the practices; name its successor to keep them",
            counted(patients, "patient")
        );
        findings.warning(names::REGISTRATIONS, reason);
    }
    let registered: u64 = tables
        .registrations
        .iter()
        .flatten()
        .filter(|at| within.contains(&at.row.practice))
        .map(|at| u64::from(at.row.patients))
        .sum();
    for (kind, file) in [(Kind::Patients, names::REGISTRATIONS), (Kind::ListSizes, names::PRACTICES)] {
        if findings.is_usable() && published.vintages(kind).len() > 1 {
            let reason = format!(
                "the files of {} are of several dates, and are added up: {}",
                kind.title(),
                published.vintage(kind).unwrap_or_default()
            );
            findings.warning(file, reason);
        }
    }
    tell_without(published, tables, within, findings);
    let inside =
        tables.practices.iter().map(|at| &at.row.practice).filter(|practice| within.contains(&practice.code));
    let on_lists: u64 = inside.filter_map(|practice| practice.list_size).map(u64::from).sum();
    if on_lists == 0 {
        return;
    }
    let of = |kind| published.vintage(kind).unwrap_or_else(|| "no date stated".to_owned());
    let told = format!(
        "{registered} patients are registered by area ({}), {on_lists} are on the lists ({}), of practices in the study area",
        of(Kind::Patients),
        of(Kind::ListSizes)
    );
    #[expect(clippy::cast_precision_loss, reason = "counts of people, compared roughly")]
    let differs = (registered as f64 / on_lists as f64 - 1.0).abs() > TOLERATED_SHARE;
    if differs {
        findings.warning(names::REGISTRATIONS, format!("{told}: they differ by more than a tenth"));
    } else {
        report.notes.push(format!("{told}."));
    }
}

/// Tells open practices of the study area that have no list, or no registrations, where there are such tables.
fn tell_without(published: &Published, tables: &Tables, within: &BTreeSet<OdsCode>, findings: &mut Findings) {
    let open: Vec<&Practice> = tables
        .practices
        .iter()
        .map(|at| &at.row.practice)
        .filter(|practice| practice.status == Status::Active && within.contains(&practice.code))
        .collect();
    let registered: BTreeSet<OdsCode> =
        tables.registrations.iter().flatten().map(|at| at.row.practice).collect();
    let mut tell = |what: &str, without: Vec<String>| {
        if !without.is_empty() {
            let reason = format!(
                "open practices of the study area without {what}: {} ({})",
                without.len(),
                without.join(", ")
            );
            findings.warning(names::PRACTICES, reason);
        }
    };
    let codes = |has: &dyn Fn(&Practice) -> bool| -> Vec<String> {
        open.iter().filter(|practice| !has(practice)).map(|practice| practice.code.to_string()).collect()
    };
    if !published.list_sizes.rows.is_empty() {
        tell("a list", codes(&|practice| practice.list_size.is_some()));
    }
    if tables.registrations.is_some() {
        tell("registrations", codes(&|practice| registered.contains(&practice.code)));
    }
}
