//! How a square of the grid lies among the neighbourhoods: by its centre, and all that it reaches into.

use super::division::{Boundaries, Division};
use super::partition::ZoneIx;
use super::placing::{BorderSearch, Placing};
use crate::domain::geometry::crs::GridPoint;
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::geometry::outline::Outline;
use crate::domain::ground::Ground;

impl Division {
    /// How a square of the grid lies among the neighbourhoods, by its centre; with every other neighbourhood that it reaches into,
    /// in order.
    #[must_use]
    pub fn placing_of_square(
        &self,
        ground: &Ground,
        square: GridReference,
        border: BorderSearch,
    ) -> (Placing, Vec<ZoneIx>) {
        let placing = self.placing_of_point(ground, square.centre().to_grid(), border);
        let corners = square.corners();
        let at_corners = corners.map(|corner| self.locate(ground, corner).zone());
        let [low, .., high] = corners.map(GridPoint::to_millimetres);
        let mut zones = self.borders.beside_those_within(low, high);
        zones.extend(at_corners.into_iter().flatten());
        let others: Vec<ZoneIx> = zones.into_iter().filter(|zone| Some(*zone) != placing.zone).collect();
        let is_whole = others.is_empty() && placing.zone.is_some() && !self.outline(ground).meets(low, high);
        (placing.of_a_square(is_whole), others)
    }

    /// Where the neighbourhoods end and no other begins.
    fn outline<'a>(&'a self, ground: &'a Ground) -> &'a Outline {
        match self.boundaries() {
            Boundaries::ByArea(_) => ground.outline(),
            Boundaries::Drawn(drawing) => self.outline_drawn.get_or_init(|| Outline::of(&drawing.coverage)),
        }
    }
}
