//! A plan that is brought, as a table or as features, laid over the county: refused with reasons, or every area in a neighbourhood.

#![no_main]

use std::sync::LazyLock;

use footprint::county::Loaded;
use footprint::ingest::plan::laid::Laying;
use footprint::ingest::plan::lay::lay;
use footprint::ingest::plan::plan_reading::PlanReading;
use footprint::ingest::plan::read_plan_file::read_plan_file;
use footprint::ingest::{Files, load};
use libfuzzer_sys::fuzz_target;

static COUNTY: LazyLock<Loaded> = LazyLock::new(|| load(&Files::Embedded).unwrap());

// The panics of the crate that reads workbooks are caught; any other ends the run still.
fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| {
        let file = read_plan_file(bytes, &COUNTY.projector, &PlanReading::default());
        let base = COUNTY.atlas.draft(None).unwrap();
        if let Err(defects) = lay(&COUNTY, base, &file, Laying::default()) {
            assert!(!defects.is_empty() && defects.iter().all(|defect| !defect.reason.is_empty()));
        }
    }
);
