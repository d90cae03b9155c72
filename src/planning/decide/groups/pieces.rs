//! Whether neighbourhoods hang together by their areas: one that is in several pieces may touch another with one of them alone.

use super::cover::members;
use crate::domain::boundaries::contiguity::neighbours;
use crate::planning::what_if::WhatIf;

/// The pieces of all neighbourhoods, and who is next to whom.
pub(super) struct Pieces {
    /// The neighbourhood of each piece.
    zone_of: Vec<usize>,
    /// The pieces next to each.
    adjacent: Vec<Vec<usize>>,
    /// The pieces of each neighbourhood.
    of_zone: Vec<Vec<usize>>,
}

impl Pieces {
    pub(super) fn of(plan: &WhatIf<'_>) -> Self {
        let near = neighbours(&plan.atlas.ground);
        let areas = plan.atlas.ground.geography.areas();
        let zones: Vec<usize> = areas.map(|(area, _)| plan.after.partition.zone(area).slot()).collect();
        let mut piece_of: Vec<Option<usize>> = vec![None; zones.len()];
        let mut zone_of = Vec::new();
        for first in 0..zones.len() {
            if piece_of[first].is_some() {
                continue;
            }
            let (piece, mut stack) = (zone_of.len(), vec![first]);
            zone_of.push(zones[first]);
            while let Some(area) = stack.pop() {
                if piece_of[area].replace(piece).is_none() {
                    let next = near[area].iter().map(|next| next.slot());
                    stack.extend(
                        next.filter(|next| zones[*next] == zones[first] && piece_of[*next].is_none()),
                    );
                }
            }
        }
        let piece_of: Vec<usize> = piece_of.into_iter().flatten().collect();
        let mut adjacent = vec![Vec::new(); zone_of.len()];
        for (area, next) in near.iter().enumerate() {
            adjacent[piece_of[area]].extend(next.iter().map(|next| piece_of[next.slot()]));
        }
        for near in &mut adjacent {
            near.sort_unstable();
            near.dedup();
        }
        let mut of_zone = vec![Vec::new(); plan.after.roster.len()];
        for (piece, zone) in zone_of.iter().enumerate() {
            of_zone[*zone].push(piece);
        }
        Self { zone_of, adjacent, of_zone }
    }

    /// The neighbourhoods that are in more than one piece.
    pub(super) fn of_several(&self) -> impl Iterator<Item = usize> {
        (0..self.of_zone.len()).filter(|zone| self.of_zone[*zone].len() > 1)
    }

    /// Whether the areas of a group are one piece.
    pub(super) fn hang_together(&self, group: u64) -> bool {
        if !members(group).any(|zone| self.of_zone[zone].len() > 1) {
            // Whoever groups has grown it from neighbour to neighbour.
            return true;
        }
        let all: usize = members(group).map(|zone| self.of_zone[zone].len()).sum();
        let mut reached = vec![false; self.zone_of.len()];
        let mut stack: Vec<usize> =
            members(group).take(1).filter_map(|zone| self.of_zone[zone].first().copied()).collect();
        let mut count = 0;
        while let Some(piece) = stack.pop() {
            if std::mem::replace(&mut reached[piece], true) {
                continue;
            }
            count += 1;
            let next = self.adjacent[piece].iter().copied();
            stack.extend(next.filter(|next| group >> self.zone_of[*next] & 1 == 1 && !reached[*next]));
        }
        count == all
    }
}
