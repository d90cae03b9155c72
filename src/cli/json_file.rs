//! A request as a JSON file, what is said when it is refused, and its answer.

use std::io::{self, Read, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use serde_json::Value;

use super::terminal::tell;
use crate::cause;
use crate::json::members::read_whole;
use crate::planning::terms::body_defect::BodyDefect;
use crate::planning::what_if::NotEvaluated;

/// The JSON of a file; of standard input for `-`.
pub(super) fn read_json(path: &Path) -> anyhow::Result<Value> {
    let text = read_bytes(path)?;
    let name = path.display().to_string();
    read_whole(&text).map_err(|error| anyhow::anyhow!(cause::of_json(&name, &error)))
}

/// The bytes of a file; of standard input for `-`.
pub(super) fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    bytes(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Prints an answer: in words, or whole as JSON.
pub(super) fn print<A: Serialize>(
    answer: &A,
    as_json: bool,
    in_words: impl FnOnce(&mut StdoutLock<'_>, &A) -> io::Result<()>,
) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    if as_json {
        serde_json::to_writer_pretty(&mut out, answer)?;
        writeln!(out)?;
    } else {
        in_words(&mut out, answer)?;
    }
    Ok(())
}

/// Ends a command whose request was not answered: every defect of its body is told.
pub(super) fn not_evaluated(error: NotEvaluated) -> anyhow::Result<ExitCode> {
    match error {
        NotEvaluated::Body(defects) => Ok(refused(defects)),
        NotEvaluated::NoAreas => Err(error.into()),
    }
}

/// Tells every defect of a body.
fn refused(defects: Vec<BodyDefect>) -> ExitCode {
    let noun = if defects.len() == 1 { "defect" } else { "defects" };
    tell(&format!("footprint: {} {noun}; nothing was applied", defects.len()));
    for defect in defects {
        let value = defect.value.map(|value| format!(" ({value})")).unwrap_or_default();
        tell(&format!("  {}{value}: {}", defect.pointer, defect.reason));
    }
    ExitCode::from(1)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut text = Vec::new();
        io::stdin().lock().read_to_end(&mut text)?;
        return Ok(text);
    }
    std::fs::read(path)
}
