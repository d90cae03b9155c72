//! From polygons to arcs: number the vertices, pair the edges, then join edges into arcs between nodes.

use std::collections::HashMap;

use super::coverage::{Arc, Coverage, Parts};
use super::ring::GridPolygon;
use crate::domain::geometry::crs::{GridPoint, LonLat};

/// One edge with the face on each side; two faces on the same side of one edge make two edges (an overlap).
struct Edge {
    from: u32,
    to: u32,
    left: Option<u32>,
    right: Option<u32>,
}

impl Coverage {
    /// Builds the coverage of `owners` numbered owners from (owner, polygon) pairs, a face each.
    ///
    /// `to_lon_lat` gives a canonical vertex its longitude and latitude; it is asked once a vertex.
    ///
    /// # Errors
    /// Whatever `to_lon_lat` answers for the first vertex that it cannot place.
    pub fn build<E>(
        owners: usize,
        faces: Vec<(u32, GridPolygon)>,
        to_lon_lat: impl Fn(GridPoint) -> Result<LonLat, E>,
    ) -> Result<Self, E> {
        let mut numbers = HashMap::<GridPoint, u32>::new();
        let mut vertices = Vec::new();
        let mut edges = Edges::default();
        for (face, (_, polygon)) in (0u32..).zip(&faces) {
            for ring in polygon.rings() {
                let numbered: Vec<u32> = ring
                    .iter()
                    .map(|vertex| {
                        *numbers.entry(*vertex).or_insert_with(|| {
                            vertices.push(*vertex);
                            number(vertices.len() - 1)
                        })
                    })
                    .collect();
                edges.add_ring(face, &numbered);
            }
        }
        let arcs = join(&edges.list, &vertices);
        let placed = |vertex| Ok((vertex, to_lon_lat(vertex)?));
        let vertices = vertices.into_iter().map(placed).collect::<Result<_, E>>()?;
        Ok(Self::of_parts(Parts { vertices, arcs, faces, owners }))
    }
}

#[derive(Default)]
struct Edges {
    list: Vec<Edge>,
    by_ends: HashMap<(u32, u32), usize>,
}

impl Edges {
    fn add_ring(&mut self, face: u32, ring: &[u32]) {
        for (place, &from) in ring.iter().enumerate() {
            let to = ring[(place + 1) % ring.len()];
            self.add(face, from, to);
        }
    }

    /// Adds a directed edge with `face` on its left.
    fn add(&mut self, face: u32, from: u32, to: u32) {
        let ends = (from.min(to), from.max(to));
        if let Some(&known) = self.by_ends.get(&ends) {
            let edge = &mut self.list[known];
            let side = if edge.from == from { &mut edge.left } else { &mut edge.right };
            if side.is_none() {
                *side = Some(face);
                return;
            }
        }
        self.by_ends.insert(ends, self.list.len());
        self.list.push(Edge { from, to, left: Some(face), right: None });
    }
}

/// The edges that meet at each vertex, as one packed list.
struct Incidence {
    starts: Vec<u32>,
    edges: Vec<u32>,
}

impl Incidence {
    fn new(edges: &[Edge], vertices: usize) -> Self {
        let mut starts = vec![0u32; vertices + 1];
        for edge in edges {
            starts[edge.from as usize + 1] += 1;
            starts[edge.to as usize + 1] += 1;
        }
        for vertex in 0..vertices {
            starts[vertex + 1] += starts[vertex];
        }
        let mut next = starts.clone();
        let mut incident = vec![0; edges.len() * 2];
        for (place, edge) in (0u32..).zip(edges) {
            for vertex in [edge.from, edge.to] {
                incident[next[vertex as usize] as usize] = place;
                next[vertex as usize] += 1;
            }
        }
        Self { starts, edges: incident }
    }

    fn at(&self, vertex: u32) -> &[u32] {
        &self.edges[self.starts[vertex as usize] as usize..self.starts[vertex as usize + 1] as usize]
    }

    /// Where other than two edges meet, arcs end.
    fn is_node(&self, vertex: u32) -> bool {
        self.at(vertex).len() != 2
    }
}

/// Joins edges into arcs: first from every node, then the loops that pass no node.
fn join(edges: &[Edge], vertices: &[GridPoint]) -> Vec<Arc> {
    let incidence = Incidence::new(edges, vertices.len());
    let mut used = vec![false; edges.len()];
    let mut arcs = Vec::new();
    let at_nodes =
        (0..edges.len()).filter(|&e| incidence.is_node(edges[e].from) || incidence.is_node(edges[e].to));
    for edge in at_nodes.chain(0..edges.len()) {
        if !used[edge] {
            let start = if incidence.is_node(edges[edge].from) || !incidence.is_node(edges[edge].to) {
                edges[edge].from
            } else {
                edges[edge].to
            };
            arcs.push(walk(edges, vertices, &incidence, &mut used, edge, start));
        }
    }
    arcs
}

fn walk(
    edges: &[Edge],
    vertices: &[GridPoint],
    incidence: &Incidence,
    used: &mut [bool],
    first: usize,
    start: u32,
) -> Arc {
    let forward = edges[first].from == start;
    let (left, right) = if forward {
        (edges[first].left, edges[first].right)
    } else {
        (edges[first].right, edges[first].left)
    };
    let mut path = vec![start];
    let mut length_m = 0.0;
    let mut edge = first;
    loop {
        used[edge] = true;
        let here = path[path.len() - 1];
        let next = if edges[edge].from == here { edges[edge].to } else { edges[edge].from };
        length_m += vertices[here as usize].distance_m(vertices[next as usize]);
        path.push(next);
        let onward = incidence.at(next).iter().find(|&&onward| !used[onward as usize]);
        match onward {
            Some(&onward) if !incidence.is_node(next) => edge = onward as usize,
            _ => break,
        }
    }
    Arc { vertices: path.into(), left, right, length_m }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("a coverage has fewer than four thousand million vertices")
}
