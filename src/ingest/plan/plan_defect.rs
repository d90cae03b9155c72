//! What is wrong with a plan that was brought: the place, the value, and what may have been meant.

use crate::echo;
use crate::reading::findings::{Finding, Origin};

/// One thing wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDefect {
    /// Line of the table, or number of the feature, from 1; `None` when it is of the whole file.
    pub row: Option<u64>,
    /// Column, or property.
    pub column: Option<String>,
    /// What stands there.
    pub value: Option<String>,
    /// What is wrong, and what was expected.
    pub reason: String,
    /// What may have been meant, best first.
    pub suggestions: Vec<String>,
}

impl PlanDefect {
    /// A defect of a value in a row; the reason does not begin with the value.
    pub fn at(origin: &Origin, column: &str, value: &str, reason: impl Into<String>) -> Self {
        Self {
            row: Some(origin.line),
            column: Some(column.to_owned()),
            value: Some(echo::cut(value)).filter(|value| !value.is_empty()),
            reason: reason.into(),
            suggestions: Vec::new(),
        }
    }

    /// A defect of the whole file.
    pub fn of_file(reason: impl Into<String>) -> Self {
        Self { row: None, column: None, value: None, reason: reason.into(), suggestions: Vec::new() }
    }

    /// With what may have been meant.
    #[must_use]
    pub fn suggesting(self, suggestions: Vec<String>) -> Self {
        Self { suggestions, ..self }
    }
}

impl From<Finding> for PlanDefect {
    fn from(finding: Finding) -> Self {
        let Finding { line: row, column, reason, .. } = finding;
        Self { row, column, value: None, reason, suggestions: Vec::new() }
    }
}
