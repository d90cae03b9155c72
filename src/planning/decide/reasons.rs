//! What is wrong now, and why areas move, in words.

use super::counts::{counted_figure, counted_minimised};
use super::search::Range;
use super::setting::Setting;
use super::transfer::Transfer;
use crate::planning::terms::called;
use crate::planning::terms::words::{grouped, names};

/// A neighbourhood by name.
pub(super) fn zone_named(setting: &Setting<'_>, zone: usize) -> String {
    called::neighbourhood(&setting.plan.after.roster, setting.zones[zone])
}

/// An amount of what is minimised.
pub(super) fn amount(setting: &Setting<'_>, cost: u64) -> String {
    counted_minimised(setting.asked.minimise, cost)
}

/// What a neighbourhood breaks before anything moves, in words; empty when it keeps every rule.
pub(super) fn breaches(setting: &Setting<'_>, zone: usize) -> Vec<String> {
    let mut breaches = Vec::new();
    for (rule, known) in setting.rules.iter().enumerate() {
        let figure = setting.problem.figures_after(rule, &super::search::Moves(Vec::new()))[zone];
        let Range { least, most } = setting.problem.rules[rule][zone];
        let counted = |count| counted_figure(known.figure, count);
        if figure < least {
            breaches.push(format!("is {} short of {}", counted(least - figure), grouped(least)));
        }
        if figure > most {
            breaches.push(format!("is {} over {}", counted(figure - most), grouped(most)));
        }
    }
    breaches
}

/// Why areas go from one neighbourhood to another.
pub(super) fn reason_of(setting: &Setting<'_>, transfer: &Transfer, all: &[Transfer]) -> String {
    let (from, to) = (zone_named(setting, transfer.from), zone_named(setting, transfer.to));
    let (short, over) = (breaches(setting, transfer.to), breaches(setting, transfer.from));
    let is_short = short.iter().any(|breach| breach.contains("short"));
    let is_over = over.iter().any(|breach| breach.contains("over"));
    let why = match (is_short, is_over) {
        (true, true) => format!("{to} {} and {from} {}", names(&short), names(&over)),
        (true, false) => format!("{to} {}", names(&short)),
        (false, true) => format!("{from} {}", names(&over)),
        (false, false) => {
            let takers = all.iter().filter(|other| other.from == transfer.to);
            let takers: Vec<String> = takers.map(|other| zone_named(setting, other.to)).collect();
            if takers.is_empty() {
                "it keeps every neighbourhood within its limits and in one piece".to_owned()
            } else {
                format!("{to} gives areas to {} and must keep within its limits itself", names(&takers))
            }
        }
    };
    format!("{why}. A computation on an illustrative draft; no view of anyone's.")
}
