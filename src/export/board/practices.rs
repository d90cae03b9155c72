//! What the plan decides of practices, on the board paper: every one that closes and every one that is placed by hand.

use maud::{Markup, html};

use crate::domain::ground::codes::{NeighbourhoodId, OdsCode};
use crate::domain::ground::practices::Practice;
use crate::export::Subject;
use crate::planning::terms::called;
use crate::planning::terms::words::grouped;

/// A short table of all of them, none of which is cut; nothing where the plan decides of none.
pub(super) fn practices(subject: &Subject<'_>) -> Markup {
    let closed = subject.practices.closed.iter().map(|(practice, taker)| closes(subject, *practice, *taker));
    let placed = subject.practices.placed.iter().map(|(practice, home)| counts(subject, *practice, home));
    let rows: Vec<Markup> = closed.chain(placed).collect();
    html! {
        @if !rows.is_empty() {
            table class="practices" tabindex="0" {
                thead { tr {
                    th { "Practice" }
                    th { "What is decided" }
                    th { "Own list" }
                } }
                tbody { @for row in &rows { (row) } }
            }
        }
    }
}

fn closes(subject: &Subject<'_>, practice: OdsCode, taker: OdsCode) -> Markup {
    let taker = found(subject, taker).map_or_else(|| taker.to_string(), Practice::called);
    row(subject, practice, &format!("closes; list to {taker}"))
}

fn counts(subject: &Subject<'_>, practice: OdsCode, home: &NeighbourhoodId) -> Markup {
    let roster = subject.draft.division.roster();
    let home = roster.find(home).map_or_else(|| home.to_string(), |zone| called::neighbourhood(roster, zone));
    row(subject, practice, &format!("counts in {home}"))
}

fn row(subject: &Subject<'_>, practice: OdsCode, what: &str) -> Markup {
    let known = found(subject, practice);
    let list = known.and_then(|practice| practice.list_size);
    html! {
        tr {
            td { (known.map_or_else(|| practice.to_string(), Practice::called)) }
            td { (what) }
            td { (list.map_or_else(|| "–".to_owned(), |size| grouped(size.into()))) }
        }
    }
}

fn found<'a>(subject: &Subject<'a>, practice: OdsCode) -> Option<&'a Practice> {
    let practices = &subject.loaded.atlas.ground.practices;
    practices.find(practice).map(|ix| practices.practice(ix))
}
