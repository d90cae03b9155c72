//! The box around everything an owner has, for looking at it.

use super::coverage::Coverage;

/// West, south, east, north in degrees.
pub type GeoBox = [f64; 4];

impl Coverage {
    /// The box around the faces of each owner; none for an owner without a face.
    #[must_use]
    pub fn owner_boxes(&self) -> Vec<Option<GeoBox>> {
        let mut boxes = vec![None; self.owners()];
        for arc in &self.arcs {
            for face in [arc.left, arc.right].into_iter().flatten() {
                let around = &mut boxes[self.owner(face) as usize];
                for vertex in &arc.vertices {
                    let position = self.position(*vertex);
                    let (lon, lat) = (position.longitude_deg(), position.latitude_deg());
                    *around = union(*around, Some([lon, lat, lon, lat]));
                }
            }
        }
        boxes
    }
}

/// The box around two boxes.
#[must_use]
pub fn union(one: Option<GeoBox>, other: Option<GeoBox>) -> Option<GeoBox> {
    match (one, other) {
        (Some([w, s, e, n]), Some([west, south, east, north])) => {
            Some([w.min(west), s.min(south), e.max(east), n.max(north)])
        }
        (one, other) => one.or(other),
    }
}
