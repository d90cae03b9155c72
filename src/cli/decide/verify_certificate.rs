//! `footprint verify-certificate`

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::cli::data_args::DataArgs;
use crate::cli::json_file::{print, read_json};
use crate::cli::values::whole_number;
use crate::planning::decide::certificates::verify::{Check, verify};

/// Check the certificate of a suggestion: its plan, cost and bound, from the data alone.
///
/// The file is a certificate, or the whole answer of POST /v1/suggest. Its digest is a checksum and shows nothing of who made it. Exit
/// code 1: something does not hold; 3: what rests on the search was not shown.
#[derive(clap::Args)]
#[command(after_help = "Try:\n  footprint verify-certificate certificate.json --search 60")]
pub(in crate::cli) struct VerifyCertificate {
    #[command(flatten)]
    data: DataArgs,
    /// JSON file; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Search again for at most so many seconds: whether a cheaper plan exists rests on the search alone; 0 for no search
    #[arg(long, value_name = "SECONDS", default_value_t = 1, value_parser = whole_number::<u64>)]
    search: u64,
    /// Print the checks as JSON
    #[arg(long)]
    json: bool,
}

impl VerifyCertificate {
    pub(in crate::cli) fn run(self) -> anyhow::Result<ExitCode> {
        let written = read_json(&self.file)?;
        let certificate = written.get("certificate").unwrap_or(&written);
        let loaded = self.data.load()?;
        let checks = verify(
            &loaded,
            certificate,
            Some(self.search).filter(|seconds| *seconds > 0).map(Duration::from_secs),
        );
        print(&checks, self.json, |out, checks| write_text(out, checks))?;
        Ok(match verdict(&checks) {
            Some(true) => ExitCode::SUCCESS,
            Some(false) => ExitCode::from(1),
            None => ExitCode::from(3),
        })
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
    let in_all = match verdict(checks) {
        Some(true) => "All of it was shown here.",
        Some(false) => "It does not hold.",
        None => "What it says of other plans was not shown here: --search SECONDS searches for longer.",
    };
    writeln!(out, "{in_all}")
}

/// Whether all of it holds; none when something was not shown.
fn verdict(checks: &[Check]) -> Option<bool> {
    if checks.iter().any(|check| check.holds == Some(false)) {
        return Some(false);
    }
    checks.iter().all(|check| check.holds == Some(true)).then_some(true)
}
