//! A policy: rules over the figures of each neighbourhood, as published, of a county, or of one request.
//!
//! It says what is asked for, and judges nothing. What is wrong with a rule is decided here once, for files and for requests.

use serde::{Deserialize, Serialize};

/// Most rules of one policy.
pub const MOST_RULES: usize = 20;

/// A policy as published, or as we read what was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// As in a request.
    pub id: String,
    /// Raised whenever a rule changes.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// Who says so, and how we read it.
    pub source: String,
    /// Every one must hold in every neighbourhood.
    pub rules: Vec<Rule>,
}

/// Limits of one figure, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which figure.
    pub figure: RuledFigure,
    /// The least allowed.
    pub least: Option<Amount>,
    /// The most allowed.
    pub most: Option<Amount>,
}

/// How much of a figure: a count of people or things, or a share of 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// A count.
    Count(u64),
    /// A share.
    Share(f64),
}

/// Figures that policies speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the figures of a neighbourhood")]
pub enum RuledFigure {
    Residents,
    RegisteredByPractice,
    RegisteredByResidence,
    ListSize,
    Practices,
    Pieces,
    SelfContainment,
    Localisation,
}

impl Policy {
    /// What the rules of one request are called.
    pub const FREE: &'static str = "free";

    /// The rules of a request, as a policy of its own.
    #[must_use]
    pub fn free(rules: Vec<Rule>) -> Self {
        Self {
            id: Self::FREE.to_owned(),
            version: 1,
            title: "The rules asked for".to_owned(),
            source: "The request.".to_owned(),
            rules,
        }
    }

    /// Everything that is wrong with the rules: which rule, which of its members, and why.
    #[must_use]
    pub fn defects(rules: &[Rule]) -> Vec<(usize, &'static str, String)> {
        let mut defects = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            defects.extend(rule.defects().into_iter().map(|(member, reason)| (number, member, reason)));
            if rules[..number].iter().any(|earlier| earlier.figure == rule.figure) {
                let reason = format!("{} has a rule already: give both limits in one", rule.figure.as_str());
                defects.push((number, "figure", reason));
            }
        }
        defects
    }
}

impl Rule {
    /// Whether a figure is within the limits.
    #[must_use]
    pub fn holds(&self, value: Amount) -> bool {
        let number = value.number();
        self.least.is_none_or(|least| least.number() <= number)
            && self.most.is_none_or(|most| number <= most.number())
    }

    /// Whether the rule holds for some figures of a range and for others not: its limits may lie within it.
    #[must_use]
    pub fn turns_within(&self, least: Amount, most: Amount) -> bool {
        let cuts = |limit: Option<Amount>| {
            limit.is_some_and(|limit| (least.number()..=most.number()).contains(&limit.number()))
        };
        self.holds(least) != self.holds(most) || (!self.holds(least) && (cuts(self.least) || cuts(self.most)))
    }

    fn defects(&self) -> Vec<(&'static str, String)> {
        let mut defects = Vec::new();
        for (member, limit) in [("least", self.least), ("most", self.most)] {
            let Some(limit) = limit else { continue };
            match limit {
                Amount::Share(_) if !self.figure.is_share() => {
                    let reason = format!("{} is counted: expected a whole number", self.figure.as_str());
                    defects.push((member, reason));
                }
                limit if self.figure.is_share() && !(0.0..=1.0).contains(&limit.number()) => {
                    let reason = format!("{} is a share: expected 0 to 1", self.figure.as_str());
                    defects.push((member, reason));
                }
                _ => {}
            }
        }
        match (self.least, self.most) {
            (None, None) => defects.push(("", "expected least, most or both".to_owned())),
            (Some(least), Some(most)) if least.number() > most.number() => {
                defects.push(("least", "is more than most: no neighbourhood can be so".to_owned()));
            }
            _ => {}
        }
        defects
    }
}

impl Amount {
    /// As a number; counts below 2^53 are exact.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    pub fn number(self) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Share(share) => share,
        }
    }

    /// The count, where it is one.
    #[must_use]
    pub fn count(self) -> Option<u64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Share(_) => None,
        }
    }
}

impl RuledFigure {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Residents,
        Self::RegisteredByPractice,
        Self::RegisteredByResidence,
        Self::ListSize,
        Self::Practices,
        Self::Pieces,
        Self::SelfContainment,
        Self::Localisation,
    ];

    /// As in a request.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Residents => "residents",
            Self::RegisteredByPractice => "registered_by_practice",
            Self::RegisteredByResidence => "registered_by_residence",
            Self::ListSize => "list_size",
            Self::Practices => "practices",
            Self::Pieces => "pieces",
            Self::SelfContainment => "self_containment",
            Self::Localisation => "localisation",
        }
    }

    /// The figure of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.as_str() == name)
    }

    /// Whether it is a share of 0 to 1; the others are counts.
    #[must_use]
    pub fn is_share(self) -> bool {
        matches!(self, Self::SelfContainment | Self::Localisation)
    }

    /// Whether the neighbourhoods' figures add up to one that no border changes.
    #[must_use]
    pub fn is_of_everybody(self) -> bool {
        !self.is_share() && self != Self::Pieces
    }

    /// The figure that answers the same question by data of another date.
    #[must_use]
    pub fn of_another_date(self) -> Option<Self> {
        match self {
            Self::RegisteredByPractice => Some(Self::ListSize),
            Self::ListSize => Some(Self::RegisteredByPractice),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(figure: RuledFigure, least: Option<Amount>, most: Option<Amount>) -> Rule {
        Rule { figure, least, most }
    }

    #[test]
    fn what_is_wrong_with_rules_is_told_with_the_rule_and_the_member() {
        use RuledFigure::{Localisation, Residents, SelfContainment};
        let rules = [
            rule(Residents, Some(Amount::Share(0.5)), None),
            rule(SelfContainment, Some(Amount::Count(2)), None),
            rule(Residents, Some(Amount::Count(9)), Some(Amount::Count(8))),
            rule(Localisation, None, None),
        ];
        let told: Vec<_> =
            Policy::defects(&rules).into_iter().map(|(rule, member, _)| (rule, member)).collect();
        assert_eq!(told, [(0, "least"), (1, "least"), (2, "least"), (2, "figure"), (3, "")]);
        let fine = [rule(SelfContainment, Some(Amount::Count(1)), Some(Amount::Share(1.0)))];
        assert_eq!(Policy::defects(&fine), []);
    }

    #[test]
    fn limits_are_inclusive_whether_they_are_counts_or_shares() {
        let counts = rule(RuledFigure::Residents, Some(Amount::Count(50)), Some(Amount::Count(100)));
        assert!([50, 100].iter().all(|count| counts.holds(Amount::Count(*count))));
        assert!([49, 101].iter().all(|count| !counts.holds(Amount::Count(*count))));
        let turns = |least, most| counts.turns_within(Amount::Count(least), Amount::Count(most));
        assert_eq!(
            [(10, 49), (10, 50), (60, 90), (10, 200), (101, 200)].map(|(a, b)| turns(a, b)),
            [false, true, false, true, false]
        );
        let share = rule(RuledFigure::Localisation, Some(Amount::Share(0.75)), None);
        assert!(share.holds(Amount::Share(0.75)) && !share.holds(Amount::Share(0.749_999)));
    }
}
