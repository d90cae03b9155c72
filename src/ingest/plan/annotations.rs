//! What is kept with a plan beside its borders, practices and names: which issues are accepted, why changes were made, groups of
//! neighbourhoods, a certificate. Our own exports say how much of it there is, so that an import can tell what its file lacks.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How much is kept with a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Annotations {
    /// Issues that are accepted.
    pub accepted_issues: usize,
    /// Changes with a reason, acceptances not among them.
    pub change_reasons: usize,
    /// Groups of its neighbourhoods.
    pub groups: usize,
    /// 1 where it has the certificate of the suggestion that it is.
    pub certificates: usize,
    /// Groups or a certificate that are kept and cannot be read: they are counted here alone.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub unreadable: usize,
}

/// An issue that is accepted, and why, in the file's words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct AcceptedRow {
    /// Its id.
    pub issue: String,
    /// Why it is accepted.
    pub reason: String,
}

/// A text is no count of annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected accepted_issues=0 change_reasons=0 groups=0 certificates=0, and unreadable=1 where a part cannot be read"
)]
pub struct NotAnnotations;

/// As a cell of a table has them: `accepted_issues=1 change_reasons=0 groups=0 certificates=0`, and behind it `unreadable=1` where a part
/// cannot be read.
impl Display for Annotations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { accepted_issues, change_reasons, groups, certificates, unreadable } = self;
        write!(
            f,
            "accepted_issues={accepted_issues} change_reasons={change_reasons} groups={groups} certificates={certificates}"
        )?;
        if *unreadable > 0 {
            write!(f, " unreadable={unreadable}")?;
        }
        Ok(())
    }
}

impl FromStr for Annotations {
    type Err = NotAnnotations;

    fn from_str(text: &str) -> Result<Self, NotAnnotations> {
        let mut words = text.split_whitespace();
        let mut count = |name: &str| {
            let word = words.next().map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
            word.map(|number| number.ok_or(NotAnnotations)).transpose()
        };
        let mut needed = |name: &str| count(name)?.ok_or(NotAnnotations);
        let (accepted_issues, change_reasons) = (needed("accepted_issues")?, needed("change_reasons")?);
        let (groups, certificates) = (needed("groups")?, needed("certificates")?);
        let unreadable = count("unreadable")?.unwrap_or_default();
        Ok(Self { accepted_issues, change_reasons, groups, certificates, unreadable })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_nought(count: &usize) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_as_it_is_written() {
        let all =
            Annotations { accepted_issues: 1, change_reasons: 20, groups: 3, certificates: 1, unreadable: 0 };
        assert_eq!(all.to_string().parse(), Ok(all));
        let damaged = Annotations { groups: 0, unreadable: 1, ..all };
        assert_eq!(damaged.to_string().parse(), Ok(damaged));
        assert_eq!("".parse::<Annotations>(), Err(NotAnnotations));
        assert_eq!("accepted_issues=1".parse::<Annotations>(), Err(NotAnnotations));
    }
}
