//! Which members of an object hold its question, by their names: those of a line of JSON are what columns are in a table, and go by
//! the same names, and what is found is weighed against what stands beside it by the rule of tables (`beside.rs`). A member that is
//! null or blank is one all the same: a person without a postcode is not where their practice is.
//!
//! Values decide only over names that people also give to other things: lines are answered while they come.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use super::beside::rather;
use super::candidates::{Candidates, NameFit, fit};
use super::kind::Kind;
use super::question_columns::{QuestionColumns, Why};
use super::sample::Sample;
use super::whose;
use crate::reading::cell::{Decimal, is_missing, number};
use crate::reading::headings;

/// Stands for the code of an LSOA where a member that is called as one has no value: another line has it.
const SOME_LSOA: &str = "E01000000";

/// The roles of members, in the order in which they are preferred; a postcode of something stands behind a plain one.
const ROLES: [Role; 10] = [
    Role::Postcode,
    Role::PostcodeOf,
    Role::Longitude,
    Role::Latitude,
    Role::Easting,
    Role::Northing,
    Role::GridReference,
    Role::Practice,
    Role::Area,
    Role::Area2011,
];

/// What a member is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Postcode,
    /// A postcode of something, such as `Home postcode`.
    PostcodeOf,
    Longitude,
    Latitude,
    Easting,
    Northing,
    GridReference,
    Practice,
    Area,
    Area2011,
}

/// A role by its name: how early the name stands among those of the role, and whether people give it to other things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    role: Role,
    rank: usize,
    is_loose: bool,
}

/// What members are, by names that are looked up once: lines of a stream have the same ones.
#[derive(Debug, Default)]
pub struct MemberRoles(RefCell<HashMap<Box<str>, Option<Named>>>);

/// Members between which nothing decides, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeveralMembers {
    /// Both are called postcodes.
    Postcodes([usize; 2]),
    /// A practice, and the area that its people may live in.
    Places([usize; 2]),
}

/// A member's value as it is written, without the quotes of a text; none of null.
pub type TextOf<'a, 'b> = &'b dyn Fn(usize) -> Option<Cow<'a, str>>;

impl MemberRoles {
    /// The members that hold the question, by their places: those given are places and names, and `text` is the value at a place.
    ///
    /// # Errors
    /// [`SeveralMembers`] where two are called postcodes of something and none a postcode, where two hold different postcodes, or where
    /// an area stands beside a practice and does not say whose it is.
    pub fn question<'a>(
        &self,
        members: impl Iterator<Item = (usize, &'a str)> + Clone,
        text: TextOf<'a, '_>,
    ) -> Result<Option<QuestionColumns>, SeveralMembers> {
        let asks = self.by_names(members.clone(), text)?;
        match asks {
            Some(QuestionColumns::Postcode(place)) => {
                let postcode = |place| text(place).filter(|value| Kind::of(value) == Some(Kind::Postcode));
                let differs = |other: &usize| {
                    postcode(*other).zip(postcode(place)).is_some_and(|(other, own)| !is_same(&other, &own))
                };
                // One that stands twice is told as that.
                let own = members.clone().find(|(at, _)| *at == place).map(|(_, name)| name);
                let is_other = |name: &str| self.is_postcode(name) && Some(name) != own;
                let mut others = members.filter(|(_, name)| is_other(name)).map(|(place, _)| place);
                others.find(differs).map_or(Ok(asks), |other| {
                    Err(SeveralMembers::Postcodes([place.min(other), place.max(other)]))
                })
            }
            Some(asks) => weighed(asks, members, text).map(Some),
            None => Ok(None),
        }
    }

    /// Whether a name is one of a postcode, and not of others.
    #[must_use]
    pub fn is_postcode(&self, name: &str) -> bool {
        let is_one =
            |named: Named| matches!(named.role, Role::Postcode | Role::PostcodeOf) && !named.is_loose;
        self.named(name).is_some_and(is_one)
    }

    fn by_names<'a>(
        &self,
        members: impl Iterator<Item = (usize, &'a str)>,
        text: TextOf<'a, '_>,
    ) -> Result<Option<QuestionColumns>, SeveralMembers> {
        let mut first: [Option<(usize, Named)>; ROLES.len()] = [None; ROLES.len()];
        let mut several = None;
        let mut loosely: [Option<usize>; ROLES.len()] = [None; ROLES.len()];
        for (place, name) in members {
            let Some(named) = self.named(name) else { continue };
            let slot = named.role as usize;
            if named.is_loose && !named.is_borne_out_by(text(place).as_deref()) {
                loosely[slot].get_or_insert(place);
                continue;
            }
            match first[slot] {
                Some((other, _)) if named.role == Role::PostcodeOf => {
                    several = Some(SeveralMembers::Postcodes([other, place]));
                }
                Some((_, before)) if before.rank <= named.rank => {}
                _ => first[slot] = Some((place, named)),
            }
        }
        if let (Some(several), None) = (several, first[Role::Postcode as usize]) {
            return Err(several);
        }
        let surely = first.map(|found| found.map(|(place, _)| place));
        let either = std::array::from_fn(|role| surely[role].or(loosely[role]));
        Ok(question(&surely).or_else(|| question(&either)))
    }

    fn named(&self, name: &str) -> Option<Named> {
        if let Some(known) = self.0.borrow().get(name) {
            return *known;
        }
        let named = Named::of(name);
        self.0.borrow_mut().insert(name.into(), named);
        named
    }
}

/// What was found by names, or what a table of this one row asks rather: a practice or a point weighed against areas beside it.
fn weighed<'a>(
    asks: QuestionColumns,
    members: impl Iterator<Item = (usize, &'a str)>,
    text: TextOf<'a, '_>,
) -> Result<QuestionColumns, SeveralMembers> {
    let has_value = |place: &usize| text(*place).is_some_and(|text| !is_missing(&text));
    let is_weighed = match asks {
        QuestionColumns::Practice(_) => true,
        _ => asks.point().is_some() && asks.places().iter().all(has_value),
    };
    if !is_weighed {
        return Ok(asks);
    }
    let (mut names, mut values, mut areas) = (Vec::new(), Vec::new(), Vec::new());
    for (place, name) in members {
        names.resize(names.len().max(place + 1), String::new());
        values.resize(names.len(), String::new());
        name.clone_into(&mut names[place]);
        let is_unfilled_area = !has_value(&place) && names_an_lsoa(name);
        let value = || text(place).unwrap_or_default().into_owned();
        values[place] = if is_unfilled_area { SOME_LSOA.to_owned() } else { value() };
        areas.extend((Kind::of(&values[place]) == Some(Kind::Area)).then_some(place));
    }
    let (width, rows) = (names.len(), [values]);
    let sample = Sample { names: Some(&names), above: &[], rows: &rows, width, delimiter: b',' };
    match (rather(&sample, &Candidates::of(&sample), (asks, Why::ByName)), areas.as_slice()) {
        (Ok((asks, _)), _) => Ok(asks),
        (Err(_), [area, ..]) => Err(SeveralMembers::Places([asks.places()[0], *area])),
        (Err(_), []) => Ok(asks),
    }
}

/// Whether a name is one of codes of LSOAs, also of a person's: `patient_lsoa`.
fn names_an_lsoa(name: &str) -> bool {
    (fit(Kind::Area, name) > NameFit::None && !headings::is_loose(name))
        || headings::words(name, char::is_alphanumeric).iter().any(|word| word.starts_with("lsoa"))
}

/// Whether two postcodes are one, but for spelling.
fn is_same(one: &str, other: &str) -> bool {
    headings::bare(one) == headings::bare(other)
}

/// The question that the first members of each role ask.
fn question(places: &[Option<usize>; ROLES.len()]) -> Option<QuestionColumns> {
    let of = |role: Role| places[role as usize];
    let both = |first, second| of(first).zip(of(second));
    of(Role::Postcode)
        .or_else(|| of(Role::PostcodeOf))
        .map(QuestionColumns::Postcode)
        .or_else(|| both(Role::Longitude, Role::Latitude).map(|(lon, lat)| QuestionColumns::LonLat(lon, lat)))
        .or_else(|| {
            both(Role::Easting, Role::Northing)
                .map(|(east, north)| QuestionColumns::EastingNorthing(east, north))
        })
        .or_else(|| of(Role::GridReference).map(QuestionColumns::GridReference))
        .or_else(|| of(Role::Practice).map(QuestionColumns::Practice))
        .or_else(|| of(Role::Area).or_else(|| of(Role::Area2011)).map(QuestionColumns::Area))
}

impl Named {
    fn of(name: &str) -> Option<Self> {
        let bare = headings::bare(name);
        let rank = |names: &str| names.split('|').position(|one| headings::bare(one) == bare);
        let known = ROLES.into_iter().find_map(|role| Some((role, rank(role.names()?)?)));
        if let Some((role, rank)) = known.filter(|_| !bare.is_empty()) {
            return Some(Self { role, rank, is_loose: headings::is_loose(name) });
        }
        let is_own = headings::names_postcode(name) && whose::of_others(name).is_none();
        is_own.then_some(Self { role: Role::PostcodeOf, rank: 0, is_loose: false })
    }

    /// Whether a value is what the name says; a number is one of a point.
    fn is_borne_out_by(self, text: Option<&str>) -> bool {
        match self.role.kind() {
            Some(kind) => text.and_then(Kind::of) == Some(kind),
            None => text.is_none_or(|text| number(text, Decimal::Dot).is_some()),
        }
    }
}

impl Role {
    fn names(self) -> Option<&'static str> {
        Some(match self {
            Self::Postcode => headings::POSTCODE,
            Self::PostcodeOf => return None,
            Self::Longitude => headings::LONGITUDE,
            Self::Latitude => headings::LATITUDE,
            Self::Easting => headings::EASTING,
            Self::Northing => headings::NORTHING,
            Self::GridReference => headings::GRID_REFERENCE,
            Self::Practice => headings::PRACTICE,
            Self::Area => headings::AREA,
            Self::Area2011 => headings::AREA_2011,
        })
    }

    fn kind(self) -> Option<Kind> {
        match self {
            Self::Postcode | Self::PostcodeOf => Some(Kind::Postcode),
            Self::GridReference => Some(Kind::GridReference),
            Self::Practice => Some(Kind::Practice),
            Self::Area | Self::Area2011 => Some(Kind::Area),
            Self::Longitude | Self::Latitude | Self::Easting | Self::Northing => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(members: &[(&str, Option<&str>)]) -> Result<Option<QuestionColumns>, SeveralMembers> {
        let names = members.iter().enumerate().map(|(place, (name, _))| (place, *name));
        MemberRoles::default().question(names, &|place| members[place].1.map(Cow::Borrowed))
    }

    #[test]
    fn members_go_by_the_names_of_columns_in_the_order_of_tables() {
        use QuestionColumns as Q;
        for (members, expected) in [
            (&[("id", None), ("Postcode", Some("OX1 1ND"))][..], Some(Q::Postcode(1))),
            (&[("area_code", Some("E01028422")), ("lat", None), ("lon", None)], Some(Q::LonLat(2, 1))),
            (&[("pcd", Some("OX11ND")), ("postcode", Some("x"))], Some(Q::Postcode(1))),
            (&[("GP postcode", Some("OX1 1ND")), ("Home postcode", Some("OX4 1AA"))], Some(Q::Postcode(1))),
            (&[("practice", Some("Botley")), ("LSOA21CD", Some("E01028422"))], Some(Q::Area(1))),
            (&[("gp_code", Some("K84001")), ("patient_lsoa", Some("E01028422"))], Some(Q::Area(1))),
            (&[("gp_code", Some("K84001")), ("patient_lsoa", None)], Some(Q::Area(1))),
            (&[("gp_code", Some("K84001")), ("ward", Some("E05011348"))], Some(Q::Practice(0))),
            (&[("lon", Some("0")), ("lat", Some("0")), ("lsoa21cd", Some("E01028422"))], Some(Q::Area(2))),
            (
                &[("lon", Some("-1.2")), ("lat", Some("51.7")), ("lsoa21cd", Some("E01028422"))],
                Some(Q::LonLat(0, 1)),
            ),
            (&[("lon", None), ("lat", None), ("lsoa21cd", Some("E01028422"))], Some(Q::LonLat(0, 1))),
            (&[("postcode", None), ("practice", Some("K84001"))], Some(Q::Postcode(0))),
            (&[("postcode", Some("")), ("practice", Some("K84001"))], Some(Q::Postcode(0))),
            (&[("postcode", Some("OX1 1ND")), ("home_postcode", Some("ox11nd"))], Some(Q::Postcode(0))),
            (&[("postcode", Some("OX1 1ND")), ("postcode_area", Some("OX1"))], Some(Q::Postcode(0))),
            (&[("practice", Some("Botley"))], Some(Q::Practice(0))),
            (&[("GP postcode", Some("OX1 1ND")), ("name", None)], None),
            (&[("lon", None)], None),
        ] {
            assert_eq!(asked(members), Ok(expected), "{members:?}");
        }
        let two = [("Home postcode", Some("OX1 1ND")), ("Term postcode", Some("OX4 1AA"))];
        assert_eq!(asked(&two), Err(SeveralMembers::Postcodes([0, 1])));
        let two = [("postcode", Some("OX1 1ND")), ("Home postcode", Some("OX4 1AA"))];
        assert_eq!(asked(&two), Err(SeveralMembers::Postcodes([0, 1])));
        for area in [Some("E01028422"), None] {
            let two = [("gp_code", Some("K84001")), ("lsoa21cd", area)];
            assert_eq!(asked(&two), Err(SeveralMembers::Places([0, 1])), "{area:?}");
        }
    }
}
