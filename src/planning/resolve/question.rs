//! What can be resolved: a postcode, a point in either system, a practice or an area. Parsed once; what is wrong is said.

use std::fmt::Display;
use std::str::FromStr;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::domain::geometry::crs::{Bng, Crs84, Point};
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::ground::codes::{BranchCode, GssCode, OdsCode};
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::stand_ins;
use crate::echo;
use crate::json::members::{Members, stands_twice};
use crate::reading::cell::{is_missing, plain_text};

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
}

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
            return read(text).map(Question::Area);
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
    match (read(text), stand_ins::meaning_of_text(plain_text(text))) {
        (Err(NotAQuestion::Invalid(_)), Some(meaning)) => Err(NotAQuestion::StandIn(meaning)),
        (postcode, _) => postcode.map(Question::Postcode),
    }
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
