//! A file of polygons, refused or mended: rings are closed, bad ones are told, and nothing panics.

#![no_main]

use std::sync::LazyLock;

use footprint::ingest::load::embedded_projector;
use footprint::projection::Projector;
use footprint::reading::findings::Findings;
use footprint::reading::polygons::{BadRings, PolygonReader};
use libfuzzer_sys::fuzz_target;

static PROJECTOR: LazyLock<Projector> = LazyLock::new(|| embedded_projector().unwrap());

fuzz_target!(|bytes: &[u8]| {
    for bad_rings in [BadRings::Refused, BadRings::Mended] {
        let mut findings = Findings::default();
        let reader = PolygonReader::new(&PROJECTOR, bad_rings);
        let features = reader.read("the features", bytes, &mut findings);
        assert!(features.iter().all(|at| at.origin.line > 0));
    }
});
