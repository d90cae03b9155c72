//! What columns are called, by publishers (ONS, NHS, OS) and by people: the one table of synonyms.
//!
//! Names are compared without case, space and punctuation, so that `LSOA code (2021)` is `lsoacode2021`. A role is written as
//! its names with `|` between, in the order of preference.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A postcode.
pub const POSTCODE: &str = "postcode|pcds|post_code|pcd|pcd7|pcd8|pcd2|postal_code|postcodes|unit_postcode|zip_postal_code|\
    postcode_pcds|full_postcode|pc_code|pcode|zip_code|zip|pc";
/// Code of an area of the study: an LSOA, by the names of any year.
pub const AREA: &str = "area_code|lsoa21cd|lsoa21_cd|lsoa21|lsoa21_code|lsoa_code|lsoa_code_2021|lsoa_2021_code|lsoa2021|\
    lsoa2021cd|lsoa_2021|lsoa_2021_cd|lsoacd|lsoa|lower_super_output_area_code|lower_layer_super_output_area_code|\
    lower_layer_super_output_areas_code|lower_layer_super_output_area|lsoa_id|area_id|gss_code|geography_code|area";
/// The same, by names of 2011: read where areas are asked for, as their codes may have changed since.
pub const AREA_2011: &str = "lsoa11cd|lsoa11|lsoa_code_2011|lsoa_2011_code|lsoa2011|lsoa11_code|lsoa_2011";
/// Name of an area.
pub const AREA_NAME: &str = "area_name|lsoa21nm|lsoa_name|lsoa_name_2021|lsoanm|lsoa11nm";
/// A neighbourhood of a plan, by id (or by name, where a reader of plans accepts that).
pub const NEIGHBOURHOOD: &str = "neighbourhood_id|neighborhood_id|neighbourhood_code|neighborhood_code|nbhd26cd|nbhd_cd|nbhdcd|\
    nbhd_id|nbhd_code|neighbourhood|neighborhood|nbhd|neighbourhood_ref|neighbourhood_number|neighbourhood_no|neighbourh";
/// Name of a neighbourhood.
pub const NEIGHBOURHOOD_NAME: &str =
    "neighbourhood_name|neighborhood_name|nbhd26nm|nbhd_nm|nbhdnm|nbhd_name|neighbourhood_title|neighbou_1";
/// ODS code of a practice.
pub const PRACTICE: &str = "ods_code|practice_code|gp_practice_code|gp_code|gp_ods_code|practice_ods_code|organisation_code|\
    organization_code|org_code|registered_practice_code|registered_practice|practice_id|surgery_code|gp_practice|\
    partner_organisation_code|prac_code|ods|practice|surgery|gp";
/// Name of a practice.
pub const PRACTICE_NAME: &str =
    "practice_name|gp_practice_name|surgery_name|gp_name|gp_surgery|gp_practice_name_and_address";
/// ODS code of a practice, or of another organisation, in a list of these.
pub const ORGANISATION: &str = "organisation_code|org_code|ods_code|practice_code|gp_practice_code|gp_code|gp_ods_code|\
    practice_ods_code|surgery_code|organization_code";
/// Name of a practice, or of another organisation.
pub const ORGANISATION_NAME: &str = "name|organisation_name|org_name|practice_name|gp_practice_name|gp_name|surgery_name|practice|surgery|gp_practice";
/// Whether a practice is open.
pub const STATUS: &str = "status|status_code|organisation_status|practice_status";
/// What an organisation prescribes as: 4 or RO76 is a GP practice.
pub const SETTING: &str = "prescribing_setting|prescribing_setting_code|prescribing_role|role|role_id|role_code|primary_role|\
    primary_role_id|organisation_role";
/// The day on which a practice closed.
pub const CLOSED_ON: &str = "close_date|closed_date|closing_date|date_closed|legal_close_date|closed_on|end_date|operational_end_date";
/// Who commissions a practice: its sub-ICB location.
pub const COMMISSIONER: &str = "commissioner|commissioner_code|sub_icb_location|sub_icb_location_code|sub_icb_code|\
    parent_organisation_code";
/// How many patients are registered.
pub const PATIENTS: &str =
    "number_of_patients|patients|registered_patients|no_of_patients|patient_count|count_of_patients";
/// Code of a primary care network.
pub const NETWORK: &str = "pcn_code|network_code|primary_care_network_code";
/// Name of a primary care network.
pub const NETWORK_NAME: &str =
    "pcn_name|network_name|primary_care_network_name|pcn|network|primary_care_network";
/// A practice as a member of a network.
pub const MEMBER: &str = "partner_organisation_code|practice_code|gp_practice_code|ods_code|gp_code|gp_ods_code|practice_ods_code|\
    member_code|organisation_code|org_code";
/// The day on which a membership of a network ends.
pub const MEMBERSHIP_END: &str =
    "practice_to_pcn_relationship_end_date|relationship_end_date|membership_end_date|end_date|end";
/// A practice that closed, beside the one that has its patients.
pub const CLOSED_PRACTICE: &str = "closed_practice|closed_practice_code|closed_ods_code|closed_code|former_practice|\
    former_practice_code|former_code|predecessor|predecessor_code|predecessor_practice|old_practice|old_practice_code|\
    old_code|ods_code|practice_code|organisation_code";
/// The practice that has its patients.
pub const SUCCESSOR: &str = "successor|successor_practice|successor_practice_code|successor_code|successor_ods_code|succeeded_by|\
    new_practice|new_practice_code|new_code|merged_into|taken_over_by";
/// Who says so.
pub const BASIS: &str = "basis|why|reason|source|note|notes|comment|comments";
/// How exact the point of a postcode is, as Ordnance Survey says it.
pub const POSITIONAL_QUALITY: &str = "positional_quality_indicator|positional_quality|pq|pqi";
/// The same as the Office for National Statistics says it.
pub const GRID_INDICATOR: &str = "gridind|osgrdind";
/// The month in which a postcode ended.
pub const TERMINATED: &str = "doterm|date_of_termination";
/// Code of a local authority district.
pub const DISTRICT: &str =
    "admin_district_code|district_code|lad_code|oslaua|laua|district|local_authority_code|la_code";
/// Code of a ward.
pub const WARD: &str = "admin_ward_code|ward_code|osward|ward";
/// Degrees east.
pub const LONGITUDE: &str = "lon|longitude|lng|long|lon_deg|longitude_deg|wgs84_lon|wgs84_longitude|point_x_wgs84|geo_lng|geo_lon|geo_long|geo_longitude|\
    lon_wgs84|long_wgs84|lng_wgs84|longitude_wgs84|wgs84_long|wgs84_lng|wgs84_x|x_wgs84|x_long|x_lon|x_longitude|long_x|lon_x|longitude_x|\
    gps_longitude|gps_lon|gps_long|gps_lng|longitude_decimal_degrees|longitude_decimal|decimal_longitude|longitude_degrees|longitude_dd|\
    lon_dd|long_dd|dd_longitude|lon_epsg_4326";
/// Degrees north.
pub const LATITUDE: &str = "lat|latitude|lat_deg|latitude_deg|wgs84_lat|wgs84_latitude|point_y_wgs84|geo_lat|geo_latitude|lat_wgs84|latitude_wgs84|wgs84_y|\
    y_wgs84|y_lat|y_latitude|lat_y|latitude_y|gps_latitude|gps_lat|latitude_decimal_degrees|latitude_decimal|decimal_latitude|\
    latitude_degrees|latitude_dd|lat_dd|dd_latitude|lat_epsg_4326";
/// Metres east on the National Grid.
pub const EASTING: &str = "easting|eastings|oseast1m|east1m|x_coord|x_coordinate|easting_m|bng_e|osgb_e|gridgb1e|east|\
    osgb_x|osgb36_x|bng_x|os_x|x_bng|x_osgb|x_osgb36|osgb_easting|osgb36_easting|bng_easting|os_easting|gb_easting|grid_easting|easting_bng|\
    easting_osgb|easting_osgb36|easting_metres|eastings_m|easting_27700|x_27700";
/// Metres north on the National Grid.
pub const NORTHING: &str = "northing|northings|osnrth1m|north1m|y_coord|y_coordinate|northing_m|bng_n|osgb_n|gridgb1n|north|\
    osgb_y|osgb36_y|bng_y|os_y|y_bng|y_osgb|y_osgb36|osgb_northing|osgb36_northing|bng_northing|os_northing|gb_northing|grid_northing|\
    northing_bng|northing_osgb|northing_osgb36|northing_metres|northings_m|northing_27700|y_27700";
/// A grid reference of Ordnance Survey.
pub const GRID_REFERENCE: &str = "grid_reference|grid_ref|gridref|os_grid_reference|os_grid_ref|os_gridref|osgr|ngr|national_grid_reference|bng_reference";

/// Words for directions, each with whether it is east and whether it is measured in degrees: with others, they name the point of something
/// (`home_lat`).
const DIRECTIONS: [(&str, bool, bool); 10] = [
    ("lon", true, true),
    ("long", true, true),
    ("lng", true, true),
    ("longitude", true, true),
    ("lat", false, true),
    ("latitude", false, true),
    ("easting", true, false),
    ("eastings", true, false),
    ("northing", false, false),
    ("northings", false, false),
];
/// Words beside a direction that name a place; of metres only these, as others may be another grid or another unit.
const PLACES: [&str; 22] = [
    "home",
    "residence",
    "resident",
    "patient",
    "person",
    "client",
    "user",
    "address",
    "property",
    "house",
    "start",
    "end",
    "origin",
    "destination",
    "from",
    "to",
    "site",
    "location",
    "incident",
    "gp",
    "practice",
    "school",
];
/// Words beside degrees that say that they are no degrees, or on another spheroid.
const OTHER_DEGREES: [&str; 9] =
    ["rad", "radians", "osgb", "osgb36", "airy", "ed50", "error", "accuracy", "range"];
/// Units that eastings and northings are published in beside metres, by words of their headings; ONS's names end in the number of metres.
const OTHER_UNITS: [(&str, &str); 11] = [
    ("km", "kilometres"),
    ("kms", "kilometres"),
    ("kilometres", "kilometres"),
    ("kilometers", "kilometres"),
    ("feet", "feet"),
    ("ft", "feet"),
    ("oseast100m", "hundreds of metres"),
    ("osnrth100m", "hundreds of metres"),
    ("osnorth100m", "hundreds of metres"),
    ("oseast10m", "tens of metres"),
    ("osnrth10m", "tens of metres"),
];

/// The direction that a column measures in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// East.
    East {
        /// Whether in degrees; in metres otherwise.
        is_degrees: bool,
    },
    /// North.
    North {
        /// Whether in degrees; in metres otherwise.
        is_degrees: bool,
    },
}

impl Direction {
    /// The direction of the other number of a point.
    #[must_use]
    pub fn across(self) -> Self {
        match self {
            Self::East { is_degrees } => Self::North { is_degrees },
            Self::North { is_degrees } => Self::East { is_degrees },
        }
    }
}

/// Names that people also give to other things: they count when the values agree.
const LOOSE: &str = "zip|pc|pcode|pc_code|ods|practice|surgery|gp_practice|registered_practice|area|area_id|lsoa|east|north|long|\
    practice_id|geography_code|gp";

/// Every role that a question can have, each as its names.
const QUESTIONS: [&str; 9] =
    [POSTCODE, LONGITUDE, LATITUDE, EASTING, NORTHING, GRID_REFERENCE, PRACTICE, AREA, AREA_2011];
/// Every other role.
const OTHERS: [&str; 3] = [AREA_NAME, NEIGHBOURHOOD, NEIGHBOURHOOD_NAME];

/// Every name of every role, bare: asked of each cell of the first rows.
static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let roles = QUESTIONS.iter().chain(&OTHERS);
    roles.flat_map(|role| role.split('|')).map(bare).collect()
});

/// Both, those of 2021 first: for plans, as most codes of 2011 are still used.
#[must_use]
pub fn area_of_any_year() -> String {
    format!("{AREA}|{AREA_2011}")
}

/// A name without case, space and punctuation.
#[must_use]
pub fn bare(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a heading in small letters, also where capitals alone begin them (`GpPostcode`); `is_part` says which characters words
/// are made of.
#[must_use]
pub fn words(heading: &str, is_part: fn(char) -> bool) -> Vec<String> {
    let (mut words, mut was_small) = (vec![String::new()], false);
    for symbol in heading.chars() {
        if !is_part(symbol) || (was_small && symbol.is_uppercase()) {
            words.push(String::new());
        }
        was_small = symbol.is_lowercase();
        if let (true, Some(word)) = (is_part(symbol), words.last_mut()) {
            word.extend(symbol.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a heading is one of the names of a role.
#[must_use]
pub fn is_one_of(heading: &str, role: &str) -> bool {
    let heading = bare(heading);
    !heading.is_empty() && role.split('|').any(|name| bare(name) == heading)
}

/// Whether people give this name to other things as well.
#[must_use]
pub fn is_loose(heading: &str) -> bool {
    is_one_of(heading, LOOSE)
}

/// Whether a text is a heading that is known, or ends as one of a postcode does (`Patient Postcode`).
#[must_use]
pub fn is_known(heading: &str) -> bool {
    knows(heading) > 0
}

/// How surely a text is a heading that is known.
pub const SURELY: usize = 2;

/// How surely a text is a heading: [`SURELY`] one that is known, 1 one that ends or begins as one of a postcode does, 0 none.
#[must_use]
pub fn knows(text: &str) -> usize {
    if KNOWN.contains(&bare(text)) {
        return SURELY;
    }
    usize::from(names_postcode(text))
}

/// Whether a heading names a postcode of something: `Patient Postcode`, `home_postcode`, `Postcode of residence`.
#[must_use]
pub fn names_postcode(heading: &str) -> bool {
    let heading = bare(heading);
    heading.ends_with("postcode") || heading.starts_with("postcode") || heading.ends_with("postalcode")
}

/// The direction that a heading of the point of something measures in, and of what: `home_lat` is north, in degrees, of `home`.
#[must_use]
pub fn direction(heading: &str) -> Option<(Direction, String)> {
    let mut words = words(heading, char::is_alphanumeric);
    let at = |word: &String| DIRECTIONS.iter().find(|(name, ..)| name == word);
    let place = words.iter().position(|word| at(word).is_some())?;
    let (_, is_east, is_degrees) = *at(&words.remove(place))?;
    let is_meant = if is_degrees {
        !words.iter().any(|word| OTHER_DEGREES.contains(&word.as_str()) || at(word).is_some())
    } else {
        words.iter().all(|word| PLACES.contains(&word.as_str()))
    };
    let direction = if is_east { Direction::East { is_degrees } } else { Direction::North { is_degrees } };
    (is_meant && !words.is_empty()).then(|| (direction, words.join(" ")))
}

/// The unit, other than metres, in which a heading says that it measures east or north on a grid.
#[must_use]
pub fn unit_of_grid(heading: &str) -> Option<&'static str> {
    let words = words(heading, char::is_alphanumeric);
    let unit = |word: &String| OTHER_UNITS.iter().find(|(name, _)| name == word).map(|(_, unit)| *unit);
    let is_of_a_grid = words.iter().any(|word| {
        word.starts_with("oseast")
            || word.starts_with("osnrth")
            || word.starts_with("osnorth")
            || DIRECTIONS.iter().any(|(name, _, degrees)| name == word && !degrees)
    });
    words.iter().find_map(unit).filter(|_| is_of_a_grid)
}

/// The place of a role among headings: by its names in their order, each as it is written, else without punctuation. `#2` is the
/// second, unless one is called so.
#[must_use]
pub fn place<'a>(role: &str, headings: impl Iterator<Item = &'a str>) -> Option<usize> {
    let headings: Vec<&str> = headings.collect();
    let bared: Vec<String> = headings.iter().map(|heading| bare(heading)).collect();
    role.split('|').find_map(|name| {
        let exact = headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
        if let (None, Some(number)) = (exact, name.strip_prefix('#')) {
            let number: usize = number.parse().ok()?;
            return number.checked_sub(1).filter(|place| *place < headings.len());
        }
        let name = bare(name);
        exact.or_else(|| bared.iter().position(|heading| *heading == name && !name.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_publishers_and_people_are_one_role() {
        for name in ["LSOA code (2021)", "LSOA21CD", "lsoa21", "Area Code", "LSOA_CODE", "lsoa-2021-code"] {
            assert!(is_one_of(name, AREA), "{name}");
        }
        for name in ["Neighbourhood ID", "Neighborhood", "NBHD26CD", "neighbourhood"] {
            assert!(is_one_of(name, NEIGHBOURHOOD), "{name}");
        }
        for name in ["Patient Postcode", "postcode_home", "Post Code", "PCDS"] {
            assert!(is_known(name), "{name}");
        }
        assert!(!is_known("Team") && !is_known(""));
    }

    #[test]
    fn a_role_is_found_by_its_first_name_that_is_there() {
        let headings = ["area", "LSOA Code (2021)", "neighbourhood", "Neighbourhood ID"];
        assert_eq!(place(AREA, headings.into_iter()), Some(1));
        assert_eq!(place(NEIGHBOURHOOD, headings.into_iter()), Some(3));
        assert_eq!(place("lsoa_code_2021|area_name", headings.into_iter()), Some(1));
        assert_eq!(place("postcode", headings.into_iter()), None);
        assert_eq!(place("#2", headings.into_iter()), Some(1));
        assert_eq!(place("#5", headings.into_iter()), None);
    }
}
