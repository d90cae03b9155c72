//! A postcode described under the keys of postcodes.io, written straight into the answer.

use super::keys::{Known, Part, Template, Templates, Value};
use super::spelling::postcode;
use crate::domain::boundaries::partition::Neighbourhood;
use crate::domain::draft::Draft;
use crate::domain::ground::Ground;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::Area;
use crate::domain::ground::named::units::Unit;
use crate::domain::ground::places::{Place, Standing};
use crate::http::state::app::App;
use crate::json::{push_code, push_decimal, push_json, push_or_null, push_text, push_whole};
use crate::planning::resolve::resolution::Outcome;

/// Describes postcodes by one draft's boundaries.
pub struct Describer<'a> {
    ground: &'a Ground,
    draft: &'a Draft,
    templates: &'static Templates,
    filtered: Option<Template>,
}

/// One postcode with what its keys are read from.
struct Subject<'a> {
    number: usize,
    place: &'a Place,
    area: Option<&'a Area>,
    district: Option<GssCode>,
    neighbourhood: Option<&'a Neighbourhood>,
    assignment: &'static str,
}

impl<'a> Describer<'a> {
    /// Of whole postcodes, or of the keys that `filter` names.
    pub fn new(app: &'a App, draft: &'a Draft, filter: Option<&str>) -> Self {
        let ground = &app.atlas().ground;
        let known = if ground.postcode_units().is_empty() { Known::PointsAlone } else { Known::Directory };
        let filtered = filter.map(|filter| Template::filtered(filter, known));
        Self { ground, draft, templates: Templates::all(known), filtered }
    }

    /// The number of a postcode that is in use.
    pub fn find_live(&self, text: &str) -> Option<usize> {
        let number = self.ground.places.find(postcode(text)?)?;
        (self.ground.places.place(number).standing == Standing::Live).then_some(number)
    }

    /// The number of a postcode that was in use once.
    pub fn find_terminated(&self, text: &str) -> Option<usize> {
        let number = self.ground.places.find(postcode(text)?)?;
        (self.ground.places.place(number).standing == Standing::Terminated).then_some(number)
    }

    /// Writes a postcode as an object, with its distance in metres when it was found by nearness.
    pub fn push(&self, out: &mut Vec<u8>, number: usize, distance_m: Option<f64>) {
        self.describe(out, number);
        if let (Some(distance_m), None) = (distance_m, &self.filtered) {
            out.extend_from_slice(b",\"distance\":");
            push_json(out, &distance_m);
        }
        out.push(b'}');
    }

    /// All of it but the closing brace.
    fn describe(&self, out: &mut Vec<u8>, number: usize) {
        let place = self.ground.places.place(number);
        let placing = self.draft.division.placing(self.ground, number);
        let area = placing.area.map(|area| self.ground.geography.area(area));
        let subject = Subject {
            number,
            place,
            area,
            district: place.district.or(area.map(|area| area.district)),
            neighbourhood: placing.zone.map(|zone| self.draft.division.roster().neighbourhood(zone)),
            assignment: Outcome::of(placing).as_str(),
        };
        self.push_template(out, self.filtered.as_ref().unwrap_or(&self.templates.whole), &subject);
    }

    fn push_template(&self, out: &mut Vec<u8>, template: &Template, subject: &Subject<'_>) {
        for piece in &template.pieces {
            out.extend_from_slice(piece.text.as_bytes());
            self.push_value(out, piece.value, subject);
        }
        out.extend_from_slice(template.rest.as_bytes());
    }

    fn push_value(&self, out: &mut Vec<u8>, value: Value, subject: &Subject<'_>) {
        let Subject { place, area, district, neighbourhood, assignment, .. } = subject;
        let (site, geography) = (place.site, &self.ground.geography);
        let lsoa = area.filter(|area| is_lsoa(area.code));
        match value {
            Value::Postcode => push_code(out, place.postcode.spaced().as_bytes()),
            Value::Outcode => push_code(out, place.postcode.outward().as_bytes()),
            Value::Incode => push_code(out, place.postcode.inward().as_bytes()),
            Value::Quality => push_or_null(out, place.quality, |out, quality| {
                push_whole(out, u64::from(quality / 10));
            }),
            Value::Eastings => push_or_null(out, site, |out, site| push_metres(out, site.grid.easting_mm)),
            Value::Northings => push_or_null(out, site, |out, site| push_metres(out, site.grid.northing_mm)),
            Value::Longitude => push_or_null(out, site, |out, site| {
                push_decimal(out, site.lon_lat.longitude_e7().into(), 7);
            }),
            Value::Latitude => push_or_null(out, site, |out, site| {
                push_decimal(out, site.lon_lat.latitude_e7().into(), 7);
            }),
            Value::Country => push_or_null(out, district.and_then(country), push_text),
            Value::AdminDistrict => push_or_null(
                out,
                district.and_then(|code| geography.district(code)).map(|district| district.name.as_str()),
                push_text,
            ),
            Value::AdminWard => {
                let name = place.ward.and_then(|code| geography.ward_name(code));
                push_or_null(out, name.filter(|name| !name.is_empty()), push_text);
            }
            Value::Lsoa21 => push_or_null(out, lsoa.map(|area| area.name.as_str()), push_text),
            Value::Msoa21 => push_or_null(out, lsoa.and_then(|area| msoa_name(&area.name)), push_text),
            Value::Neighbourhood => push_or_null(out, neighbourhood.map(|of| of.name.as_str()), push_text),
            Value::Assignment => push_code(out, assignment.as_bytes()),
            Value::Codes => {
                self.push_template(out, &self.templates.codes, subject);
                out.push(b'}');
            }
            Value::AdminDistrictCode => {
                push_or_null(out, district.as_ref().map(GssCode::as_bytes), push_code);
            }
            Value::AdminWardCode => push_or_null(out, place.ward.as_ref().map(GssCode::as_bytes), push_code),
            Value::Lsoa21Code => push_or_null(out, lsoa.map(|area| area.code.as_bytes()), push_code),
            Value::Msoa21Code => {
                push_or_null(out, lsoa.and_then(|area| area.msoa.as_ref()).map(GssCode::as_bytes), push_code);
            }
            Value::Unit(kind, part) => {
                push_unit(out, self.ground.units().find(kind, area.map(|area| area.code), *district), part);
            }
            Value::OfPostcode(kind, part) => {
                let units = self.ground.postcode_units();
                let text = match part {
                    Part::Name => units.name(kind, subject.number),
                    Part::Code | Part::NhsCode => units.code(kind, subject.number),
                };
                push_or_null(out, text, push_text);
            }
            Value::NeighbourhoodCode => push_or_null(out, neighbourhood.map(|of| of.id.as_str()), push_text),
        }
    }
}

fn push_unit(out: &mut Vec<u8>, unit: Option<&Unit>, part: Part) {
    match part {
        Part::Name => push_or_null(out, unit.and_then(|unit| unit.name.as_deref()), push_text),
        Part::Code => {
            push_or_null(out, unit.and_then(|unit| unit.code.as_ref()).map(GssCode::as_bytes), push_code);
        }
        Part::NhsCode => push_or_null(out, unit.and_then(|unit| unit.nhs_code.as_deref()), push_text),
    }
}

/// Areas in general have any GSS code; these are lower layer super output areas of England and Wales.
fn is_lsoa(code: GssCode) -> bool {
    code.as_bytes().starts_with(b"E01") || code.as_bytes().starts_with(b"W01")
}

/// The name of a middle layer area, from that of one of its lower layer areas: `Oxford 008A` is in `Oxford 008` (ONS).
fn msoa_name(lsoa: &str) -> Option<&str> {
    let name = lsoa.strip_suffix(|letter: char| letter.is_ascii_uppercase())?;
    name.ends_with(|digit: char| digit.is_ascii_digit()).then_some(name)
}

/// The country a GSS code begins with.
pub fn country(code: GssCode) -> Option<&'static str> {
    match code.as_bytes()[0] {
        b'E' => Some("England"),
        b'W' => Some("Wales"),
        b'S' => Some("Scotland"),
        b'N' => Some("Northern Ireland"),
        _ => None,
    }
}

/// Whole metres, as postcodes.io has them.
pub(super) fn push_metres(out: &mut Vec<u8>, millimetres: i32) {
    push_decimal(out, (i64::from(millimetres) + 500).div_euclid(1000), 0);
}
