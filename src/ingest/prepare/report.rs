//! What `prepare` read, kept and dropped, for people to read.

use std::fmt;

use crate::ingest::publishers::{Published, Taken};
use crate::reading::counted::of_count;
use crate::reading::findings::Finding;
use crate::reading::grouped::grouped;

/// The report of one run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Tables in the order they were read.
    pub tables: Vec<TableRead>,
    /// Files of publishers, and what each was taken for.
    pub taken: Vec<Taken>,
    /// What was cut, moved and added up, in sentences.
    pub notes: Vec<String>,
    /// What was found and not refused, each with its place.
    pub warnings: Vec<Finding>,
}

/// One source table.
#[derive(Clone, Debug)]
pub struct TableRead {
    /// Its file.
    pub file: String,
    /// Rows kept; a row that cannot be read is a defect, so none is dropped in silence.
    pub rows: usize,
    /// What of it is not carried over, and why.
    pub dropped: &'static str,
}

impl Report {
    /// Adds what the publishers' files were taken for, and those that were not read.
    pub fn add_published(&mut self, published: Published) {
        self.taken.splice(0..0, published.taken);
        if !published.copies.is_empty() {
            let copies: Vec<String> = published.copies.into_iter().collect();
            self.notes
                .push(format!("Left alone, as copies of what lies beside them: {}.", copies.join(", ")));
        }
        if !published.for_people.is_empty() {
            self.notes.push(format!("Left alone, as texts for people: {}.", published.for_people.join(", ")));
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.tables.iter().map(|table| table.file.len()).max().unwrap_or(0);
        for table in &self.tables {
            write!(
                formatter,
                "  {:width$} {:>7} {}",
                table.file,
                table.rows,
                of_count(table.rows, "row ", "rows")
            )?;
            if !table.dropped.is_empty() {
                write!(formatter, "   dropped: {}", table.dropped)?;
            }
            writeln!(formatter)?;
        }
        let width = self.taken.iter().map(|taken| taken.file.len()).max().unwrap_or(0);
        for Taken { file, kind, rows, vintage } in &self.taken {
            let of_rows = of_count(*rows, "row ", "rows");
            write!(formatter, "  {file:width$} {rows:>7} {of_rows}   taken for: {}", kind.title())?;
            match vintage {
                Some(vintage) => writeln!(formatter, " ({vintage})")?,
                None => writeln!(formatter)?,
            }
        }
        for note in &self.notes {
            writeln!(formatter, "{note}")?;
        }
        match self.warnings.len() {
            0 => write!(formatter, "No warnings."),
            1 => write!(formatter, "1 warning:"),
            count => write!(formatter, "{count} warnings:"),
        }?;
        for line in grouped(&self.warnings) {
            write!(formatter, "\n  {line}")?;
        }
        Ok(())
    }
}
