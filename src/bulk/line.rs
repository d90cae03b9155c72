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
    /// Names of the other members.
    others: Vec<Cow<'a, str>>,
}

/// A text that is borrowed where it can be.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Line<'_> {
    /// Whether it asks for one kind at most, by the names of questions alone.
    pub fn is_of_one_kind(&self) -> bool {
        let kinds = [
            self.postcode.is_some(),
            self.grid_reference.is_some(),
            self.practice.is_some(),
            self.area.is_some(),
            self.lon.is_some() || self.lat.is_some(),
            self.easting.is_some() || self.northing.is_some(),
        ];
        self.others.is_empty() && kinds.into_iter().filter(|is_there| *is_there).count() <= 1
    }

    /// Takes down that its postcode was read, and nothing else.
    pub fn tell_of_postcode(&self, members: &mut MembersRead) {
        members.tell("postcode", true);
        let beside = [
            ("grid_reference", self.grid_reference.is_some()),
            ("practice", self.practice.is_some()),
            ("area", self.area.is_some()),
            ("lon", self.lon.is_some()),
            ("lat", self.lat.is_some()),
            ("easting", self.easting.is_some()),
            ("northing", self.northing.is_some()),
        ];
        beside.into_iter().filter(|(_, is_there)| *is_there).for_each(|(name, _)| members.tell(name, false));
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
                let (mut line, mut seen) = (Line::default(), 0_u16);
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
                    if seen & (1 << member) != 0 {
                        return Err(A::Error::custom("a member stands twice"));
                    }
                    seen |= 1 << member;
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
