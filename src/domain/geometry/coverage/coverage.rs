//! The coverage itself: faces, the arcs between them, and who owns which face.

use super::ring::GridPolygon;
use crate::domain::geometry::crs::{GridPoint, LonLat};

/// A piece of border between two nodes, or a closed loop without one.
#[derive(Clone, Debug)]
pub struct Arc {
    /// Vertex numbers in order; a loop ends with the number it starts with.
    pub vertices: Box<[u32]>,
    /// The face to the left of the direction of travel.
    pub left: Option<u32>,
    /// The face to the right; none on the outline.
    pub right: Option<u32>,
    /// Length in metres.
    pub length_m: f64,
}

/// Faces, the arcs between them, and who owns which face. Built once, asked many times.
#[derive(Clone, Debug)]
pub struct Coverage {
    pub(super) vertices: Vec<GridPoint>,
    pub(super) positions: Vec<LonLat>,
    pub(super) arcs: Vec<Arc>,
    pub(super) face_owner: Vec<u32>,
    pub(super) polygons: Vec<GridPolygon>,
    pub(super) owner_double_area_mm2: Vec<i64>,
}

/// Two owners and the length of the border they share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharedBorder {
    /// The lesser owner.
    pub a: u32,
    /// The greater owner.
    pub b: u32,
    /// Length in metres, all arcs together.
    pub length_m: f64,
}

/// What a coverage is made of, to make it again without looking for arcs.
#[derive(Clone, Debug)]
pub struct Parts {
    /// Canonical vertices, each with its longitude and latitude.
    pub vertices: Vec<(GridPoint, LonLat)>,
    /// Arcs between numbers of vertices, with numbers of faces on their sides.
    pub arcs: Vec<Arc>,
    /// Faces, each with its owner.
    pub faces: Vec<(u32, GridPolygon)>,
    /// How many owners there are.
    pub owners: usize,
}

impl Coverage {
    /// Puts parts of another coverage together again. They are taken as they are: nothing is looked for.
    #[must_use]
    pub fn of_parts(parts: Parts) -> Self {
        let Parts { vertices, arcs, faces, owners } = parts;
        let mut owner_double_area_mm2 = vec![0; owners];
        for (owner, polygon) in &faces {
            owner_double_area_mm2[*owner as usize] += polygon.double_area_mm2();
        }
        let (vertices, positions) = vertices.into_iter().unzip();
        let (face_owner, polygons) = faces.into_iter().unzip();
        Self { vertices, positions, arcs, face_owner, polygons, owner_double_area_mm2 }
    }

    /// About how many bytes it takes in memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let arcs = self.arcs.iter().map(|arc| size_of::<Arc>() + size_of_val(&*arc.vertices));
        let polygons = self.polygons.iter().map(GridPolygon::bytes);
        size_of_val(&*self.vertices)
            + size_of_val(&*self.positions)
            + size_of_val(&*self.face_owner)
            + size_of_val(&*self.owner_double_area_mm2)
            + arcs.chain(polygons).sum::<usize>()
    }

    /// Every arc once.
    #[must_use]
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// Canonical vertices, numbered from 0.
    #[must_use]
    pub fn vertices(&self) -> &[GridPoint] {
        &self.vertices
    }

    /// The canonical vertex of a number issued here.
    #[must_use]
    pub fn vertex(&self, number: u32) -> GridPoint {
        self.vertices[number as usize]
    }

    /// The longitude and latitude of a vertex number issued here.
    #[must_use]
    pub fn position(&self, number: u32) -> LonLat {
        self.positions[number as usize]
    }

    /// How many owners there are; some may own no face.
    #[must_use]
    pub fn owners(&self) -> usize {
        self.owner_double_area_mm2.len()
    }

    /// The owner of a face.
    #[must_use]
    pub fn owner(&self, face: u32) -> u32 {
        self.face_owner[face as usize]
    }

    /// Each face as its polygon, with its owner.
    pub fn faces(&self) -> impl Iterator<Item = (u32, &GridPolygon)> {
        self.face_owner.iter().copied().zip(&self.polygons)
    }

    /// Twice the area of an owner's faces in square millimetres: an exact integer, planar on EPSG:27700.
    #[must_use]
    pub fn double_area_mm2(&self, owner: u32) -> i64 {
        self.owner_double_area_mm2[owner as usize]
    }

    /// Borders between different owners, each pair once, in order of the pair.
    #[must_use]
    pub fn shared_borders(&self) -> Vec<SharedBorder> {
        let mut lengths = std::collections::BTreeMap::<(u32, u32), f64>::new();
        for arc in &self.arcs {
            if let (Some(left), Some(right)) = (arc.left, arc.right) {
                let (left, right) = (self.owner(left), self.owner(right));
                if left != right {
                    *lengths.entry((left.min(right), left.max(right))).or_default() += arc.length_m;
                }
            }
        }
        lengths.into_iter().map(|((a, b), length_m)| SharedBorder { a, b, length_m }).collect()
    }
}
