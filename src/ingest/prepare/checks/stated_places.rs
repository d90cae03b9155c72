//! Where the publishers' files say a second time what lies where: the area of each postcode and address beside its point, and the
//! point of a postcode in two files. Ours is the point in the area's polygon; that a few differ is so, along generalised borders more, and many are a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use geo::{Distance, Euclidean, Polygon};

use crate::domain::geometry::coverage::GridPolygon;
use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::places::Standing;
use crate::ingest::prepare::published::Study;
use crate::ingest::publishers::{DirectoryRow, Published};
use crate::ingest::tables::CodedPolygons;
use crate::reading::counted::of_count;
use crate::reading::findings::{At, Findings};
use crate::reading::repeats::refuse_repeats;

/// Of the Office for National Statistics' own areas, 1 to 1.5 % differ from the point in a polygon. Up to this share is told and used.
const TOLERATED_SHARE: f64 = 0.1;
/// Along borders generalised to 200 m (ONS, BSC) 9 % of the postcodes of Oxfordshire differ, and 13 % of Oxford's. Up to this share is
/// told and used too, while almost all of them lie near the area that is said.
const GENERALISED_SHARE: f64 = 1.0 / 3.0;
/// So far from its true place a generalised border may run (metres): none of those postcodes lies further from its area.
const GENERALISED_M: f64 = 200.0;
/// A share of all that may lie further from the area that is said.
const FAR_SHARE: f64 = 0.01;
/// Two files of one postcode's point are told where they are further apart than this (metres).
const APART_M: f64 = 1_000.0;

/// Compares what is stated with what is found.
pub fn check(
    published: &Published,
    polygons: &[CodedPolygons<GssCode>],
    study: &Study,
    findings: &mut Findings,
) {
    if study.codes.is_empty() {
        return;
    }
    let codes: BTreeSet<GssCode> = study.codes.iter().copied().collect();
    let polygons: BTreeMap<GssCode, &[GridPolygon]> =
        polygons.iter().map(|at| (at.row.0, at.row.1.as_slice())).collect();
    let mut postcodes = Compared::new("postcodes in use");
    for at in published.directory.iter().filter(|at| at.row.place.standing == Standing::Live) {
        let (row, file) = (&at.row, &at.origin.file);
        postcodes.compare(row.place.postcode, row.area, row.place.point, file, study, &codes);
    }
    postcodes.tell(&polygons, findings);
    let mut addresses = Compared::new("addresses");
    for at in &published.addresses {
        addresses.compare(at.row.postcode, at.row.area, Some(at.row.point), &at.origin.file, study, &codes);
    }
    addresses.tell(&polygons, findings);
    points(published, study, findings);
}

/// What was compared, and what differs.
struct Compared {
    what: &'static str,
    all: usize,
    /// The area that is stated of each that differs, and where it lies.
    differing: Vec<(GssCode, GridPoint)>,
    /// The file of the first that differs, and what it says.
    first: Option<(String, String)>,
}

impl Compared {
    fn new(what: &'static str) -> Self {
        Self { what, all: 0, differing: Vec::new(), first: None }
    }

    /// Compares the area stated of something with the one that holds its point, where either is of the study area and they are
    /// areas of one kind.
    fn compare(
        &mut self,
        whose: impl Display,
        stated: Option<GssCode>,
        point: Option<GridPoint>,
        file: &str,
        study: &Study,
        codes: &BTreeSet<GssCode>,
    ) {
        let (Some(stated), Some(point)) = (stated, point) else { return };
        let found = study.area_at(point);
        let is_of_kind = |found: GssCode| found.as_str().get(..3) == stated.as_str().get(..3);
        if !(codes.contains(&stated) || found.is_some_and(is_of_kind)) {
            return;
        }
        self.all += 1;
        if found == Some(stated) {
            return;
        }
        self.differing.push((stated, point));
        self.first.get_or_insert_with(|| {
            let found = found.map_or_else(|| "no area of the county".to_owned(), |code| code.to_string());
            (file.to_owned(), format!("{whose} is said to be in {stated}, its point lies in {found}"))
        });
    }

    fn tell(self, polygons: &BTreeMap<GssCode, &[GridPolygon]>, findings: &mut Findings) {
        let share = self.share(self.differing.len());
        let are_generalised = || share <= GENERALISED_SHARE && self.share(self.far(polygons)) <= FAR_SHARE;
        let judged = match share <= TOLERATED_SHARE {
            true => Some(""),
            false if are_generalised() => Some(
                ". Almost all lie within 200 m of the area that is said, as along borders generalised to 200 m (BSC), or with points of \
                 a system 100 m off: take the areas' borders of full resolution (BFC)",
            ),
            false => None,
        };
        let Self { what, all, differing, first } = self;
        let Some((file, first)) = first else { return };
        let told = format!(
            "{} of {all} {what} {} said to be in another area than their point lies in",
            differing.len(),
            of_count(differing.len(), "is", "are")
        );
        match judged {
            Some(also) => findings.warning(&file, format!("{told}, which is used; the first: {first}{also}")),
            None => findings.defect(
                &file,
                format!(
                    "{told} (the first: {first}), and normal is one or two in a hundred: are eastings and northings swapped, the points of \
                     another coordinate system, or the areas' borders generalised (take the full resolution, BFC) or of another year?"
                ),
            ),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts, compared roughly")]
    fn share(&self, count: usize) -> f64 {
        if self.all == 0 { 0.0 } else { count as f64 / self.all as f64 }
    }

    /// How many lie further from the area that is said than a generalised border may run.
    fn far(&self, polygons: &BTreeMap<GssCode, &[GridPolygon]>) -> usize {
        let mut by_area = BTreeMap::<GssCode, Vec<GridPoint>>::new();
        for (stated, point) in &self.differing {
            by_area.entry(*stated).or_default().push(*point);
        }
        let far = by_area.into_iter().map(|(stated, points)| {
            let of_it: Vec<Polygon<f64>> = polygons
                .get(&stated)
                .into_iter()
                .flat_map(|all| all.iter())
                .map(GridPolygon::to_geo_float)
                .collect();
            let is_far = |point: &&GridPoint| {
                let at = geo::Point::new(f64::from(point.easting_mm), f64::from(point.northing_mm));
                of_it.iter().all(|polygon| Euclidean.distance(&at, polygon) > GENERALISED_M * 1000.0)
            };
            points.iter().filter(is_far).count()
        });
        far.sum()
    }
}

/// Of postcodes of the study area in a directory beside Code-Point Open, whose points are used: refuses those that stand twice, and
/// tells those that lie elsewhere.
fn points(published: &Published, study: &Study, findings: &mut Findings) {
    if published.code_points.is_empty() {
        return;
    }
    let is_ours = |at: &&At<DirectoryRow>| {
        let place = &at.row.place;
        place.standing == Standing::Live && place.point.is_some_and(|point| study.area_at(point).is_some())
    };
    refuse_repeats("pcds", published.directory.iter().filter(is_ours), |row| row.place.postcode, findings);
    let (mut count, mut worst) = (0_usize, None::<(f64, String, &str)>);
    for at in published.directory.iter().filter(|at| at.row.place.standing == Standing::Live) {
        let place = &at.row.place;
        let (Some(point), Some(used)) = (place.point, study.points.get(&place.postcode)) else { continue };
        let apart_m = point.distance_m(*used);
        let is_ours = study.area_at(point).or_else(|| study.area_at(*used)).is_some();
        if apart_m <= APART_M || !is_ours {
            continue;
        }
        count += 1;
        if worst.as_ref().is_none_or(|(most, ..)| apart_m > *most) {
            worst = Some((apart_m, place.postcode.to_string(), &at.origin.file));
        }
    }
    let Some((apart_m, postcode, file)) = worst else { return };
    let postcodes = if count == 1 { "1 postcode lies".to_owned() } else { format!("{count} postcodes lie") };
    let reason = format!(
        "{postcodes} more than {:.0} km from where Code-Point Open has it, which is used; {postcode} is {:.1} km away",
        APART_M / 1000.0,
        apart_m / 1000.0
    );
    findings.warning(file, reason);
}
