//! The polygons of a geometry in well-known binary, also where it is a surface whose edges could be curves and are straight
//! (`MULTISURFACE`, `CURVEPOLYGON`), as desktop GIS write them.

use geozero::error::{GeozeroError, Result};
use geozero::{GeomProcessor, GeozeroGeometry};

use super::bare::drawn_polygons;
use super::feature::{CURVES, NoPolygons, RawPolygon, RawRing};

/// What is read of a geometry.
#[derive(Default)]
struct Surfaces {
    polygons: Vec<RawPolygon>,
    ring: RawRing,
    is_in_polygon: bool,
    /// Whether the lines that come are parts of one ring.
    is_in_ring: bool,
    has_other: bool,
}

/// The polygons of a geometry.
///
/// # Errors
/// [`NoPolygons`], also where edges are curves.
pub(super) fn of(geometry: &impl GeozeroGeometry) -> std::result::Result<Vec<RawPolygon>, NoPolygons> {
    let mut surfaces = Surfaces::default();
    let read = geometry.process_geom(&mut surfaces);
    read.map_err(|_told_in_words| NoPolygons::Other(CURVES.to_owned()))?;
    drawn_polygons(surfaces.polygons, surfaces.has_other)
}

impl Surfaces {
    fn begin(&mut self) {
        self.polygons.push(RawPolygon::new());
        self.is_in_polygon = true;
    }

    fn end(&mut self) {
        self.is_in_polygon = false;
    }

    fn close_ring(&mut self) {
        let ring = std::mem::take(&mut self.ring);
        match self.polygons.last_mut().filter(|_| self.is_in_polygon) {
            Some(polygon) => polygon.push(ring),
            None => self.has_other = true,
        }
    }
}

impl GeomProcessor for Surfaces {
    fn xy(&mut self, x: f64, y: f64, _idx: usize) -> Result<()> {
        // Where one part of a ring ends, the next begins.
        if !(self.is_in_ring && self.ring.last() == Some(&[x, y])) {
            self.ring.push([x, y]);
        }
        Ok(())
    }

    fn point_end(&mut self, _idx: usize) -> Result<()> {
        self.close_ring();
        Ok(())
    }

    fn multipoint_end(&mut self, _idx: usize) -> Result<()> {
        self.close_ring();
        Ok(())
    }

    fn linestring_end(&mut self, _tagged: bool, _idx: usize) -> Result<()> {
        if !self.is_in_ring {
            self.close_ring();
        }
        Ok(())
    }

    fn polygon_begin(&mut self, _tagged: bool, _size: usize, _idx: usize) -> Result<()> {
        self.begin();
        Ok(())
    }

    fn polygon_end(&mut self, _tagged: bool, _idx: usize) -> Result<()> {
        self.end();
        Ok(())
    }

    fn curvepolygon_begin(&mut self, _size: usize, _idx: usize) -> Result<()> {
        self.begin();
        Ok(())
    }

    fn curvepolygon_end(&mut self, _idx: usize) -> Result<()> {
        self.end();
        Ok(())
    }

    fn compoundcurve_begin(&mut self, _size: usize, _idx: usize) -> Result<()> {
        self.is_in_ring = true;
        Ok(())
    }

    fn compoundcurve_end(&mut self, _idx: usize) -> Result<()> {
        self.is_in_ring = false;
        self.close_ring();
        Ok(())
    }

    fn circularstring_begin(&mut self, _size: usize, _idx: usize) -> Result<()> {
        Err(GeozeroError::GeometryFormat)
    }
}

#[cfg(test)]
mod tests {
    use geozero::wkb::GpkgWkb;

    use super::*;

    const LINE: u32 = 2;
    const CIRCULAR: u32 = 8;

    fn number(value: u32) -> Vec<u8> {
        value.to_le_bytes().to_vec()
    }

    fn curve(kind: u32, positions: &[[f64; 2]]) -> Vec<u8> {
        let positions = positions.iter().flatten().flat_map(|value| value.to_le_bytes());
        let length = u32::try_from(positions.clone().count() / 16).unwrap();
        [vec![1], number(kind), number(length), positions.collect()].concat()
    }

    /// A surface (`MULTISURFACE`, 12) of one polygon (`CURVEPOLYGON`, 10) with one ring (`COMPOUNDCURVE`, 9) of these curves.
    fn surface(curves: &[Vec<u8>]) -> Vec<u8> {
        let count = number(u32::try_from(curves.len()).unwrap());
        let ring = [vec![1], number(9), count, curves.concat()].concat();
        let polygon = [vec![1], number(10), number(1), ring].concat();
        [b"GP\0\x01".to_vec(), number(4326), vec![1], number(12), number(1), polygon].concat()
    }

    #[test]
    fn a_ring_of_several_straight_curves_is_one_ring_and_an_arc_is_refused() {
        let lines = [
            curve(LINE, &[[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]]),
            curve(LINE, &[[4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]),
        ];
        let square = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]];
        assert_eq!(of(&GpkgWkb(surface(&lines))), Ok(vec![vec![square]]));
        let arc = [lines[0].clone(), curve(CIRCULAR, &[[4.0, 4.0], [0.0, 4.0], [0.0, 0.0]])];
        assert_eq!(of(&GpkgWkb(surface(&arc))), Err(NoPolygons::Other(CURVES.to_owned())));
    }
}
