//! Who lives in areas and neighbourhoods, as properties: ages and accommodation of the Census, and the indicators of the Indices
//! of Deprivation 2025. Null where a table is not loaded, or has no such column.

use super::schema::{Property, integer, number};
use super::value::Value;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::geography::AreaIx;
use crate::planning::terms::population::{Kind, Part, Population};

/// Where a value is found.
#[derive(Clone, Copy)]
enum Found {
    /// Everybody of the table of ages.
    AllAges,
    /// In an age band.
    Age(&'static str),
    /// The share of everybody aged 65 and over.
    ShareFrom65,
    /// The share of everybody aged 85 and over.
    ShareFrom85,
    /// Households of every kind.
    Households,
    /// Households of a kind.
    Household(&'static str),
    /// The share of all households in purpose-built flats.
    ShareInFlats,
    /// An indicator, by its name.
    Indicator,
}

/// Shares come first, for maps; the tables behind them are for whoever asks for features.
const COLUMNS: &[(Property, Found)] = &[
    (
        number("aged_65_and_over_share", "Of everybody on Census Day 2021 (TS007A), the share aged 65 and over, 0 to 1"),
        Found::ShareFrom65,
    ),
    (
        number("aged_85_and_over_share", "Of everybody on Census Day 2021 (TS007A), the share aged 85 and over, 0 to 1"),
        Found::ShareFrom85,
    ),
    (
        number("flats_share", "Of all households on Census Day 2021, the share in purpose-built blocks of flats, 0 to 1"),
        Found::ShareInFlats,
    ),
    (integer("all_ages", "Usual residents on Census Day 2021 (TS007A)").in_detail(), Found::AllAges),
    (integer("aged_0_4", "Usual residents aged 0 to 4 on Census Day 2021").in_detail(), Found::Age("aged_0_4")),
    (integer("aged_5_9", "Usual residents aged 5 to 9 on Census Day 2021").in_detail(), Found::Age("aged_5_9")),
    (integer("aged_10_14", "Usual residents aged 10 to 14 on Census Day 2021").in_detail(), Found::Age("aged_10_14")),
    (integer("aged_15_19", "Usual residents aged 15 to 19 on Census Day 2021").in_detail(), Found::Age("aged_15_19")),
    (integer("aged_20_24", "Usual residents aged 20 to 24 on Census Day 2021").in_detail(), Found::Age("aged_20_24")),
    (integer("aged_25_29", "Usual residents aged 25 to 29 on Census Day 2021").in_detail(), Found::Age("aged_25_29")),
    (integer("aged_30_34", "Usual residents aged 30 to 34 on Census Day 2021").in_detail(), Found::Age("aged_30_34")),
    (integer("aged_35_39", "Usual residents aged 35 to 39 on Census Day 2021").in_detail(), Found::Age("aged_35_39")),
    (integer("aged_40_44", "Usual residents aged 40 to 44 on Census Day 2021").in_detail(), Found::Age("aged_40_44")),
    (integer("aged_45_49", "Usual residents aged 45 to 49 on Census Day 2021").in_detail(), Found::Age("aged_45_49")),
    (integer("aged_50_54", "Usual residents aged 50 to 54 on Census Day 2021").in_detail(), Found::Age("aged_50_54")),
    (integer("aged_55_59", "Usual residents aged 55 to 59 on Census Day 2021").in_detail(), Found::Age("aged_55_59")),
    (integer("aged_60_64", "Usual residents aged 60 to 64 on Census Day 2021").in_detail(), Found::Age("aged_60_64")),
    (integer("aged_65_69", "Usual residents aged 65 to 69 on Census Day 2021").in_detail(), Found::Age("aged_65_69")),
    (integer("aged_70_74", "Usual residents aged 70 to 74 on Census Day 2021").in_detail(), Found::Age("aged_70_74")),
    (integer("aged_75_79", "Usual residents aged 75 to 79 on Census Day 2021").in_detail(), Found::Age("aged_75_79")),
    (integer("aged_80_84", "Usual residents aged 80 to 84 on Census Day 2021").in_detail(), Found::Age("aged_80_84")),
    (integer("aged_85_plus", "Usual residents aged 85 and over on Census Day 2021").in_detail(), Found::Age("aged_85_plus")),
    (integer("households", "Households on Census Day 2021").in_detail(), Found::Households),
    (integer("households_caravan_or_temporary", "Households in a caravan or another mobile or temporary structure on Census Day 2021").in_detail(), Found::Household("caravan_or_temporary")),
    (integer("households_detached", "Households in a detached house on Census Day 2021").in_detail(), Found::Household("detached")),
    (integer("households_commercial_building", "Households in a commercial building on Census Day 2021").in_detail(), Found::Household("commercial_building")),
    (integer("households_purpose_built_flats", "Households in a purpose-built block of flats on Census Day 2021").in_detail(), Found::Household("purpose_built_flats")),
    (integer("households_shared_or_converted_house", "Households in a part of a converted or shared house on Census Day 2021").in_detail(), Found::Household("shared_or_converted_house")),
    (integer("households_other_converted_building", "Households in a part of another converted building on Census Day 2021").in_detail(), Found::Household("other_converted_building")),
    (integer("households_semi_detached", "Households in a semi-detached house on Census Day 2021").in_detail(), Found::Household("semi_detached")),
    (integer("households_terraced", "Households in a terraced house on Census Day 2021").in_detail(), Found::Household("terraced")),
    (number("income_domain_numerator", "Indices of Deprivation 2025: income domain, people, added up").in_detail(), Found::Indicator),
    (number("income_deprivation_affecting_children_index_idaci_numerator", "Indices of Deprivation 2025: income deprivation affecting children index idaci, people, added up").in_detail(), Found::Indicator),
    (number("income_deprivation_affecting_older_people_index_idaopi_numerator", "Indices of Deprivation 2025: income deprivation affecting older people index idaopi, people, added up").in_detail(), Found::Indicator),
    (number("employment_domain_numerator", "Indices of Deprivation 2025: employment domain, people, added up").in_detail(), Found::Indicator),
    (number("adult_skills_and_english_language_proficiency_indicator", "Indices of Deprivation 2025: adult skills and english language proficiency indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("entry_to_higher_education_indicator", "Indices of Deprivation 2025: entry to higher education indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("acute_morbidity_indicator", "Indices of Deprivation 2025: acute morbidity indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("comparative_illness_and_disability_ratio_indicator", "Indices of Deprivation 2025: comparative illness and disability ratio indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("mental_health_indicator", "Indices of Deprivation 2025: mental health indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("years_of_potential_life_lost_indicator", "Indices of Deprivation 2025: years of potential life lost indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("violence_with_injury_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: violence with injury rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("violence_without_injury_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: violence without injury rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("stalking_and_harassment_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: stalking and harassment rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("burglary_rate_per_1_000_at_risk_properties", "Indices of Deprivation 2025: burglary rate per 1,000 at risk properties, mean weighted by residents").in_detail(), Found::Indicator),
    (number("theft_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: theft rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("criminal_damage_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: criminal damage rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("public_order_and_possession_of_weapons_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: public order and possession of weapons rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("anti_social_behaviour_rate_per_1_000_at_risk_population", "Indices of Deprivation 2025: anti social behaviour rate per 1,000 at risk population, mean weighted by residents").in_detail(), Found::Indicator),
    (number("connectivity_score", "Indices of Deprivation 2025: connectivity score, mean weighted by residents").in_detail(), Found::Indicator),
    (number("owner_occupation_affordability_component_of_housing_affordability_indicator", "Indices of Deprivation 2025: owner occupation affordability component of housing affordability indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("private_rental_affordability_component_of_housing_affordability_indicator", "Indices of Deprivation 2025: private rental affordability component of housing affordability indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("housing_affordability_indicator", "Indices of Deprivation 2025: housing affordability indicator, mean weighted by residents").in_detail(), Found::Indicator),
    (number("digital_connectivity_broadband_download_and_upload_speeds", "Indices of Deprivation 2025: digital connectivity broadband download and upload speeds, mean weighted by residents").in_detail(), Found::Indicator),
    (number("core_homelessness_rate_percent_of_households", "Indices of Deprivation 2025: core homelessness rate per cent of households, mean weighted by residents").in_detail(), Found::Indicator),
    (number("patient_to_gp_ratio", "Indices of Deprivation 2025: patient to gp ratio, mean weighted by residents").in_detail(), Found::Indicator),
    (number("homelessness_indicator_rate_per_1_000_households", "Indices of Deprivation 2025: homelessness indicator rate per 1,000 households, mean weighted by residents").in_detail(), Found::Indicator),
    (number("household_overcrowding_indicator_rooms", "Indices of Deprivation 2025: household overcrowding indicator rooms, mean weighted by residents").in_detail(), Found::Indicator),
    (number("household_overcrowding_indicator_bedrooms", "Indices of Deprivation 2025: household overcrowding indicator bedrooms, mean weighted by residents").in_detail(), Found::Indicator),
];

/// The properties.
pub fn properties() -> impl Iterator<Item = Property> {
    COLUMNS.iter().map(|(property, _)| *property)
}

/// Who lives in a neighbourhood; none without areas.
#[must_use]
pub fn of_neighbourhood<'a>(ground: &'a Ground, draft: &Draft, zone: ZoneIx) -> Option<Population<'a>> {
    let partition = draft.division.partition()?;
    let areas = ground.geography.areas().map(|(area, _)| area).filter(|area| partition.zone(*area) == zone);
    Some(Population::of(ground, &areas.collect::<Vec<AreaIx>>()))
}

/// The values of some areas together, in the order of the properties; all null of no areas.
#[must_use]
pub fn values(population: Option<&Population<'_>>) -> Vec<Value<'static>> {
    let value = |(property, found): &(Property, Found)| {
        population.and_then(|population| found.value(property.name, population)).unwrap_or(Value::Null)
    };
    COLUMNS.iter().map(value).collect()
}

impl Found {
    fn value(self, name: &str, population: &Population<'_>) -> Option<Value<'static>> {
        let (ages, accommodation) = (population.ages.as_ref(), population.accommodation.as_ref());
        let count = |count: Option<u64>| Some(Value::count(count?));
        match self {
            Self::AllAges => count(ages?.all_ages),
            Self::Age(band) => count(of_kind(&ages?.bands, band)?.count),
            Self::ShareFrom65 => ages?.aged_65_and_over.share_of_all.map(Value::Number),
            Self::ShareFrom85 => ages?.aged_85_and_over.share_of_all.map(Value::Number),
            Self::Households => count(accommodation?.households),
            Self::Household(kind) => count(of_kind(&accommodation?.kinds, kind)?.count),
            Self::ShareInFlats => {
                of_kind(&accommodation?.kinds, "purpose_built_flats")?.share_of_all.map(Value::Number)
            }
            Self::Indicator => {
                let indicators = population.indicators.as_ref()?;
                indicators.iter().find(|indicator| indicator.indicator == name)?.level.map(Value::Number)
            }
        }
    }
}

fn of_kind(kinds: &[Kind<'_>], name: &str) -> Option<Part> {
    kinds.iter().find(|kind| kind.kind == name).map(|kind| kind.part)
}
