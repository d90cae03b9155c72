//! How a plan stands by the policies: that which was asked for, else all there are, each in a sentence.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::county::policy::Policy;
use crate::domain::draft::Draft;
use crate::export::Subject;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::ranges;
use crate::planning::terms::verdict::Verdict;
use crate::planning::terms::vintages::Vintages;
use crate::planning::terms::words::{counted, names};

/// Names in a sentence, at most.
const MOST_NAMES: usize = 8;
/// Sentences on what a verdict depends on, at most.
const MOST_TURNS: usize = 2;

/// The policy that was asked for with names, else a line for each.
pub(super) fn verdicts(subject: &Subject<'_>) -> Markup {
    if let Some(asked) = &subject.step.verdict {
        return sentence(&asked.before, &asked.after, MOST_NAMES);
    }
    let vintages = Vintages::of_data(&subject.loaded.atlas);
    html! {
        div class="verdicts" {
            @for policy in subject.loaded.policies.all() {
                (sentence(
                    &judged(subject, subject.base, policy, &vintages),
                    &judged(subject, subject.draft, policy, &vintages),
                    0,
                ))
            }
        }
    }
}

pub(super) fn judged<'a>(
    subject: &'a Subject<'_>,
    draft: &'a Draft,
    policy: &'a Policy,
    vintages: &Vintages,
) -> Verdict<'a> {
    let (atlas, ground) = (&subject.loaded.atlas, &subject.loaded.atlas.ground);
    let zones = draft.division.roster().iter();
    Verdict::of(
        policy,
        vintages,
        &ranges::of_draft(atlas, draft),
        zones.map(|(zone, named)| (named.into(), ZoneFigures::of_draft(ground, draft, zone))),
    )
}

/// The verdict, with so many names at most.
fn sentence(before: &Verdict<'_>, after: &Verdict<'_>, most_names: usize) -> Markup {
    let (was, is) = (outside(before).len() as u64, outside(after));
    let not_known: BTreeSet<&str> =
        after.not_known().map(|(finding, _)| finding.neighbourhood.name).collect();
    let not_known: Vec<&str> = not_known.into_iter().collect();
    let figures: BTreeSet<&str> = after.findings.iter().map(|finding| finding.rule.figure.as_str()).collect();
    let figures: Vec<String> = figures.into_iter().map(|figure| figure.replace('_', " ")).collect();
    html! {
        p {
            b { "Policy “" (after.title) "”" }
            " (" (after.policy) ", version " (after.version) ", judges " (names(&figures)) "): "
            @if is.is_empty() && !not_known.is_empty() {
                "no neighbourhood is known to be outside it"
            } @else if is.is_empty() {
                "every neighbourhood is within it"
            } @else {
                span class="bad" { (counted(is.len() as u64, "neighbourhood is", "neighbourhoods are")) " outside it" }
                @if most_names > 0 {
                    " (" (names(&is[..is.len().min(most_names)]))
                    @if is.len() > most_names { "; and " (is.len() - most_names) " more" }
                    ")"
                }
            }
            "; before the change " (was) "."
            @if !not_known.is_empty() {
                " A rule of it has no figure to be held against in "
                @if most_names == 0 { (counted(not_known.len() as u64, "neighbourhood", "neighbourhoods")) }
                @else { (names(&not_known)) }
                "."
            }
            @if most_names > 0 { @for impossible in &after.impossible { " " (impossible.text) } }
            (turns(after, most_names > 0))
        }
    }
}

/// Where the verdict depends on the date, or on where in its range a figure is: in sentences, else by ids alone.
fn turns(verdict: &Verdict<'_>, in_sentences: bool) -> Markup {
    let turning: Vec<_> = verdict.turns().collect();
    let ids: BTreeSet<&str> = turning.iter().map(|(finding, _)| finding.neighbourhood.id).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    html! {
        @if turning.is_empty() {
        } @else if in_sentences {
            @for (_, text) in turning.iter().take(MOST_TURNS) { " " (text) }
            @if turning.len() > MOST_TURNS {
                " The verdict depends on the date, or on a range, of " (turning.len() - MOST_TURNS) " more."
            }
        } @else {
            " It depends on the date, or on a range, in " (names(&ids)) "."
        }
    }
}

/// Names of the neighbourhoods outside the limits, each once.
fn outside<'a>(verdict: &Verdict<'a>) -> Vec<&'a str> {
    let mut named: Vec<&str> = Vec::new();
    for finding in verdict.breaches() {
        if !named.contains(&finding.neighbourhood.name) {
            named.push(finding.neighbourhood.name);
        }
    }
    named
}
