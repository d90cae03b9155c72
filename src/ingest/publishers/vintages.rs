//! The dates that the rows of a file are of.

use crate::reading::findings::Findings;

/// The dates that rows are of, each once, in the order they were met.
#[derive(Default)]
pub struct Vintages(Vec<String>);

impl Vintages {
    /// Notes the date of a row; blank ones say nothing.
    pub fn note(&mut self, date: &str) {
        if !date.is_empty() && !self.0.iter().rev().any(|known| known == date) {
            self.0.push(date.to_owned());
        }
    }

    /// All of them in words, none where no row has one. That they are several is told.
    pub fn told(self, file: &str, findings: &mut Findings) -> Option<String> {
        let all = in_words(&self.0)?;
        if self.0.len() > 1 {
            findings.warning(file, format!("its rows are of several dates: {all}"));
        }
        Some(all)
    }
}

/// Dates with `and` between.
pub fn in_words(dates: &[String]) -> Option<String> {
    (!dates.is_empty()).then(|| dates.join(" and "))
}
