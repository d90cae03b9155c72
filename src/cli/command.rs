//! The command line as a whole: its subcommands, and what a failure of one is answered with.

use std::ffi::{OsStr, OsString};
use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use super::check::Check;
use super::completions::Completions;
use super::decide::{FindFrontier, Groups, Suggest, VerifyCertificate};
use super::evaluate::Evaluate;
use super::export::Export;
use super::import::ImportCommand;
use super::pack::Pack;
use super::prepare::Prepare;
use super::resolve::Resolve;
use super::serve::Serve;
use super::terminal::tell;
use crate::cause;

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
    Serve(Serve),
    Resolve(Resolve),
    Evaluate(Evaluate),
    Import(ImportCommand),
    Suggest(Suggest),
    VerifyCertificate(VerifyCertificate),
    Frontier(FindFrontier),
    Groups(Groups),
    Prepare(Prepare),
    Pack(Pack),
    Check(Check),
    Export(Export),
    Completions(Completions),
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
        Command::Import(command) => command.run(),
        Command::Suggest(command) => command.run(),
        Command::VerifyCertificate(command) => command.run(),
        Command::Frontier(command) => command.run(),
        Command::Groups(command) => command.run(),
        Command::Prepare(command) => command.run(),
        Command::Pack(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Completions(command) => Ok(command.run(Cli::command())),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("footprint: {}", in_words(&error)));
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

/// An error after what it was met in, each once: a cause is often told by what it caused.
fn in_words(error: &anyhow::Error) -> String {
    let mut told: Vec<String> = Vec::new();
    for cause in error.chain() {
        let words = match cause.downcast_ref::<io::Error>() {
            Some(error) => cause::of_file(error),
            None => cause.to_string(),
        };
        if !told.iter().any(|before| before.ends_with(&words)) {
            told.push(words);
        }
    }
    told.join(": ")
}

/// Whoever read our output has read enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.into_iter().any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
