//! Where the publishers' files say a second time what lies where: the area of each postcode and address beside its point, and the
//! point of a postcode in two files. Ours is the point in the area's polygon; that a few differ is so, and many are a mistake.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::domain::geometry::crs::GridPoint;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::places::Standing;
use crate::ingest::prepare::published::Study;
use crate::ingest::publishers::{DirectoryRow, Published};
use crate::reading::findings::{At, Findings};
use crate::reading::repeats::refuse_repeats;

/// Of the Office for National Statistics' own areas, 1 to 1.5 % differ from the point in a polygon; more than this share is a defect.
const TOLERATED_SHARE: f64 = 0.1;
/// Two files of one postcode's point are told where they are further apart than this (metres).
const APART_M: f64 = 1_000.0;

/// Compares what is stated with what is found.
pub fn check(published: &Published, study: &Study, findings: &mut Findings) {
    if study.codes.is_empty() {
        return;
    }
    let codes: BTreeSet<GssCode> = study.codes.iter().copied().collect();
    let mut postcodes = Compared::new("postcodes in use");
    for at in published.directory.iter().filter(|at| at.row.place.standing == Standing::Live) {
        let (row, file) = (&at.row, &at.origin.file);
        postcodes.compare(row.place.postcode, row.area, row.place.point, file, study, &codes);
    }
    postcodes.tell(findings);
    let mut addresses = Compared::new("addresses");
    for at in &published.addresses {
        addresses.compare(at.row.postcode, at.row.area, Some(at.row.point), &at.origin.file, study, &codes);
    }
    addresses.tell(findings);
    points(published, study, findings);
}

/// What was compared, and what differs.
struct Compared {
    what: &'static str,
    all: usize,
    differing: usize,
    /// The file of the first that differs, and what it says.
    first: Option<(String, String)>,
}

impl Compared {
    fn new(what: &'static str) -> Self {
        Self { what, all: 0, differing: 0, first: None }
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
        self.differing += 1;
        self.first.get_or_insert_with(|| {
            let found = found.map_or_else(|| "no area of the county".to_owned(), |code| code.to_string());
            (file.to_owned(), format!("{whose} is said to be in {stated}, its point lies in {found}"))
        });
    }

    fn tell(self, findings: &mut Findings) {
        let Self { what, all, differing, first } = self;
        let Some((file, first)) = first else { return };
        let told =
            format!("{differing} of {all} {what} are said to be in another area than their point lies in");
        #[expect(clippy::cast_precision_loss, reason = "counts, compared roughly")]
        let is_much = differing as f64 > TOLERATED_SHARE * all as f64;
        if is_much {
            let reason = format!(
                "{told} (the first: {first}), and normal is one or two in a hundred: are eastings and northings swapped, the points of \
                 another coordinate system, or the areas' borders generalised (take the full resolution, BFC) or of another year?"
            );
            findings.defect(&file, reason);
        } else {
            findings.warning(&file, format!("{told}, which is used; the first: {first}"));
        }
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
