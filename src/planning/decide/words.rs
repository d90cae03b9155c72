//! A suggestion in words: what each move does, why these areas, and which limit binds.

use super::counts::counted_figure;
use super::plan::Judged;
use super::reasons::{amount, zone_named};
use super::search::Range;
use super::setting::Setting;
use crate::planning::terms::called;
use crate::planning::terms::words::{counted, grouped, names};

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
    if let (Some(now), Some(then)) = (plan.patients_crossing, first.patients_crossing) {
        let patients = |count| counted(count, "patient", "patients");
        tell(now, then, &patients, "have a border between home and practice");
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
        for (rule, known) in setting.rules.iter().enumerate() {
            let after = setting.problem.figures_after(rule, &plan.moves)[*zone];
            figures.push(counted_figure(known.figure, after));
        }
        parts.push(format!("{} then has {}", zone_named(setting, *zone), names(&figures)));
    }
    parts.join("; ")
}

/// The limits that the neighbourhoods which move come closest to.
fn binding(setting: &Setting<'_>, plan: &Judged) -> Option<String> {
    let mut closest: Option<(u64, String)> = None;
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
                let Some(margin) =
                    margin.filter(|margin| closest.as_ref().is_none_or(|(least, _)| margin < least))
                else {
                    continue;
                };
                let margin_in_words = counted_figure(known.figure, margin);
                let limit = grouped(limit);
                closest = Some((
                    margin,
                    format!("The limit that binds most is {limit}: {name} is {margin_in_words} {side} it."),
                ));
            }
        }
    }
    closest.map(|(_, sentence)| sentence)
}
