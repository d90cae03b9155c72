//! A GSS code that is of no area here: one that was retired, a unit of another kind that areas lie in, or one by its prefix.

use std::collections::BTreeMap;

use serde::Serialize;

use super::resolution::{AreaPart, Input, Outcome, ResidentsShare, Resolution};
use super::resolver::Resolver;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::Area;
use crate::planning::terms::coded::Coded;
use crate::planning::terms::words::percent;

/// What a code is, by its first three characters (ONS, Register of Geographic Codes).
const KINDS: [(&str, &str); 38] = [
    ("E00", "a census output area in England"),
    ("E01", "a lower layer super output area (LSOA) in England"),
    ("E02", "a middle layer super output area (MSOA) in England"),
    ("E04", "a parish in England"),
    ("E05", "an electoral ward in England"),
    ("E06", "a unitary authority in England"),
    ("E07", "a district in England"),
    ("E08", "a metropolitan district in England"),
    ("E09", "a London borough"),
    ("E10", "a county in England"),
    ("E12", "a region of England"),
    ("E14", "a parliamentary constituency in England"),
    ("E23", "a police force area in England"),
    ("E33", "a workplace zone in England"),
    ("E38", "a sub integrated care board location (sub-ICB) in England"),
    ("E40", "an NHS England region"),
    ("E54", "an integrated care board (ICB) in England"),
    ("E56", "a cancer alliance in England"),
    ("E58", "an electoral division of a county in England"),
    ("E92", "England"),
    ("K02", "the United Kingdom"),
    ("K03", "Great Britain"),
    ("K04", "England and Wales"),
    ("N00", "a small area or data zone in Northern Ireland"),
    ("N20", "a data zone in Northern Ireland"),
    ("N92", "Northern Ireland"),
    ("S00", "a census output area in Scotland"),
    ("S01", "a data zone in Scotland"),
    ("S02", "an intermediate zone in Scotland"),
    ("S12", "a council area in Scotland"),
    ("S92", "Scotland"),
    ("W00", "a census output area in Wales"),
    ("W01", "a lower layer super output area (LSOA) in Wales"),
    ("W02", "a middle layer super output area (MSOA) in Wales"),
    ("W04", "a community in Wales"),
    ("W05", "an electoral ward in Wales"),
    ("W06", "a unitary authority in Wales"),
    ("W92", "Wales"),
];

/// A unit of another kind that areas lie in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    District,
    Msoa,
    Ward,
}

impl<'a> Resolver<'a> {
    /// Answers a code that is of no area loaded.
    pub(super) fn other_area(&self, code: GssCode) -> Resolution<'a> {
        let successors = self.atlas().ground.area_changes().successors(code);
        if successors.len() > 0 {
            return self.retired(code, successors);
        }
        if let Some((unit, name)) = self.unit(code) {
            return self.unit_of_areas(code, unit, name);
        }
        let input = Input::Area { area: code };
        if let Some(kind) = self.named_kind_of(code) {
            let reason = format!("{code} is the code of {kind}, not of an area here");
            return Resolution::none(Outcome::OtherKind, input, reason);
        }
        Resolution::none(Outcome::NotFound, input, format!("{code} is not among the areas loaded"))
    }

    /// How a code that is of no area loaded is answered; the same without its words.
    #[must_use]
    pub fn outcome_of_other_area(&self, code: GssCode) -> Outcome {
        if self.atlas().ground.area_changes().successors(code).len() > 0 {
            return Outcome::RetiredCode;
        }
        let is_other = self.unit(code).is_some() || self.named_kind_of(code).is_some();
        if is_other { Outcome::OtherKind } else { Outcome::NotFound }
    }

    /// What a code is of that is of no area, ward or district, with its name where that is loaded.
    fn named_kind_of(&self, code: GssCode) -> Option<String> {
        if let Some(unit) = self.atlas().ground.units().of_code(code) {
            let name = unit.name.as_ref().map_or_else(String::new, |name| format!(", {name}"));
            return Some(format!("{}{name}", kind_of(code).unwrap_or(unit.kind.in_words())));
        }
        kind_of(code).filter(|_| !self.is_prefix_of_areas(code)).map(str::to_owned)
    }

    fn retired(&self, code: GssCode, successors: impl Iterator<Item = GssCode>) -> Resolution<'a> {
        let became: Vec<AreaPart<'a>> = successors.map(|area| self.part(area)).collect();
        let told: Vec<String> = became.iter().map(told).collect();
        let reason =
            format!("{code} is a code of 2011 that is no longer used; the area became {}", told.join(", "));
        Resolution { became, ..Resolution::none(Outcome::RetiredCode, Input::Area { area: code }, reason) }
    }

    fn part(&self, code: GssCode) -> AreaPart<'a> {
        let geography = &self.atlas().ground.geography;
        let loaded = geography.find(code);
        let zone = loaded.and_then(|area| self.draft.division.zone_of_area(area));
        AreaPart {
            area: Coded { code, name: loaded.map(|area| geography.area(area).name.as_str()) },
            neighbourhood: zone.map(|zone| self.named(zone)),
        }
    }

    fn unit(&self, code: GssCode) -> Option<(Unit, Option<&'a str>)> {
        let geography = &self.atlas().ground.geography;
        if let Some(district) = geography.district(code) {
            return Some((Unit::District, Some(&district.name)));
        }
        if let Some(name) = geography.ward_name(code) {
            return Some((Unit::Ward, Some(name).filter(|name| !name.is_empty())));
        }
        let (_, area) = geography.areas().find(|(_, area)| area.msoa == Some(code))?;
        Some((Unit::Msoa, Some(area.msoa_name.as_str()).filter(|name| !name.is_empty())))
    }

    /// A unit whose areas are known: how its residents are shared out among neighbourhoods.
    fn unit_of_areas(&self, code: GssCode, unit: Unit, name: Option<&'a str>) -> Resolution<'a> {
        let lies_in = self.residents_of(|area| match unit {
            Unit::District => area.district == code,
            Unit::Msoa => area.msoa == Some(code),
            Unit::Ward => area.ward == Some(code),
        });
        let name = name.map_or_else(String::new, |name| format!(" ({name})"));
        let kind = match unit {
            Unit::District => "a local authority district",
            Unit::Msoa => "a middle layer super output area (MSOA)",
            Unit::Ward => "an electoral ward, known by the areas that fit it best",
        };
        let all: u64 = lies_in.iter().map(|share| share.residents).sum();
        let told = |share: &ResidentsShare<'_>| {
            let id = share.neighbourhood.as_ref().map_or("no neighbourhood", |named| named.id);
            format!("{} in {id}", percent(share.residents, all))
        };
        let shares: Vec<String> = lies_in.iter().map(told).collect();
        let reason =
            format!("{code}{name} is {kind}, not an area here; its residents live {}", shares.join(", "));
        Resolution { lies_in, ..Resolution::none(Outcome::OtherKind, Input::Area { area: code }, reason) }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of residents are far below 2^53")]
    fn residents_of(&self, is_of: impl Fn(&Area) -> bool) -> Vec<ResidentsShare<'a>> {
        let mut by_zone = BTreeMap::<Option<ZoneIx>, u64>::new();
        for (ix, area) in self.atlas().ground.geography.areas().filter(|(_, area)| is_of(area)) {
            *by_zone.entry(self.draft.division.zone_of_area(ix)).or_default() += u64::from(area.residents);
        }
        let all: u64 = by_zone.values().sum();
        let share = |(zone, residents): (Option<ZoneIx>, u64)| ResidentsShare {
            neighbourhood: zone.map(|zone| self.named(zone)),
            residents,
            share: if all == 0 { 0.0 } else { residents as f64 / all as f64 },
        };
        let mut shares: Vec<ResidentsShare<'a>> = by_zone.into_iter().map(share).collect();
        // Most first; of equal ones the first by id, as they stand.
        shares.sort_by_key(|share| std::cmp::Reverse(share.residents));
        shares
    }

    /// Whether a code begins as those of the areas loaded do: then it is one of the same kind, elsewhere or mistyped.
    fn is_prefix_of_areas(&self, code: GssCode) -> bool {
        let first = self.atlas().ground.geography.areas().next();
        first.is_none_or(|(_, area)| area.code.as_str()[..3] == code.as_str()[..3])
    }
}

fn kind_of(code: GssCode) -> Option<&'static str> {
    let place = KINDS.binary_search_by_key(&&code.as_str()[..3], |(prefix, _)| prefix).ok()?;
    Some(KINDS[place].1)
}

fn told(part: &AreaPart<'_>) -> String {
    let home = match (&part.neighbourhood, part.area.name) {
        (Some(named), _) => format!("in {}", named.id),
        (None, Some(_)) => "in no neighbourhood".to_owned(),
        (None, None) => "not loaded here".to_owned(),
    };
    format!("{} ({home})", part.area.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_of_the_kind_its_prefix_says() {
        assert!(KINDS.is_sorted());
        assert_eq!(
            kind_of("W01000001".parse().unwrap()),
            Some("a lower layer super output area (LSOA) in Wales")
        );
        assert_eq!(kind_of("E00145000".parse().unwrap()), Some("a census output area in England"));
        assert_eq!(kind_of("X99000001".parse().unwrap()), None);
    }
}
