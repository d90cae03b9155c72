//! The areas' polygons as the coverage they are: vertices once, arcs between them, faces of numbers of vertices.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::not_a_pack::{NotAPack, wrong};
use super::points::lon_lat;
use crate::domain::geometry::area_index::AreaIndex;
use crate::domain::geometry::coverage::{Arc, Coverage, GridPolygon, Parts};
use crate::domain::geometry::crs::{GridPoint, LonLat};
use crate::domain::ground::Ground;

/// A coverage.
#[derive(Serialize, Deserialize)]
pub struct Polygons {
    /// How many areas there are.
    owners: u32,
    /// Whether no two faces overlap.
    are_disjoint: bool,
    /// Of each vertex: millimetres east and north, ten-millionths of a degree east and north.
    vertices: Vec<[i32; 4]>,
    /// Arcs.
    arcs: Vec<PackedArc>,
    /// Faces.
    faces: Vec<Face>,
}

#[derive(Serialize, Deserialize)]
struct PackedArc {
    vertices: Vec<u32>,
    left: Option<u32>,
    right: Option<u32>,
    length_m: f64,
}

#[derive(Serialize, Deserialize)]
struct Face {
    /// The slot of its area.
    owner: u32,
    /// Numbers of vertices, the exterior first.
    rings: Vec<Vec<u32>>,
}

impl Polygons {
    /// Those of a ground's areas.
    pub fn of(ground: &Ground) -> Self {
        let areas = &ground.areas;
        let numbers: HashMap<GridPoint, u32> = areas.vertices().iter().copied().zip(0..).collect();
        let ring = |ring: &Vec<GridPoint>| ring.iter().map(|vertex| numbers[vertex]).collect();
        let vertex = |(number, grid): (u32, &GridPoint)| {
            let at = areas.position(number);
            [grid.easting_mm, grid.northing_mm, at.longitude_e7(), at.latitude_e7()]
        };
        let arc = |arc: &Arc| PackedArc {
            vertices: arc.vertices.to_vec(),
            left: arc.left,
            right: arc.right,
            length_m: arc.length_m,
        };
        let face = |(owner, polygon): (u32, &GridPolygon)| Face {
            owner,
            rings: polygon.rings().iter().map(ring).collect(),
        };
        Self {
            owners: u32::try_from(areas.owners()).expect("owners are counted in 32 bits"),
            are_disjoint: ground.area_index.are_disjoint(),
            vertices: (0..).zip(areas.vertices()).map(vertex).collect(),
            arcs: areas.arcs().iter().map(arc).collect(),
            faces: areas.faces().map(face).collect(),
        }
    }

    /// The coverage and its index.
    pub fn into_coverage(self) -> Result<(Coverage, AreaIndex), NotAPack> {
        let count = self.vertices.len();
        let is_vertex = |number: &u32| (*number as usize) < count;
        let is_face = |face: Option<u32>| face.is_none_or(|face| (face as usize) < self.faces.len());
        let arcs_hold = self.arcs.iter().all(|arc| {
            arc.vertices.len() > 1
                && arc.vertices.iter().all(is_vertex)
                && is_face(arc.left)
                && is_face(arc.right)
        });
        let faces_hold = self
            .faces
            .iter()
            .all(|face| face.owner < self.owners && face.rings.iter().flatten().all(is_vertex));
        if !arcs_hold || !faces_hold {
            return Err(wrong("an arc or a polygon refers to what is not there"));
        }
        let vertices = self.vertices.iter().map(placed).collect::<Result<Vec<_>, _>>()?;
        let ring = |ring: Vec<u32>| ring.into_iter().map(|number| vertices[number as usize].0).collect();
        let polygon = |face: Face| {
            let rings = face.rings.into_iter().map(ring).collect();
            GridPolygon::new(rings)
                .map(|polygon| (face.owner, polygon))
                .map_err(|error| wrong(error.to_string()))
        };
        let faces = self.faces.into_iter().map(polygon).collect::<Result<_, _>>()?;
        let arc = |arc: PackedArc| Arc {
            vertices: arc.vertices.into(),
            left: arc.left,
            right: arc.right,
            length_m: arc.length_m,
        };
        let arcs = self.arcs.into_iter().map(arc).collect();
        let parts = Parts { vertices, arcs, faces, owners: self.owners as usize };
        let coverage = Coverage::of_parts(parts);
        let index = AreaIndex::known(&coverage, self.are_disjoint);
        Ok((coverage, index))
    }
}

fn placed(
    [easting_mm, northing_mm, longitude_e7, latitude_e7]: &[i32; 4],
) -> Result<(GridPoint, LonLat), NotAPack> {
    let grid = GridPoint { easting_mm: *easting_mm, northing_mm: *northing_mm };
    Ok((grid, lon_lat(*longitude_e7, *latitude_e7)?))
}
