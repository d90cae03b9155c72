//! An impact in plain sentences that a board can read.

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::figures::counting::Figures;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::registrations::Home;
use crate::planning::terms::words::{grouped, percent};
use crate::planning::what_if::WhatIf;

/// A sentence for each thing that came, went or moved, then what it does to the neighbourhoods as wholes.
pub(super) fn sentences(what_if: &WhatIf<'_>) -> Vec<String> {
    let mut sentences = neighbourhood_sentences(what_if);
    for pair in area_moves(what_if) {
        sentences.push(areas_sentence(what_if, &pair));
    }
    for (ix, from, to) in &what_if.impact.practices {
        let practice = what_if.atlas.ground.practices.practice(*ix);
        let was = from.map_or("outside", |zone| what_if.was(zone).name.as_str());
        let is = to.map_or("outside", |zone| what_if.is(zone).name.as_str());
        let with_area = if what_if.placed[ix.slot()] { "" } else { ", with the area its site lies in" };
        sentences.push(format!(
            "Counts {} ({}; {} patients on its list) in {is} instead of {was}{with_area}.",
            practice.name,
            practice.code,
            grouped(practice.list_size.unwrap_or(0).into()),
        ));
    }
    if sentences.is_empty() {
        let words = if what_if.changes == 0 { "No change was asked for." } else { NO_CHANGE };
        return vec![words.to_owned()];
    }
    sentences.extend(cross_border_sentence(what_if));
    sentences.extend(pieces_sentences(what_if));
    sentences
}

const NO_CHANGE: &str = "Every area and practice stays where it was.";

/// Neighbourhoods that came, went, or go by another name.
fn neighbourhood_sentences(what_if: &WhatIf<'_>) -> Vec<String> {
    let sentence = |pair: &(Option<ZoneIx>, Option<ZoneIx>)| match *pair {
        (None, Some(new)) => {
            let (neighbourhood, footprint) = (what_if.is(new), what_if.impact.after.footprints[new.slot()]);
            let (areas, residents) = (footprint.areas, grouped(footprint.residents));
            Some(format!(
                "Creates {} ({}) of {residents} residents ({}).",
                neighbourhood.name,
                neighbourhood.id,
                counted(areas)
            ))
        }
        (Some(gone), None) => Some(format!("Removes {} ({}).", what_if.was(gone).name, what_if.was(gone).id)),
        (Some(from), Some(to)) if what_if.was(from).name != what_if.is(to).name => {
            Some(format!("Renames {} to {}.", what_if.was(from).name, what_if.is(to).name))
        }
        _ => None,
    };
    what_if.impact.touched.iter().filter_map(sentence).collect()
}

fn counted(areas: u64) -> String {
    if areas == 1 { "1 area".to_owned() } else { format!("{areas} areas") }
}

/// Areas that went from one neighbourhood to another: `from` of the roster before, `to` of the one after.
struct AreaMove {
    from: ZoneIx,
    to: ZoneIx,
    areas: Vec<AreaIx>,
}

fn area_moves(what_if: &WhatIf<'_>) -> Vec<AreaMove> {
    let mut moves: Vec<AreaMove> = Vec::new();
    for &(area, from, to) in &what_if.impact.areas {
        match moves.iter_mut().find(|known| known.from == from && known.to == to) {
            Some(known) => known.areas.push(area),
            None => moves.push(AreaMove { from, to, areas: vec![area] }),
        }
    }
    moves
}

fn areas_sentence(what_if: &WhatIf<'_>, pair: &AreaMove) -> String {
    let ground = &what_if.atlas.ground;
    let residents: u64 =
        pair.areas.iter().map(|area| u64::from(ground.geography.area(*area).residents)).sum();
    let (from, to) = (what_if.was(pair.from), what_if.is(pair.to));
    let areas = counted(pair.areas.len() as u64);
    let moves = format!("Moves {} residents ({areas}) from {} to {}", grouped(residents), from.name, to.name);
    // A neighbourhood that is new has no practices to be registered at yet.
    let there = what_if
        .draft
        .division
        .roster()
        .find(&to.id)
        .and_then(|zone| registered_there(what_if, &pair.areas, zone));
    match (there, registered_there(what_if, &pair.areas, pair.from)) {
        (Some((there, all)), Some((here, _))) if all > 0 => format!(
            "{moves}; of the {} patients living there, {} % are already registered at practices in {}, and {} % at practices in {}.",
            grouped(all),
            percent(there, all),
            to.name,
            percent(here, all),
            from.name,
        ),
        _ => format!("{moves}."),
    }
}

/// Patients living in some areas who are registered in a neighbourhood before the change, and all who live there.
fn registered_there(what_if: &WhatIf<'_>, areas: &[AreaIx], zone: ZoneIx) -> Option<(u64, u64)> {
    let registrations = what_if.atlas.ground.registrations.as_ref()?;
    let (mut there, mut all) = (0, 0);
    for row in registrations.rows() {
        if matches!(row.home, Home::Area(area) if areas.contains(&area)) {
            all += u64::from(row.patients);
            if what_if.draft.division.home(row.practice) == Some(zone) {
                there += u64::from(row.patients);
            }
        }
    }
    Some((there, all))
}

fn cross_border_sentence(what_if: &WhatIf<'_>) -> Option<String> {
    let between = |figures: &Figures| Some(figures.flows.as_ref()?.cross_border().between_neighbourhoods);
    let (before, after) = (between(what_if.before)?, between(&what_if.impact.after)?);
    Some(match after.cmp(&before) {
        std::cmp::Ordering::Equal => {
            "As many patients as before have a border between home and practice.".to_owned()
        }
        std::cmp::Ordering::Less => format!(
            "{} fewer patients have a border between home and practice ({} instead of {}).",
            grouped(before - after),
            grouped(after),
            grouped(before)
        ),
        std::cmp::Ordering::Greater => format!(
            "{} more patients have a border between home and practice ({} instead of {}).",
            grouped(after - before),
            grouped(after),
            grouped(before)
        ),
    })
}

fn pieces_sentences(what_if: &WhatIf<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for &(from, to) in &what_if.impact.touched {
        let Some(to) = to else { continue };
        let before = from.map_or(1, |zone| what_if.before.pieces[zone.slot()]);
        let after = what_if.impact.after.pieces[to.slot()];
        let name = &what_if.is(to).name;
        if after > 1 && after != before {
            sentences.push(format!("{name} falls into {after} pieces that do not touch."));
        } else if before > 1 && after == 1 {
            sentences.push(format!("{name} becomes one connected piece."));
        }
        if what_if.impact.after.footprints[to.slot()].practices == 0 {
            sentences.push(format!("{name} has no practice."));
        }
    }
    sentences
}
