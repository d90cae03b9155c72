//! Whether neighbourhoods hang together by their areas: one that is in several pieces may touch another with one of them alone.

use super::cover::members;
use crate::domain::boundaries::contiguity::piece_of_each;
use crate::domain::ground::geography::AreaIx;
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
    /// Of a plan, with the areas that each area hangs together with.
    pub(super) fn of(plan: &WhatIf<'_>, near: &[Vec<AreaIx>]) -> Self {
        let ground = &plan.atlas.ground;
        let piece_of = piece_of_each(ground, &plan.after.partition);
        let mut zone_of = Vec::new();
        let mut adjacent = Vec::new();
        for ((area, _), next) in ground.geography.areas().zip(near) {
            let piece = piece_of[area.slot()];
            if piece == zone_of.len() {
                zone_of.push(plan.after.partition.zone(area).slot());
                adjacent.push(Vec::new());
            }
            adjacent[piece].extend(next.iter().map(|next| piece_of[next.slot()]));
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
