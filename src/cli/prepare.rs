//! `footprint prepare`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::tell;
use crate::ingest::prepare::{Sources, prepare, write_to};

/// Build a data directory from a county's source tables.
///
/// Checks everything it reads and ends with a report of what was read, what was dropped and why. With any defect it
/// prints all of them, each with file, line and column, and writes nothing. The same input gives the same bytes.
#[derive(clap::Args)]
#[command(after_help = "\
The source tables (needed: neighbourhoods, postcodes, practices; the rest adds figures):
  neighbourhood_lsoa.csv     area to neighbourhood, with neighbourhoods.csv (id,name); or
  neighbourhoods.geojson     drawn polygons with properties id and name
  postcodes.csv              postcode, easting, northing; postcodes_not_live.csv with lat, lon
  practices.csv              ods_code, name, postcode, easting, northing, pcn_code, pcn_name, list_size;
                             practices_outside.csv, practices_closed.csv
  lsoa.geojson               polygons of the areas, with lsoa_attributes.csv and districts.geojson
  registrations.csv          ods_code, lsoa_code, patients; registrations_out_of_county_practices.csv
  county.toml                title, attribution, draft and publishers (see data/manifest.toml for the words)")]
pub(super) struct Prepare {
    /// Folder of the source tables
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// Data directory to write
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Descriptor of the county; by default county.toml beside the tables
    #[arg(long, value_name = "FILE")]
    county: Option<PathBuf>,
    /// Folder of the OSTN15 shift tables; by default ostn15 beside --from, else those within this program
    #[arg(long, value_name = "DIR")]
    ostn15: Option<PathBuf>,
    /// Check and report, write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Prepare {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Self { from, to, county, ostn15, dry_run } = self;
        tell(&format!("Reading {}", from.display()));
        let prepared = prepare(&Sources { from, county, ostn15 })?;
        tell(&prepared.report.to_string());
        if dry_run {
            tell("Nothing was written (--dry-run).");
            return Ok(ExitCode::SUCCESS);
        }
        write_to(&to, &prepared).with_context(|| format!("{} cannot be written", to.display()))?;
        let bytes: usize = prepared.files.values().map(Vec::len).sum();
        tell(&format!("Wrote {} files, {bytes} bytes, to {}", prepared.files.len(), to.display()));
        Ok(ExitCode::SUCCESS)
    }
}
