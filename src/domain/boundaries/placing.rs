//! How each postcode lies among the neighbourhoods of one division, found once and kept in one word.
//!
//! What takes time is the nearest border: a search of segments. The same postcode is asked for again and again in a file of
//! patients, and its answer never changes while a division lives, so it is remembered: eight bytes a postcode, filled when
//! first asked for. Two threads may find the same answer at once; both write the same word.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::border_index::NearestBorder;
use super::division::{Division, Located};
use super::partition::ZoneIx;
use crate::domain::ground::Ground;
use crate::domain::ground::places::{Place, Standing};

/// How a postcode lies among neighbourhoods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placing {
    /// How.
    pub lies: Lies,
    /// Whether it is in use; known here so that a row of the table need not be looked at.
    pub standing: Standing,
    /// Its neighbourhood; on a border the one of least id.
    pub zone: Option<ZoneIx>,
    /// The nearest border with another neighbourhood.
    pub border: Option<Border>,
}

/// The nearest border with another neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// Straight distance in millimetres.
    pub distance_mm: u32,
    /// Who lies across.
    pub across: ZoneIx,
}

/// The ways a postcode can lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Whole in one neighbourhood, as far as is known.
    Inside = 1,
    /// Some of its addresses lie in another (counted), or may (the border is nearer than the next postcode point).
    Astride,
    /// Its point is on the border.
    OnBoundary,
    /// Its point is in no neighbourhood.
    Outside,
    /// Its publisher gives it no point.
    Nowhere,
}

/// What was found so far.
#[derive(Default)]
pub struct Placings {
    words: OnceLock<Box<[AtomicU64]>>,
}

/// Sixteen bits that stand for no neighbourhood; a roster is far shorter.
const NO_ZONE: u64 = 0xffff;
/// The bit of a postcode that is no longer in use; the three below it say how it lies.
const TERMINATED: u64 = 8;
/// Distances end at 268 km: 28 bits of millimetres.
const MOST_MM: u32 = (1 << 28) - 1;

impl Placings {
    /// How the postcode of a number lies, remembered or found now.
    #[must_use]
    pub fn of_place(&self, ground: &Ground, division: &Division, place: usize) -> Placing {
        let empty = || (0..ground.places.all().len()).map(|_| AtomicU64::new(0)).collect();
        let word = &self.words.get_or_init(empty)[place];
        let known = word.load(Ordering::Relaxed);
        if known != 0 {
            return Placing::unpacked(known);
        }
        let found = Placing::find(ground, division, place);
        word.store(found.packed(), Ordering::Relaxed);
        found
    }
}

impl Placing {
    fn find(ground: &Ground, division: &Division, place: usize) -> Self {
        let &Place { standing, site, .. } = ground.places.place(place);
        let Some(site) = site else {
            return Self { lies: Lies::Nowhere, standing, zone: None, border: None };
        };
        let (lies, zone) = match division.locate_place(ground, place) {
            Located::In { zone, .. } => (Lies::Inside, zone),
            Located::OnBoundary { chosen, .. } => (Lies::OnBoundary, chosen),
            Located::Outside => return Self { lies: Lies::Outside, standing, zone: None, border: None },
        };
        let nearest = division.nearest_border(site.grid, zone);
        let is_astride = match division.address_shares(ground, place) {
            Some(shares) => shares.len() > 1,
            None => nearest.is_some_and(|border| border.distance_m < ground.places.nearest_other_m(place)),
        };
        let border = nearest.map(Border::from);
        let lies = if lies == Lies::Inside && is_astride { Lies::Astride } else { lies };
        Self { lies, standing, zone: Some(zone), border }
    }

    fn packed(self) -> u64 {
        let slot = |zone: Option<ZoneIx>| zone.map_or(NO_ZONE, |zone| zone.slot() as u64);
        let across = slot(self.border.map(|border| border.across));
        let distance_mm = self.border.map_or(0, |border| u64::from(border.distance_mm));
        let standing = if self.standing == Standing::Terminated { TERMINATED } else { 0 };
        self.lies as u64 | standing | slot(self.zone) << 4 | across << 20 | distance_mm << 36
    }

    fn unpacked(word: u64) -> Self {
        let zone = |bits: u64| match bits & NO_ZONE {
            NO_ZONE => None,
            slot => usize::try_from(slot).ok().map(ZoneIx::from_slot),
        };
        let lies = match word & 0x7 {
            1 => Lies::Inside,
            2 => Lies::Astride,
            3 => Lies::OnBoundary,
            4 => Lies::Outside,
            _ => Lies::Nowhere,
        };
        let distance_mm = u32::try_from(word >> 36).expect("28 bits are left");
        let border = zone(word >> 20).map(|across| Border { distance_mm, across });
        let standing = if word & TERMINATED == 0 { Standing::Live } else { Standing::Terminated };
        Self { lies, standing, zone: zone(word >> 4), border }
    }
}

impl From<NearestBorder> for Border {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a distance is positive, and cut to 28 bits"
    )]
    fn from(border: NearestBorder) -> Self {
        let distance_mm = ((border.distance_m * 1000.0).round() as u32).min(MOST_MM);
        Self { distance_mm, across: border.across }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placing_comes_back_from_its_word() {
        let zone = ZoneIx::from_slot;
        let borders = [
            None,
            Some(Border { distance_mm: 0, across: zone(0) }),
            Some(Border { distance_mm: MOST_MM, across: zone(65_534) }),
        ];
        for lies in [Lies::Inside, Lies::Astride, Lies::OnBoundary, Lies::Outside, Lies::Nowhere] {
            for (zone, border) in [None, Some(zone(0)), Some(zone(14))].into_iter().zip(borders) {
                for standing in [Standing::Live, Standing::Terminated] {
                    let placing = Placing { lies, standing, zone, border };
                    assert_ne!(placing.packed(), 0, "nought stands for what is not known yet");
                    assert_eq!(Placing::unpacked(placing.packed()), placing);
                }
            }
        }
    }
}
