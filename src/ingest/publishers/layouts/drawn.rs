//! A county's own polygons of neighbourhoods. What they mean is known when it is known whether a table stands beside them.

use crate::ingest::plan::own::decided::tell_of_plan;
use crate::ingest::publishers::published::Published;
use crate::projection::Projector;
use crate::reading::findings::Findings;
use crate::reading::polygons::PolygonReader;

pub fn read(
    file: &str,
    bytes: &[u8],
    layer: Option<&str>,
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let reader = PolygonReader::new(projector, published.bad_rings()).of_layer(layer);
    let features = reader.read_with_bare(file, bytes, findings);
    tell_of_plan(file, &features, findings);
    if !published.drawn.is_empty() {
        findings.defect(
            file,
            "draws neighbourhoods, and so does another file: leave one out, or name it with --draft",
        );
    }
    published.drawn.extend(features);
    None
}
