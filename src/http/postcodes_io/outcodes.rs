//! `/outcodes`: outward codes, such as `OX1`, at the mean of their postcodes.

use axum::extract::Path;

use super::description::country;
use super::envelope::{Lasts, OPENING, Refusal, boundaries, reply};
use super::nearest::{NearestQuestion, OUTCODES};
use super::postcodes::push_list;
use super::wishes::Wishes;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::live_places::Outcode;
use crate::domain::ground::named::postcode_units::PostcodeUnit;
use crate::domain::ground::named::units::UnitKind;
use crate::http::answer::Answer;
use crate::http::state::app::App;
use crate::json::{push_decimal, push_json, push_text};

/// `GET /outcodes/{outcode}`
pub async fn show(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let draft = boundaries(&app, &wishes).await?;
    let ground = &app.atlas().ground;
    let mut out = OPENING.to_vec();
    push(&mut out, ground, find(ground, &text)?);
    reply(app.atlas(), &draft, &wishes, Lasts::WithTheData, out)
}

/// `GET /outcodes/{outcode}/nearest`
pub async fn nearest(app: App, Path(text): Path<String>, wishes: Wishes) -> Result<Answer, Refusal> {
    let outcode = find(&app.atlas().ground, &text)?;
    answer_nearest(&app, &wishes, &NearestQuestion::about_point(outcode.grid, &wishes)).await
}

/// `GET /outcodes`: near a point.
pub async fn query(app: App, wishes: Wishes) -> Result<Answer, Refusal> {
    for (longitude, latitude) in [("longitude", "latitude"), ("lon", "lat")] {
        if let (Some(longitude), Some(latitude)) = (wishes.named(longitude), wishes.named(latitude)) {
            return answer_nearest(&app, &wishes, &NearestQuestion::about(longitude, latitude, &wishes))
                .await;
        }
    }
    Err(Refusal::bad_request("Invalid longitude/latitude submitted"))
}

async fn answer_nearest(app: &App, wishes: &Wishes, asked: &NearestQuestion) -> Result<Answer, Refusal> {
    let draft = boundaries(app, wishes).await?;
    let ground = &app.atlas().ground;
    let asked = asked.read(&app.loaded().projector, &OUTCODES)?;
    let mut out = OPENING.to_vec();
    push_list(&mut out, &asked.outcodes(ground), |out, near| {
        push(out, ground, &ground.live().outcodes()[near.number]);
    });
    reply(app.atlas(), &draft, wishes, Lasts::WithTheData, out)
}

fn find<'a>(ground: &'a Ground, text: &str) -> Result<&'a Outcode, Refusal> {
    let code: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let found = ground.live().outcode(&code.to_uppercase());
    found.ok_or_else(|| Refusal::not_found("Outcode not found"))
}

fn push(out: &mut Vec<u8>, ground: &Ground, outcode: &Outcode) {
    let district = |code: &GssCode| ground.geography.district(*code).map(|district| district.name.as_str());
    let county = |code: &GssCode| {
        ground.units().find(UnitKind::County, None, Some(*code)).and_then(|unit| unit.name.as_deref())
    };
    let ward = |code: &GssCode| ground.geography.ward_name(*code);
    let of_postcodes = |kind: PostcodeUnit| {
        let numbers = ground.live().of_outcode(outcode).iter();
        numbers.filter_map(|number| ground.postcode_units().name(kind, *number as usize)).collect()
    };
    let countries = outcode.districts.iter().filter_map(|code| country(*code)).collect();
    out.extend_from_slice(b"{\"outcode\":");
    push_text(out, &outcode.code);
    out.extend_from_slice(b",\"longitude\":");
    push_json(out, &outcode.longitude_deg);
    out.extend_from_slice(b",\"latitude\":");
    push_json(out, &outcode.latitude_deg);
    out.extend_from_slice(b",\"northings\":");
    push_decimal(out, (i64::from(outcode.grid.northing_mm) + 500) / 1000, 0);
    out.extend_from_slice(b",\"eastings\":");
    push_decimal(out, (i64::from(outcode.grid.easting_mm) + 500) / 1000, 0);
    out.extend_from_slice(b",\"admin_district\":");
    push_names(out, outcode.districts.iter().filter_map(district).collect());
    out.extend_from_slice(b",\"parish\":");
    push_names(out, of_postcodes(PostcodeUnit::Parish));
    out.extend_from_slice(b",\"admin_county\":");
    push_names(out, outcode.districts.iter().filter_map(county).collect());
    out.extend_from_slice(b",\"admin_ward\":");
    push_names(out, outcode.wards.iter().filter_map(ward).collect());
    out.extend_from_slice(b",\"country\":");
    push_names(out, countries);
    out.extend_from_slice(b",\"parliamentary_constituency\":");
    push_names(out, of_postcodes(PostcodeUnit::Constituency));
    out.push(b'}');
}

fn push_names(out: &mut Vec<u8>, mut names: Vec<&str>) {
    names.sort_unstable();
    names.dedup();
    push_json(out, &names);
}
