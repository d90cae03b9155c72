//! How a postcode, a point or a practice lies among the neighbourhoods of one division: the one decision that every face
//! of the service writes.
//!
//! `Division` finds the facts (the polygon that holds a point, the nearest border, the addresses counted) and here is the
//! rule that makes an answer of them: on a border, and where drawn neighbourhoods overlap, the least id; near it as the addresses tell, or by the distance to the next
//! postcode; a square of the grid by whatever it reaches into; a practice where its main site lies, unless a plan placed it; one that is not open nowhere.

use super::border_index::NearestBorder;
use super::partition::ZoneIx;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Standing;
use crate::domain::ground::practices::Activity;

/// How something lies among neighbourhoods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placing {
    /// How.
    pub lies: Lies,
    /// Whether the postcode is in use; points and practices stand as one that is.
    pub standing: Standing,
    /// Its neighbourhood; on a border the one of least id.
    pub zone: Option<ZoneIx>,
    /// The nearest border with another neighbourhood.
    pub border: Option<Border>,
    /// The area that holds its point, whether or not that is in a neighbourhood; on a border between areas the first by
    /// code that touches it, in its neighbourhood when the neighbourhoods are made of areas.
    pub area: Option<AreaIx>,
}

/// The nearest border with another neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    /// Straight distance in millimetres.
    pub distance_mm: u32,
    /// Who lies across.
    pub across: ZoneIx,
}

/// The ways something can lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Whole in one neighbourhood, as far as is known.
    Inside = 1,
    /// A postcode some of whose addresses lie in another (counted), or may (the border is nearer than they are
    /// held to reach); a square of the grid that reaches into another, or beyond all.
    Astride,
    /// Its point is on the border.
    OnBoundary,
    /// It is in no neighbourhood.
    Outside,
    /// Its publisher gives it no point.
    Nowhere,
    /// Its point is within several drawn neighbourhoods, which overlap there.
    InSeveral,
}

/// Where a point was found. On a border the choice is the least id, and is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Located {
    /// Inside a neighbourhood.
    In {
        /// Which.
        zone: ZoneIx,
        /// The area that holds the point (on a border between areas: the first by code).
        area: Option<AreaIx>,
    },
    /// On the border of several neighbourhoods.
    OnBoundary {
        /// The one of least id.
        chosen: ZoneIx,
        /// The others, in order.
        others: Vec<ZoneIx>,
        /// The first area by code in the chosen one that touches the point.
        area: Option<AreaIx>,
    },
    /// Inside several neighbourhoods, drawn so that they overlap.
    InSeveral {
        /// The one of least id.
        chosen: ZoneIx,
        /// The others, in order.
        others: Vec<ZoneIx>,
        /// The area that holds the point.
        area: Option<AreaIx>,
    },
    /// In no neighbourhood.
    Outside {
        /// The area that holds the point: in a gap between drawn neighbourhoods there can be one.
        area: Option<AreaIx>,
    },
}

/// What is known of where the addresses of a postcode lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Addresses {
    /// They were counted.
    Counted {
        /// In so many places: neighbourhoods, or outside every one.
        places: usize,
    },
    /// Only its point is known, and how far from it addresses are held to lie (`ground::places`).
    OnePoint {
        /// In metres.
        reach_m: f64,
    },
}

/// How a practice lies, and where it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PracticePlacing {
    /// As it is answered: its zone is where the practice counts, which may be nowhere.
    pub counted: Placing,
    /// Where its main site lies, wherever the practice counts.
    pub site: Option<ZoneIx>,
    /// Why it counts there.
    pub counts: Counts,
}

/// Why a practice counts where it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// It counts where its main site lies.
    AtItsSite,
    /// A plan has it elsewhere.
    WherePlaced,
    /// Nowhere: it sees no patients for now.
    NotWhileDormant,
    /// Nowhere: it closed.
    NotSinceClosed,
}

/// Whether the nearest border is looked for, which takes a search of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BorderSearch {
    /// It is.
    Made,
    /// Nobody asked for it.
    LeftOut,
}

impl Placing {
    /// Of a point.
    #[must_use]
    pub fn of_point(located: &Located, nearest: Option<NearestBorder>) -> Self {
        let lies = match located {
            Located::In { .. } => Lies::Inside,
            Located::OnBoundary { .. } => Lies::OnBoundary,
            Located::InSeveral { .. } => Lies::InSeveral,
            Located::Outside { .. } => Lies::Outside,
        };
        let border = match located {
            // What another one holds too is no way off.
            Located::InSeveral { others, .. } => {
                others.first().map(|across| Border { distance_mm: 0, across: *across })
            }
            _ => nearest.map(Border::from),
        };
        Self { lies, standing: Standing::Live, zone: located.zone(), border, area: located.area() }
    }

    /// Of a postcode, whose one point stands for many addresses.
    #[must_use]
    pub fn of_postcode(
        located: &Located,
        nearest: Option<NearestBorder>,
        standing: Standing,
        addresses: Addresses,
    ) -> Self {
        let point = Self::of_point(located, nearest);
        let is_astride = match addresses {
            Addresses::Counted { places } => places > 1,
            Addresses::OnePoint { reach_m } => nearest.is_some_and(|border| border.distance_m < reach_m),
        };
        let lies = if point.lies == Lies::Inside && is_astride { Lies::Astride } else { point.lies };
        Self { lies, standing, ..point }
    }

    /// Of a square of the grid whose centre lies so, and which lies in that neighbourhood as a whole or not.
    #[must_use]
    pub(super) fn of_a_square(self, is_whole: bool) -> Self {
        let lies = if self.lies == Lies::Inside && !is_whole { Lies::Astride } else { self.lies };
        Self { lies, ..self }
    }

    /// Of what has no point.
    #[must_use]
    pub fn nowhere(standing: Standing) -> Self {
        Self { lies: Lies::Nowhere, standing, zone: None, border: None, area: None }
    }

    /// Whether another neighbourhood may be as right.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.lies, Lies::Astride | Lies::OnBoundary | Lies::InSeveral)
    }
}

impl PracticePlacing {
    /// Of a practice whose main site lies as `site`, and which counts in `home`.
    ///
    /// One that counts elsewhere than at its site was placed there whole, so no border is near it. One that is not open
    /// is in no neighbourhood, wherever its site lies.
    #[must_use]
    pub fn new(site: Placing, home: Option<ZoneIx>, activity: Activity) -> Self {
        let counts = match activity {
            Activity::Closed => Counts::NotSinceClosed,
            Activity::Dormant => Counts::NotWhileDormant,
            Activity::Active if home == site.zone => Counts::AtItsSite,
            Activity::Active => Counts::WherePlaced,
        };
        let counted = match counts {
            Counts::AtItsSite => site,
            Counts::WherePlaced => {
                let lies = if home.is_some() { Lies::Inside } else { Lies::Outside };
                Placing { lies, zone: home, border: None, ..site }
            }
            Counts::NotWhileDormant | Counts::NotSinceClosed => {
                let lies = if site.lies == Lies::Nowhere { Lies::Nowhere } else { Lies::Outside };
                Placing { lies, zone: None, border: None, ..site }
            }
        };
        Self { counted, site: site.zone, counts }
    }
}

impl Border {
    /// Straight distance in metres, to the millimetre.
    #[must_use]
    pub fn distance_m(self) -> f64 {
        f64::from(self.distance_mm) / 1000.0
    }
}

/// The longest distance that is told: 268 km, 28 bits of millimetres.
pub(super) const MOST_MM: u32 = (1 << 28) - 1;

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

impl Located {
    /// The neighbourhood, chosen on a border and where several overlap.
    #[must_use]
    pub fn zone(&self) -> Option<ZoneIx> {
        match self {
            Self::In { zone, .. } => Some(*zone),
            Self::OnBoundary { chosen, .. } | Self::InSeveral { chosen, .. } => Some(*chosen),
            Self::Outside { .. } => None,
        }
    }

    /// The area that holds the point, or touches it.
    #[must_use]
    pub fn area(&self) -> Option<AreaIx> {
        match self {
            Self::In { area, .. }
            | Self::OnBoundary { area, .. }
            | Self::InSeveral { area, .. }
            | Self::Outside { area } => *area,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_counts_at_its_site_or_where_it_was_placed_and_not_unless_it_is_open() {
        let (first, last) = (ZoneIx::from_slot(0), ZoneIx::from_slot(14));
        let border = Some(Border { distance_mm: 7, across: last });
        let standing = Standing::Live;
        let site = Placing { lies: Lies::OnBoundary, standing, zone: Some(first), border, area: None };
        let placing = |home, activity| PracticePlacing::new(site, home, activity);
        let elsewhere = Placing { lies: Lies::Inside, zone: Some(last), border: None, ..site };
        let nowhere = Placing { lies: Lies::Outside, zone: None, border: None, ..site };
        for (placing, counts, counted) in [
            (placing(Some(first), Activity::Active), Counts::AtItsSite, site),
            (placing(Some(last), Activity::Active), Counts::WherePlaced, elsewhere),
            (placing(None, Activity::Dormant), Counts::NotWhileDormant, nowhere),
            (placing(None, Activity::Closed), Counts::NotSinceClosed, nowhere),
        ] {
            assert_eq!((placing.counts, placing.counted, placing.site), (counts, counted, Some(first)));
        }
    }
}
