//! What is said to the person at the terminal.

use std::io::{self, Write};

/// A message to the person at the terminal, on standard error; nobody listening is no error.
pub(super) fn tell(message: &str) {
    let _nobody_listens = writeln!(io::stderr(), "{message}");
}
