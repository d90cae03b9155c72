//! Who lives in some areas: how many, how deprived, how rural, by age, accommodation and indicators.

use serde::Serialize;

use crate::domain::figures::equity::{CensusSums, Equity};
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::planning::terms::population::Population;

/// Deciles of deprivation.
const DECILES: usize = 10;

/// Who lives in some areas.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct People<'a> {
    /// How many areas.
    pub areas: usize,
    /// Residents, mid-year estimate.
    pub residents: u64,
    /// Land in square kilometres, planar EPSG:27700.
    pub area_km2: f64,
    /// Residents a square kilometre; null where nobody lives on no land.
    pub residents_per_km2: Option<f64>,
    /// Residents of areas that the rural-urban classification calls rural; null where that is not known of every area.
    pub rural_residents: Option<u64>,
    /// Of all residents, 0 to 1.
    pub rural_share: Option<f64>,
    /// Residents of areas in the most deprived fifth nationally (IMD 2025); null where that is not known of every area.
    pub core20_residents: Option<u64>,
    /// Of all residents, 0 to 1.
    pub core20_share: Option<f64>,
    /// Residents by national decile of deprivation (IMD 2025), the most deprived first; null where an area has none.
    pub residents_by_decile: Option<[u64; DECILES]>,
    /// Usual residents on Census Day 2021.
    pub census_2021: CensusSums,
    /// By age, accommodation and indicators.
    #[serde(flatten)]
    pub population: Population<'a>,
}

impl<'a> People<'a> {
    /// Adds up areas.
    pub(super) fn of(ground: &'a Ground, chosen: &[AreaIx]) -> Self {
        let (mut all, mut by_decile) = (Equity::default(), Some([0; DECILES]));
        let mut area_km2 = 0.0;
        for ix in chosen {
            let area = ground.geography.area(*ix);
            all = all + Equity::of_area(area);
            area_km2 += ground.area_footprint(*ix).area_m2() / 1e6;
            let decile = area.deprivation.decile_2025.map(|decile| usize::from(decile.clamp(1, 10)) - 1);
            by_decile = by_decile.zip(decile).map(|(mut residents, decile)| {
                residents[decile] += u64::from(area.residents);
                residents
            });
        }
        #[expect(clippy::cast_precision_loss, reason = "a density, for people to read")]
        let density = all.residents as f64 / area_km2;
        Self {
            areas: chosen.len(),
            residents: all.residents,
            area_km2,
            residents_per_km2: Some(density).filter(|density| density.is_finite()),
            rural_residents: all.rural_residents,
            rural_share: all.rural_share(),
            core20_residents: all.core20_residents,
            core20_share: all.core20_share(),
            residents_by_decile: by_decile,
            census_2021: all.census,
            population: Population::of(ground, chosen),
        }
    }
}
