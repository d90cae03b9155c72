//! An impact in plain sentences that a board can read: every number in them is one of the answer's.

use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::ground::practices::PracticeIx;
use crate::planning::terms::called;
use crate::planning::terms::words::{counted, grouped, names, percent};
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::crossing::CrossingChange;
use crate::planning::what_if::moved_list::MovedList;
use crate::planning::what_if::pairs::{MovedPair, PairPatients};

/// A sentence for each thing that came, went or moved, then what it does to the neighbourhoods as wholes.
pub(super) fn sentences(what_if: &WhatIf<'_>, pairs: &[MovedPair<'_>], lists: &[MovedList]) -> Vec<String> {
    let mut sentences = neighbourhood_sentences(what_if);
    sentences.extend(pairs.iter().map(|pair| pair_sentence(what_if, pair)));
    for (moved, list) in what_if.impact.practices.iter().zip(lists) {
        sentences.push(practice_sentence(what_if, *moved, list));
    }
    sentences.extend(handed_on_sentences(what_if));
    if sentences.is_empty() {
        let words = if what_if.changes == 0 { "No change was asked for." } else { NO_CHANGE };
        return vec![words.to_owned()];
    }
    sentences.extend(what_if.crossing().map(|crossing| crossing_sentence(what_if, &crossing)));
    sentences.extend(pieces_sentences(what_if));
    sentences
}

const NO_CHANGE: &str = "Every area and practice stays where it was.";

/// Neighbourhoods that came, went, or go by another name.
fn neighbourhood_sentences(what_if: &WhatIf<'_>) -> Vec<String> {
    let creates = |new: ZoneIx| {
        let (neighbourhood, footprint) = (what_if.is(new), what_if.impact.after.footprints[new.slot()]);
        format!(
            "Creates {} ({}) of {} ({}).",
            neighbourhood.name,
            neighbourhood.id,
            counted(footprint.residents, "resident", "residents"),
            counted(footprint.areas, "area", "areas")
        )
    };
    let removes = |gone: ZoneIx| format!("Removes {} ({}).", what_if.was(gone).name, what_if.was(gone).id);
    let mut sentences = Vec::new();
    for pair in &what_if.impact.touched {
        match *pair {
            (None, Some(new)) => sentences.push(creates(new)),
            (Some(gone), None) => sentences.push(removes(gone)),
            (Some(from), Some(to)) if what_if.was(from).name != what_if.is(to).name => {
                let [was, is] = [called_before(what_if, from), called_after(what_if, to)];
                sentences.push(format!("Renames {was} to {is}."));
            }
            _ => {}
        }
    }
    sentences
}

fn pair_sentence(what_if: &WhatIf<'_>, pair: &MovedPair<'_>) -> String {
    let (from, to) = pair.zones;
    let moves = format!(
        "Moves {} ({}) from {} to {}",
        counted(pair.residents, "resident", "residents"),
        counted(pair.areas, "area", "areas"),
        called_before(what_if, from),
        called_after(what_if, to)
    );
    match pair.patients.filter(|patients| patients.living_there > 0) {
        Some(patients) => format!("{moves}; {}.", registered(what_if, pair, &patients)),
        None => format!("{moves}."),
    }
}

/// Where the patients of areas that moved are registered, once the changes are made.
fn registered(what_if: &WhatIf<'_>, pair: &MovedPair<'_>, patients: &PairPatients) -> String {
    let (from, to) = pair.zones;
    let of = |part| percent(part, patients.living_there);
    let mut parts = vec![format!("{} in {}", of(patients.registered_in_to), called_after(what_if, to))];
    if let Some(left) = what_if.after.roster.find(&what_if.was(from).id) {
        parts.push(format!("{} in {}", of(patients.registered_in_from), called_after(what_if, left)));
    }
    if patients.registered_in_others > 0 {
        parts.push(format!("{} in other neighbourhoods", of(patients.registered_in_others)));
    }
    if patients.registered_outside > 0 {
        parts.push(format!("{} outside {}", of(patients.registered_outside), what_if.atlas.title));
    }
    let living = counted(patients.living_there, "patient", "patients");
    format!(
        "of the {living} living there, by where their practices count after the change: {}",
        names(&parts)
    )
}

fn practice_sentence(
    what_if: &WhatIf<'_>,
    (ix, from, to): (PracticeIx, Option<ZoneIx>, Option<ZoneIx>),
    list: &MovedList,
) -> String {
    let practice = what_if.atlas.ground.practices.practice(ix).called();
    let was = from.map_or_else(|| "no neighbourhood".to_owned(), |zone| called_before(what_if, zone));
    let is = to.map_or_else(|| "no neighbourhood".to_owned(), |zone| called_after(what_if, zone));
    let patients = patients_of_list(what_if, list);
    if what_if.after.closures.is_closed(ix) {
        let taker = practice_with_list(what_if, ix);
        return format!("Closes {practice} in {was}, whose whole list goes to {taker}: {patients}.");
    }
    if what_if.side_before().closures.is_closed(ix) {
        return format!("Opens {practice} in {is} again: {patients}.");
    }
    let with_area = if what_if.placed[ix.slot()] { "" } else { ", with the area its site lies in" };
    format!("Counts {practice} in {is} instead of {was}{with_area}: {patients}.")
}

/// The practice that has the list of another, and where it counts.
fn practice_with_list(what_if: &WhatIf<'_>, ix: PracticeIx) -> String {
    let holder = what_if.after.closures.holder(ix);
    let home = what_if.after.homes[holder.slot()];
    let counts =
        home.map_or_else(String::new, |zone| format!(", which counts in {}", called_after(what_if, zone)));
    format!("{}{counts}", what_if.atlas.ground.practices.practice(holder).called())
}

/// Lists of practices that were closed before and are now, and that go to another practice.
fn handed_on_sentences(what_if: &WhatIf<'_>) -> Vec<String> {
    let before = what_if.side_before().closures;
    let was = before.iter().filter(|(closed, holder)| {
        let closures = &what_if.after.closures;
        closures.is_closed(*closed) && closures.holder(*closed) != *holder
    });
    let practices = &what_if.atlas.ground.practices;
    let sentence = |(closed, holder)| {
        let [closed_practice, was] = [closed, holder].map(|ix| practices.practice(ix).called());
        let taker = practice_with_list(what_if, closed);
        format!("The list of {closed_practice}, which is closed, goes to {taker}, instead of {was}.")
    };
    was.map(sentence).collect()
}

/// The size of a list and, of another date, where its patients live.
fn patients_of_list(what_if: &WhatIf<'_>, list: &MovedList) -> String {
    let dated = |vintage: Option<&str>| vintage.map_or_else(String::new, |vintage| format!(" in {vintage}"));
    let size = match list.size {
        Some(size) => {
            let patients = counted(size, "patient", "patients");
            let lists = if list.has_taken { "its list and those it takes" } else { "its list" };
            format!("{patients} on {lists}{}", dated(what_if.vintages.lists.as_deref()))
        }
        None => "the size of its list is not known".to_owned(),
    };
    let Some(split) = list.split.as_ref().filter(|split| split.total() > 0) else { return size };
    let left = list.left.filter(|left| list.to != Some(*left));
    let part = |(place, zone): (usize, ZoneIx)| {
        let share = percent(split.by_zone[zone.slot()], split.total());
        let live = if place == 0 { " of its patients live" } else { "" };
        format!("{share}{live} in {}", called_after(what_if, zone))
    };
    let parts: Vec<String> = [list.to, left].into_iter().flatten().enumerate().map(part).collect();
    if parts.is_empty() {
        return size;
    }
    let pattern = what_if.vintages.registrations.as_deref();
    let pattern = pattern.map_or_else(String::new, |vintage| format!("by the pattern of {vintage}, "));
    format!("{size}; {pattern}{}", names(&parts))
}

fn crossing_sentence(what_if: &WhatIf<'_>, crossing: &CrossingChange) -> String {
    let (before, after) = (crossing.sides.before, crossing.sides.after);
    let between = match crossing.difference {
        0 => format!(
            "As many patients as before, {}, live in one neighbourhood and are registered in another",
            grouped(after.between_neighbourhoods)
        ),
        difference => format!(
            "{} {} {} in one neighbourhood and {} registered in another ({} instead of {})",
            grouped(difference.unsigned_abs()),
            if difference < 0 { "fewer" } else { "more" },
            if difference.abs() == 1 { "patient lives" } else { "patients live" },
            if difference.abs() == 1 { "is" } else { "are" },
            grouped(after.between_neighbourhoods),
            grouped(before.between_neighbourhoods)
        ),
    };
    let over = if before.over_the_outer_border == after.over_the_outer_border {
        format!("{}, as before,", grouped(after.over_the_outer_border))
    } else {
        let [is, was] = [after, before].map(|side| grouped(side.over_the_outer_border));
        format!("{is} instead of {was}")
    };
    format!("{between}; {over} have the border of {} between home and practice.", what_if.atlas.title)
}

fn pieces_sentences(what_if: &WhatIf<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    for &(from, to) in &what_if.impact.touched {
        let Some(to) = to else { continue };
        let before = from.map_or(1, |zone| what_if.before.pieces[zone.slot()]);
        let after = what_if.impact.after.pieces[to.slot()];
        let name = called_after(what_if, to);
        if after > before && after > 1 {
            sentences.push(format!("{name} falls into {after} pieces that are not joined."));
        } else if after < before && after > 1 {
            sentences.push(format!("{name} is in {after} pieces instead of {before}."));
        } else if before > 1 && after == 1 {
            sentences.push(format!("{name} becomes one connected piece."));
        }
        if what_if.impact.after.footprints[to.slot()].practices == 0 {
            sentences.push(format!("{name} has no practice."));
        }
    }
    sentences
}

fn called_before(what_if: &WhatIf<'_>, zone: ZoneIx) -> String {
    called::neighbourhood(what_if.draft.division.roster(), zone)
}

fn called_after(what_if: &WhatIf<'_>, zone: ZoneIx) -> String {
    called::neighbourhood(&what_if.after.roster, zone)
}
