//! The verdict on a plan by a policy: every rule in every neighbourhood, what no plan can meet, and what another date says.

use serde::Serialize;

use super::figures::ZoneFigures;
use super::provenance::Named;
use super::ranges::FigureRange;
use super::rule_words::{self, noun, told};
use super::vintages::Vintages;
use super::words::{counted, grouped};
use crate::county::policy::{Amount, Policy, Rule, RuledFigure};

/// How a plan stands by a policy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict<'a> {
    /// The policy's id; `free` for the rules of a request.
    pub policy: &'a str,
    /// Its version.
    pub version: u32,
    /// What people call it.
    pub title: &'a str,
    /// Whether every rule is known to hold in every neighbourhood.
    pub met: bool,
    /// Rules that no borders can meet with so many neighbourhoods.
    pub impossible: Vec<Impossible>,
    /// Every rule, in every neighbourhood.
    pub findings: Vec<Finding<'a>>,
}

/// A limit that no borders can keep to in as many neighbourhoods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Impossible {
    /// Which figure.
    pub figure: RuledFigure,
    /// The limit.
    pub limit: u64,
    /// How many neighbourhoods there are.
    pub neighbourhoods: u64,
    /// What so many would have at the limit.
    pub at_limit: u64,
    /// What there is.
    pub all: u64,
    /// How many neighbourhoods could have the least; null of a limit upwards.
    pub most_neighbourhoods: Option<u64>,
    /// The same in words.
    pub text: String,
}

/// One rule in one neighbourhood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding<'a> {
    /// Which neighbourhood.
    pub neighbourhood: Named<'a>,
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// The figure; null when it is not known, or is a share of nobody.
    pub value: Option<Amount>,
    /// The date or month it is of; null where none is stated.
    pub vintage: Option<String>,
    /// Whether the rule holds; null where there is no figure to hold against it.
    pub met: Option<bool>,
    /// The same question by data of another date; null where there is none.
    pub of_another_date: Option<OfAnotherDate>,
    /// What the figure may be, where a rule gives a range; null where none does.
    pub range: Option<FindingRange>,
    /// In words, where the verdict depends on the date, or on where in its range the figure is; null where it does not.
    pub turns: Option<String>,
    /// In words, why it cannot be told whether the rule holds; null where it can.
    pub not_known: Option<String>,
}

/// What the figure of a finding may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingRange {
    /// The least.
    pub least: Amount,
    /// The most.
    pub most: Amount,
    /// Whether the rule holds in a part of the range alone.
    pub turns: bool,
    /// The rule that gives the range, in words.
    pub reason: String,
}

/// The figure that answers the same question by data of another date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfAnotherDate {
    /// Which figure.
    pub figure: RuledFigure,
    /// How much.
    pub value: Amount,
    /// The date or month it is of; null where none is stated.
    pub vintage: Option<String>,
    /// Whether the rule holds by it.
    pub met: bool,
}

impl<'a> Verdict<'a> {
    /// Judges neighbourhoods by their figures.
    pub fn of(
        policy: &'a Policy,
        vintages: &Vintages,
        ranges: &[FigureRange<'_>],
        neighbourhoods: impl Iterator<Item = (Named<'a>, ZoneFigures)>,
    ) -> Self {
        let judged: Vec<(Named<'a>, ZoneFigures)> = neighbourhoods.collect();
        let impossible = policy.rules.iter().filter_map(|rule| impossible(rule, &judged));
        let mut findings = Vec::new();
        for (neighbourhood, figures) in &judged {
            let called = called(neighbourhood, judged.iter().map(|(named, _)| named));
            findings.extend(findings_of(policy, vintages, ranges, (neighbourhood, &called), figures));
        }
        Self {
            policy: &policy.id,
            version: policy.version,
            title: &policy.title,
            met: findings.iter().all(|finding| finding.met == Some(true)),
            impossible: impossible.collect(),
            findings,
        }
    }

    /// The rules that do not hold.
    pub fn breaches(&self) -> impl Iterator<Item = &Finding<'a>> {
        self.findings.iter().filter(|finding| finding.met == Some(false))
    }

    /// The rules of which it cannot be told whether they hold; each with why, in words.
    pub fn not_known(&self) -> impl Iterator<Item = (&Finding<'a>, &str)> {
        self.findings.iter().filter_map(|finding| Some((finding, finding.not_known.as_deref()?)))
    }

    /// The rules that hold by one date, or in one part of a range, and in another do not; each with that in words.
    pub fn turns(&self) -> impl Iterator<Item = (&Finding<'a>, &str)> {
        self.findings.iter().filter_map(|finding| Some((finding, finding.turns.as_deref()?)))
    }
}

/// Every rule of a policy in one neighbourhood, which is told by id and name and called so in sentences.
#[must_use]
pub fn findings_of<'a>(
    policy: &'a Policy,
    vintages: &Vintages,
    ranges: &[FigureRange<'_>],
    (neighbourhood, called): (&Named<'a>, &str),
    figures: &ZoneFigures,
) -> Vec<Finding<'a>> {
    let finding = |rule: &Rule| {
        let finding = Finding::of(*rule, neighbourhood.clone(), figures, vintages).within(ranges);
        let turns = finding.turn_in_words(called, &policy.title);
        let not_known = finding.met.is_none().then(|| {
            let (why, limits) = (rule_words::why_not_known(rule.figure, figures, called), finding.limits());
            format!("{why}, where \"{}\" asks for {limits}.", policy.title)
        });
        Finding { turns, not_known, ..finding }
    };
    policy.rules.iter().map(finding).collect()
}

/// What a neighbourhood is called among others: by its name, and with its id where another has the same name.
fn called<'a>(named: &Named<'_>, all: impl Iterator<Item = &'a Named<'a>>) -> String {
    let same = all.filter(|other| other.name == named.name).count();
    if same > 1 { format!("{} ({})", named.name, named.id) } else { named.name.to_owned() }
}

impl<'a> Finding<'a> {
    fn of(rule: Rule, neighbourhood: Named<'a>, figures: &ZoneFigures, vintages: &Vintages) -> Self {
        let vintage = |figure| vintages.of(figure).map(str::to_owned);
        let value = amount(rule.figure, figures);
        let other = rule.figure.of_another_date().and_then(|figure| {
            let value = amount(figure, figures)?;
            Some(OfAnotherDate { figure, value, vintage: vintage(figure), met: rule.holds(value) })
        });
        Self {
            neighbourhood,
            rule,
            value,
            vintage: vintage(rule.figure),
            met: value.map(|value| rule.holds(value)),
            of_another_date: other,
            range: None,
            turns: None,
            not_known: None,
        }
    }

    /// With the range of its figure, where there is one.
    fn within(mut self, ranges: &[FigureRange<'_>]) -> Self {
        let is_own = |range: &&FigureRange<'_>| {
            range.neighbourhood.id == self.neighbourhood.id && range.figure == self.rule.figure
        };
        self.range = ranges.iter().find(is_own).map(|range| {
            let turns = self.rule.turns_within(range.least, range.most);
            FindingRange { least: range.least, most: range.most, turns, reason: range.reason.clone() }
        });
        self
    }

    /// The figure and its limits, as part of a sentence; none where there is no figure.
    #[must_use]
    pub fn in_words(&self, policy: &str) -> Option<String> {
        let value = told(&self.rule, self.rule.figure, self.value?);
        Some(format!("{value}, where \"{policy}\" asks for {}", self.limits()))
    }

    /// What the verdict depends on, as whole sentences: the range of the figure, and the date.
    fn turn_in_words(&self, named: &str, policy: &str) -> Option<String> {
        let told: Vec<String> =
            [self.range_turns(named, policy), self.date_turns(named, policy)].into_iter().flatten().collect();
        (!told.is_empty()).then(|| told.join(" "))
    }

    fn range_turns(&self, named: &str, policy: &str) -> Option<String> {
        let range = self.range.as_ref().filter(|range| range.turns)?;
        let [least, most] = [range.least, range.most].map(|end| rule_words::beside(&self.rule, end));
        let figure = self.rule.figure;
        let (noun, reason, limits) = (noun(figure, 2), &range.reason, self.limits());
        let depends = format!(
            "({reason}), where \"{policy}\" asks for {limits}: the verdict depends on where in that range it is."
        );
        Some(if figure.is_share() {
            format!("In {named}, {least} to {most} {noun} {depends}")
        } else {
            format!("{named} has {least} to {most} {noun} {depends}")
        })
    }

    /// Both dates and what each says, where they differ.
    fn date_turns(&self, named: &str, policy: &str) -> Option<String> {
        let value = self.value?;
        let other = self.of_another_date.as_ref().filter(|other| Some(other.met) != self.met)?;
        let dated = |figure, value, vintage: Option<&str>| {
            let vintage = vintage.map_or_else(|| "no date stated".to_owned(), str::to_owned);
            format!("{} ({vintage})", told(&self.rule, figure, value))
        };
        Some(format!(
            "{named} has {} and {}, where \"{policy}\" asks for {}: the verdict depends on the date.",
            dated(self.rule.figure, value, self.vintage.as_deref()),
            dated(other.figure, other.value, other.vintage.as_deref()),
            self.limits(),
        ))
    }

    /// By how much the figure is beyond its limits, as a share of the limit; nothing where there is no figure.
    #[must_use]
    pub fn beyond_limits(&self) -> f64 {
        let Some(value) = self.value.map(Amount::number) else { return 0.0 };
        let under = self.rule.least.map_or(0.0, |least| (least.number() - value) / least.number().max(1e-9));
        let over = self.rule.most.map_or(0.0, |most| (value - most.number()) / most.number().max(1e-9));
        under.max(over).max(0.0)
    }

    fn limits(&self) -> String {
        rule_words::limits(&self.rule)
    }
}

/// Why no borders can meet a rule in as many neighbourhoods; none when some might, or it is not known.
fn impossible(rule: &Rule, judged: &[(Named<'_>, ZoneFigures)]) -> Option<Impossible> {
    if !rule.figure.is_of_everybody() {
        return None;
    }
    let known = judged.iter().map(|(_, figures)| amount(rule.figure, figures)?.count());
    let all: u64 = known.sum::<Option<u64>>()?;
    let zones = judged.len() as u64;
    let limit = |limit: Option<Amount>| limit.and_then(Amount::count);
    let (of, noun) = (grouped(all), noun(rule.figure, all));
    let how_many = counted(zones, "neighbourhood", "neighbourhoods");
    let of_limit = |limit, most_neighbourhoods, text| Impossible {
        figure: rule.figure,
        limit,
        neighbourhoods: zones,
        at_limit: zones * limit,
        all,
        most_neighbourhoods,
        text,
    };
    if let Some(least) = limit(rule.least).filter(|least| zones * least > all) {
        let most_zones = all / least;
        let text = format!(
            "{how_many} of at least {} would need {}, and there are {of} {noun}: at most {most_zones} can have so many.",
            grouped(least),
            grouped(zones * least),
        );
        return Some(of_limit(least, Some(most_zones), text));
    }
    let most = limit(rule.most).filter(|most| zones * most < all)?;
    let text = format!(
        "{how_many} of at most {} would hold {}, and there are {of} {noun}: some must have more.",
        grouped(most),
        grouped(zones * most),
    );
    Some(of_limit(most, None, text))
}

fn amount(figure: RuledFigure, figures: &ZoneFigures) -> Option<Amount> {
    match figure {
        RuledFigure::Residents => figures.residents.map(Amount::Count),
        RuledFigure::RegisteredByPractice => figures.registered_by_practice.map(Amount::Count),
        RuledFigure::RegisteredByResidence => figures.registered_by_residence.map(Amount::Count),
        RuledFigure::ListSize => figures.list_size.map(Amount::Count),
        RuledFigure::Practices => Some(Amount::Count(figures.practices)),
        RuledFigure::Pieces => figures.pieces.map(|pieces| Amount::Count(pieces.into())),
        RuledFigure::SelfContainment => figures.self_containment.map(Amount::Share),
        RuledFigure::Localisation => figures.localisation.map(Amount::Share),
    }
}
