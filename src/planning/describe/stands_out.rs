//! What stands out of a neighbourhood beside the whole study area: the largest differences first, each with the range that
//! neighbourhoods have.
//!
//! A difference is weighed by that range, so that shares, distances and densities can be ranked together. It says where to look,
//! and not whether it is good.

use serde::Serialize;

use super::growth::{Growth, GrowthRange};
use super::people::People;
use crate::domain::atlas::Atlas;
use crate::domain::figures::access::ZoneAccess;
use crate::domain::figures::share::share;
use crate::planning::terms::metrics::{Basis, metric};
use crate::planning::terms::words::{grouped, percent_of};

/// Most differences that are told.
const MOST: usize = 6;

/// One figure of a neighbourhood beside the study area's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandsOut {
    /// Which, by its key in `/v1/metrics-definitions`.
    pub figure: &'static str,
    /// What it is of.
    pub title: &'static str,
    /// Of the neighbourhood.
    pub here: f64,
    /// Of the study area.
    pub everywhere: f64,
    /// The least of any neighbourhood.
    pub least: f64,
    /// The most of any neighbourhood.
    pub most: f64,
    /// What it may be, where a rule gives a range; null where none does.
    pub range: Option<GrowthRange>,
    /// Whether it is counted, modelled, or rests on something inferred.
    pub basis: Basis,
    /// Of when it is; null where no date is stated.
    pub vintage: Option<String>,
    /// The same in words.
    pub text: String,
}

/// What is compared, of one neighbourhood or of all.
pub(super) struct Compared<'a> {
    pub(super) people: Option<&'a People<'a>>,
    pub(super) access: Option<&'a ZoneAccess>,
    pub(super) self_containment: Option<f64>,
    /// Growth of lists since the registrations.
    pub(super) growth: Option<&'a Growth>,
}

/// How a figure is told.
#[derive(Clone, Copy)]
enum Told {
    Share,
    /// A change as a share of what was, which may be less than nought.
    Growth,
    Kilometres,
    PerKm2,
}

type Figure = (&'static str, &'static str, Told, fn(&Compared<'_>) -> Option<f64>);

const GROWTH: &str = "list_growth";

/// What is compared. Shares of Census counts are of all counted on that day.
const FIGURES: &[Figure] = &[
    ("age_bands", "Aged 0 to 15", Told::Share, |of| {
        let census = of.people?.census_2021;
        share(census.aged_0_to_15?, census.all?)
    }),
    ("ages", "Aged 65 and over", Told::Share, |of| {
        of.people?.population.ages.as_ref()?.aged_65_and_over.share_of_all
    }),
    ("ages", "Aged 85 and over", Told::Share, |of| {
        of.people?.population.ages.as_ref()?.aged_85_and_over.share_of_all
    }),
    ("disability", "Disabled under the Equality Act", Told::Share, |of| {
        let census = of.people?.census_2021;
        share(census.disabled?, census.all?)
    }),
    ("accommodation", "Households in purpose-built flats", Told::Share, |of| {
        let kinds = &of.people?.population.accommodation.as_ref()?.kinds;
        kinds.iter().find(|kind| kind.kind == "purpose_built_flats")?.part.share_of_all
    }),
    ("rural", "Residents of rural areas", Told::Share, |of| of.people?.rural_share),
    ("core20", "Residents of the most deprived fifth of England's areas", Told::Share, |of| {
        of.people?.core20_share
    }),
    ("residents", "Residents a square kilometre", Told::PerKm2, |of| of.people?.residents_per_km2),
    ("self_containment", "Patients living here who are registered here", Told::Share, |of| {
        of.self_containment
    }),
    (GROWTH, "Growth of lists", Told::Growth, |of| of.growth?.growth),
    (
        "access",
        "Mean distance to the nearest practice, an estimate in a straight line",
        Told::Kilometres,
        |of| Some(of.access?.everywhere.distances?.mean_m / 1000.0),
    ),
];

/// The largest differences of one neighbourhood, `compared`, from the study area, among all neighbourhoods.
pub(super) fn stands_out(
    compared: &Compared<'_>,
    everywhere: &Compared<'_>,
    neighbourhoods: &[Compared<'_>],
    atlas: &Atlas,
) -> Vec<StandsOut> {
    let mut found: Vec<(f64, StandsOut)> = Vec::new();
    for (figure, what, told, of) in FIGURES {
        let known: Option<Vec<f64>> = neighbourhoods.iter().map(of).collect();
        let (Some(here), Some(everywhere), Some(known)) = (of(compared), of(everywhere), known) else {
            continue;
        };
        let least = known.iter().copied().fold(f64::INFINITY, f64::min);
        let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if most <= least {
            continue;
        }
        let [of_here, of_all, of_least, of_most] =
            [here, everywhere, least, most].map(|value| told.in_words(value));
        let Some(metric) = metric(figure) else { continue };
        let range = compared.growth.filter(|_| *figure == GROWTH).and_then(|growth| growth.range.clone());
        let basis = if range.is_some() { Basis::Inferred } else { metric.basis };
        let vintage = metric.vintage(atlas);
        let dated = vintage.as_ref().map_or_else(String::new, |vintage| format!(" ({vintage})"));
        let ranged = range.as_ref().map_or_else(String::new, |range| {
            let [least, most] = [range.least, range.most].map(|end| told.in_words(end));
            format!(" ({least} to {most}, {})", range.reason)
        });
        let text = format!(
            "{what}{dated}: {of_here}{ranged} here, {of_all} in {}; neighbourhoods range from {of_least} to {of_most}.",
            atlas.title
        );
        let told =
            StandsOut { figure, title: what, here, everywhere, least, most, range, basis, vintage, text };
        found.push(((here - everywhere).abs() / (most - least), told));
    }
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().take(MOST).map(|(_, told)| told).collect()
}

impl Told {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a density of people, rounded to be read"
    )]
    fn in_words(self, value: f64) -> String {
        match self {
            Self::Growth if value < 0.0 => format!("\u{2212}{}", percent_of(-value)),
            Self::Share | Self::Growth => percent_of(value),
            Self::Kilometres => format!("{value:.2} km"),
            Self::PerKm2 => grouped(value.round() as u64),
        }
    }
}
