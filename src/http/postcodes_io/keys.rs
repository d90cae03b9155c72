//! The keys of a postcode, in the order postcodes.io writes them, and which of them we have a value for.

use std::sync::LazyLock;

use crate::domain::ground::named::units::UnitKind;

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// We have no data for it: null.
    Unknown,
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
    ("nhs_ha", Value::Unknown),
    ("longitude", Value::Longitude),
    ("latitude", Value::Latitude),
    ("european_electoral_region", Value::Unit(UnitKind::Region, Part::Name)),
    ("primary_care_trust", Value::Unknown),
    ("region", Value::Unit(UnitKind::Region, Part::Name)),
    ("lsoa", Value::Lsoa21),
    ("msoa", Value::Msoa21),
    ("incode", Value::Incode),
    ("outcode", Value::Outcode),
    ("parliamentary_constituency", Value::Unknown),
    ("parliamentary_constituency_2024", Value::Unknown),
    ("admin_district", Value::AdminDistrict),
    ("parish", Value::Unknown),
    ("admin_county", Value::Unit(UnitKind::County, Part::Name)),
    ("date_of_introduction", Value::Unknown),
    ("admin_ward", Value::AdminWard),
    ("ced", Value::Unknown),
    ("ccg", Value::Unit(UnitKind::SubIcb, Part::Name)),
    ("nuts", Value::Unknown),
    ("pfa", Value::Unit(UnitKind::PoliceForce, Part::Name)),
    ("nhs_region", Value::Unit(UnitKind::NhsRegion, Part::Name)),
    ("ttwa", Value::Unknown),
    ("national_park", Value::Unknown),
    ("bua", Value::Unknown),
    ("icb", Value::Unit(UnitKind::Icb, Part::Name)),
    ("cancer_alliance", Value::Unit(UnitKind::CancerAlliance, Part::Name)),
    ("lsoa11", Value::Unknown),
    ("msoa11", Value::Unknown),
    ("lsoa21", Value::Lsoa21),
    ("msoa21", Value::Msoa21),
    ("oa21", Value::Unknown),
    ("ruc11", Value::Unknown),
    ("ruc21", Value::Unknown),
    ("lep1", Value::Unknown),
    ("lep2", Value::Unknown),
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
    ("parish", Value::Unknown),
    ("parliamentary_constituency", Value::Unknown),
    ("parliamentary_constituency_2024", Value::Unknown),
    ("ccg", Value::Unit(UnitKind::SubIcb, Part::Code)),
    ("ccg_id", Value::Unit(UnitKind::SubIcb, Part::NhsCode)),
    ("ced", Value::Unknown),
    ("nuts", Value::Unknown),
    ("lsoa", Value::Lsoa21Code),
    ("msoa", Value::Msoa21Code),
    ("lau2", Value::AdminDistrictCode),
    ("pfa", Value::Unit(UnitKind::PoliceForce, Part::Code)),
    ("nhs_region", Value::Unit(UnitKind::NhsRegion, Part::Code)),
    ("ttwa", Value::Unknown),
    ("national_park", Value::Unknown),
    ("bua", Value::Unknown),
    ("icb", Value::Unit(UnitKind::Icb, Part::Code)),
    ("cancer_alliance", Value::Unit(UnitKind::CancerAlliance, Part::Code)),
    ("lsoa11", Value::Unknown),
    ("msoa11", Value::Unknown),
    ("lsoa21", Value::Lsoa21Code),
    ("msoa21", Value::Msoa21Code),
    ("oa21", Value::Unknown),
    ("ruc11", Value::Unknown),
    ("ruc21", Value::Unknown),
    ("lep1", Value::Unknown),
    ("lep2", Value::Unknown),
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

/// A whole postcode.
pub static WHOLE: LazyLock<Template> = LazyLock::new(|| Template::of(KEYS.iter().chain([&ASSIGNMENT])));
/// Its codes.
pub static WHOLE_CODES: LazyLock<Template> = LazyLock::new(|| Template::of(CODES.iter()));

impl Template {
    /// Of some keys.
    pub fn of<'a>(keys: impl Iterator<Item = &'a Key>) -> Self {
        let mut pieces = Vec::new();
        let mut text = "{".to_owned();
        for (name, value) in keys {
            if text != "{" || !pieces.is_empty() {
                text.push(',');
            }
            text.extend(["\"", name, "\":"]);
            if *value == Value::Unknown {
                text.push_str("null");
            } else {
                pieces.push(Piece { text: std::mem::take(&mut text).into(), value: *value });
            }
        }
        Self { pieces, rest: text }
    }

    /// Of the keys that a `filter` names, in its order; names that are none are ignored.
    pub fn filtered(filter: &str) -> Self {
        let filter: String = filter.chars().filter(|character| !character.is_whitespace()).collect();
        let filter = filter.to_lowercase();
        let mut keys: Vec<&Key> = Vec::new();
        for name in filter.split(',') {
            let known = KEYS.iter().chain([&ASSIGNMENT]).find(|(key, _)| *key == name);
            keys.extend(known.filter(|key| !keys.contains(key)));
        }
        Self::of(keys.into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_changes_is_one_piece_of_text() {
        let template = Template::filtered("Nuts, postcode,bua,postcode,nonsense,quality");
        let pieces: Vec<&str> = template.pieces.iter().map(|piece| &*piece.text).collect();
        assert_eq!(pieces, ["{\"nuts\":null,\"postcode\":", ",\"bua\":null,\"quality\":"]);
        assert_eq!(template.rest, "");
        assert_eq!(Template::filtered("nonsense").rest, "{");
        assert_eq!(WHOLE_CODES.pieces.len(), 15);
    }
}
