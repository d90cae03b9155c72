//! What each change of a what-if contributes: the whole, less the whole without it (leave one out).
//!
//! Contributions need not add up to the whole: two moves may only together cut a neighbourhood in two. A change that a later
//! one builds on (the neighbourhood it creates gets areas) cannot be left out alone; that is told in place of figures.

use serde::Serialize;

use super::evaluate::evaluate;
use super::operation::ChangeRequest;
use crate::county::Loaded;
use crate::domain::figures::counting::Figures;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::{NotEvaluated, WhatIf};

/// One change, and what the plan would be without it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contribution {
    /// Which change, from 0.
    pub change: usize,
    /// Its kind.
    pub op: String,
    /// Why it is made, where it says so.
    pub reason: Option<String>,
    /// The whole less the whole without it; null when it cannot be left out alone.
    pub effect: Option<Effect>,
    /// Why it cannot be left out alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needed_by: Vec<BodyDefect>,
}

/// Figures of the whole, less those of the whole without one change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Areas that move.
    pub areas_moved: i64,
    /// Residents that move.
    pub residents_moved: i64,
    /// Practices that count elsewhere.
    pub practices_moved: i64,
    /// Patients with a border between home and practice; null without registrations.
    pub between_neighbourhoods: Option<i64>,
    /// Patients at home in one neighbourhood; null without registrations.
    pub at_home: Option<i64>,
    /// Rules of the policy that do not hold; null without a policy.
    pub breaches: Option<i64>,
    /// Neighbourhoods whose people it changes.
    pub neighbourhoods: Vec<ZoneEffect>,
}

/// What one change does to one neighbourhood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoneEffect {
    /// Its id.
    pub id: String,
    /// Residents.
    pub residents: i64,
    /// Patients of the practices that count there; null without registrations.
    pub registered_by_practice: Option<i64>,
    /// Patients living there; null without registrations.
    pub registered_by_residence: Option<i64>,
}

impl WhatIf<'_> {
    /// What each change contributes, in their order.
    pub(super) fn contributions(&self, loaded: &Loaded) -> Vec<Contribution> {
        let contribution = |change: &ChangeRequest| {
            let number = change.number;
            let (effect, needed_by) = match evaluate(loaded, &self.request.without(number)) {
                Ok(rest) => (Some(self.less(&rest)), vec![]),
                Err(NotEvaluated::Body(defects)) => {
                    // Pointing to where the changes left stand in the whole.
                    let in_whole = |place: usize| place + usize::from(place >= number);
                    (None, defects.into_iter().map(|defect| defect.renumbered(in_whole)).collect())
                }
                Err(NotEvaluated::NoAreas) => (None, vec![]),
            };
            let (op, reason) = (change.kind().to_owned(), change.reason.clone());
            Contribution { change: number, op, reason, effect, needed_by }
        };
        self.request.changes.iter().map(contribution).collect()
    }

    fn less(&self, rest: &WhatIf<'_>) -> Effect {
        let breaches = |what_if: &WhatIf<'_>| {
            what_if.policy.map(|policy| what_if.verdict_after(policy).breaches().count())
        };
        let flows = |of: fn(&Figures) -> Option<u64>| {
            Some(difference(of(&self.impact.after)?, of(&rest.impact.after)?))
        };
        Effect {
            areas_moved: count(self.impact.areas.len()) - count(rest.impact.areas.len()),
            residents_moved: difference(self.residents_moved(), rest.residents_moved()),
            practices_moved: count(self.impact.practices.len()) - count(rest.impact.practices.len()),
            between_neighbourhoods: flows(|side| {
                Some(side.flows.as_ref()?.cross_border().between_neighbourhoods)
            }),
            at_home: flows(|side| Some(side.flows.as_ref()?.cross_border().at_home)),
            breaches: breaches(self).zip(breaches(rest)).map(|(all, fewer)| count(all) - count(fewer)),
            neighbourhoods: self.zone_effects(rest),
        }
    }

    fn zone_effects(&self, rest: &WhatIf<'_>) -> Vec<ZoneEffect> {
        let ids = self.after.roster.iter().chain(rest.after.roster.iter()).map(|(_, known)| &known.id);
        let ids: std::collections::BTreeSet<_> = ids.collect();
        let mut effects = Vec::new();
        for id in ids {
            let (all, fewer) = (self.figures_after(id), rest.figures_after(id));
            let change = all.less(&fewer);
            let people =
                [Some(change.residents), change.registered_by_practice, change.registered_by_residence];
            if people.iter().flatten().any(|people| *people != 0) {
                let [_, registered_by_practice, registered_by_residence] = people;
                let id = id.to_string();
                effects.push(ZoneEffect {
                    id,
                    residents: change.residents,
                    registered_by_practice,
                    registered_by_residence,
                });
            }
        }
        effects
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn difference(all: u64, fewer: u64) -> i64 {
    all.cast_signed() - fewer.cast_signed()
}
