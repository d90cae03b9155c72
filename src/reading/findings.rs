//! What is wrong with the data, all of it, each with its place.

use std::fmt;
use std::sync::Arc;

/// One thing found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1, the header being the first.
    pub line: Option<u64>,
    /// Column by name, or a place within a document.
    pub column: Option<String>,
    /// What is wrong, and what was expected.
    pub reason: String,
}

/// Defects, for which the data is refused, and warnings, which are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The data cannot be used with these.
    pub defects: Vec<Finding>,
    /// The data is used, and these are said.
    pub warnings: Vec<Finding>,
}

impl Findings {
    /// Adds a defect of a whole file.
    pub fn defect(&mut self, file: &str, reason: impl Into<String>) {
        self.defects.push(Finding { file: file.to_owned(), line: None, column: None, reason: reason.into() });
    }

    /// Adds a warning about a whole file.
    pub fn warning(&mut self, file: &str, reason: impl Into<String>) {
        self.warnings.push(Finding {
            file: file.to_owned(),
            line: None,
            column: None,
            reason: reason.into(),
        });
    }

    /// Adds a defect with its place.
    pub fn defect_at(&mut self, origin: &Origin, column: &str, reason: impl Into<String>) {
        self.defects.push(origin.finding(column, reason.into()));
    }

    /// Adds a warning with its place.
    pub fn warning_at(&mut self, origin: &Origin, column: &str, reason: impl Into<String>) {
        self.warnings.push(origin.finding(column, reason.into()));
    }

    /// Adds what was found elsewhere, after what was found here.
    pub fn append(&mut self, other: Self) {
        self.defects.extend(other.defects);
        self.warnings.extend(other.warnings);
    }

    /// Whether nothing keeps the data from being used.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.defects.is_empty()
    }
}

/// Where a row was read.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub file: Arc<str>,
    /// Line, from 1; in a document of features, the feature's number from 1.
    pub line: u64,
}

impl Origin {
    /// Something found there.
    #[must_use]
    pub fn finding(&self, column: &str, reason: String) -> Finding {
        Finding {
            file: self.file.to_string(),
            line: Some(self.line),
            column: Some(column.to_owned()),
            reason,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(formatter, ": {column}")?;
        }
        write!(formatter, ": {}", self.reason)
    }
}

/// A row and where it was read.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// What was read.
    pub row: T,
    /// Its place.
    pub origin: Origin,
}

/// The rows of a table that are wanted; the others were read as none.
pub fn wanted<T>(rows: Vec<At<Option<T>>>) -> impl Iterator<Item = At<T>> {
    rows.into_iter().filter_map(|At { row, origin }| row.map(|row| At { row, origin }))
}
