//! A whole file read as typed rows: what is wrong is a finding with its place, and nothing panics.

#![no_main]

use footprint::reading::findings::Findings;
use footprint::reading::{headings, table};
use libfuzzer_sys::fuzz_target;

// The panics of the crate that reads workbooks are caught; any other ends the run still.
fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| {
        let mut findings = Findings::default();
        let required = [headings::AREA, headings::NEIGHBOURHOOD];
        let rows = table::read_rows("a table", bytes, &required, &mut findings, |row| {
            Ok((row.text(required[0]).to_owned(), row.text(required[1]).to_owned()))
        });
        assert!(rows.iter().all(|at| at.origin.line > 0));
        let _names = table::headers(bytes);
    }
);
