//! What can be resolved: a postcode, a point in either system, a practice or an area. Parsed once; what is wrong is said.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::members_read::MembersRead;
use crate::domain::geometry::crs::{Bng, Crs84, Point};
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::ground::codes::{BranchCode, GssCode, OdsCode};
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::stand_ins;
use crate::echo;
use crate::json::members::{Members, stands_twice};
use crate::reading::cell::{Decimal, is_missing, plain_text, without_name};
use crate::reading::coordinate::Axis;
use crate::reading::question::members::{MemberRoles, SeveralMembers};
use crate::reading::question::question_columns::QuestionColumns;

/// A question whose parts are valid.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Where is this postcode?
    Postcode(Postcode),
    /// Where is this point, in degrees?
    LonLat(Crs84<Point>),
    /// Where is this point, in metres?
    EastingNorthing(Bng<Point>),
    /// Where is the centre of this square of the grid?
    GridReference(GridReference),
    /// Where is this practice?
    Practice(OdsCode),
    /// Where is the practice that this is a branch of?
    Branch(BranchCode),
    /// Where is this area?
    Area(GssCode),
}

/// The members of a question as they come: one kind, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A postcode in any case and spacing.
    pub postcode: Option<String>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Easting in metres.
    pub easting: Option<f64>,
    /// Northing in metres.
    pub northing: Option<f64>,
    /// Grid reference of Ordnance Survey.
    pub grid_reference: Option<String>,
    /// ODS code of a practice or a branch.
    pub practice: Option<String>,
    /// GSS code of an area.
    pub area: Option<String>,
}

/// Why something is not a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAQuestion {
    /// Nothing was asked.
    Empty,
    /// Something was, and it cannot be read.
    Invalid(String),
    /// A text that stands in for a postcode that there is none of; its meaning.
    StandIn(&'static str),
    /// A text that is no postcode of today, and names a place that is elsewhere; which.
    Elsewhere(&'static str),
}

/// A text that is borrowed where it can be.
#[derive(Deserialize)]
struct Borrowed<'a>(#[serde(borrow)] Cow<'a, str>);

const KINDS: &str = "postcode; lon and lat; easting and northing; grid_reference; practice; area";

impl Asked {
    /// Reads an item of a body. Unknown members, `ref` apart, and two of one name are an error.
    ///
    /// # Errors
    /// [`NotAQuestion::Invalid`] naming the member.
    pub fn from_members(members: &Members<'_>) -> Result<Self, NotAQuestion> {
        if let Some(name) = members.repeated() {
            return Err(NotAQuestion::Invalid(stands_twice(name)));
        }
        let mut asked = Self::default();
        for (name, value) in &members.all {
            match name.as_ref() {
                "ref" => {}
                "postcode" => asked.postcode = text(name, value)?,
                "grid_reference" => asked.grid_reference = text(name, value)?,
                "practice" => asked.practice = text(name, value)?,
                "area" => asked.area = text(name, value)?,
                "lon" => asked.lon = number(name, value)?,
                "lat" => asked.lat = number(name, value)?,
                "easting" => asked.easting = number(name, value)?,
                "northing" => asked.northing = number(name, value)?,
                _ => {
                    return Err(NotAQuestion::Invalid(format!(
                        "unknown member {:?}: expected one of {KINDS}; ref",
                        echo::cut(name)
                    )));
                }
            }
        }
        Ok(asked)
    }

    /// Reads a line of JSON as a row of a table is read: its members go by the names of columns, the one that a table would ask holds
    /// the question, and the others are not read. Also the names of those that were, and of those that were not.
    ///
    /// # Errors
    /// [`NotAQuestion::Invalid`] naming the member.
    pub fn from_row(
        members: &Members<'_>,
        roles: &MemberRoles,
        told: &mut MembersRead,
    ) -> Result<Self, NotAQuestion> {
        let all = &members.all;
        let name = |place: usize| all[place].0.as_ref();
        let text = |place: usize| {
            let written = all[place].1.get();
            let text = serde_json::from_str::<Borrowed<'_>>(written).ok().map(|text| text.0);
            text.or_else(|| (written != "null").then_some(Cow::Borrowed(written)))
        };
        let places = (0..all.len()).filter(|place| name(*place) != "ref");
        let asks = roles.question(places.clone().map(|place| (place, name(place))), &text);
        let asks = asks.map_err(|several| NotAQuestion::Invalid(in_words(several, &name)))?;
        let Some(asks) = asks else { return Self::from_members(members) };
        let taken = asks.places();
        let is_twice = |name: &&str| all.iter().filter(|(other, _)| other == name).count() > 1;
        if let Some(twice) = taken.iter().map(|place| name(*place)).chain(["ref"]).find(is_twice) {
            return Err(NotAQuestion::Invalid(stands_twice(twice)));
        }
        for place in places {
            told.tell(name(place), taken.contains(&place));
        }
        Self::of_row(asks, all)
    }

    fn of_row(asks: QuestionColumns, all: &[(Cow<'_, str>, &RawValue)]) -> Result<Self, NotAQuestion> {
        let text_at = |place: usize| text(&all[place].0, all[place].1);
        let number_at = |place: usize, axis| number_as_written(&all[place].0, all[place].1, axis);
        let unasked = Self::default();
        Ok(match asks {
            QuestionColumns::Postcode(place) => Self { postcode: text_at(place)?, ..unasked },
            QuestionColumns::GridReference(place) => Self { grid_reference: text_at(place)?, ..unasked },
            QuestionColumns::Practice(place) => Self { practice: text_at(place)?, ..unasked },
            QuestionColumns::Area(place) => Self { area: text_at(place)?, ..unasked },
            QuestionColumns::LonLat(lon, lat) => Self {
                lon: number_at(lon, Axis::Longitude)?,
                lat: number_at(lat, Axis::Latitude)?,
                ..unasked
            },
            QuestionColumns::EastingNorthing(east, north) => Self {
                easting: number_at(east, Axis::Metres)?,
                northing: number_at(north, Axis::Metres)?,
                ..unasked
            },
        })
    }

    /// The one question asked.
    ///
    /// # Errors
    /// [`NotAQuestion`] when there is none, more than one, half of one, or one that cannot be read.
    pub fn question(&self) -> Result<Question, NotAQuestion> {
        let given = [
            self.postcode.is_some(),
            self.lon.is_some() || self.lat.is_some(),
            self.easting.is_some() || self.northing.is_some(),
            self.grid_reference.is_some(),
            self.practice.is_some(),
            self.area.is_some(),
        ];
        match given.iter().filter(|given| **given).count() {
            0 => return Err(NotAQuestion::Empty),
            1 => {}
            _ => {
                return Err(NotAQuestion::Invalid(format!("ask for one kind at a time: {KINDS}")));
            }
        }
        if let Some(text) = &self.postcode {
            return postcode(text);
        }
        if let Some(text) = &self.grid_reference {
            return read(text).map(Question::GridReference);
        }
        if let Some(text) = &self.practice {
            return practice(text);
        }
        if let Some(text) = &self.area {
            return read(without_name(text)).map(Question::Area);
        }
        match (self.lon, self.lat, self.easting, self.northing) {
            (Some(lon), Some(lat), ..) => {
                Crs84::from_lon_lat(lon, lat).map(Question::LonLat).map_err(invalid)
            }
            (_, _, Some(easting), Some(northing)) => {
                Bng::from_easting_northing(easting, northing).map(Question::EastingNorthing).map_err(invalid)
            }
            (Some(_), None, ..) => Err(NotAQuestion::Invalid("lon needs lat".to_owned())),
            (None, Some(_), ..) => Err(NotAQuestion::Invalid("lat needs lon".to_owned())),
            (_, _, Some(_), None) => Err(NotAQuestion::Invalid("easting needs northing".to_owned())),
            _ => Err(NotAQuestion::Invalid("northing needs easting".to_owned())),
        }
    }
}

fn postcode(text: &str) -> Result<Question, NotAQuestion> {
    read(text).map(Question::Postcode).map_err(|error| match error {
        NotAQuestion::Invalid(reason) => {
            let stands_in = stand_ins::meaning_of_text(plain_text(text)).map(NotAQuestion::StandIn);
            let elsewhere = || stand_ins::elsewhere_by_text(plain_text(text)).map(NotAQuestion::Elsewhere);
            stands_in.or_else(elsewhere).unwrap_or(NotAQuestion::Invalid(reason))
        }
        other => other,
    })
}

/// A practice, or a branch by its longer code.
fn practice(text: &str) -> Result<Question, NotAQuestion> {
    match plain_text(text).parse() {
        Ok(branch) => Ok(Question::Branch(branch)),
        Err(_not_a_branch) => read(text).map(Question::Practice),
    }
}

/// A code without what spreadsheets put around it; a word for a missing value is nothing asked.
fn read<T: FromStr<Err: Display>>(text: &str) -> Result<T, NotAQuestion> {
    match plain_text(text).parse() {
        Ok(code) => Ok(code),
        Err(_) if is_missing(text) => Err(NotAQuestion::Empty),
        Err(error) => Err(invalid(error)),
    }
}

fn invalid(error: impl Display) -> NotAQuestion {
    NotAQuestion::Invalid(error.to_string())
}

/// Between which members nothing decides, and what to do.
fn in_words<'a>(several: SeveralMembers, name: &dyn Fn(usize) -> &'a str) -> String {
    let both = |[one, other]: [usize; 2]| {
        format!("the members {:?} and {:?} each hold", echo::cut(name(one)), echo::cut(name(other)))
    };
    match several {
        SeveralMembers::Postcodes(places) => {
            format!("{} a postcode: call the one that is meant postcode", both(places))
        }
        SeveralMembers::Places(places) => format!(
            "{} a place, and the area does not say whose it is: leave one out, or call the area patient_lsoa where it is the patient's",
            both(places)
        ),
    }
}

fn text(name: &str, value: &RawValue) -> Result<Option<String>, NotAQuestion> {
    match read_value(name, value)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err(NotAQuestion::Invalid(format!("{name} must be text"))),
    }
}

fn number(name: &str, value: &RawValue) -> Result<Option<f64>, NotAQuestion> {
    match read_value(name, value)? {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_f64()),
        _ => Err(NotAQuestion::Invalid(format!("{name} must be a number"))),
    }
}

/// A number, also where it is written as a text, as programs that know no types do.
fn number_as_written(name: &str, value: &RawValue, axis: Axis) -> Result<Option<f64>, NotAQuestion> {
    match read_value(name, value)? {
        Value::String(text) if is_missing(&text) => Ok(None),
        Value::String(text) => {
            let read = axis.read(&text, Decimal::Dot);
            read.map(Some).ok_or_else(|| NotAQuestion::Invalid(format!("{name} must be a number")))
        }
        _ => number(name, value),
    }
}

fn read_value(name: &str, value: &RawValue) -> Result<Value, NotAQuestion> {
    let unread = |error: serde_json::Error| {
        let told = error.to_string();
        let what = told.split(" at line ").next().unwrap_or_default();
        NotAQuestion::Invalid(format!("{name} cannot be read: {what}"))
    };
    serde_json::from_str(value.get()).map_err(unread)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(json: &str) -> Result<Question, NotAQuestion> {
        Asked::from_members(&Members::of(serde_json::from_str(json).unwrap()).unwrap())?.question()
    }

    #[test]
    fn two_members_of_one_name_are_no_question() {
        let told = ask(r#"{"postcode":"OX1 1ND","postcode":"OX1 4LU"}"#);
        let expected = "the member \"postcode\" stands twice in one object".to_owned();
        assert_eq!(told, Err(NotAQuestion::Invalid(expected)));
    }

    #[test]
    fn one_kind_is_asked_at_a_time() {
        assert!(matches!(ask(r#"{"ref":7,"postcode":"ox1 1nd"}"#), Ok(Question::Postcode(_))));
        assert!(matches!(ask(r#"{"lon":-1.25,"lat":51.75}"#), Ok(Question::LonLat(_))));
        assert!(matches!(ask(r#"{"easting":451000,"northing":206000}"#), Ok(Question::EastingNorthing(_))));
        assert!(matches!(ask(r#"{"practice":"K84001","area":"E01028422"}"#), Err(NotAQuestion::Invalid(_))));
    }

    #[test]
    fn values_are_read_as_people_have_them() {
        for json in [r#"{"postcode":"=\"OX1 1ND\""}"#, r#"{"postcode":"'OX1 1ND"}"#] {
            assert!(matches!(ask(json), Ok(Question::Postcode(_))), "{json}");
        }
        assert_eq!(
            ask(r#"{"postcode":"ZZZSECUR"}"#),
            Err(NotAQuestion::StandIn("the address is kept secret (ZZZSECUR)"))
        );
        assert!(
            matches!(ask(r#"{"postcode":"BFPO 57"}"#), Err(NotAQuestion::Elsewhere(where_)) if where_.contains("BFPO"))
        );
        assert!(matches!(ask(r#"{"practice":"K84007001"}"#), Ok(Question::Branch(_))));
        assert!(matches!(ask(r#"{"grid_reference":"SP 510 060"}"#), Ok(Question::GridReference(_))));
    }

    #[test]
    fn nothing_asked_is_told_apart_from_nonsense() {
        for json in [
            "{}",
            r#"{"ref":"a"}"#,
            r#"{"postcode":null}"#,
            r#"{"postcode":"  "}"#,
            r#"{"postcode":"N/A"}"#,
            r##"{"practice":"#N/A"}"##,
        ] {
            assert_eq!(ask(json), Err(NotAQuestion::Empty), "{json}");
        }
        for json in [
            r#"{"lon":-1.25}"#,
            r#"{"postcode":7}"#,
            r#"{"lat":"51"}"#,
            r#"{"post":"OX1"}"#,
            r#"{"lon":200,"lat":0}"#,
        ] {
            assert!(matches!(ask(json), Err(NotAQuestion::Invalid(_))), "{json}");
        }
    }
}
