//! Rules and the figures they are held against in words: a limit as it was asked for, and a figure that stays on its side of it.

use super::figures::ZoneFigures;
use super::words::{counted, exact_percent, grouped, percent_of};
use crate::county::policy::{Amount, Rule, RuledFigure};

/// Half of what shares are rounded to in words: a tenth of a percent.
const HALF_A_STEP: f64 = 0.000_5;

/// The limits of a rule, as they were asked for: `at least 75%`, `30,000 to 50,000`, `exactly 1`.
pub(in crate::planning) fn limits(rule: &Rule) -> String {
    let told = |limit| limit_in_digits(rule.figure, limit);
    match (rule.least, rule.most) {
        (Some(least), Some(most)) if least.number().total_cmp(&most.number()).is_eq() => {
            format!("exactly {}", told(least))
        }
        (Some(least), Some(most)) => format!("{} to {}", told(least), told(most)),
        (Some(least), None) => format!("at least {}", told(least)),
        (None, Some(most)) => format!("at most {}", told(most)),
        (None, None) => "any".to_owned(),
    }
}

/// A figure with its noun, beside the limits of a rule of it.
pub(super) fn told(rule: &Rule, figure: RuledFigure, value: Amount) -> String {
    match value {
        Amount::Count(count) => counted(count, noun(figure, 1), noun(figure, 2)),
        Amount::Share(_) => format!("{} {}", beside(rule, value), noun(figure, 2)),
    }
}

/// A figure beside the limits of a rule: a share that would be rounded to where a limit is, is said to be just under or over it.
pub(super) fn beside(rule: &Rule, value: Amount) -> String {
    let share = match value {
        Amount::Count(count) => return grouped(count),
        Amount::Share(share) => share,
    };
    let shown = (share * 1000.0).round() / 1000.0;
    let limits = [rule.least, rule.most].into_iter().flatten();
    // A limit that the rounded share does not tell apart from the share itself.
    let near = limits
        .filter(|limit| (limit.number() - shown).abs() <= HALF_A_STEP)
        .min_by(|one, other| (one.number() - share).abs().total_cmp(&(other.number() - share).abs()));
    let Some(limit) = near else { return percent_of(share) };
    let told = limit_in_digits(rule.figure, limit);
    match share.total_cmp(&limit.number()) {
        std::cmp::Ordering::Less => format!("just under {told}"),
        std::cmp::Ordering::Equal => told,
        std::cmp::Ordering::Greater => format!("just over {told}"),
    }
}

/// Why a neighbourhood has no figure to hold against a rule: it would be a share of nobody, or it is not known.
pub(super) fn why_not_known(figure: RuledFigure, figures: &ZoneFigures, called: &str) -> String {
    match figure {
        RuledFigure::Localisation if figures.registered_by_practice == Some(0) => {
            format!("{called} has no registered patients, so no share of them can be told")
        }
        RuledFigure::SelfContainment if figures.registered_by_residence == Some(0) => {
            format!("No registered patients live in {called}, so no share of them can be told")
        }
        RuledFigure::Localisation => {
            format!("How many of the patients registered in {called} live there is not known")
        }
        RuledFigure::SelfContainment => {
            format!("How many of the patients living in {called} are registered there is not known")
        }
        counted => format!("How many {} {called} has is not known", noun(counted, 2)),
    }
}

pub(super) fn noun(figure: RuledFigure, count: u64) -> &'static str {
    let [one, many] = match figure {
        RuledFigure::Residents => ["resident", "residents"],
        RuledFigure::RegisteredByPractice => {
            ["patient registered with its practices", "patients registered with its practices"]
        }
        RuledFigure::RegisteredByResidence => {
            ["registered patient living there", "registered patients living there"]
        }
        RuledFigure::ListSize => ["patient on its practices' lists", "patients on its practices' lists"],
        RuledFigure::Practices => ["practice", "practices"],
        RuledFigure::Pieces => ["piece", "pieces"],
        RuledFigure::SelfContainment => ["of the patients living there are registered there"; 2],
        RuledFigure::Localisation => ["of the patients registered there live there"; 2],
    };
    if count == 1 { one } else { many }
}

/// A limit as it was asked for; that of a share may be written as a whole number, 0 or 1.
fn limit_in_digits(figure: RuledFigure, limit: Amount) -> String {
    match limit {
        Amount::Count(count) if !figure.is_share() => grouped(count),
        limit => exact_percent(limit.number()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn containment(least: Option<f64>, most: Option<f64>) -> Rule {
        let [least, most] = [least, most].map(|limit| limit.map(Amount::Share));
        Rule { figure: RuledFigure::SelfContainment, least, most }
    }

    #[test]
    fn a_share_never_reads_as_on_the_other_side_of_its_limit() {
        for (share, least, told, asked) in [
            (0.959_829_9, 0.959_83, "just under 95.983%", "at least 95.983%"),
            (0.959_830_0, 0.959_83, "95.983%", "at least 95.983%"),
            (0.749_96, 0.75, "just under 75%", "at least 75%"),
            (0.750_04, 0.75, "just over 75%", "at least 75%"),
            (0.744, 0.75, "74.4%", "at least 75%"),
            (0.0, 1e-9, "just under 0.0000001%", "at least 0.0000001%"),
            (0.999_999, 1.0, "just under 100%", "at least 100%"),
        ] {
            let rule = containment(Some(least), None);
            assert_eq!((beside(&rule, Amount::Share(share)).as_str(), limits(&rule).as_str()), (told, asked));
        }
    }

    #[test]
    fn limits_are_told_as_they_were_asked_for() {
        assert_eq!(limits(&containment(Some(0.5), Some(0.5))), "exactly 50%");
        assert_eq!(limits(&containment(Some(0.123_456), Some(0.5))), "12.3456% to 50%");
        let whole = Rule { figure: RuledFigure::Localisation, least: None, most: Some(Amount::Count(0)) };
        assert_eq!(limits(&whole), "at most 0%");
        let one = Some(Amount::Count(1));
        assert_eq!(limits(&Rule { figure: RuledFigure::Pieces, least: one, most: one }), "exactly 1");
    }
}
