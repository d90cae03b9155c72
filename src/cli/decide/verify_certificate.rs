//! `footprint verify-certificate`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::cli::data_args::DataArgs;
use crate::cli::json_file::{print, read_json};
use crate::planning::decide::certificates::verify::{Check, verify};

/// Check the certificate of a suggestion: its plan, cost and bound, from the data alone.
///
/// The file is a certificate, or the whole answer of POST /v1/suggest. Exit code 1: something does not hold.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  footprint verify-certificate certificate.json --search 60")]
pub(in crate::cli) struct VerifyCertificate {
    #[command(flatten)]
    data: DataArgs,
    /// JSON file; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Search again as well, for at most so many seconds: whether a cheaper plan exists rests on the search alone
    #[arg(long, value_name = "SECONDS")]
    search: Option<u64>,
    /// Print the checks as JSON
    #[arg(long)]
    json: bool,
}

impl VerifyCertificate {
    pub(in crate::cli) fn run(self) -> anyhow::Result<ExitCode> {
        let written = read_json(&self.file)?;
        let certificate = written.get("certificate").unwrap_or(&written);
        let loaded = self.data.load()?;
        let checks = verify(&loaded, certificate, self.search.map(Duration::from_secs));
        print(&checks, self.json, |out, checks| write_text(out, checks))?;
        let fails = checks.iter().any(|check| check.holds == Some(false));
        Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

fn write_text(out: &mut impl Write, checks: &[Check]) -> io::Result<()> {
    for Check { what, holds } in checks {
        let word = match holds {
            Some(true) => "holds",
            Some(false) => "DOES NOT HOLD",
            None => "not shown",
        };
        writeln!(out, "{word}: {what}")?;
    }
    Ok(())
}
