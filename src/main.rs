//! The command line of Footprint; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    footprint::cli::run()
}
