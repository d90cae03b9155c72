//! The sheets of the workbook that say how every neighbourhood stands by the policies, and what its figures may be.

use std::collections::BTreeSet;

use super::verdicts::judged;
use crate::county::policy::Amount;
use crate::domain::ground::codes::GssCode;
use crate::export::Subject;
use crate::export::sheet::{Sheet, SheetCell, columns, text, word};
use crate::planning::terms::ranges::FigureRange;
use crate::planning::terms::verdict::{Finding, Verdict};
use crate::planning::terms::vintages::Vintages;

/// Every rule in every neighbourhood: of the policy that was asked for, else of all there are.
pub(in crate::export) fn verdicts(subject: &Subject<'_>) -> Sheet {
    let mut rows = Vec::new();
    if let Some(asked) = &subject.step.verdict {
        rows.extend(asked.after.findings.iter().map(|finding| row(&asked.after, finding)));
    } else {
        let vintages = Vintages::of_data(&subject.loaded.atlas);
        for policy in subject.loaded.policies.all() {
            let verdict = judged(subject, subject.draft, policy, &vintages);
            rows.extend(verdict.findings.iter().map(|finding| row(&verdict, finding)));
        }
    }
    let columns = columns([
        ("Policy", 24.0),
        ("Version", 9.0),
        ("Neighbourhood", 14.0),
        ("Name", 34.0),
        ("Figure", 24.0),
        ("Least asked for", 12.0),
        ("Most asked for", 12.0),
        ("Value", 12.0),
        ("Of when", 14.0),
        ("Holds", 8.0),
        ("By another date", 24.0),
        ("Value then", 12.0),
        ("When", 14.0),
        ("Holds then", 8.0),
        ("Range from", 12.0),
        ("Range to", 12.0),
        ("Why", 50.0),
        ("What the verdict depends on", 80.0),
    ]);
    Sheet { name: "Verdicts", columns, rows }
}

fn row(verdict: &Verdict<'_>, finding: &Finding<'_>) -> Vec<SheetCell> {
    let (other, range) = (finding.of_another_date.as_ref(), finding.range.as_ref());
    let holds = |holds: bool| text(if holds { "yes" } else { "no" });
    let words = |words: Option<&str>| text(words.unwrap_or_default());
    vec![
        text(verdict.policy),
        SheetCell::Count(Some(verdict.version.into())),
        text(finding.neighbourhood.id),
        text(finding.neighbourhood.name),
        word(finding.rule.figure),
        amount(finding.rule.least),
        amount(finding.rule.most),
        amount(finding.value),
        words(finding.vintage.as_deref()),
        finding.met.map_or_else(|| text("not known"), holds),
        word(other.map(|other| other.figure)),
        amount(other.map(|other| other.value)),
        words(other.and_then(|other| other.vintage.as_deref())),
        other.map_or_else(|| text(""), |other| holds(other.met)),
        amount(range.map(|range| range.least)),
        amount(range.map(|range| range.most)),
        words(range.map(|range| range.reason.as_str())),
        words(finding.turns.as_deref().or(finding.not_known.as_deref())),
    ]
}

/// Figures of either side that a rule gives a range of.
pub(in crate::export) fn ranges(subject: &Subject<'_>) -> Sheet {
    let sides = [("before", &subject.step.ranges.before), ("after", &subject.step.ranges.after)];
    let is_change = !subject.step.moved.areas.is_empty() || !subject.step.moved.practices.is_empty();
    let mut rows = Vec::new();
    for (side, ranges) in sides.into_iter().filter(|(side, _)| is_change || *side == "after") {
        let row = |range: &FigureRange<'_>| {
            let areas: BTreeSet<&str> = range.areas_of_2011.iter().map(GssCode::as_str).collect();
            vec![
                text(side),
                text(range.neighbourhood.id),
                text(range.neighbourhood.name),
                word(range.figure),
                amount(Some(range.least)),
                amount(Some(range.most)),
                word(range.basis),
                text(&range.reason),
                text(&areas.into_iter().collect::<Vec<_>>().join(" ")),
            ]
        };
        rows.extend(ranges.iter().map(row));
    }
    let columns = columns([
        ("Side", 8.0),
        ("Neighbourhood", 14.0),
        ("Name", 34.0),
        ("Figure", 24.0),
        ("From", 12.0),
        ("To", 12.0),
        ("Basis", 10.0),
        ("Why", 80.0),
        ("Areas of 2011", 24.0),
    ]);
    Sheet { name: "Ranges", columns, rows }
}

fn amount(amount: Option<Amount>) -> SheetCell {
    match amount {
        Some(Amount::Share(share)) => SheetCell::Share(Some(share)),
        Some(Amount::Count(count)) => SheetCell::Count(Some(count.cast_signed())),
        None => SheetCell::Count(None),
    }
}
