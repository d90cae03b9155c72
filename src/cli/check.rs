//! `footprint check`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::ingest::{Files, load};
use crate::planning::describe::profile;

/// Check a data directory as the service would, without serving.
///
/// Prints what is in it and every warning; when it cannot be used, every defect, and exits with 1.
#[derive(clap::Args)]
pub(super) struct Check {
    /// Data directory; by default the county within this program
    #[arg(value_name = "DIR", env = "FOOTPRINT_DATA")]
    directory: Option<PathBuf>,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let loaded = load(&Files::at(self.directory.as_deref()))?;
        let data = profile::data(&loaded.atlas);
        let counts = data.counts;
        let mut out = io::stdout().lock();
        writeln!(out, "{}: data {}", data.title, data.digest)?;
        writeln!(out, "  areas                {:>9}", counts.areas)?;
        writeln!(out, "  postcodes, live      {:>9}", counts.postcodes_live)?;
        writeln!(out, "  postcodes, no longer {:>9}", counts.postcodes_terminated)?;
        writeln!(out, "  practices            {:>9}", counts.practices)?;
        writeln!(out, "    in the study area  {:>9}", counts.practices_in_area)?;
        for draft in &loaded.atlas.drafts {
            let (kind, count) = (draft.kind(), draft.division.roster().len());
            let dated = draft.date.as_deref().unwrap_or("no date stated");
            writeln!(out, "  draft {} ({kind}, {dated}): {count} neighbourhoods", draft.id)?;
        }
        match data.warnings.len() {
            0 => writeln!(out, "No defects, no warnings.")?,
            count => writeln!(out, "No defects. Warnings: {count}")?,
        }
        for warning in data.warnings {
            writeln!(out, "  {warning}")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
