//! How the issues of a plan stand beside those of its base: new, worse, same, better, mended.

use std::collections::BTreeMap;

use super::issue::{Issue, State};

/// Differences of a measure that are rounding alone.
const NOTHING: f64 = 1e-12;

/// The issues of the plan and those of the base that it has no longer, each with its state, the weightiest first.
pub(super) fn compared<'a>(before: Vec<Issue<'a>>, after: Vec<Issue<'a>>) -> Vec<Issue<'a>> {
    let mut known: BTreeMap<_, Issue<'a>> = before.into_iter().map(|issue| (issue.key(), issue)).collect();
    let mut issues = after;
    for issue in &mut issues {
        issue.state = match known.remove(&issue.key()) {
            None => State::New,
            Some(was) if issue.measure > was.measure + NOTHING => State::Worse,
            Some(was) if issue.measure < was.measure - NOTHING => State::Better,
            Some(_) => State::Same,
        };
        issue.new = issue.state == State::New;
    }
    issues.extend(known.into_values().map(|issue| Issue { state: State::Mended, ..issue }));
    issues.sort_by_key(|issue| (issue.state == State::Mended, issue.severity, issue.kind, issue.state));
    issues
}

#[cfg(test)]
mod tests {
    use super::super::issue::{IssueKind, Severity};
    use super::*;

    fn issue(practice: &str, measure: f64) -> Issue<'static> {
        let issue = Issue::new(IssueKind::SplitPractice, Severity::Note, String::new());
        Issue { practice: Some(practice.parse().unwrap()), measure, ..issue }
    }

    #[test]
    fn an_issue_is_held_against_the_one_about_the_same() {
        let before =
            vec![issue("K84001", 1.0), issue("K84002", 1.0), issue("K84003", 1.0), issue("K84004", 1.0)];
        let after =
            vec![issue("K84001", 1.0), issue("K84002", 2.0), issue("K84003", 0.5), issue("K84005", 9.0)];
        let told = compared(before, after);
        let states: Vec<(String, State)> =
            told.iter().map(|issue| (issue.practice.unwrap().to_string(), issue.state)).collect();
        let expected = [
            ("K84005", State::New),
            ("K84002", State::Worse),
            ("K84001", State::Same),
            ("K84003", State::Better),
            ("K84004", State::Mended),
        ];
        assert_eq!(states, expected.map(|(code, state)| (code.to_owned(), state)));
        assert!(told.iter().all(|issue| issue.new == (issue.state == State::New)));
    }
}
