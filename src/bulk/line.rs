//! A line of JSON, read in one pass: the members that `POST /v1/resolve` has for questions, and the names of those beside them.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::planning::resolve::members_read::MembersRead;

/// A line whose members, as far as they have the names of questions, are of their types.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    pub reference: Option<&'a RawValue>,
    pub postcode: Option<Cow<'a, str>>,
    pub grid_reference: Option<Cow<'a, str>>,
    pub practice: Option<Cow<'a, str>>,
    pub area: Option<Cow<'a, str>>,
    pub lon: Option<f64>,
    pub lat: Option<f64>,
    pub easting: Option<f64>,
    pub northing: Option<f64>,
    /// Which members of these names are there, also as null: a bit of each.
    seen: u16,
    /// Names of the other members.
    pub others: Vec<Cow<'a, str>>,
}

/// Members with the names of questions, each at the place of its bit; `ref` is the first.
const NAMES: [&str; 9] =
    ["ref", "postcode", "grid_reference", "practice", "area", "lon", "lat", "easting", "northing"];

/// A text that is borrowed where it can be.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Line<'_> {
    /// Whether it has members of one kind at most, filled or null, by the names of questions alone.
    pub fn is_of_one_kind(&self) -> bool {
        let kinds = [1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5 | 1 << 6, 1 << 7 | 1 << 8];
        self.others.is_empty() && kinds.into_iter().filter(|kind| self.seen & kind != 0).count() <= 1
    }

    /// Takes down which members were read: its postcode and nothing else, else all that have the names of questions.
    pub fn tell(&self, members: &mut MembersRead) {
        let has = |bit: usize| self.seen & (1 << bit) != 0;
        for (bit, name) in NAMES.into_iter().enumerate().skip(1).filter(|(bit, _)| has(*bit)) {
            members.tell(name, bit == 1 || !has(1));
        }
        self.others.iter().for_each(|name| members.tell(name, false));
    }
}

impl<'de> Deserialize<'de> for Line<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Line<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line<'de>, A::Error> {
                let mut line = Line::default();
                while let Some(Text(name)) = map.next_key()? {
                    let member = match name.as_ref() {
                        "ref" => {
                            line.reference = Some(map.next_value()?);
                            0
                        }
                        "postcode" => text(&mut map, &mut line.postcode, 1)?,
                        "grid_reference" => text(&mut map, &mut line.grid_reference, 2)?,
                        "practice" => text(&mut map, &mut line.practice, 3)?,
                        "area" => text(&mut map, &mut line.area, 4)?,
                        "lon" => number(&mut map, &mut line.lon, 5)?,
                        "lat" => number(&mut map, &mut line.lat, 6)?,
                        "easting" => number(&mut map, &mut line.easting, 7)?,
                        "northing" => number(&mut map, &mut line.northing, 8)?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            line.others.push(name);
                            continue;
                        }
                    };
                    // The slower way says which stands twice.
                    if line.seen & (1 << member) != 0 {
                        return Err(A::Error::custom("a member stands twice"));
                    }
                    line.seen |= 1 << member;
                }
                Ok(line)
            }
        }

        deserializer.deserialize_map(Reading)
    }
}

fn text<'de, A: MapAccess<'de>>(
    map: &mut A,
    into: &mut Option<Cow<'de, str>>,
    member: u16,
) -> Result<u16, A::Error> {
    *into = map.next_value::<Option<Text<'de>>>()?.map(|text| text.0);
    Ok(member)
}

fn number<'de, A: MapAccess<'de>>(map: &mut A, into: &mut Option<f64>, member: u16) -> Result<u16, A::Error> {
    *into = map.next_value()?;
    Ok(member)
}
