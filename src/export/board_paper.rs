//! A board paper: one page of A4 that says what a scenario changes, in words, figures and a map, with what must be said.
//!
//! HTML without script and without anything fetched, so that it prints the same anywhere. What does not fit on the page is
//! counted and left to the workbook: a page that quietly drops a row could not be defended.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::Subject;
use super::board_map;
use crate::markup::page;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::verdict::Verdict;
use crate::planning::terms::words::grouped;
use crate::planning::what_if::evaluation::{Verdicts, ZoneImpact};
use crate::planning::what_if::issues::{Issue, Severity, State};

const STYLE: &str = include_str!("board_paper.css");
/// What one page holds at most: rows of the table, and characters of either list.
const MOST_ROWS: usize = 5;
const MOST_IN_WORDS: usize = 700;
const MOST_ISSUES: usize = 250;
const HEADINGS: [&str; 7] = [
    "Neighbourhood",
    "Residents",
    "Registered with practices here",
    "Registered, living here",
    "Self-containment",
    "Core20 residents",
    "Practices",
];

/// Writes the page.
#[must_use]
pub fn write(subject: &Subject<'_>) -> String {
    let body = html! {
        main {
            h1 { (subject.title()) }
            (origin(subject))
            p class="caveat" { (subject.standing()) }
            div class="two" {
                section {
                    h2 { "Where" }
                    (board_map::svg(subject))
                    p class="key" {
                        "Hatched: areas that move. Blue: neighbourhoods that change. Borders are drawn as coarse as a printed dot."
                    }
                }
                section {
                    h2 { "In words" }
                    (sentences(subject))
                    (issues(subject))
                }
            }
            (figures(subject))
            @if let Some(verdicts) = &subject.step.verdict { (verdict(verdicts)) }
        }
        (footer(subject))
    };
    page::page(&format!("{}: board paper", subject.title()), STYLE, &html! {}, &body)
}

fn origin(subject: &Subject<'_>) -> Markup {
    let scenario = subject.draft.scenario.as_ref();
    let what = scenario.map_or_else(
        || "The draft as it is".to_owned(),
        |scenario| format!("What if, revision {}", scenario.revision),
    );
    let (base, area) = (subject.base, &subject.loaded.atlas.title);
    html! { p class="from" { (what) ", from: " (base.title) " (" (base.id) "). Study area: " (area) "." } }
}

fn sentences(subject: &Subject<'_>) -> Markup {
    let all = subject.step.summary.iter().map(String::as_str);
    let notes = subject.step.notes.iter().map(|note| note.text.as_str());
    list(&all.chain(notes).collect::<Vec<_>>(), MOST_IN_WORDS)
}

/// Breaches and warnings that the change brings; those that the base has too, and those it mends, are only counted.
fn issues(subject: &Subject<'_>) -> Markup {
    let weighty = subject.step.issues.iter().filter(|issue| issue.severity != Severity::Note);
    let weighty: Vec<&Issue<'_>> = weighty.collect();
    let new = weighty.iter().filter(|issue| issue.state == State::New);
    let of = |state| weighty.iter().filter(|issue| issue.state == state).count();
    html! {
        @if of(State::New) > 0 {
            h2 { "What the change brings" }
            (list(&new.map(|issue| issue.text.as_str()).collect::<Vec<_>>(), MOST_ISSUES))
        }
        p class="key" {
            "Of the issues of the base " (of(State::Worse)) " are worse, " (of(State::Same)) " the same, " (of(State::Better))
            " better and " (of(State::Mended)) " mended; the workbook lists them."
        }
    }
}

/// As many items as have `most` characters together, at least one, and how many are left.
fn list(items: &[&str], most: usize) -> Markup {
    let mut characters = 0;
    let fitting = items.iter().take_while(|item| {
        characters += item.chars().count();
        characters <= most
    });
    let shown = fitting.count().max(1).min(items.len());
    html! {
        ul {
            @for item in &items[..shown] { li { (item) } }
            @if shown < items.len() { li { (items.len() - shown) " more in the workbook" } }
        }
    }
}

fn figures(subject: &Subject<'_>) -> Markup {
    let zones = &subject.step.neighbourhoods;
    if zones.is_empty() {
        return Markup::default();
    }
    let left = zones.len().saturating_sub(MOST_ROWS);
    html! {
        h2 { "Before and after" }
        table {
            thead { tr { @for heading in HEADINGS { th { (heading) } } } }
            tbody { @for zone in zones.iter().take(MOST_ROWS) { (figure_row(zone)) } }
        }
        @if left > 0 {
            p class="key" { (left) " more neighbourhoods change; the workbook has them." }
        }
    }
}

fn figure_row(zone: &ZoneImpact<'_>) -> Markup {
    type Count = fn(&ZoneFigures) -> Option<u64>;
    let sides = [&zone.before, &zone.after];
    let count = |of: Count| change(sides.map(|side| side.as_ref().and_then(of).map(grouped)));
    let share = sides.map(|side| side.as_ref().and_then(|side| side.self_containment));
    html! {
        tr {
            td { (zone.id) " " (zone.name) }
            (count(|side| side.residents))
            (count(|side| side.registered_by_practice))
            (count(|side| side.registered_by_residence))
            (change(share.map(|share| share.map(|share| format!("{:.1} %", share * 100.0)))))
            (count(|side| side.core20_residents))
            (count(|side| Some(side.practices)))
        }
    }
}

/// A figure before and after, or once where it stays.
fn change(figure: [Option<String>; 2]) -> Markup {
    let [was, is] = figure.map(|figure| figure.unwrap_or_else(|| "–".to_owned()));
    html! {
        td { @if was == is { (is) } @else { (was) " → " b { (is) } } }
    }
}

fn verdict(Verdicts { before, after }: &Verdicts<'_>) -> Markup {
    let (was, is) = (breached(before).len(), breached(after));
    html! {
        p {
            b { "Policy " (after.title) " (" (after.policy) ", version " (after.version) ")" }
            ": "
            @if is.is_empty() {
                "every neighbourhood is within its limits"
            } @else {
                span class="bad" { (is.len()) " neighbourhoods are outside its limits" }
                " (" (is.iter().copied().collect::<Vec<_>>().join(", ")) ")"
            }
            "; before the change " (was) "."
            @for found in &after.impossible { " " (found.text) }
        }
    }
}

/// Ids of the neighbourhoods outside the limits.
fn breached<'a>(verdict: &Verdict<'a>) -> BTreeSet<&'a str> {
    verdict.breaches().map(|finding| finding.neighbourhood.id).collect()
}

fn footer(subject: &Subject<'_>) -> Markup {
    let atlas = &subject.loaded.atlas;
    let parts = subject.step.provenance.parts.iter();
    let mut vintages: Vec<String> = parts.map(|part| format!("{}: {}", part.dataset, part.vintage)).collect();
    vintages.dedup();
    html! {
        footer {
            p { b { "Sources and vintages." } " " (vintages.join("; ")) "." }
            p { (atlas.attribution) }
            p {
                "Read again at " (subject.permalink) " . Data " (&atlas.digest[..16.min(atlas.digest.len())]) "."
                @if let Some(digest) = subject.content_digest { " Plan " (digest) "." }
                " Definitions: /v1/metrics-definitions, digest " (&subject.step.metrics[..16]) "."
            }
        }
    }
}
