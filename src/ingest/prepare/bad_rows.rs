//! Rows of the publishers' files that cannot be read, and areas whose rings are bad: defects where they concern the study area,
//! counted and told elsewhere.
//!
//! A row concerns the study area when a value in it is a code of one of its areas, districts or practices, or begins as one of
//! its postcodes does. What cannot be told is taken to concern it.

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use crate::domain::ground::codes::{GssCode, OdsCode};
use crate::ingest::publishers::{BadRow, Published};
use crate::ingest::tables::{DraftBoundaries, DraftTables, Tables};
use crate::reading::cell::SUPPRESSED;
use crate::reading::findings::{At, Finding, Findings};
use crate::reading::polygons::{BadRing, BadRings, tell};

/// A postcode's letters are at most so many, and so are what people write for one.
const LONGEST_POSTCODE: usize = 8;

/// What names the study area.
struct StudyWords {
    codes: BTreeSet<String>,
    /// Outward codes of its postcodes.
    outcodes: BTreeSet<String>,
}

/// Tells bad rows; up to `allowed` of those that concern the study area are left out, and listed.
pub fn judge(
    published: &mut Published,
    tables: &Tables,
    draft: &DraftTables,
    allowed: usize,
    findings: &mut Findings,
    report: &mut Report,
) {
    if published.bad_rows.is_empty() {
        return;
    }
    let words = StudyWords::of(published, tables, draft);
    let (ours, elsewhere): (Vec<BadRow>, Vec<BadRow>) =
        std::mem::take(&mut published.bad_rows).into_iter().partition(|row| words.concerns(&row.text));
    tell_elsewhere(&elsewhere, findings);
    let count = ours.iter().map(|row| (&row.finding.file, row.finding.line)).collect::<BTreeSet<_>>().len();
    if count > allowed {
        let told = format!(
            "{} of the study area cannot be used{}: mend what is wrong, or leave {} out with --allow-defects {count}",
            rows_in_words(count),
            suppressed_in_words(&ours),
            if count == 1 { "it" } else { "them" }
        );
        findings.warning("--allow-defects", told);
        findings.defects.extend(ours.into_iter().map(|row| row.finding));
    } else if count > 0 {
        let rows = rows_in_words(count);
        report.notes.push(format!(
            "Left out, as --allow-defects {allowed} allows: {rows} that cannot be used{}.",
            suppressed_in_words(&ours)
        ));
        findings.warnings.extend(ours.into_iter().map(|BadRow { finding, .. }| Finding {
            reason: format!("the row is left out: {}", finding.reason),
            ..finding
        }));
    }
}

/// Tells areas whose rings are open or cross themselves: defects in the study area, unless they are to be mended; counted elsewhere.
pub fn judge_rings(published: &mut Published, wanted: &BTreeSet<GssCode>, findings: &mut Findings) {
    let is_mended = published.bad_rings() == BadRings::Mended;
    let (ours, elsewhere): (Vec<_>, Vec<_>) =
        std::mem::take(&mut published.bad_areas).into_iter().partition(|at| wanted.contains(&at.row.0));
    for At { row: (code, ring), origin } in ours {
        let named = |text: String| format!("{code}: {text}");
        let ring = BadRing { wrong: named(ring.wrong), mended: named(ring.mended) };
        tell(vec![ring], is_mended, &origin, findings);
    }
    let mut files = BTreeMap::<&str, BTreeSet<GssCode>>::new();
    for At { row: (code, _), origin } in &elsewhere {
        files.entry(&origin.file).or_default().insert(*code);
    }
    for (file, codes) in files {
        let first = codes.first().map(ToString::to_string).unwrap_or_default();
        let count = codes.len();
        let told = if count == 1 {
            format!(
                "1 area outside the study area ({first}) has rings that are open or cross themselves: it is not used"
            )
        } else {
            format!(
                "{count} areas outside the study area (the first is {first}) have rings that are open or cross themselves: they are \
                 not used"
            )
        };
        findings.warning(file, told);
    }
}

/// How many of them have a count that its publisher hides.
fn suppressed_in_words(rows: &[BadRow]) -> String {
    match rows.iter().filter(|row| row.finding.reason.contains(SUPPRESSED)).count() {
        0 => String::new(),
        count => format!(" ({count} of them with a suppressed count, of how many patients is not known)"),
    }
}

fn rows_in_words(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

/// One warning a file, with its first row.
fn tell_elsewhere(rows: &[BadRow], findings: &mut Findings) {
    let mut files = BTreeMap::<&str, Vec<&Finding>>::new();
    for row in rows {
        files.entry(&row.finding.file).or_default().push(&row.finding);
    }
    for (file, found) in files {
        let count = found.iter().map(|finding| finding.line).collect::<BTreeSet<_>>().len();
        let rows = rows_in_words(count);
        let Finding { line, column, reason, .. } = found[0];
        let (line, column) = (line.unwrap_or_default(), column.as_deref().unwrap_or("row"));
        let told = format!(
            "{rows} outside the study area cannot be read and {} left out; the first is line {line}, {column}: {reason}",
            if count == 1 { "is" } else { "are" }
        );
        findings.warning(file, told);
    }
}

impl StudyWords {
    fn of(published: &Published, tables: &Tables, draft: &DraftTables) -> Self {
        let mut areas: BTreeSet<GssCode> = tables.areas.iter().map(|at| at.row.code).collect();
        areas.extend(tables.area_polygons.iter().map(|at| at.row.0));
        if let DraftBoundaries::ByArea(lookup) = &draft.boundaries {
            areas.extend(lookup.iter().map(|at| at.row.0));
        }
        let old = published.area_changes.iter().filter(|at| areas.contains(&at.row.1)).map(|at| at.row.0);
        areas.extend(old.collect::<Vec<_>>());
        let is_ours = |area: Option<GssCode>| area.is_some_and(|area| areas.contains(&area));
        let registered = published.patients.rows.iter().filter(|at| is_ours(at.row.area));
        let mut practices: BTreeSet<OdsCode> = registered.map(|at| at.row.practice).collect();
        practices.extend(tables.practices.iter().map(|at| at.row.practice.code));
        practices.extend(published.successors.iter().flat_map(|at| [at.row.closed, at.row.successor]));
        let mut codes: BTreeSet<String> = areas.iter().map(ToString::to_string).collect();
        codes.extend(tables.districts.iter().map(|at| at.row.code.to_string()));
        codes.extend(practices.iter().map(ToString::to_string));
        let places = tables.live.iter().chain(&tables.terminated);
        let outcodes = places.map(|at| at.row.postcode.outward().to_string()).collect();
        Self { codes, outcodes }
    }

    fn concerns(&self, row: &str) -> bool {
        row.is_empty()
            || row.split([',', ';', '\t', '|', '"', '\'', ':', '{', '}']).any(|value| self.names(value))
    }

    fn names(&self, value: &str) -> bool {
        let value = value.trim().to_uppercase();
        if self.codes.contains(&value) {
            return true;
        }
        if value.is_empty() || value.len() > LONGEST_POSTCODE {
            return false;
        }
        match value.split_once(' ') {
            Some((outward, _)) => self.outcodes.contains(outward),
            None => self.outcodes.iter().any(|outcode| value.starts_with(outcode.as_str())),
        }
    }
}
