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
#[error("expected accepted_issues=0 change_reasons=0 groups=0 certificates=0")]
pub struct NotAnnotations;

/// As a cell of a table has them: `accepted_issues=1 change_reasons=0 groups=0 certificates=0`.
impl Display for Annotations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { accepted_issues, change_reasons, groups, certificates } = self;
        write!(
            f,
            "accepted_issues={accepted_issues} change_reasons={change_reasons} groups={groups} certificates={certificates}"
        )
    }
}

impl FromStr for Annotations {
    type Err = NotAnnotations;

    fn from_str(text: &str) -> Result<Self, NotAnnotations> {
        let mut words = text.split_whitespace();
        let mut count = |name: &str| {
            let word = words.next().and_then(|word| word.strip_prefix(name)?.strip_prefix('='));
            word.and_then(|number| number.parse().ok()).ok_or(NotAnnotations)
        };
        Ok(Self {
            accepted_issues: count("accepted_issues")?,
            change_reasons: count("change_reasons")?,
            groups: count("groups")?,
            certificates: count("certificates")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_as_it_is_written() {
        let all = Annotations { accepted_issues: 1, change_reasons: 20, groups: 3, certificates: 1 };
        assert_eq!(all.to_string().parse(), Ok(all));
        assert_eq!("".parse::<Annotations>(), Err(NotAnnotations));
        assert_eq!("accepted_issues=1".parse::<Annotations>(), Err(NotAnnotations));
    }
}
