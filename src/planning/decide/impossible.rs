//! Why no plan can meet a policy, where figures alone show it: everybody against the number of neighbourhoods, locks, and what is
//! kept together.

use serde::Serialize;

use super::claims::conditions;
use super::counts::counted_figure;
use super::search::Range;
use super::setting::Setting;
use crate::planning::terms::called;
use crate::planning::terms::words::{counted, grouped};

/// A reason why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Impossible {
    /// What kind of reason it is.
    pub reason: Reason,
    /// The reason in words.
    pub because: String,
    /// What removes it. Others may remain.
    pub remedy: String,
}

/// Kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There are too few people for so many neighbourhoods of so many.
    TooFewInAll,
    /// There are too many.
    TooManyInAll,
    /// What must stay in a neighbourhood is more than it may have.
    TooMuchIsFixed,
    /// All that may come to a neighbourhood is less than it must have.
    TooLittleMayCome,
    /// What is kept together is more than any neighbourhood may have.
    TooLargeAUnit,
    /// Every plan was tried, and none keeps every rule.
    EveryPlanWasTried,
}

/// Every reason that figures show, each rule by itself; empty: there may be a plan.
pub(super) fn reasons(setting: &Setting<'_>) -> Vec<Impossible> {
    let mut reasons = Vec::new();
    for rule in 0..setting.rules.len() {
        let checking = Checking { setting, rule };
        let in_all = checking.in_all();
        if in_all.is_none() {
            reasons.extend(checking.of_neighbourhoods());
            reasons.extend(checking.of_units());
        }
        reasons.extend(in_all);
    }
    reasons
}

/// The reason when the search is at its end without a plan.
pub(super) fn every_plan_was_tried(setting: &Setting<'_>) -> Impossible {
    Impossible {
        reason: Reason::EveryPlanWasTried,
        because: format!(
            "Every plan that moves areas between these neighbourhoods was tried, and there is none in which {}.",
            conditions::in_words(setting.asked)
        ),
        remedy: "Widen the range, fix less, or keep less together. That may not be enough.".to_owned(),
    }
}

struct Checking<'a, 'b> {
    setting: &'b Setting<'a>,
    rule: usize,
}

impl Checking<'_, '_> {
    fn range(&self) -> Range {
        self.setting.problem.rules[self.rule][0]
    }

    fn nouns(&self, count: u64) -> String {
        counted_figure(self.setting.rules[self.rule].figure, count)
    }

    fn in_all(&self) -> Option<Impossible> {
        let problem = &self.setting.problem;
        let zones = problem.zones as u64;
        let units = problem.units.iter().map(|unit| unit.weights[self.rule]);
        let all: u64 = units.sum::<u64>() + problem.constants[self.rule].iter().sum::<u64>();
        let Range { least, most } = self.range();
        if least.checked_mul(zones).is_none_or(|needed| needed > all) {
            let most_zones = all / least.max(1);
            return Some(Impossible {
                reason: Reason::TooFewInAll,
                because: format!(
                    "There are {} in all: too few for {zones} neighbourhoods of at least {}. At most {most_zones} can have so \
                     many.",
                    self.nouns(all),
                    grouped(least)
                ),
                remedy: format!(
                    "Have at most {}, or lower the least to {}. That removes this reason; it may not be enough.",
                    counted(most_zones, "neighbourhood", "neighbourhoods"),
                    grouped(all / zones)
                ),
            });
        }
        let held = most.saturating_mul(zones);
        (held < all).then(|| Impossible {
            reason: Reason::TooManyInAll,
            because: format!(
                "There are {} in all: too many for {zones} neighbourhoods of at most {}, which hold {}.",
                self.nouns(all),
                grouped(most),
                grouped(held)
            ),
            remedy: {
                let (wanted, most) = (all.div_ceil(most.max(1)), grouped(all.div_ceil(zones)));
                // No plan has more neighbourhoods than there are areas.
                let have = if wanted <= problem.units.len() as u64 {
                    format!("Have at least {} neighbourhoods, or raise", grouped(wanted))
                } else {
                    "Raise".to_owned()
                };
                format!("{have} the most to {most}. That removes this reason; it may not be enough.")
            },
        })
    }

    fn of_neighbourhoods(&self) -> Vec<Impossible> {
        let problem = &self.setting.problem;
        let mut reasons = Vec::new();
        for zone in 0..problem.zones {
            let constant = problem.constants[self.rule][zone];
            let units = || problem.units.iter().filter(|unit| unit.allowed >> zone & 1 == 1);
            let fixed = units().filter(|unit| unit.allowed.is_power_of_two());
            let fixed = constant + fixed.map(|unit| unit.weights[self.rule]).sum::<u64>();
            let open = constant + units().map(|unit| unit.weights[self.rule]).sum::<u64>();
            let Range { least, most } = self.range();
            let name = called::neighbourhood(&self.setting.plan.after.roster, self.setting.zones[zone]);
            if fixed > most {
                let fixed_in_words = self.nouns(fixed);
                reasons.push(Impossible {
                    reason: Reason::TooMuchIsFixed,
                    because: format!(
                        "{fixed_in_words} must stay in {name}, and at most {} may be there.",
                        grouped(most)
                    ),
                    remedy: format!(
                        "Fix less of {name}, or allow {} or more. That may not be enough.",
                        grouped(fixed)
                    ),
                });
            }
            if open < least {
                reasons.push(Impossible {
                    reason: Reason::TooLittleMayCome,
                    because: format!(
                        "{name} can have {} at most, with all that may come to it, and must have {}.",
                        self.nouns(open),
                        grouped(least)
                    ),
                    remedy: format!(
                        "Let more go to {name}, or lower the least to {}. That may not be enough.",
                        grouped(open)
                    ),
                });
            }
        }
        reasons
    }

    fn of_units(&self) -> Vec<Impossible> {
        let problem = &self.setting.problem;
        let most = self.range().most;
        let too_large =
            problem.units.iter().filter(|unit| unit.areas.len() > 1 && unit.weights[self.rule] > most);
        let of_unit = |unit: &super::search::Unit| {
            let (size, first) = (unit.weights[self.rule], called::area(self.setting.area(unit.areas[0])));
            Impossible {
                reason: Reason::TooLargeAUnit,
                because: format!(
                    "{} that are kept together, {first} among them, have {}, and no neighbourhood may have over {}.",
                    counted(unit.areas.len() as u64, "area", "areas"),
                    self.nouns(size),
                    grouped(most)
                ),
                remedy: "Keep smaller units together, or none. That may not be enough.".to_owned(),
            }
        };
        too_large.map(of_unit).collect()
    }
}
