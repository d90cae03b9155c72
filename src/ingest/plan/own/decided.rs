//! Practices that a plan places by hand or closes, in a file that a draft is made of: a draft has borders alone, so these are told.

use std::collections::BTreeSet;

use super::signs::OwnSigns;
use crate::ingest::plan::plan_file::{closed_in, placed_in};
use crate::ingest::plan::table_rows::{CLOSED, PLACED};
use crate::reading::findings::{At, Findings};
use crate::reading::polygons::PolygonFeature;
use crate::reading::table::read_rows;

/// So many practices are named.
const NAMED: usize = 5;

/// Tells the practices that a table decides of; `required` are the columns by which it is known.
pub fn tell_decided(file: &str, bytes: &[u8], required: &[&str], findings: &mut Findings) {
    let mut decided = BTreeSet::new();
    // What is wrong with the table was told when it was read for what it says.
    read_rows(file, bytes, required, &mut Findings::default(), |row| {
        let placed = placed_in(row.text(PLACED)).map(|row| format!("{} in {}", row.practice, row.home));
        decided.extend(placed);
        let closed = closed_in(row.text(CLOSED));
        decided.extend(closed.map(|row| format!("{} closed, its list to {}", row.practice, row.taker)));
        Ok(())
    });
    if decided.is_empty() {
        return;
    }
    let named: Vec<&str> = decided.iter().take(NAMED).map(String::as_str).collect();
    let more = if decided.len() > NAMED { " and more" } else { "" };
    let practices =
        if decided.len() == 1 { "1 practice".to_owned() } else { format!("{} practices", decided.len()) };
    let reason = format!(
        "it is a plan that places or closes {practices} ({}{more}): a draft has borders alone, so these count where they lie. Import it as \
         a plan to keep them",
        named.join("; ")
    );
    findings.warning(file, reason);
}

/// Tells that features are of a plan that was kept, which may place or close practices.
pub fn tell_of_plan(file: &str, features: &[At<PolygonFeature>], findings: &mut Findings) {
    if let Some(of_plan) = OwnSigns::of_features(features).of_plan {
        let reason = format!(
            "{of_plan}: a draft has borders alone, so practices that the plan places by hand or closes count where they lie"
        );
        findings.warning(file, reason);
    }
}
