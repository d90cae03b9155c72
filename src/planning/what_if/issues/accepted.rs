//! Issues that somebody accepts, each with the reason: said by a change of the plan, so that it is kept, undone and exported as
//! all that was decided.

use super::issue::{Accepted, Issue};
use crate::planning::what_if::WhatIf;
use crate::planning::what_if::changes::Note;
use crate::planning::what_if::operation::Operation;

impl WhatIf<'_> {
    /// Puts the acceptances of the plan to its issues, the last one where an issue is accepted twice. What is accepted and there no
    /// longer is told; of the policies, only under the one that is judged by.
    pub(super) fn accept(&self, issues: &mut [Issue<'_>]) -> Vec<Note> {
        let mut notes = Vec::new();
        for change in &self.request.changes {
            let (Operation::AcceptIssue { issue }, Some(reason)) = (&change.operation, &change.reason) else {
                continue;
            };
            if let Some(found) = issues.iter_mut().find(|found| found.id == issue.as_str()) {
                found.accepted = Some(Accepted { change: change.number, reason: reason.clone() });
            } else if !issue.is_of_policy() || self.policy.is_some_and(|policy| issue.is_of(&policy.id)) {
                let text = format!(
                    "The accepted issue {} is not there, neither in the base nor in the plan.",
                    issue.as_str()
                );
                notes.push(Note { change: change.number, text, areas: Vec::new(), drawn: None });
            }
        }
        notes
    }
}
