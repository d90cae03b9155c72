//! What a scenario keeps beside its borders, practices and names, counted; and what of it a file does not bring back.

use serde_json::Value;

use super::kept::{Unreadable, kept, kept_or_told};
use crate::ingest::plan::annotations::{AcceptedRow, Annotations};
use crate::planning::terms::words::{counted, names};
use crate::planning::what_if::operation::{ChangeRequest, Operation};
use crate::planning::what_if::request::Request;
use crate::store::Revision;

/// Which parts of the annotations a form of file brings back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// None: tables.
    Nothing,
    /// Accepted issues: polygons and workbooks.
    Accepted,
    /// These, and the reasons of changes: the changes themselves.
    Changes,
}

/// The issues that changes accept, each once, with the last reason, in order of their first acceptance.
#[must_use]
pub fn accepted(changes: &[ChangeRequest]) -> Vec<AcceptedRow> {
    let mut accepted: Vec<AcceptedRow> = Vec::new();
    for change in changes {
        let (Operation::AcceptIssue { issue }, Some(reason)) = (&change.operation, &change.reason) else {
            continue;
        };
        let (issue, reason) = (issue.as_str().to_owned(), reason.clone());
        match accepted.iter_mut().find(|known| known.issue == issue) {
            Some(known) => known.reason = reason,
            None => accepted.push(AcceptedRow { issue, reason }),
        }
    }
    accepted
}

/// The changes that accept issues, numbered from `first`. A row without a reason, or whose issue has no id, makes none.
pub(super) fn acceptances(first: usize, accepted: &[AcceptedRow]) -> Vec<ChangeRequest> {
    let readable = accepted.iter().filter(|row| !row.reason.trim().is_empty());
    let operations = readable.filter_map(|row| {
        let operation = Operation::AcceptIssue { issue: row.issue.parse().ok()? };
        Some((operation, row.reason.clone()))
    });
    (first..)
        .zip(operations)
        .map(|(number, (operation, reason))| ChangeRequest::new(number, operation).because(reason))
        .collect()
}

/// What changes bring with them.
#[must_use]
pub fn of_changes(changes: &[ChangeRequest]) -> Annotations {
    let has_reason = |change: &&ChangeRequest| {
        change.reason.is_some() && !matches!(change.operation, Operation::AcceptIssue { .. })
    };
    let change_reasons = changes.iter().filter(has_reason).count();
    Annotations { accepted_issues: accepted(changes).len(), change_reasons, ..Annotations::default() }
}

/// All that a revision keeps; groups and a certificate that cannot be read are counted as that.
///
/// # Errors
/// [`Unreadable`] when its changes cannot be read.
pub fn of_revision(revision: &Revision) -> Result<Annotations, Unreadable> {
    let changes: Value = kept("changes", Some(&revision.changes))?.unwrap_or_default();
    let mut unreadable = Vec::new();
    let groups: Option<Vec<Value>> = kept_or_told("groups", revision.groups.as_deref(), &mut unreadable);
    let certificate: Option<Value> =
        kept_or_told("certificate", revision.certificate.as_deref(), &mut unreadable);
    Ok(Annotations {
        groups: groups.map_or(0, |groups| groups.len()),
        certificates: usize::from(certificate.is_some()),
        unreadable: unreadable.len(),
        ..of_changes(&Request::read_list(None, &changes).changes)
    })
}

impl Brings {
    /// What a file of this form leaves out, in words; none where that is nothing.
    #[must_use]
    pub fn left_out(self, all: Annotations) -> Option<String> {
        let nothing = Annotations::default();
        let brought = match self {
            Self::Nothing => nothing,
            Self::Accepted => Annotations { accepted_issues: all.accepted_issues, ..nothing },
            Self::Changes => Annotations { groups: 0, certificates: 0, unreadable: 0, ..all },
        };
        lacking(all, brought)
    }
}

/// What is there of `all` and was not brought, in words; none where that is nothing.
pub(super) fn lacking(all: Annotations, brought: Annotations) -> Option<String> {
    let lacks = [
        (all.accepted_issues, brought.accepted_issues, "accepted issue", "accepted issues"),
        (all.change_reasons, brought.change_reasons, "reason of a change", "reasons of changes"),
        (all.groups, brought.groups, "group of neighbourhoods", "groups of neighbourhoods"),
        (all.certificates, brought.certificates, "certificate", "certificates"),
        (all.unreadable, brought.unreadable, "part that cannot be read", "parts that cannot be read"),
    ];
    let lacks = lacks.into_iter().map(|(all, brought, one, many)| (all.saturating_sub(brought), one, many));
    let told: Vec<String> = lacks
        .filter(|(lacking, ..)| *lacking > 0)
        .map(|(lacking, one, many)| counted(lacking as u64, one, many))
        .collect();
    (!told.is_empty()).then(|| names(&told))
}
