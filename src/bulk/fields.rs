//! The columns that can be appended to a table.

use crate::echo;
use std::fmt;
use std::str::FromStr;

/// One column of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// How the row was answered.
    Outcome,
    /// Id of the neighbourhood.
    NeighbourhoodId,
    /// Its name.
    NeighbourhoodName,
    /// Metres to the nearest border with another.
    DistanceToBoundaryM,
    /// Id of the neighbourhood across that border.
    RunnerUpId,
    /// Its name.
    RunnerUpName,
    /// Code of the area.
    AreaCode,
    /// Code of the district.
    DistrictCode,
    /// Metres east on the National Grid.
    Easting,
    /// Metres north.
    Northing,
    /// Degrees east.
    Lon,
    /// Degrees north.
    Lat,
    /// Addresses by neighbourhood where counted, such as `N07:12 N09:3`.
    Shares,
    /// What there is to explain about the answer, in words.
    Reason,
    /// The postcode asked for, in canonical form.
    Postcode,
    /// Of a practice: active, dormant or closed.
    PracticeStatus,
    /// How it is known whether the addresses of a postcode lie in several neighbourhoods.
    AmbiguityRule,
    /// The code of the practice that is answered: of a branch, the practice it belongs to.
    PracticeCode,
    /// The code of the branch that was asked for, where it was one.
    BranchCode,
}

/// Columns in the order asked for, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields(Vec<Field>);

/// A name that is not a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is not a field: expected all, some of {}, or both", names())]
pub struct UnknownField {
    /// What was given.
    pub name: String,
}

const NAMES: [(Field, &str); 19] = [
    (Field::Outcome, "outcome"),
    (Field::NeighbourhoodId, "neighbourhood_id"),
    (Field::NeighbourhoodName, "neighbourhood_name"),
    (Field::DistanceToBoundaryM, "distance_to_boundary_m"),
    (Field::RunnerUpId, "runner_up_id"),
    (Field::RunnerUpName, "runner_up_name"),
    (Field::AreaCode, "area_code"),
    (Field::DistrictCode, "district_code"),
    (Field::Easting, "easting"),
    (Field::Northing, "northing"),
    (Field::Lon, "lon"),
    (Field::Lat, "lat"),
    (Field::Shares, "shares"),
    (Field::Reason, "reason"),
    (Field::Postcode, "postcode"),
    (Field::PracticeStatus, "practice_status"),
    (Field::AmbiguityRule, "ambiguity_rule"),
    (Field::PracticeCode, "practice_code"),
    (Field::BranchCode, "branch_code"),
];

impl Fields {
    /// What `all` means: those that say where something lies. What explains an answer is asked for by name: it takes longer,
    /// and most tables have their own column `postcode`.
    #[must_use]
    pub fn every() -> Self {
        Self(NAMES[..=Field::Shares as usize].iter().map(|(field, _)| *field).collect())
    }

    /// In order.
    #[must_use]
    pub fn all(&self) -> &[Field] {
        &self.0
    }

    /// Whether one of these is asked for.
    #[must_use]
    pub fn has_any(&self, wanted: &[Field]) -> bool {
        self.0.iter().any(|field| wanted.contains(field))
    }
}

fn names() -> String {
    NAMES.map(|(_, name)| name).join(",")
}

impl Field {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }
}

impl Default for Fields {
    /// The outcome, the neighbourhood and the area.
    fn default() -> Self {
        Self(vec![Field::Outcome, Field::NeighbourhoodId, Field::NeighbourhoodName, Field::AreaCode])
    }
}

impl FromStr for Fields {
    type Err = UnknownField;

    /// # Errors
    /// [`UnknownField`] with the first name that is not a field.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut fields = Vec::new();
        for name in text.split(',').map(str::trim) {
            if name == "all" {
                let every = Self::every().0.into_iter();
                fields.extend(every.filter(|field| !fields.contains(field)).collect::<Vec<_>>());
                continue;
            }
            let known = NAMES.iter().find(|(_, known)| *known == name);
            let (field, _) = known.ok_or_else(|| UnknownField { name: echo::cut(name) })?;
            if !fields.contains(field) {
                fields.push(*field);
            }
        }
        Ok(Self(fields))
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|field| field.name()).collect();
        formatter.write_str(&names.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_name_in_the_order_given() {
        for (place, (field, name)) in NAMES.iter().enumerate() {
            assert_eq!((*field as usize, field.name()), (place, *name));
        }
        assert_eq!("lat, lon,lat".parse::<Fields>().unwrap().to_string(), "lat,lon");
        assert_eq!("all".parse::<Fields>().unwrap().to_string().split(',').next_back(), Some("shares"));
        let more: Fields = "all,reason,lat".parse().unwrap();
        assert_eq!(more.all().len(), Fields::every().all().len() + 1);
        assert_eq!(more.to_string().split(',').next_back(), Some("reason"));
        assert_eq!("lan".parse::<Fields>().unwrap_err().name, "lan");
    }
}
