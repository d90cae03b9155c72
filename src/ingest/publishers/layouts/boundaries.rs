//! ONS boundaries of LSOAs as GeoJSON, in either coordinate reference system.

use crate::domain::ground::codes::GssCode;
use crate::ingest::publishers::BadRow;
use crate::ingest::publishers::headings::is_named;
use crate::ingest::publishers::published::Published;
use crate::projection::Projector;
use crate::reading::findings::{At, Findings, Origin};
use crate::reading::polygons::{BadRings, PolygonFeature, PolygonReader, with_geometry};

pub fn read(
    file: &str,
    bytes: &[u8],
    layer: Option<&str>,
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    // A bad one far from the study area is no reason to refuse.
    let reader = PolygonReader::new(projector, BadRings::Judged).of_layer(layer);
    let features = reader.read_with_bare(file, bytes, findings);
    let lacking = |origin: Origin, code: String, _: &mut Findings| {
        let finding = origin.finding("geometry", format!("{code} has no geometry"));
        published.bad_rows.push(BadRow { finding, text: code });
    };
    let features = with_geometry(features, |row| property(row, "cd"), lacking, findings);
    for At { row, origin } in features {
        let text = |ending: &str| property(&row, ending);
        match text("cd").unwrap_or_default().parse::<GssCode>() {
            Ok(code) => {
                if let Some(name) = text("nm") {
                    published.area_names.push((code, name));
                }
                let bad =
                    row.bad_rings.into_iter().map(|ring| At { row: (code, ring), origin: origin.clone() });
                published.bad_areas.extend(bad);
                published.polygons.push(At { row: (code, row.polygons), origin });
            }
            Err(error) => findings.defect_at(&origin, "LSOA21CD", error.to_string()),
        }
    }
    None
}

/// The code or the name of an area: `LSOA21CD`, `LSOA21NM`.
fn property(row: &PolygonFeature, ending: &str) -> Option<String> {
    let named = |name: &&String| is_named(&name.to_ascii_lowercase(), &["lsoa"], &[ending]);
    let name = row.properties.keys().find(named)?;
    row.text(name)
}
