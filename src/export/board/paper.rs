//! A board paper: one page of A4 that says what a scenario changes, in words, figures and a map, with what must be said.
//!
//! HTML without script and without anything fetched, so that it prints the same anywhere. What does not fit on the page is
//! counted and left to the workbook: a page that quietly drops a row could not be defended. Practices that close or are placed are
//! all there.

use maud::{Markup, html};

use super::practices::practices;
use super::verdicts::verdicts;
use crate::county::policy::Amount;
use crate::export::Subject;
use crate::export::pictures::picture::{Called, Picture};
use crate::markup::page;
use crate::planning::terms::figures::ZoneFigures;
use crate::planning::terms::metrics;
use crate::planning::terms::words::{counted, grouped, percent_of};
use crate::planning::what_if::evaluation::ZoneImpact;
use crate::planning::what_if::issues::{Issue, Severity, State};

const STYLE: &str = include_str!("paper.css");
/// What one page holds at most: rows of the table, and characters of either list.
const MOST_ROWS: usize = 5;
const MOST_IN_WORDS: usize = 600;
const MOST_ISSUES: usize = 200;
/// Characters of what one rule gives ranges of, at most.
const MOST_OF_RANGES: usize = 500;
/// Names in the key of the map, at most.
const MOST_NAMES: usize = 40;
/// Size of the names on the map, of which 2,000 are on its longer side.
const MAP_TEXT: f64 = 64.0;
/// Columns of the table, and the metric of each.
const HEADINGS: [(&str, &str); 6] = [
    ("Residents", "residents"),
    ("Registered with practices here", "registered_by_practice"),
    ("Registered, living here", "registered_by_residence"),
    ("Self-containment", "self_containment"),
    ("Core20 residents", "core20"),
    ("Practices", "practices"),
];

/// Writes the page.
#[must_use]
pub fn write(subject: &Subject<'_>) -> String {
    let body = html! {
        main {
            h1 { (subject.title()) }
            (origin(subject))
            p class="caveat" { (subject.standing()) }
            (certificate(subject))
            div class="two" {
                section {
                    h2 { "Where" }
                    (map(subject))
                    p class="key" { "Hatched: areas that move. Dashed: councils. White: GP practices, by the size of their lists." }
                    (practices(subject))
                }
                section {
                    h2 { "In words" }
                    (sentences(subject))
                    (issues(subject))
                }
            }
            (names(subject))
            (figures(subject))
            (verdicts(subject))
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
    html! { p class="from" { (what) ", from: " (base.title) " (" (base.id) "), for the whole of " (area) "." } }
}

/// What is claimed of a plan that came of a computation, and how to check it.
fn certificate(subject: &Subject<'_>) -> Markup {
    let certificate = match &subject.certificate {
        Ok(certificate) => certificate.as_ref(),
        Err(_unreadable) => {
            return html! { p class="from" { "The certificate that is kept with this plan cannot be read, and is left out." } };
        }
    };
    html! {
        @if let Some((words, certificate)) = certificate.and_then(|known| Some((known.in_words()?, known))) {
            p class="from" {
                (words) " " (certificate.caveat) " Certificate " (certificate.digest.get(..16).unwrap_or_default())
                ", to be checked, with a search anew, by footprint verify-certificate --search 60."
            }
        }
    }
}

/// The plan with its ids; what moved is hatched.
fn map(subject: &Subject<'_>) -> Markup {
    let picture = Picture::of_change(subject.loaded, subject.base, subject.draft);
    let picture = Picture { text: MAP_TEXT, called: Called::Ids, ..picture };
    picture.frame().map(|frame| picture.map(&frame, None)).unwrap_or_default()
}

/// The key of the map.
fn names(subject: &Subject<'_>) -> Markup {
    let named = subject.draft.division.roster().iter().take(MOST_NAMES);
    html! {
        ul class="names" { @for (_, named) in named { li { b { (named.id.as_str()) } " " (named.name) } } }
    }
}

fn sentences(subject: &Subject<'_>) -> Markup {
    let all = subject.step.summary.iter().map(String::as_str);
    let notes = subject.step.notes.iter().map(|note| note.text.as_str());
    list(&all.chain(notes).collect::<Vec<_>>(), MOST_IN_WORDS)
}

/// What the change brings, the weightiest first, and how all issues stand beside those of the base: the same numbers that the page and
/// the workbook have.
fn issues(subject: &Subject<'_>) -> Markup {
    let issues = &subject.step.issues;
    let of = |state: State| issues.iter().filter(|issue| issue.state == state).count() as u64;
    let new: Vec<&Issue<'_>> = issues.iter().filter(|issue| issue.state == State::New).collect();
    let open: Vec<&str> =
        new.iter().filter(|issue| issue.accepted.is_none()).map(|issue| issue.text.as_str()).collect();
    let accepted: Vec<String> = issues
        .iter()
        .filter_map(|issue| Some(format!("{} Accepted: {}", issue.text, issue.accepted.as_ref()?.reason)))
        .collect();
    let accepted: Vec<&str> = accepted.iter().map(String::as_str).collect();
    let weighing = |severity| new.iter().filter(|issue| issue.severity == severity).count() as u64;
    html! {
        h2 { "What the change brings" }
        @if new.is_empty() {
            p { "No new issue." }
        } @else if !open.is_empty() {
            (list(&open, MOST_ISSUES))
        }
        @if !accepted.is_empty() {
            h3 { "Accepted, with the reason" }
            (list(&accepted, MOST_ISSUES))
        }
        p class="key" {
            (counted(of(State::New), "new issue", "new issues"))
            @if !new.is_empty() {
                " (" (counted(weighing(Severity::Breach), "breach", "breaches")) ", "
                (counted(weighing(Severity::Warning), "warning", "warnings")) ", "
                (counted(weighing(Severity::Note), "note", "notes")) ")"
            }
            "; of those of the base " (of(State::Worse)) " are worse, " (of(State::Same)) " the same, " (of(State::Better))
            " better and " (of(State::Mended)) " mended. The workbook lists them all."
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
        table tabindex="0" {
            thead { tr {
                th { "Neighbourhood" }
                @for (heading, key) in HEADINGS {
                    th { (heading) br; span class="known" { (metrics::known_in_words(key, &subject.loaded.atlas)) } }
                }
            } }
            tbody { @for zone in zones.iter().take(MOST_ROWS) { (figure_row(zone)) } }
        }
        @if left > 0 {
            p class="key" {
                (counted(left as u64, "more neighbourhood changes", "more neighbourhoods change")) "; the workbook has them."
            }
        }
        (ranges(subject))
    }
}

/// Figures of the table that a rule gives a range of, together with those of the same rule.
fn ranges(subject: &Subject<'_>) -> Markup {
    let zones: Vec<&str> = subject.step.neighbourhoods.iter().take(MOST_ROWS).map(|zone| zone.id).collect();
    let mut by_reason: Vec<(&str, Vec<String>)> = Vec::new();
    for range in subject.step.ranges.after.iter().filter(|range| zones.contains(&range.neighbourhood.id)) {
        let (least, most) = (told(range.least), told(range.most));
        if least == most {
            continue;
        }
        let text = format!(
            "{} {} {least} to {most}",
            range.neighbourhood.id,
            range.figure.as_str().replace('_', " ")
        );
        match by_reason.iter_mut().find(|(reason, _)| *reason == range.reason) {
            Some((_, figures)) => figures.push(text),
            None => by_reason.push((&range.reason, vec![text])),
        }
    }
    let sentences = by_reason.iter().map(|(reason, figures)| format!("{} ({reason}).", figures.join(", ")));
    let all: Vec<String> = sentences.collect();
    let shown: Vec<&String> = all.iter().filter(|sentence| sentence.len() <= MOST_OF_RANGES).collect();
    html! {
        @if !all.is_empty() {
            p class="ranges" {
                b { "What figures may be. " }
                @for sentence in &shown { (sentence) " " }
                @if shown.len() < all.len() { "The workbook has the others." }
            }
        }
    }
}

fn told(amount: Amount) -> String {
    match amount {
        Amount::Count(count) => grouped(count),
        Amount::Share(share) => percent_of(share),
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
            (change(share.map(|share| share.map(percent_of))))
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
                b { "This plan, to see and to go on with: " }
                a href=(subject.page()) { (subject.page()) }
            }
            p {
                "The same for scripts: " (subject.permalink) ". Data " (&atlas.digest[..16.min(atlas.digest.len())]) "."
                @if let Some(digest) = subject.content_digest { " Plan " (digest) "." }
                " Definitions: /v1/metrics-definitions, digest " (&subject.step.metrics[..16]) "."
            }
        }
    }
}
