//! A suggestion in words: what each move does, why these areas, and which limit binds.

use super::asked::Minimised;
use super::counts::counted_figure;
use super::plan::Judged;
use super::reasons::{amount, zone_named};
use super::search::Range;
use super::setting::Setting;
use crate::planning::terms::called;
use crate::planning::terms::words::{counted, names};

/// What a plan gives and takes beside another.
pub(super) fn beside(setting: &Setting<'_>, plan: &Judged, first: &Judged) -> String {
    let mut parts = Vec::new();
    let mut tell = |now: u64, then: u64, many: &dyn Fn(u64) -> String, does: &str| {
        let word = if now < then { "fewer" } else { "more" };
        if now != then {
            parts.push(format!("{} {word} {does}", many(now.abs_diff(then))));
        }
    };
    tell(plan.cost, first.cost, &|count| amount(setting, count), "move");
    if setting.asked.minimise != Minimised::Residents {
        tell(plan.residents, first.residents, &|count| counted(count, "resident", "residents"), "move");
    }
    if let (Some(now), Some(then)) = (plan.patients_crossing, first.patients_crossing) {
        let patients = |count| counted(count, "patient", "patients");
        tell(now, then, &patients, "live in one neighbourhood and are registered in another");
    }
    let compared = if parts.is_empty() { "as much moves".to_owned() } else { names(&parts) };
    let outside = if plan.outside.is_empty() {
        String::new()
    } else {
        let outside: Vec<String> = plan.outside.iter().map(|zone| zone_named(setting, *zone)).collect();
        format!(", and {} {} outside", names(&outside), if outside.len() == 1 { "stays" } else { "stay" })
    };
    format!("Beside the first plan, {compared}{outside}.")
}

/// What each move does, and which limit binds.
pub(super) fn of_plan(setting: &Setting<'_>, plan: &Judged) -> Vec<String> {
    let mut sentences = Vec::new();
    for transfer in &plan.transfers {
        let areas: Vec<String> =
            transfer.areas.iter().map(|area| called::area(setting.area(*area))).collect();
        let residents: u64 = transfer.areas.iter().map(|area| u64::from(setting.area(*area).residents)).sum();
        let (from, to) = (zone_named(setting, transfer.from), zone_named(setting, transfer.to));
        sentences.push(format!(
            "{from} gives {} to {to} ({}): {}.",
            names(&areas),
            counted(residents, "resident", "residents"),
            after_in_words(setting, plan, &[transfer.from, transfer.to])
        ));
    }
    sentences.extend(binding(setting, plan));
    sentences
}

/// What neighbourhoods have after a plan.
fn after_in_words(setting: &Setting<'_>, plan: &Judged, zones: &[usize]) -> String {
    let mut parts = Vec::new();
    for zone in zones {
        let mut figures = Vec::new();
        if setting.rules.is_empty() {
            let areas = setting.problem.zones_after(&plan.moves).into_iter().zip(0..);
            let own =
                areas.filter(|(of, _)| of == zone).map(|(_, area)| u64::from(setting.area(area).residents));
            figures.push(counted(own.sum(), "resident", "residents"));
        }
        for (rule, known) in setting.rules.iter().enumerate() {
            let after = setting.problem.figures_after(rule, &plan.moves)[*zone];
            figures.push(counted_figure(known.figure, after));
        }
        parts.push(format!("{} then has {}", zone_named(setting, *zone), figures.join(" and ")));
    }
    parts.join("; ")
}

/// The limit that the neighbourhoods which move come closest to, by the part of the limit that is left: people, patients and practices
/// have no measure in common but that.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
fn binding(setting: &Setting<'_>, plan: &Judged) -> Option<String> {
    let mut closest: Option<(f64, String)> = None;
    for (rule, known) in setting.rules.iter().enumerate() {
        let figures = setting.problem.figures_after(rule, &plan.moves);
        let touched = |zone: usize| plan.transfers.iter().any(|one| one.from == zone || one.to == zone);
        for zone in (0..figures.len()).filter(|zone| touched(*zone)) {
            let Range { least, most } = setting.problem.rules[rule][zone];
            let (name, figure) = (zone_named(setting, zone), figures[zone]);
            let margins = [
                (figure.checked_sub(least).filter(|_| least > 0), "above", least),
                (most.checked_sub(figure).filter(|_| most < u64::MAX), "below", most),
            ];
            for (margin, side, limit) in margins {
                let Some(margin) = margin else { continue };
                let part = margin as f64 / limit.max(1) as f64;
                if closest.as_ref().is_some_and(|(least, _)| *least <= part) {
                    continue;
                }
                let (margin, limit) =
                    (counted_figure(known.figure, margin), counted_figure(known.figure, limit));
                closest = Some((
                    part,
                    format!("The limit that binds most is {limit}: {name} is {margin} {side} it."),
                ));
            }
        }
    }
    closest.map(|(_, sentence)| sentence)
}
