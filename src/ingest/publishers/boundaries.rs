//! ONS boundaries of LSOAs as GeoJSON, in either coordinate reference system.

use super::headings::is_named;
use super::published::Published;
use crate::domain::ground::codes::GssCode;
use crate::projection::Projector;
use crate::reading::findings::At;
use crate::reading::findings::Findings;
use crate::reading::polygons::read_features;

pub(super) fn read(
    file: &str,
    bytes: &[u8],
    projector: &Projector,
    findings: &mut Findings,
    published: &mut Published,
) -> Option<String> {
    for At { row, origin } in read_features(file, bytes, projector, findings) {
        let text = |ending: &str| {
            let named = |name: &&String| is_named(&name.to_ascii_lowercase(), &["lsoa"], &[ending]);
            let name = row.properties.keys().find(named)?;
            row.properties.get(name)?.as_str().map(str::to_owned)
        };
        match text("cd").unwrap_or_default().parse::<GssCode>() {
            Ok(code) => {
                if let Some(name) = text("nm") {
                    published.area_names.push((code, name));
                }
                published.polygons.push(At { row: (code, row.polygons), origin });
            }
            Err(error) => findings.defect_at(&origin, "LSOA21CD", error.to_string()),
        }
    }
    None
}
