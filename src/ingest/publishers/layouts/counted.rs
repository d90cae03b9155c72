//! Who the patients of a row are: the publisher counts all of them, each sex, and each age by itself.

use crate::reading::counted::{counted, of_count};
use crate::reading::findings::Findings;
use crate::reading::table::{Row, Unread};

/// Words for all sexes and all ages.
const ALL: [&str; 7] = ["", "ALL", "ALL PERSONS", "PERSONS", "PERSON", "TOTAL", "BOTH"];
/// Words for some of the patients by sex.
const SEXES: [&str; 12] = [
    "MALE",
    "FEMALE",
    "MALES",
    "FEMALES",
    "M",
    "F",
    "INDETERMINATE",
    "UNKNOWN",
    "NOT KNOWN",
    "NOT SPECIFIED",
    "OTHER",
    "U",
];

/// Rows that count some of the patients only, and are left out.
#[derive(Default)]
pub struct Parts {
    left_out: usize,
}

impl Parts {
    /// Whether a row counts patients of all sexes, and of all ages where it says an age.
    ///
    /// # Errors
    /// A word for a sex that the publisher does not use.
    pub fn counts_all(&mut self, row: &mut Row<'_>) -> Result<bool, Unread> {
        let sex = row.text("sex").to_ascii_uppercase();
        if !ALL.contains(&sex.as_str()) && !SEXES.contains(&sex.as_str()) {
            return Err(row.unread("sex", "expected ALL, or a sex whose rows are left out, such as FEMALE"));
        }
        let is_all =
            ALL.contains(&sex.as_str()) && ALL.contains(&row.text("age").to_ascii_uppercase().as_str());
        self.left_out += usize::from(!is_all);
        Ok(is_all)
    }

    /// Says why a file has no row that can be used: each counts some of the patients.
    pub fn tell(&self, file: &str, used: usize, findings: &mut Findings) {
        if used == 0 && self.left_out > 0 {
            let reason = format!(
                "its {} {} the patients of one sex or age: rows of all of them (SEX is ALL) are wanted, which the \
                 publisher has in another file",
                counted(self.left_out, "row"),
                of_count(self.left_out, "counts", "each count")
            );
            findings.warning(file, reason);
        }
    }
}
