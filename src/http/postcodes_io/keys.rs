//! The keys of a postcode, in the order postcodes.io writes them, and which of them we have a value for.

use std::sync::LazyLock;

use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::domain::ground::named::units::UnitKind;

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Postcode,
    Quality,
    Eastings,
    Northings,
    Country,
    Longitude,
    Latitude,
    Incode,
    Outcode,
    AdminDistrict,
    AdminWard,
    Lsoa21,
    Msoa21,
    /// An object of codes, its keys in [`CODES`].
    Codes,
    Neighbourhood,
    /// How sure the neighbourhood is: the outcome of `/v1/resolve`.
    Assignment,
    AdminDistrictCode,
    AdminWardCode,
    Lsoa21Code,
    Msoa21Code,
    NeighbourhoodCode,
    /// A unit beside areas and districts.
    Unit(UnitKind, Part),
    /// What a postcode directory says of the postcode itself: null where none is loaded.
    OfPostcode(PostcodeUnit, Part),
}

/// What of a unit stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Name,
    /// The code that ONS gives it.
    Code,
    /// The code that the NHS gives it.
    NhsCode,
}

/// A key and what stands under it.
pub type Key = (&'static str, Value);

/// Keys of a postcode. The last two are ours.
pub const KEYS: [Key; 43] = [
    ("postcode", Value::Postcode),
    ("quality", Value::Quality),
    ("eastings", Value::Eastings),
    ("northings", Value::Northings),
    ("country", Value::Country),
    ("nhs_ha", Value::OfPostcode(PostcodeUnit::HealthAuthority, Part::Name)),
    ("longitude", Value::Longitude),
    ("latitude", Value::Latitude),
    ("european_electoral_region", Value::Unit(UnitKind::Region, Part::Name)),
    ("primary_care_trust", Value::OfPostcode(PostcodeUnit::PrimaryCareTrust, Part::Name)),
    ("region", Value::Unit(UnitKind::Region, Part::Name)),
    ("lsoa", Value::Lsoa21),
    ("msoa", Value::Msoa21),
    ("incode", Value::Incode),
    ("outcode", Value::Outcode),
    ("parliamentary_constituency", Value::OfPostcode(PostcodeUnit::Constituency, Part::Name)),
    ("parliamentary_constituency_2024", Value::OfPostcode(PostcodeUnit::Constituency, Part::Name)),
    ("admin_district", Value::AdminDistrict),
    ("parish", Value::OfPostcode(PostcodeUnit::Parish, Part::Name)),
    ("admin_county", Value::Unit(UnitKind::County, Part::Name)),
    ("date_of_introduction", Value::OfPostcode(PostcodeUnit::Introduced, Part::Code)),
    ("admin_ward", Value::AdminWard),
    ("ced", Value::OfPostcode(PostcodeUnit::Division, Part::Name)),
    ("ccg", Value::Unit(UnitKind::SubIcb, Part::Name)),
    ("nuts", Value::OfPostcode(PostcodeUnit::Itl, Part::Name)),
    ("pfa", Value::Unit(UnitKind::PoliceForce, Part::Name)),
    ("nhs_region", Value::Unit(UnitKind::NhsRegion, Part::Name)),
    ("ttwa", Value::OfPostcode(PostcodeUnit::TravelToWork, Part::Name)),
    ("national_park", Value::OfPostcode(PostcodeUnit::NationalPark, Part::Name)),
    ("bua", Value::OfPostcode(PostcodeUnit::BuiltUpArea, Part::Name)),
    ("icb", Value::Unit(UnitKind::Icb, Part::Name)),
    ("cancer_alliance", Value::Unit(UnitKind::CancerAlliance, Part::Name)),
    ("lsoa11", Value::OfPostcode(PostcodeUnit::Lsoa2011, Part::Name)),
    ("msoa11", Value::OfPostcode(PostcodeUnit::Msoa2011, Part::Name)),
    ("lsoa21", Value::Lsoa21),
    ("msoa21", Value::Msoa21),
    ("oa21", Value::OfPostcode(PostcodeUnit::OutputArea, Part::Code)),
    ("ruc11", Value::OfPostcode(PostcodeUnit::RuralUrban2011, Part::Name)),
    ("ruc21", Value::OfPostcode(PostcodeUnit::RuralUrban2021, Part::Name)),
    ("lep1", Value::OfPostcode(PostcodeUnit::Partnership, Part::Name)),
    ("lep2", Value::OfPostcode(PostcodeUnit::SecondPartnership, Part::Name)),
    ("codes", Value::Codes),
    ("neighbourhood", Value::Neighbourhood),
];

/// The last key, ours too; apart so that `distance` can follow.
pub const ASSIGNMENT: Key = ("neighbourhood_assignment", Value::Assignment);

/// Keys of `codes`. The last one is ours.
pub const CODES: [Key; 30] = [
    ("admin_district", Value::AdminDistrictCode),
    ("admin_county", Value::Unit(UnitKind::County, Part::Code)),
    ("admin_ward", Value::AdminWardCode),
    ("parish", Value::OfPostcode(PostcodeUnit::Parish, Part::Code)),
    ("parliamentary_constituency", Value::OfPostcode(PostcodeUnit::Constituency, Part::Code)),
    ("parliamentary_constituency_2024", Value::OfPostcode(PostcodeUnit::Constituency, Part::Code)),
    ("ccg", Value::Unit(UnitKind::SubIcb, Part::Code)),
    ("ccg_id", Value::Unit(UnitKind::SubIcb, Part::NhsCode)),
    ("ced", Value::OfPostcode(PostcodeUnit::Division, Part::Code)),
    ("nuts", Value::OfPostcode(PostcodeUnit::Itl, Part::Code)),
    ("lsoa", Value::Lsoa21Code),
    ("msoa", Value::Msoa21Code),
    ("lau2", Value::AdminDistrictCode),
    ("pfa", Value::Unit(UnitKind::PoliceForce, Part::Code)),
    ("nhs_region", Value::Unit(UnitKind::NhsRegion, Part::Code)),
    ("ttwa", Value::OfPostcode(PostcodeUnit::TravelToWork, Part::Code)),
    ("national_park", Value::OfPostcode(PostcodeUnit::NationalPark, Part::Code)),
    ("bua", Value::OfPostcode(PostcodeUnit::BuiltUpArea, Part::Code)),
    ("icb", Value::Unit(UnitKind::Icb, Part::Code)),
    ("cancer_alliance", Value::Unit(UnitKind::CancerAlliance, Part::Code)),
    ("lsoa11", Value::OfPostcode(PostcodeUnit::Lsoa2011, Part::Code)),
    ("msoa11", Value::OfPostcode(PostcodeUnit::Msoa2011, Part::Code)),
    ("lsoa21", Value::Lsoa21Code),
    ("msoa21", Value::Msoa21Code),
    ("oa21", Value::OfPostcode(PostcodeUnit::OutputArea, Part::Code)),
    ("ruc11", Value::OfPostcode(PostcodeUnit::RuralUrban2011, Part::Code)),
    ("ruc21", Value::OfPostcode(PostcodeUnit::RuralUrban2021, Part::Code)),
    ("lep1", Value::OfPostcode(PostcodeUnit::Partnership, Part::Code)),
    ("lep2", Value::OfPostcode(PostcodeUnit::SecondPartnership, Part::Code)),
    ("neighbourhood", Value::NeighbourhoodCode),
];

/// Text to write, then a value: what never changes between two values is one piece.
pub struct Piece {
    /// Keys, punctuation and nulls.
    pub text: Box<str>,
    /// What follows.
    pub value: Value,
}

/// An object as pieces, without its closing brace, and the text after its last value.
pub struct Template {
    /// In order.
    pub pieces: Vec<Piece>,
    /// After the last value.
    pub rest: String,
}

/// What is known of postcodes beside the keys themselves: the templates differ in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// What a postcode directory says.
    Directory,
    /// Nothing of that.
    PointsAlone,
}

/// The templates of a postcode: whole, and its codes.
pub struct Templates {
    /// All keys.
    pub whole: Template,
    /// The keys of `codes`.
    pub codes: Template,
}

impl Templates {
    fn of(known: Known) -> Self {
        Self {
            whole: Template::of(KEYS.iter().chain([&ASSIGNMENT]), known),
            codes: Template::of(CODES.iter(), known),
        }
    }

    /// Those of what is known.
    pub fn all(known: Known) -> &'static Self {
        static DIRECTORY: LazyLock<Templates> = LazyLock::new(|| Templates::of(Known::Directory));
        static POINTS_ALONE: LazyLock<Templates> = LazyLock::new(|| Templates::of(Known::PointsAlone));
        match known {
            Known::Directory => &DIRECTORY,
            Known::PointsAlone => &POINTS_ALONE,
        }
    }
}

impl Template {
    /// Of some keys.
    pub fn of<'a>(keys: impl Iterator<Item = &'a Key>, known: Known) -> Self {
        let mut pieces = Vec::new();
        let mut text = "{".to_owned();
        for (name, value) in keys {
            if text != "{" || !pieces.is_empty() {
                text.push(',');
            }
            text.extend(["\"", name, "\":"]);
            if known == Known::PointsAlone && matches!(value, Value::OfPostcode(..)) {
                text.push_str("null");
            } else {
                pieces.push(Piece { text: std::mem::take(&mut text).into(), value: *value });
            }
        }
        Self { pieces, rest: text }
    }

    /// Of the keys that a `filter` names, in its order; names that are none are ignored.
    pub fn filtered(filter: &str, known: Known) -> Self {
        let filter: String = filter.chars().filter(|character| !character.is_whitespace()).collect();
        let filter = filter.to_lowercase();
        let mut keys: Vec<&Key> = Vec::new();
        for name in filter.split(',') {
            let found = KEYS.iter().chain([&ASSIGNMENT]).find(|(key, _)| *key == name);
            keys.extend(found.filter(|key| !keys.contains(key)));
        }
        Self::of(keys.into_iter(), known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_changes_is_one_piece_of_text() {
        let filter = "Nuts, postcode,bua,postcode,nonsense,quality";
        let template = Template::filtered(filter, Known::PointsAlone);
        let pieces: Vec<&str> = template.pieces.iter().map(|piece| &*piece.text).collect();
        assert_eq!(pieces, ["{\"nuts\":null,\"postcode\":", ",\"bua\":null,\"quality\":"]);
        assert_eq!(template.rest, "");
        assert_eq!(Template::filtered(filter, Known::Directory).pieces.len(), 4);
        assert_eq!(Template::filtered("nonsense", Known::PointsAlone).rest, "{");
        let pieces = |known| Templates::all(known).codes.pieces.len();
        assert_eq!((pieces(Known::PointsAlone), pieces(Known::Directory)), (15, CODES.len()));
    }
}
