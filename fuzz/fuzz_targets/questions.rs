//! A table of questions: opened, cut and written back, no row is lost and nothing panics, however the bytes come.

#![no_main]

use footprint::bulk::opening::{Opening, is_held, taken_out};
use footprint::bulk::options::{Beginning, Options};
use libfuzzer_sys::fuzz_target;

// The panics of the crate that reads workbooks are caught; any other ends the run still.
fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| {
        let options = Options::default();
        let beginning = if is_held(bytes) {
            taken_out(bytes, &options).ok()
        } else {
            Some(Beginning { bytes: bytes.to_vec(), is_whole: true, ..Beginning::default() })
        };
        let Some(beginning) = beginning else { return };
        let Ok(mut opening) = Opening::of(&beginning, &options) else { return };
        let told = opening.understanding.sentences();
        assert!(told.iter().all(|sentence| sentence.ends_with('.')));
        while let Some(block) = opening.cutter.finish() {
            assert!(!block.bytes.is_empty());
        }
        assert_eq!(opening.cutter.kept(), 0);
    }
);
