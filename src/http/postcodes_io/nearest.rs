//! Nearness as postcodes.io means it: limits and radii by default and at most, and the wide search.

use serde_json::{Map, Value};

use super::envelope::Refusal;
use super::wishes::{Wishes, parse_float, parse_int};
use crate::domain::geometry::crs::{Crs84, GridPoint};
use crate::domain::ground::Ground;
use crate::domain::ground::live_places::Near;
use crate::projection::Projector;

/// Default and most of limit, and of radius in metres.
pub struct Bounds {
    limit: (usize, usize),
    radius_m: (f64, f64),
}

/// Of postcodes.
pub const POSTCODES: Bounds = Bounds { limit: (10, 100), radius_m: (100.0, 2_000.0) };
/// Of outward codes.
pub const OUTCODES: Bounds = Bounds { limit: (10, 100), radius_m: (5_000.0, 25_000.0) };

/// The wide search widens its ring by kilometres until ten postcodes are in it, from half a kilometre to this.
const WIDEST_M: f64 = 19_500.0;
const WIDE_COUNT: usize = 10;

/// What is asked for near a point.
pub struct Nearest {
    point: Option<GridPoint>,
    limit: usize,
    radius_m: f64,
    is_wide: bool,
}

/// The parts of a question, as text.
#[derive(Default)]
pub struct NearestQuestion {
    place: Place,
    limit: Option<String>,
    radius: Option<String>,
    is_wide: bool,
}

/// Near what.
enum Place {
    /// A point that is known.
    Grid(GridPoint),
    /// Degrees east and north, as text.
    Degrees([Option<String>; 2]),
}

impl Default for Place {
    fn default() -> Self {
        Self::Degrees([None, None])
    }
}

impl NearestQuestion {
    /// Limit, radius and width of a query, about a point in degrees.
    pub fn about(longitude: &str, latitude: &str, wishes: &Wishes) -> Self {
        let degrees = [longitude, latitude].map(|text| Some(text.to_owned()));
        Self { place: Place::Degrees(degrees), ..Self::of_wishes(wishes) }
    }

    /// The same about a point that is known.
    pub fn about_point(grid: GridPoint, wishes: &Wishes) -> Self {
        Self { place: Place::Grid(grid), ..Self::of_wishes(wishes) }
    }

    fn of_wishes(wishes: &Wishes) -> Self {
        let text = |name| wishes.named(name).map(str::to_owned);
        let (limit, radius) = (text("limit"), text("radius"));
        Self { place: Place::default(), limit, radius, is_wide: is_wide(wishes) }
    }

    /// A geolocation of a body.
    pub fn of_object(object: &Map<String, Value>) -> Self {
        let text = |name: &str| match object.get(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Bool(true)) => Some("true".to_owned()),
            _ => None,
        };
        // A number of nought asks for nothing there, as a missing one does.
        let wish =
            |name: &str| text(name).filter(|text| text.parse::<f64>() != Ok(0.0) || is_text(object, name));
        Self {
            place: Place::Degrees(["longitude", "latitude"].map(text)),
            limit: wish("limit"),
            radius: wish("radius"),
            is_wide: ["widesearch", "wideSearch"].iter().any(|name| object.get(*name).is_some_and(is_truthy)),
        }
    }

    /// Checked and projected. A point off the grid is near nothing.
    ///
    /// # Errors
    /// A 400 refusal naming the first part that cannot be read.
    pub fn read(&self, projector: &Projector, bounds: &Bounds) -> Result<Nearest, Refusal> {
        let limit = match &self.limit {
            None => bounds.limit.0,
            Some(text) => parse_int(text)
                .and_then(|limit| usize::try_from(limit).ok())
                .ok_or_else(|| Refusal::bad_request("Invalid result limit submitted"))?,
        };
        let point = match &self.place {
            Place::Grid(grid) => Some(*grid),
            Place::Degrees(degrees) => projected(degrees, projector)?,
        };
        let radius_m = match &self.radius {
            None => bounds.radius_m.0,
            Some(text) => parse_float(text)
                .filter(|radius_m| *radius_m >= 0.0)
                .ok_or_else(|| Refusal::bad_request("Invalid lookup radius submitted"))?,
        };
        Ok(Nearest {
            point,
            limit: limit.min(bounds.limit.1),
            radius_m: radius_m.min(bounds.radius_m.1),
            is_wide: self.is_wide,
        })
    }
}

impl Nearest {
    /// Postcodes, nearest first, of equally near ones in order; empty stands for null.
    pub fn postcodes(&self, ground: &Ground) -> Vec<Near> {
        let Some(point) = self.point else {
            return vec![];
        };
        let near = ground.live().near(&ground.places, point);
        if !self.is_wide {
            return self.first(near, |near| near.distance_m <= self.radius_m);
        }
        let widest = Self { limit: WIDE_COUNT, ..*self };
        let mut found = widest.first(near, |near| near.distance_m <= WIDEST_M);
        if found.len() < WIDE_COUNT {
            return vec![];
        }
        found.truncate(self.limit);
        found
    }

    /// Outward codes, nearest first.
    pub fn outcodes(&self, ground: &Ground) -> Vec<Near> {
        let Some(point) = self.point else {
            return vec![];
        };
        self.first(ground.live().outcodes_near(point), |near| near.distance_m <= self.radius_m)
    }

    fn first(&self, near: impl Iterator<Item = Near>, is_within: impl Fn(&Near) -> bool) -> Vec<Near> {
        let mut found: Vec<Near> = Vec::new();
        for next in near.take_while(is_within) {
            // Those as near as the last are all looked at, so that their order is that of their text.
            if found.len() >= self.limit && found.last().is_none_or(|last| last.distance_m < next.distance_m)
            {
                break;
            }
            found.push(next);
        }
        found.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m).then(a.number.cmp(&b.number)));
        found.truncate(self.limit);
        found
    }
}

/// None where the grid does not reach.
fn projected(degrees: &[Option<String>; 2], projector: &Projector) -> Result<Option<GridPoint>, Refusal> {
    let read = |text: &Option<String>| {
        let degrees = text.as_deref().and_then(parse_float).filter(|degrees| degrees.is_finite());
        degrees.ok_or_else(|| Refusal::bad_request("Invalid longitude/latitude submitted"))
    };
    let (longitude, latitude) = (read(&degrees[0])?, read(&degrees[1])?);
    let point = Crs84::from_lon_lat(longitude, latitude).ok();
    Ok(point.and_then(|point| projector.to_bng(point).ok()).map(|point| point.to_grid()))
}

/// Whether a query asks for the wide search.
pub fn is_wide(wishes: &Wishes) -> bool {
    wishes.named("widesearch").or(wishes.named("wideSearch")).is_some()
}

fn is_text(object: &Map<String, Value>, name: &str) -> bool {
    object.get(name).is_some_and(Value::is_string)
}

/// As JavaScript takes a value for true.
pub fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}
