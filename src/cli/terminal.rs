//! What is said to the person at the terminal.

use std::io::{self, Write};

use crate::reading::options::{Face, worded};

/// A message to the person at the terminal, on standard error; nobody listening is no error. Options that it
/// names are those of the command line.
pub(super) fn tell(message: &str) {
    let _nobody_listens = writeln!(io::stderr(), "{}", worded(message, Face::CommandLine));
}
