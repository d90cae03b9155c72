//! Which polygon holds a point: an R-tree of boxes, then an exact test.
//!
//! Points are canonical vertices (millimetres), so every test is integer arithmetic: a point is inside one polygon, on the
//! border of some, or outside all, and never nearly so. They are asked in their millions, so in front of the tree a cell of
//! the ground remembers which polygons come into it; where one holds all of the cell, there is nothing left to test.

use std::ops::Range;

use geo::indexed::IntervalTreeMultiPolygon;
use geo::{Contains, Intersects, Line, LineString, MultiPolygon, Polygon, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::cells::{Cell, Cells};
use super::coverage::{Coverage, CoverageDefect};
use super::crs::GridPoint;

/// An index over the faces of a coverage. Answers by owner.
pub struct AreaIndex {
    are_disjoint: bool,
    boxes: RTree<GeomWithData<Rectangle<[i64; 2]>, u32>>,
    faces: Vec<Face>,
    cells: Cells<Within>,
}

/// What of a cell's ground is in which faces.
enum Within {
    /// All of it, and no border, in a face of this owner.
    One(u32),
    /// These faces come into it.
    Some(Box<[u32]>),
}

struct Face {
    owner: u32,
    inside: IntervalTreeMultiPolygon<i64>,
    polygon: Polygon<i64>,
    stretches: Vec<Stretch>,
}

/// Some edges of a ring that follow each other, and the box around them: of a long ring few are looked at.
struct Stretch {
    around: Rect<i64>,
    /// Number of the ring, the exterior first.
    ring: usize,
    /// Vertices of the ring, the last of them being the first of the next stretch.
    vertices: Range<usize>,
}

/// Edges in a stretch, at most.
const EDGES: usize = 64;

/// Where a point lies among polygons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// Inside one owner's polygon (where polygons overlap: the least owner).
    Inside(u32),
    /// On the border of these owners, in ascending order.
    OnBoundary(Vec<u32>),
    /// In none.
    Outside,
}

impl AreaIndex {
    /// Indexes every face of a coverage. Where its defects say that none overlap, the first face that holds a point decides.
    #[must_use]
    pub fn new(coverage: &Coverage, defects: &[CoverageDefect]) -> Self {
        let are_disjoint = !defects.iter().any(|defect| matches!(defect, CoverageDefect::Overlap { .. }));
        Self::known(coverage, are_disjoint)
    }

    /// The same of a coverage of which it is known whether no two faces overlap.
    #[must_use]
    pub fn known(coverage: &Coverage, are_disjoint: bool) -> Self {
        let mut faces = Vec::new();
        let mut boxes = Vec::new();
        for (owner, grid_polygon) in coverage.faces() {
            let polygon = grid_polygon.to_geo();
            let (lower, upper) = corners(&polygon);
            let number = u32::try_from(faces.len()).expect("faces are counted in 32 bits");
            boxes.push(GeomWithData::new(Rectangle::from_corners(lower, upper), number));
            let inside = IntervalTreeMultiPolygon::new(&MultiPolygon(vec![polygon.clone()]));
            let stretches = stretches(&polygon);
            faces.push(Face { owner, inside, polygon, stretches });
        }
        let boxes = RTree::bulk_load(boxes);
        let around = boxes.root().envelope();
        #[expect(clippy::cast_precision_loss, reason = "millimetres of the National Grid")]
        let [lower, upper] = [around.lower(), around.upper()].map(|corner| corner.map(|at| at as f64));
        Self { are_disjoint, boxes, faces, cells: Cells::over(lower, upper) }
    }

    /// Whether no two faces overlap.
    #[must_use]
    pub fn are_disjoint(&self) -> bool {
        self.are_disjoint
    }

    /// Where a point lies: as its cell says, else by an exact test of each polygon that comes into the cell.
    #[must_use]
    pub fn locate(&self, point: GridPoint) -> Hit {
        let numbers = match self.cell_of(point) {
            None => return Hit::Outside,
            Some(Within::One(owner)) => return Hit::Inside(*owner),
            Some(Within::Some(numbers)) => numbers,
        };
        let mut holders = self.holding(numbers, point);
        let least = if self.are_disjoint { holders.next() } else { holders.min() };
        match least {
            Some(owner) => Hit::Inside(owner),
            None => on_boundary(self.faces_of(numbers), point.to_coord()),
        }
    }

    /// Every owner with a polygon that holds the point, in ascending order: several only where polygons overlap, and then also those on
    /// whose border it is.
    #[must_use]
    pub fn holders(&self, point: GridPoint) -> Vec<u32> {
        let numbers = match self.cell_of(point) {
            None => return Vec::new(),
            Some(Within::One(owner)) => return vec![*owner],
            Some(Within::Some(numbers)) => numbers,
        };
        if self.are_disjoint {
            return self.holding(numbers, point).take(1).collect();
        }
        let mut owners: Vec<u32> = self.holding(numbers, point).collect();
        if !owners.is_empty() {
            let at = point.to_coord();
            owners
                .extend(self.faces_of(numbers).filter(|face| face.has_border_at(at)).map(|face| face.owner));
        }
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    fn cell_of(&self, point: GridPoint) -> Option<&Within> {
        self.cells.at(point.to_millimetres(), |cell| self.within(cell))
    }

    fn holding(&self, numbers: &[u32], point: GridPoint) -> impl Iterator<Item = u32> {
        let at = point.to_coord();
        self.faces_of(numbers).filter(move |face| face.inside.contains(&at)).map(|face| face.owner)
    }

    fn faces_of(&self, numbers: &[u32]) -> impl Iterator<Item = &Face> {
        numbers.iter().map(|number| &self.faces[*number as usize])
    }

    fn within(&self, cell: Cell) -> Within {
        let (lower, upper) = cell.around();
        let ground = Rect::new((lower[0], lower[1]), (upper[0], upper[1]));
        let near = self.boxes.locate_in_envelope_intersecting(&AABB::from_corners(lower, upper));
        let (mut all, mut some) = (Vec::new(), Vec::new());
        for number in near.map(|found| found.data) {
            let face = &self.faces[number as usize];
            // Without a border in it, all of a cell is where its corner is.
            if face.has_border_in(&ground) {
                some.push(number);
            } else if face.inside.contains(&ground.min()) {
                all.push(number);
            }
        }
        match (&all[..], &some[..]) {
            ([only], []) => Within::One(self.faces[*only as usize].owner),
            _ => Within::Some(all.into_iter().chain(some).collect()),
        }
    }
}

impl Face {
    fn has_border_in(&self, ground: &Rect<i64>) -> bool {
        let near = self.stretches.iter().filter(|stretch| stretch.around.intersects(ground));
        near.flat_map(|stretch| self.edges(stretch)).any(|edge| edge.intersects(ground))
    }

    fn has_border_at(&self, at: geo::Coord<i64>) -> bool {
        let near = self.stretches.iter().filter(|stretch| stretch.around.intersects(&at));
        near.flat_map(|stretch| self.edges(stretch)).any(|edge| edge.intersects(&at))
    }

    fn edges(&self, stretch: &Stretch) -> impl Iterator<Item = Line<i64>> {
        let ring =
            rings(&self.polygon).nth(stretch.ring).map_or(&[][..], |ring| &ring.0[stretch.vertices.clone()]);
        ring.windows(2).map(|ends| Line::new(ends[0], ends[1]))
    }
}

fn rings(polygon: &Polygon<i64>) -> impl Iterator<Item = &LineString<i64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn stretches(polygon: &Polygon<i64>) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for (number, ring) in rings(polygon).enumerate() {
        for start in (0..ring.0.len().saturating_sub(1)).step_by(EDGES) {
            let vertices = start..(start + EDGES + 1).min(ring.0.len());
            let around = ring.0[vertices.clone()].iter().fold(None, |around: Option<Rect<i64>>, at| {
                let (least, most) = around.map_or((*at, *at), |around| (around.min(), around.max()));
                let least = (least.x.min(at.x), least.y.min(at.y));
                Some(Rect::new(least, (most.x.max(at.x), most.y.max(at.y))))
            });
            stretches.extend(around.map(|around| Stretch { around, ring: number, vertices }));
        }
    }
    stretches
}

/// A point inside no polygon is on a border or outside.
fn on_boundary<'a>(faces: impl Iterator<Item = &'a Face>, at: geo::Coord<i64>) -> Hit {
    let mut owners: Vec<u32> = faces.filter(|face| face.has_border_at(at)).map(|face| face.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    if owners.is_empty() { Hit::Outside } else { Hit::OnBoundary(owners) }
}

fn corners(polygon: &Polygon<i64>) -> ([i64; 2], [i64; 2]) {
    use geo::BoundingRect;
    let rect = polygon.bounding_rect().expect("a polygon has an exterior");
    ([rect.min().x, rect.min().y], [rect.max().x, rect.max().y])
}
