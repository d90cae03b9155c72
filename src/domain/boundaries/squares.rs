//! How a square of the grid lies among the neighbourhoods: by its centre, and all that it reaches into.

use super::division::{Boundaries, Division};
use super::partition::ZoneIx;
use super::placing::{BorderSearch, Placing};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::geometry::outline::Outline;
use crate::domain::ground::Ground;

/// How a square of the grid lies among the neighbourhoods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SquarePlacing {
    /// How its centre lies; astride where the centre is in a neighbourhood, and the square not as a whole.
    pub placing: Placing,
    /// Every other neighbourhood that it reaches into, in order.
    pub others: Vec<ZoneIx>,
}

impl SquarePlacing {
    /// Whether another neighbourhood, or none, may be as right: what is meant may lie anywhere in the square.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.placing.is_ambiguous() || !self.others.is_empty()
    }
}

impl Division {
    /// How a square of the grid lies among the neighbourhoods.
    #[must_use]
    pub fn placing_of_square(
        &self,
        ground: &Ground,
        square: GridReference,
        border: BorderSearch,
    ) -> SquarePlacing {
        let placing = self.placing_of_point(ground, square.centre().to_grid(), border);
        let corners = square.corners();
        let at_corners = corners.map(|corner| self.locate(ground, corner).zone());
        let [low, .., high] = corners.map(GridPoint::to_millimetres);
        let mut zones = self.borders.zones_of_borders_in(low, high);
        zones.extend(at_corners.into_iter().flatten());
        let others: Vec<ZoneIx> = zones.into_iter().filter(|zone| Some(*zone) != placing.zone).collect();
        let is_whole = others.is_empty() && placing.zone.is_some() && !self.outline(ground).meets(low, high);
        SquarePlacing { placing: placing.of_a_square(is_whole), others }
    }

    /// Where the neighbourhoods end and no other begins.
    fn outline<'a>(&'a self, ground: &'a Ground) -> &'a Outline {
        match self.boundaries() {
            Boundaries::ByArea(_) => ground.outline(),
            Boundaries::Drawn(drawing) => self.outline_drawn.get_or_init(|| Outline::of(&drawing.coverage)),
        }
    }
}
