//! Polygons drawn on a map: a GeoJSON geometry in longitude and latitude, as changes of a what-if have it.

use geojson::Geometry;

use super::bad_rings::BadRings;
use super::geojson::collect;
use super::rings::{Edges, RingReader};
use crate::domain::geometry::coverage::GridPolygon;
use crate::projection::{Projector, System};

/// Polygons that were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnPolygons {
    /// On canonical vertices.
    pub polygons: Vec<GridPolygon>,
    /// How many edges were given vertices, to run as they were drawn.
    pub long_edges: usize,
}

impl DrawnPolygons {
    /// Reads the polygons of a geometry in longitude and latitude. A ring that is open or crosses itself is refused: which side of
    /// it is inside cannot be told. With edges on the grid, a revision of a scenario that was kept so, an open ring is closed.
    ///
    /// # Errors
    /// Why they cannot be used, in words.
    pub fn read(geometry: &Geometry, projector: &Projector, edges: Edges) -> Result<Self, String> {
        let (mut raw, mut others) = (Vec::new(), 0);
        collect(geometry.clone(), &mut raw, &mut others);
        if raw.is_empty() || others > 0 {
            return Err("expected a Polygon or MultiPolygon".to_owned());
        }
        let conversion =
            projector.conversion(&System::LongitudeLatitude).map_err(|error| error.to_string())?;
        let mut rings = RingReader { edges, ..RingReader::new(conversion, BadRings::Refused) };
        let mut polygons = Vec::new();
        for polygon in &raw {
            let read = rings.polygon(polygon)?;
            match read.bad {
                Some(bad) if edges == Edges::AsGiven => return Err(bad.wrong),
                _ => polygons.extend(read.polygons),
            }
        }
        Ok(Self { polygons, long_edges: rings.long_edges })
    }
}
