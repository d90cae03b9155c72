//! A board paper: one page of A4 that says what a scenario changes, in words, figures and a map, with what must be said.
//!
//! HTML without script and without anything fetched, so that it prints the same anywhere. What does not fit on the page is
//! counted and left to the workbook: a page that quietly drops a row could not be defended.

use std::fmt::Write;

use super::Subject;
use super::board_map;
use super::html::escaped;
use crate::planning::what_if::evaluation::{Verdicts, ZoneImpact};
use crate::planning::what_if::issues::{Issue, Severity};
use crate::planning::what_if::summary::grouped;

const STYLE: &str = include_str!("board_paper.css");
/// Most of each that one page holds: rows of the table, and characters of either list.
const MOST_ROWS: usize = 5;
const MOST_SAID: usize = 700;
const MOST_ISSUES: usize = 250;

/// Writes the page.
#[must_use]
pub fn write(subject: &Subject<'_>) -> String {
    let title = escaped(subject.title());
    let area = escaped(&subject.loaded.atlas.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}: board paper</title><style>{STYLE}</style></head><body>\n<main><h1>{title}</h1>\n"
    );
    let scenario = subject.draft.scenario.as_ref();
    let what = scenario.map_or_else(
        || "The draft as it is".to_owned(),
        |scenario| format!("What if, revision {}", scenario.revision),
    );
    let base = escaped(&subject.base.title);
    let _written = writeln!(
        page,
        "<p class=\"from\">{what}, from: {base} ({}). Study area: {area}.</p>",
        escaped(&subject.base.id)
    );
    let _written = writeln!(page, "<p class=\"caveat\">{}</p>", escaped(&subject.standing()));
    let _written = writeln!(
        page,
        "<div class=\"two\"><section><h2>Where</h2>{}<p class=\"key\">Hatched: areas that move. Blue: neighbourhoods \
         that change. Borders are drawn as coarse as a printed dot.</p></section><section><h2>In words</h2>{}{}</section></div>",
        board_map::svg(subject),
        sentences(subject),
        issues(subject),
    );
    page.push_str(&figures(subject));
    page.push_str(&verdict(subject));
    page.push_str("</main>\n");
    page.push_str(&footer(subject));
    page.push_str("</body></html>\n");
    page
}

fn sentences(subject: &Subject<'_>) -> String {
    let all = subject.step.summary.iter().map(String::as_str);
    let notes = subject.step.notes.iter().map(|note| note.text.as_str());
    list(all.chain(notes).map(escaped).collect(), MOST_SAID)
}

/// Breaches and warnings first; what the base has too is told as such.
fn issues(subject: &Subject<'_>) -> String {
    let weighty: Vec<&Issue<'_>> =
        subject.step.issues.iter().filter(|issue| issue.severity != Severity::Note).collect();
    let (new, old): (Vec<_>, Vec<_>) = weighty.into_iter().partition(|issue| issue.new);
    let mut html = String::new();
    if !new.is_empty() {
        html.push_str("<h2>What the change brings</h2>");
        html.push_str(&list(new.iter().map(|issue| escaped(&issue.text)).collect(), MOST_ISSUES));
    }
    let _written = write!(
        html,
        "<p class=\"key\">{} issues of the base remain; the workbook lists them.</p>",
        old.len()
    );
    html
}

/// As many items as have so many characters together; how many are left is told.
fn list(items: Vec<String>, most: usize) -> String {
    let (all, mut said, mut shown) = (items.len(), 0, 0);
    let mut html = String::from("<ul>");
    for item in items {
        said += item.chars().count();
        if said > most && shown > 0 {
            break;
        }
        shown += 1;
        let _written = write!(html, "<li>{item}</li>");
    }
    if shown < all {
        let _written = write!(html, "<li>{} more in the workbook</li>", all - shown);
    }
    html.push_str("</ul>");
    html
}

fn figures(subject: &Subject<'_>) -> String {
    let zones = &subject.step.neighbourhoods;
    if zones.is_empty() {
        return String::new();
    }
    let mut html = String::from(
        "<h2>Before and after</h2><table><thead><tr><th>Neighbourhood</th><th>Residents</th><th>Registered with \
         practices here</th><th>Registered, living here</th><th>Self-containment</th><th>Core20 residents</th>\
         <th>Practices</th></tr></thead><tbody>",
    );
    for zone in zones.iter().take(MOST_ROWS) {
        html.push_str(&figure_row(zone));
    }
    html.push_str("</tbody></table>");
    let left = zones.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        let _written =
            write!(html, "<p class=\"key\">{left} more neighbourhoods change; the workbook has them.</p>");
    }
    html
}

fn figure_row(zone: &ZoneImpact<'_>) -> String {
    type Figure = fn(&crate::planning::terms::figures::ZoneFigures) -> Option<u64>;
    let sides = [&zone.before, &zone.after];
    let count = |of: Figure| {
        let [was, is] = sides.map(|side| side.as_ref().and_then(of).map_or_else(dash, grouped));
        if was == is { format!("<td>{is}</td>") } else { format!("<td>{was} &rarr; <b>{is}</b></td>") }
    };
    let share = sides.map(|side| {
        let share = side.as_ref().and_then(|side| side.self_containment);
        share.map_or_else(dash, |share| format!("{:.1} %", share * 100.0))
    });
    let share = if share[0] == share[1] {
        share[1].clone()
    } else {
        format!("{} &rarr; <b>{}</b>", share[0], share[1])
    };
    format!(
        "<tr><td>{} {}</td>{}{}{}<td>{share}</td>{}{}</tr>",
        escaped(zone.id),
        escaped(zone.name),
        count(|side| side.residents),
        count(|side| side.registered_by_practice),
        count(|side| side.registered_by_residence),
        count(|side| side.core20_residents),
        count(|side| Some(side.practices)),
    )
}

fn dash() -> String {
    "&ndash;".to_owned()
}

fn verdict(subject: &Subject<'_>) -> String {
    let Some(Verdicts { before, after }) = &subject.step.verdict else { return String::new() };
    let breached = |verdict: &crate::planning::terms::policies::Verdict<'_>| {
        let names = verdict.breaches().map(|finding| finding.neighbourhood.id);
        let names: std::collections::BTreeSet<&str> = names.collect();
        (names.len(), escaped(&names.into_iter().collect::<Vec<_>>().join(", ")))
    };
    let ((was, _), (is, which)) = (breached(before), breached(after));
    let verdict = if is == 0 {
        "every neighbourhood is within its limits".to_owned()
    } else {
        format!("<span class=\"bad\">{is} neighbourhoods are outside its limits</span> ({which})")
    };
    let policy = escaped(after.policy);
    format!("<p><b>Policy {policy}, version {}</b>: {verdict}; before the change {was}.</p>", after.version)
}

fn footer(subject: &Subject<'_>) -> String {
    let atlas = &subject.loaded.atlas;
    let parts = subject.step.provenance.parts.iter();
    let mut vintages: Vec<String> =
        parts.map(|part| format!("{}: {}", escaped(part.dataset), escaped(part.vintage))).collect();
    vintages.dedup();
    let digest = subject.content_digest.map(|digest| format!(" Plan {digest}.")).unwrap_or_default();
    format!(
        "<footer><p><b>Sources and vintages.</b> {}.</p><p>{}</p><p>Read again at {} . Data {}.{digest} Definitions: \
         /v1/metrics-definitions, digest {}.</p></footer>\n",
        vintages.join("; "),
        escaped(&atlas.attribution),
        escaped(&subject.permalink),
        &atlas.digest[..16.min(atlas.digest.len())],
        &subject.step.metrics[..16],
    )
}
