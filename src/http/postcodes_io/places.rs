//! `/places`: populated places by name and by code.

use axum::extract::Path;

use super::description::{country, push_metres};
use super::envelope::{Lasts, OPENING, Refusal, boundaries, reply};
use super::random::any;
use super::wishes::{Wishes, parse_int};
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::named::gazetteer::PopulatedPlace;
use crate::domain::ground::named::units::UnitKind;
use crate::domain::ground::places::Site;
use crate::http::answer::Answer;
use crate::http::state::app::App;
use crate::json::{push_decimal, push_or_null, push_text};

/// Results of a search by default, and at most.
const LIMIT: (i64, i64) = (10, 100);
/// A place is of the outward code of a postcode this near, in metres.
const NEAR_M: f64 = 2_000.0;

/// `GET /places`: by name.
pub async fn query(app: App, wishes: Wishes) -> Result<Answer, Refusal> {
    let text = wishes.named("query").or(wishes.named("q")).ok_or_else(|| {
        Refusal::bad_request("No valid query submitted. Remember to include every parameter")
    })?;
    let limit = wishes.named("limit").or(wishes.named("l")).and_then(parse_int).filter(|limit| *limit >= 1);
    let limit = usize::try_from(limit.unwrap_or(LIMIT.0).min(LIMIT.1)).expect("it is from 1 to 100");
    let draft = boundaries(&app, &wishes).await?;
    let ground = &app.atlas().ground;
    let mut out = OPENING.to_vec();
    out.push(b'[');
    for (number, place) in ground.gazetteer().search(text, limit).into_iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        push(&mut out, ground, place);
    }
    out.push(b']');
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /places/{code}`
pub async fn show(app: App, Path(code): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let ground = &app.atlas().ground;
    let place = ground.gazetteer().find(&code).ok_or_else(|| Refusal::not_found("Place not found"))?;
    let mut out = OPENING.to_vec();
    push(&mut out, ground, place);
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /random/places`
pub async fn random(app: App, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let ground = &app.atlas().ground;
    let mut out = OPENING.to_vec();
    match any(ground.gazetteer().places())? {
        Some(place) => push(&mut out, ground, place),
        None => out.extend_from_slice(b"null"),
    }
    reply(app.atlas(), &draft, &wishes, Lasts::Not, out)
}

/// What a place lies in, as far as the loaded data knows: nothing of a place outside the study area.
#[derive(Default)]
struct Around<'a> {
    outcode: Option<&'a str>,
    district: Option<GssCode>,
    district_name: Option<&'a str>,
    county: Option<&'a str>,
    region: Option<&'a str>,
}

impl<'a> Around<'a> {
    fn of(ground: &'a Ground, site: Site) -> Self {
        let Some(area) = ground.area_at(site.grid) else { return Self::default() };
        let area = ground.geography.area(area);
        let nearest = ground.live().near(&ground.places, site.grid).next();
        let near = nearest.filter(|near| near.distance_m <= NEAR_M);
        let unit = |kind| ground.units().find(kind, Some(area.code), Some(area.district));
        Self {
            outcode: near.map(|near| ground.places.place(near.number).postcode.outward()),
            district: Some(area.district),
            district_name: ground.geography.district(area.district).map(|district| district.name.as_str()),
            county: unit(UnitKind::County).and_then(|unit| unit.name.as_deref()),
            region: unit(UnitKind::Region).and_then(|unit| unit.name.as_deref()),
        }
    }

    /// The county or unitary authority, and which it is.
    fn county_unitary(&self) -> (Option<&'a str>, Option<&'static str>) {
        if self.is_unitary() {
            return (self.district_name, Some("UnitaryAuthority"));
        }
        (self.county, self.county.map(|_| "County"))
    }

    /// The district of a county, and what it is.
    fn district_borough(&self) -> (Option<&'a str>, Option<&'static str>) {
        if self.is_unitary() {
            return (None, None);
        }
        let is_of_county = self.district.is_some_and(|code| code.as_str().starts_with("E07"));
        (self.district_name, is_of_county.then_some("District"))
    }

    fn is_unitary(&self) -> bool {
        self.district.is_some_and(|code| code.as_str().starts_with("E06") || code.as_str().starts_with("W06"))
    }
}

/// Writes a place under the keys of postcodes.io; how far it reaches is not known.
fn push(out: &mut Vec<u8>, ground: &Ground, place: &PopulatedPlace) {
    let around = Around::of(ground, place.site);
    let (county, county_type) = around.county_unitary();
    let (district, district_type) = around.district_borough();
    let texts = [
        ("code", Some(place.code.as_str())),
        ("name_1", Some(place.name.as_str())),
        ("name_1_lang", None),
        ("name_2", place.other_name.as_deref()),
        ("name_2_lang", None),
        ("local_type", place.kind.as_deref()),
        ("outcode", around.outcode),
        ("county_unitary", county),
        ("county_unitary_type", county_type),
        ("district_borough", district),
        ("district_borough_type", district_type),
        ("region", around.region),
        ("country", around.district.and_then(country)),
    ];
    for (number, (key, text)) in texts.into_iter().enumerate() {
        out.extend_from_slice(if number == 0 { b"{\"" } else { b",\"" });
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        push_or_null(out, text, push_text);
    }
    out.extend_from_slice(b",\"longitude\":");
    push_decimal(out, place.site.lon_lat.longitude_e7().into(), 7);
    out.extend_from_slice(b",\"latitude\":");
    push_decimal(out, place.site.lon_lat.latitude_e7().into(), 7);
    out.extend_from_slice(b",\"eastings\":");
    push_metres(out, place.site.grid.easting_mm);
    out.extend_from_slice(b",\"northings\":");
    push_metres(out, place.site.grid.northing_mm);
    out.extend_from_slice(
        b",\"min_eastings\":null,\"min_northings\":null,\"max_eastings\":null,\"max_northings\":null}",
    );
}
