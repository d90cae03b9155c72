//! The command line of Footprint; everything is in the library.

use std::process::ExitCode;

use tikv_jemallocator::Jemalloc;

/// Gives back to the system what large answers took; the C library's own keeps it.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    footprint::cli::run()
}
