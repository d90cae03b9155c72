//! Resolve: the neighbourhood of a postcode, point, practice or area, with how sure it is and why.

use serde_json::value::RawValue;

use super::ambiguity_rule::AmbiguityRule;
use super::members_read::MembersRead;
use super::question::{Asked, NotAQuestion, Question};
use super::resolution::{Input, Outcome, Resolution, Share};
use super::unloaded::Unloaded;
use crate::county::Loaded;
use crate::domain::atlas::Atlas;
use crate::domain::boundaries::division::{Boundaries, ZoneAddresses};
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::placing::{Border, BorderSearch, Lies, Placing};
use crate::domain::boundaries::squares::SquarePlacing;
use crate::domain::draft::Draft;
use crate::domain::geometry::crs::{Bng, Crs84, GridPoint, Point};
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::ground::codes::GssCode;
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Site;
use crate::domain::ground::postcode::Postcode;
use crate::json::members::Members;
use crate::planning::terms::coded::Coded;
use crate::planning::terms::provenance::Named;
use crate::planning::terms::words::names;
use crate::reading::question::members::MemberRoles;

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
    pub fn item(&self, item: &'a RawValue) -> Resolution<'a> {
        let Some(members) = Members::of(item) else {
            return unread(NotAQuestion::Invalid("an item must be an object".to_owned()));
        };
        let reference = members.get("ref");
        let answer = match Asked::from_members(&members).and_then(|asked| asked.question()) {
            Ok(question) => self.answer(&question),
            Err(error) => unread(error),
        };
        Resolution { reference, ..answer }
    }

    /// Answers a line of JSON as a row of a table: members that hold no question are not read.
    #[must_use]
    pub fn line(&self, line: &'a RawValue, roles: &MemberRoles, told: &mut MembersRead) -> Resolution<'a> {
        let Some(members) = Members::of(line) else {
            return unread(NotAQuestion::Invalid("a line must be an object".to_owned()));
        };
        let reference = members.get("ref");
        let answer = match Asked::from_row(&members, roles, told).and_then(|asked| asked.question()) {
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
                    Ok(grid) => looked_at(self.point(input, grid.to_grid(), Some(*point))),
                    Err(error) => looked_at(Resolution::none(Outcome::OutsideArea, input, error.to_string())),
                }
            }
            Question::EastingNorthing(point) => {
                let input =
                    Input::EastingNorthing { easting: point.easting_m(), northing: point.northing_m() };
                let answer = looked_at(self.point(input, point.to_grid(), None));
                if answer.outcome == Outcome::OutsideArea {
                    self.perhaps_swapped(*point, answer)
                } else {
                    answer
                }
            }
            Question::GridReference(square) => self.square(*square),
            Question::Practice(code) => self.practice(*code),
            Question::Branch(branch) => self.branch(*branch),
            Question::Area(code) => self.area(*code),
        }
    }

    fn postcode(&self, postcode: Postcode) -> Resolution<'a> {
        let input = Input::Postcode { postcode };
        let places = &self.atlas().ground.places;
        let Some(number) = places.find(postcode) else {
            let unloaded = Unloaded::of(places, postcode);
            return Resolution::none(unloaded.outcome(), input, unloaded.reason(places, postcode));
        };
        let place = places.place(number);
        let placing = self.draft.division.placing(&self.atlas().ground, number);
        let mut answer = self.placed(Outcome::of(placing), input, placing, place.site);
        answer.district = answer.district.or(place.district.map(|code| self.district(code)));
        answer.positional_quality = place.quality.filter(|_| place.site.is_some());
        self.tell_shares(&mut answer, number);
        answer
    }

    /// A postcode is many addresses: how they are shared out where they are counted.
    fn tell_shares(&self, answer: &mut Resolution<'a>, number: usize) {
        let Some(shares) = self.draft.division.address_shares(&self.atlas().ground, number) else {
            return;
        };
        answer.ambiguity_rule = Some(AmbiguityRule::AddressShares);
        answer.shares = self.shares(&shares);
        if answer.outcome == Outcome::MatchedNearBoundary {
            let places = shares.len();
            let reason = format!("its addresses were counted in {places} places; its point is in this one");
            answer.reason = Some(reason);
        }
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
                let (division, ground) = (&self.draft.division, &self.atlas().ground);
                let placing = division.placing_of_point(ground, grid, BorderSearch::Made);
                self.placed(Outcome::of(placing), input, placing, Some(Site { grid, lon_lat }))
            }
            Err(error) => Resolution::none(Outcome::OutsideArea, input, error.to_string()),
        }
    }

    /// An easting and northing outside every neighbourhood: whether the other way round they would lie in one.
    fn perhaps_swapped(&self, point: Bng<Point>, answer: Resolution<'a>) -> Resolution<'a> {
        let Ok(swapped) = Bng::from_easting_northing(point.northing_m(), point.easting_m()) else {
            return answer;
        };
        let (division, ground) = (&self.draft.division, &self.atlas().ground);
        if division.placing_of_point(ground, swapped.to_grid(), BorderSearch::LeftOut).zone.is_none() {
            return answer;
        }
        let reason = "easting and northing look swapped: the other way round they lie in a neighbourhood";
        Resolution { reason: Some(reason.to_owned()), ..answer }
    }

    /// A square of the grid, by its centre: what is meant may lie anywhere in it.
    fn square(&self, square: GridReference) -> Resolution<'a> {
        let input = Input::GridReference { grid_reference: square.to_string() };
        let grid = square.centre().to_grid();
        let lon_lat = match self.loaded.projector.lon_lat(grid) {
            Ok(lon_lat) => lon_lat,
            Err(error) => return Resolution::none(Outcome::OutsideArea, input, error.to_string()),
        };
        let (division, ground) = (&self.draft.division, &self.atlas().ground);
        let square_placing = division.placing_of_square(ground, square, BorderSearch::Made);
        let is_ambiguous = square_placing.is_ambiguous();
        let SquarePlacing { placing, others } = square_placing;
        let answer = self.placed(Outcome::of(placing), input, placing, Some(Site { grid, lon_lat }));
        let size = square.size_in_words();
        let precision = format!("answered for the centre of the square of {size} that the reference names");
        let ids: Vec<&str> = others.iter().map(|zone| self.named(*zone).id).collect();
        let reason = match (placing.lies, ids.is_empty()) {
            (Lies::Astride, true) => format!("{precision}; a part of the square lies in no neighbourhood"),
            (Lies::Inside, true) => precision,
            (Lies::Astride, false) => format!("{precision}; parts of the square lie in {}", names(&ids)),
            (_, true) => {
                answer.reason.map_or_else(|| precision.clone(), |reason| format!("{reason}; {precision}"))
            }
            (_, false) => {
                let reason = answer.reason.map_or_else(String::new, |reason| format!("{reason}; "));
                format!("{reason}{precision}; parts of the square lie in {}", names(&ids))
            }
        };
        Resolution {
            reason: Some(reason),
            ambiguous: is_ambiguous,
            ambiguity_rule: is_ambiguous.then_some(AmbiguityRule::SquareOfTheGrid),
            ..answer
        }
    }

    fn area(&self, code: GssCode) -> Resolution<'a> {
        let input = Input::Area { area: code };
        let geography = &self.atlas().ground.geography;
        let Some(ix) = geography.find(code) else {
            return self.other_area(code);
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

    /// An answer that says how something lies.
    pub(super) fn placed(
        &self,
        outcome: Outcome,
        input: Input,
        placing: Placing,
        site: Option<Site>,
    ) -> Resolution<'a> {
        let ground = &self.atlas().ground;
        let others = match site {
            Some(site) if matches!(placing.lies, Lies::OnBoundary | Lies::InSeveral) => {
                self.draft.division.others_at(ground, site.grid)
            }
            _ => vec![],
        };
        Resolution {
            reason: outcome.reason(placing.lies).map(str::to_owned),
            neighbourhood: placing.zone.map(|zone| self.named(zone)),
            also_on_boundary_of: others.into_iter().map(|zone| self.named(zone)).collect(),
            ambiguous: placing.is_ambiguous(),
            ambiguity_rule: AmbiguityRule::of_point(placing.lies),
            distance_to_boundary_m: placing.border.map(Border::distance_m),
            runner_up: placing.border.map(|border| self.named(border.across)),
            location: site.map(Into::into),
            area: placing.area.map(|area| self.area_named(area)),
            district: placing.area.map(|area| self.district(ground.geography.area(area).district)),
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

/// A point outside every neighbourhood, with what its numbers look like when they cannot be meant so.
fn looked_at(answer: Resolution<'_>) -> Resolution<'_> {
    let looks = if answer.outcome == Outcome::OutsideArea { looks(&answer.input) } else { None };
    match (looks, answer.reason) {
        (Some(looks), _) => Resolution { reason: Some(looks.to_owned()), ..answer },
        (None, reason) => Resolution { reason, ..answer },
    }
}

/// What a point looks like that cannot be meant as it is: it is never corrected in silence.
fn looks(input: &Input) -> Option<&'static str> {
    // The British Isles, with some sea around them.
    let is_longitude = |number: f64| (-9.0..=2.5).contains(&number);
    let is_latitude = |number: f64| (49.0..=61.5).contains(&number);
    match *input {
        Input::LonLat { lon, lat } if is_latitude(lon) && is_longitude(lat) => {
            Some("longitude and latitude look swapped: the point lies far outside Great Britain")
        }
        Input::EastingNorthing { easting, northing } if easting.abs() <= 180.0 && northing.abs() <= 90.0 => {
            Some("easting and northing look like degrees: ask with lon and lat")
        }
        _ => None,
    }
}

/// What cannot be read has an outcome too.
fn unread<'a>(error: NotAQuestion) -> Resolution<'a> {
    let (outcome, reason) = match error {
        NotAQuestion::Empty => (Outcome::Empty, "nothing was asked".to_owned()),
        NotAQuestion::Invalid(reason) => (Outcome::InvalidFormat, reason),
        NotAQuestion::StandIn(meaning) => (Outcome::Pseudo, meaning.to_owned()),
        NotAQuestion::Elsewhere(place) => (Outcome::Elsewhere, format!("it is {place}")),
    };
    Resolution::none(outcome, Input::Unread {}, reason)
}
