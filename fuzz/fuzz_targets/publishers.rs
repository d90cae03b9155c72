//! A publisher's file, recognised by what is in it: what is wrong is a finding with its place, and nothing panics.

#![no_main]

use std::sync::LazyLock;

use footprint::ingest::load::embedded_projector;
use footprint::ingest::look_at_publishers_file;
use footprint::projection::Projector;
use libfuzzer_sys::fuzz_target;

static PROJECTOR: LazyLock<Projector> = LazyLock::new(|| embedded_projector().unwrap());

// The panics of the crate that reads workbooks are caught; any other ends the run still.
fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| {
        let (taken, findings) = look_at_publishers_file("a file", bytes, &PROJECTOR);
        let found = findings.defects.len() + findings.warnings.len();
        // What is not known, and what gives no row, is never passed over in silence.
        assert!(taken.is_some_and(|taken| taken.rows > 0) || found > 0 || bytes.is_empty());
    }
);
