//! A county's own polygons of neighbourhoods.

use crate::ingest::publishers::published::Published;
use crate::ingest::read_drawn::read_drawn;
use crate::projection::Projector;
use crate::reading::findings::Findings;
use crate::reading::polygons::PolygonReader;

pub fn read(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    let reader = PolygonReader { projector, bad_rings: published.bad_rings() };
    let (roster, polygons) = read_drawn(reader.read(file, bytes, findings), findings);
    if !published.drawn.is_empty() {
        findings.defect(
            file,
            "draws neighbourhoods, and so does another file: leave one out, or name it with --draft",
        );
    }
    published.drawn_roster.extend(roster);
    published.drawn.extend(polygons);
    None
}
