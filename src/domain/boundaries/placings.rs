//! The placings of postcodes in one division, each found once and kept in one word.
//!
//! The search for the nearest border takes time, and the same postcode is asked for again and again in a file of patients.
//! Its placing never changes while a division lives, so it is kept: eight bytes a postcode, filled when first asked for. Two
//! threads may find the same answer at once; both write the same word.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::partition::ZoneIx;
use super::placing::{Border, Lies, Placing};
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;

/// Placings of postcodes that were found so far.
#[derive(Default)]
pub(super) struct Placings {
    words: OnceLock<Box<[AtomicU64]>>,
}

/// Sixteen bits that stand for no neighbourhood; a roster is far shorter.
const NO_ZONE: u64 = 0xffff;
/// The bit of a postcode that is no longer in use; the three below it say how it lies.
const TERMINATED: u64 = 8;

impl Placings {
    /// The placing of one of `count` postcodes, kept or found now. Its area is known without a search and is not kept.
    pub(super) fn kept(
        &self,
        count: usize,
        place: usize,
        area: impl FnOnce() -> Option<AreaIx>,
        find: impl FnOnce() -> Placing,
    ) -> Placing {
        let empty = || (0..count).map(|_| AtomicU64::new(0)).collect();
        let word = &self.words.get_or_init(empty)[place];
        let known = word.load(Ordering::Relaxed);
        if known != 0 {
            return unpacked(known, area());
        }
        let found = find();
        word.store(packed(found), Ordering::Relaxed);
        found
    }
}

fn packed(placing: Placing) -> u64 {
    let Placing { lies, standing, zone, border, area: _ } = placing;
    let slot = |zone: Option<ZoneIx>| zone.map_or(NO_ZONE, |zone| zone.slot() as u64);
    let across = slot(border.map(|border| border.across));
    let distance_mm = border.map_or(0, |border| u64::from(border.distance_mm));
    let standing = if standing == Standing::Terminated { TERMINATED } else { 0 };
    lies as u64 | standing | slot(zone) << 4 | across << 20 | distance_mm << 36
}

fn unpacked(word: u64, area: Option<AreaIx>) -> Placing {
    let zone = |bits: u64| match bits & NO_ZONE {
        NO_ZONE => None,
        slot => usize::try_from(slot).ok().map(ZoneIx::from_slot),
    };
    let lies = match word & 0x7 {
        1 => Lies::Inside,
        2 => Lies::Astride,
        3 => Lies::OnBoundary,
        4 => Lies::Outside,
        6 => Lies::InSeveral,
        _ => Lies::Nowhere,
    };
    let distance_mm = u32::try_from(word >> 36).expect("28 bits are left");
    let border = zone(word >> 20).map(|across| Border { distance_mm, across });
    let standing = if word & TERMINATED == 0 { Standing::Live } else { Standing::Terminated };
    Placing { lies, standing, zone: zone(word >> 4), border, area }
}

#[cfg(test)]
mod tests {
    use super::super::placing::MOST_MM;
    use super::*;

    #[test]
    fn a_placing_comes_back_from_its_word() {
        let zone = ZoneIx::from_slot;
        let borders = [
            None,
            Some(Border { distance_mm: 0, across: zone(0) }),
            Some(Border { distance_mm: MOST_MM, across: zone(65_534) }),
        ];
        for lies in
            [Lies::Inside, Lies::Astride, Lies::OnBoundary, Lies::Outside, Lies::Nowhere, Lies::InSeveral]
        {
            for (zone, border) in [None, Some(zone(0)), Some(zone(14))].into_iter().zip(borders) {
                for standing in [Standing::Live, Standing::Terminated] {
                    let placing = Placing { lies, standing, zone, border, area: None };
                    assert_ne!(packed(placing), 0, "nought stands for what is not known yet");
                    assert_eq!(unpacked(packed(placing), None), placing);
                }
            }
        }
    }
}
