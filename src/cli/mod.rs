//! The command line: one file a subcommand.
//!
//! Exit codes: 0 done; 1 the data or the input was refused (all defects are printed); 2 the command itself is wrong;
//! 3 everything was answered, but some questions found no neighbourhood.

mod check;
mod completions;
mod evaluate;
mod export;
mod first_steps;
mod pack;
mod prepare;
mod reload;
mod resolve;
mod resolve_file;
mod serve;
mod suggest;
mod verify_certificate;

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::county::Loaded;
use crate::ingest::{Files, load};

/// Draft neighbourhoods for health and care: load, resolve, serve, and ask what if.
///
/// Without a command it serves.
///
/// The neighbourhoods within this program are an illustrative draft of this project's own, not those of
/// Oxfordshire's Health and Wellbeing Board. Boundaries may not be accurate, and they carry no implication
/// for where people may register with a GP practice.
#[derive(Parser)]
#[command(name = "footprint", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Resolve(resolve::Resolve),
    Evaluate(evaluate::Evaluate),
    Suggest(suggest::Suggest),
    VerifyCertificate(verify_certificate::VerifyCertificate),
    Prepare(prepare::Prepare),
    Pack(pack::Pack),
    Check(check::Check),
    Export(export::Export),
    Completions(completions::Completions),
}

/// Which data to work on.
#[derive(Args)]
struct DataArgs {
    /// Data directory made by `footprint prepare`, or file made by `footprint pack`; by default the county within this
    /// program
    #[arg(long, value_name = "PATH", env = "FOOTPRINT_DATA")]
    data: Option<PathBuf>,
}

impl DataArgs {
    fn load(&self) -> anyhow::Result<Loaded> {
        Ok(load(&Files::at(self.data.as_deref()))?)
    }
}

/// Parses the command line and runs it.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = std::env::args_os().map(not_an_option);
    let command =
        Cli::parse_from(arguments).command.or_else(|| Cli::parse_from(["footprint", "serve"]).command);
    let result = match command.expect("serve is a command") {
        Command::Serve(command) => command.run(),
        Command::Resolve(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::Suggest(command) => command.run(),
        Command::VerifyCertificate(command) => command.run(),
        Command::Prepare(command) => command.run(),
        Command::Pack(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Completions(command) => Ok(command.run()),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("footprint: {error:#}"));
            ExitCode::from(1)
        }
    }
}

/// A coordinate may be negative, and no option begins with a digit: with a space before it, it is read as a value.
fn not_an_option(argument: OsString) -> OsString {
    let is_negative = argument.to_str().is_some_and(|text| {
        let number = text.strip_prefix('-').unwrap_or_default();
        number.starts_with(|first: char| first.is_ascii_digit() || first == '.')
    });
    if is_negative { [OsStr::new(" "), &argument].into_iter().collect() } else { argument }
}

/// Whoever read our output has read enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.into_iter().any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// A message to the person at the terminal, on standard error; nobody listening is no error.
fn tell(message: &str) {
    use io::Write;
    let _nobody_listens = writeln!(io::stderr(), "{message}");
}
