//! Which members of an object hold its question, by their names: those of a line of JSON are what columns are in a table, and go by
//! the same names. Where several hold one, the order of preference is that of a table.
//!
//! Values decide only over names that people also give to other things: lines are answered while they come.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use super::kind::Kind;
use super::question_columns::QuestionColumns;
use super::whose;
use crate::reading::cell::{Decimal, number};
use crate::reading::headings;

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

/// Members between which nothing decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeveralMembers(pub [usize; 2]);

impl MemberRoles {
    /// The members that hold the question, by their places: those given are places and names, and `text` is the value at a place where
    /// that is a text.
    ///
    /// # Errors
    /// [`SeveralMembers`] where two are called postcodes of something and none a postcode.
    pub fn question<'a>(
        &self,
        members: impl Iterator<Item = (usize, &'a str)>,
        text: &dyn Fn(usize) -> Option<Cow<'a, str>>,
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
                    several = Some(SeveralMembers([other, place]));
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
            (&[("practice", Some("Botley"))], Some(Q::Practice(0))),
            (&[("GP postcode", Some("OX1 1ND")), ("name", None)], None),
            (&[("lon", None)], None),
        ] {
            assert_eq!(asked(members), Ok(expected), "{members:?}");
        }
        let two = [("Home postcode", Some("OX1 1ND")), ("Term postcode", Some("OX4 1AA"))];
        assert_eq!(asked(&two), Err(SeveralMembers([0, 1])));
    }
}
