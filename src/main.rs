//! The command line of Footprint; everything is in the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Gives back what large answers took, where the system's own keeps it: half the memory after everything was asked.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    footprint::cli::run()
}
