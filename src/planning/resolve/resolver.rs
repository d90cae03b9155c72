//! Resolve: the neighbourhood of a postcode, point, practice or area, with how sure it is and why.

use serde_json::Value;

use super::question::{Asked, NotAQuestion, Question};
use super::resolution::{
    AmbiguityRule, Coded, Input, NEAR_WORDS, Outcome, Resolution, Share, TERMINATED_WORDS,
};
use crate::county::Loaded;
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::division::{Boundaries, Located, ZoneAddresses};
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::draft::Draft;
use crate::domain::geometry::crs::{Crs84, GridPoint, Point};
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::{Site, Standing};
use crate::domain::ground::postcode::Postcode;
use crate::planning::terms::provenance::Named;

/// Answers one question about one draft's boundaries.
pub struct Resolver<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) draft: &'a Draft,
}

impl<'a> Resolver<'a> {
    /// A resolver over a draft of the same atlas.
    #[must_use]
    pub fn new(loaded: &'a Loaded, draft: &'a Draft) -> Self {
        Self { loaded, draft }
    }

    /// Answers an item of a body; whatever is wrong with it becomes its outcome.
    #[must_use]
    pub fn item(&self, item: &'a Value) -> Resolution<'a> {
        let Value::Object(object) = item else {
            return unread(NotAQuestion::Invalid("an item must be an object".to_owned()));
        };
        let reference = object.get("ref");
        let answer = match Asked::from_object(object).and_then(|asked| asked.question()) {
            Ok(question) => self.answer(&question),
            Err(error) => unread(error),
        };
        Resolution { reference, ..answer }
    }

    /// The answer to what cannot be read at all.
    #[must_use]
    pub fn unreadable(reason: impl Into<String>) -> Resolution<'a> {
        unread(NotAQuestion::Invalid(reason.into()))
    }

    /// Answers what was asked; what cannot be read becomes its outcome.
    #[must_use]
    pub fn asked(&self, asked: &Asked) -> Resolution<'a> {
        match asked.question() {
            Ok(question) => self.answer(&question),
            Err(error) => unread(error),
        }
    }

    /// Answers a question.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Resolution<'a> {
        match question {
            Question::Postcode(postcode) => self.postcode(*postcode),
            Question::LonLat(point) => {
                let input = Input::LonLat { lon: point.longitude_deg(), lat: point.latitude_deg() };
                match self.loaded.projector.to_bng(*point) {
                    Ok(grid) => self.point(input, grid.to_grid(), Some(*point)),
                    Err(error) => Resolution::none(Outcome::OutsideArea, input, error.to_string()),
                }
            }
            Question::EastingNorthing(point) => {
                let input =
                    Input::EastingNorthing { easting: point.easting_m(), northing: point.northing_m() };
                self.point(input, point.to_grid(), None)
            }
            Question::Practice(code) => self.practice(*code),
            Question::Area(code) => self.area(*code),
        }
    }

    fn postcode(&self, postcode: Postcode) -> Resolution<'a> {
        let input = Input::Postcode { postcode };
        let places = &self.atlas().ground.places;
        let Some(number) = places.find(postcode) else {
            let reason = format!("{postcode} is not among the postcodes loaded");
            return Resolution::none(Outcome::NotFound, input, reason);
        };
        let place = places.place(number);
        let district = place.district.map(|code| self.district(code));
        let Some(site) = place.site else {
            let reason = "its publisher gives it no grid reference";
            return Resolution { district, ..Resolution::none(Outcome::NoGridReference, input, reason) };
        };
        let located = self.draft.division.locate_place(&self.atlas().ground, number);
        let mut answer = self.located(input, &located, site);
        answer.district = answer.district.or(district);
        answer.positional_quality = place.quality;
        self.tell_ambiguity(&mut answer, number);
        if place.standing == Standing::Terminated && answer.neighbourhood.is_some() {
            answer.outcome = Outcome::TerminatedMatched;
            answer.reason = Some(TERMINATED_WORDS.to_owned());
        }
        answer
    }

    /// A postcode is many addresses: whether some lie in another neighbourhood is counted, or told by the nearest border.
    fn tell_ambiguity(&self, answer: &mut Resolution<'a>, number: usize) {
        let ground = &self.atlas().ground;
        let is_ambiguous = if let Some(shares) = self.draft.division.address_shares(ground, number) {
            answer.ambiguity_rule = Some(AmbiguityRule::AddressShares);
            answer.shares = self.shares(&shares);
            shares.len() > 1
        } else {
            answer.distance_to_boundary_m.is_some_and(|metres| metres < ground.places.nearest_other_m(number))
        };
        if answer.outcome != Outcome::Matched || !is_ambiguous {
            return;
        }
        answer.ambiguous = true;
        answer.outcome = Outcome::MatchedNearBoundary;
        answer.reason = Some(if answer.shares.is_empty() {
            answer.ambiguity_rule = Some(AmbiguityRule::NearestPostcodePoint);
            NEAR_WORDS.to_owned()
        } else {
            format!("its addresses were counted in {} places; its point is in this one", answer.shares.len())
        });
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of addresses are far below 2^53")]
    fn shares(&self, shares: &[ZoneAddresses]) -> Vec<Share<'a>> {
        let all: u64 = shares.iter().map(|share| share.addresses).sum();
        let share = |share: &ZoneAddresses| Share {
            neighbourhood: share.zone.map(|zone| self.named(zone)),
            addresses: share.addresses,
            share: share.addresses as f64 / all as f64,
        };
        shares.iter().map(share).collect()
    }

    fn point(&self, input: Input, grid: GridPoint, given: Option<Crs84<Point>>) -> Resolution<'a> {
        let lon_lat = match given {
            Some(point) => Ok(point.to_lon_lat()),
            None => self.loaded.projector.lon_lat(grid),
        };
        match lon_lat {
            Ok(lon_lat) => {
                let located = self.draft.division.locate(&self.atlas().ground, grid);
                self.located(input, &located, Site { grid, lon_lat })
            }
            Err(error) => Resolution::none(Outcome::OutsideArea, input, error.to_string()),
        }
    }

    fn area(&self, code: GssCode) -> Resolution<'a> {
        let input = Input::Area { area: code };
        let geography = &self.atlas().ground.geography;
        let Some(ix) = geography.find(code) else {
            let reason = format!("{code} is not among the areas loaded");
            return Resolution::none(Outcome::NotFound, input, reason);
        };
        let zone = self.draft.division.zone_of_area(ix);
        let is_split = matches!(self.draft.division.boundaries(), Boundaries::Drawn(_))
            && self.draft.division.split_areas().iter().any(|split| split.area == ix);
        Resolution {
            reason: is_split.then(|| "a drawn border splits it; it is allocated whole".to_owned()),
            neighbourhood: zone.map(|zone| self.named(zone)),
            ambiguous: is_split,
            area: Some(self.area_named(ix)),
            district: Some(self.district(geography.area(ix).district)),
            ..Resolution::of(if zone.is_some() { Outcome::Matched } else { Outcome::OutsideArea }, input)
        }
    }

    pub(super) fn located(&self, input: Input, located: &Located, site: Site) -> Resolution<'a> {
        let (outcome, zone, others, area) = match located {
            Located::In { zone, area } => (Outcome::Matched, *zone, &[][..], *area),
            Located::OnBoundary { chosen, others, area } => {
                (Outcome::OnBoundary, *chosen, &others[..], *area)
            }
            Located::Outside => {
                let reason = "the point lies in no neighbourhood of this draft";
                let answer = Resolution::none(Outcome::OutsideArea, input, reason);
                return Resolution { location: Some(site.into()), ..answer };
            }
        };
        let nearest = self.draft.division.nearest_border(site.grid, zone);
        Resolution {
            reason: (outcome == Outcome::OnBoundary)
                .then(|| "the point lies on the border; the least id is chosen".to_owned()),
            neighbourhood: Some(self.named(zone)),
            also_on_boundary_of: others.iter().map(|zone| self.named(*zone)).collect(),
            ambiguous: outcome == Outcome::OnBoundary,
            distance_to_boundary_m: nearest.map(|border| border.distance_m),
            runner_up: nearest.map(|border| self.named(border.across)),
            location: Some(site.into()),
            area: area.map(|area| self.area_named(area)),
            district: area.map(|area| self.district(self.atlas().ground.geography.area(area).district)),
            ..Resolution::of(outcome, input)
        }
    }

    pub(super) fn atlas(&self) -> &'a Atlas {
        &self.loaded.atlas
    }

    pub(super) fn named(&self, zone: ZoneIx) -> Named<'a> {
        self.draft.division.roster().neighbourhood(zone).into()
    }

    fn area_named(&self, area: AreaIx) -> Coded<'a> {
        let area = self.atlas().ground.geography.area(area);
        Coded { code: area.code, name: Some(&area.name) }
    }

    fn district(&self, code: GssCode) -> Coded<'a> {
        let district = self.atlas().ground.geography.district(code);
        Coded { code, name: district.map(|district| district.name.as_str()) }
    }
}

/// What cannot be read has an outcome too.
fn unread<'a>(error: NotAQuestion) -> Resolution<'a> {
    let (outcome, reason) = match error {
        NotAQuestion::Empty => (Outcome::Empty, "nothing was asked".to_owned()),
        NotAQuestion::Invalid(reason) => (Outcome::InvalidFormat, reason),
    };
    Resolution::none(outcome, Input::Unread {}, reason)
}
