//! The answer to one row, without an allocation: the same as `planning::resolve` gives, in a few words.

use std::str::FromStr;

use super::answer_cell::Cell;
use super::fields::{Field, Fields};
use super::reasons::Reasons;
use super::spreadsheet::push_inert;
use crate::county::Loaded;
use crate::domain::boundaries::division::ZoneAddresses;
use crate::domain::boundaries::partition::ZoneIx;
use crate::domain::boundaries::placing::{Border, BorderSearch, Lies, Placing};
use crate::domain::boundaries::squares::SquarePlacing;
use crate::domain::draft::Draft;
use crate::domain::geometry::crs::{Bng, Crs84, GridPoint, Point};
use crate::domain::geometry::grid_reference::GridReference;
use crate::domain::ground::codes::{BranchCode, GssCode, OdsCode};
use crate::domain::ground::geography::AreaIx;
use crate::domain::ground::places::Site;
use crate::domain::ground::postcode::Postcode;
use crate::domain::ground::practices::PracticeIx;
use crate::domain::ground::stand_ins;
use crate::planning::resolve::ambiguity_rule::AmbiguityRule;
use crate::planning::resolve::resolution::Outcome;
use crate::planning::resolve::resolver::Resolver;
use crate::planning::resolve::unloaded::Unloaded;
use crate::reading::cell::{Decimal, is_missing, plain, plain_text, without_name};
use crate::reading::coordinate::Axis;

/// Answers rows about one draft's boundaries.
pub struct Answers<'a> {
    loaded: &'a Loaded,
    draft: &'a Draft,
    border: BorderSearch,
    wants_degrees: bool,
}

/// How a row was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct RowAnswer {
    /// The outcome.
    pub outcome: Outcome,
    lies: Option<Lies>,
    zone: Option<ZoneIx>,
    border: Option<Border>,
    area: Option<AreaIx>,
    /// Where a point or practice is; a postcode's is read from the table of postcodes.
    grid: Option<GridPoint>,
    site: Option<Site>,
    place: Option<usize>,
    postcode: Option<Postcode>,
    practice: Option<PracticeIx>,
    branch: Option<BranchCode>,
    /// Of a square of the grid; what is said above is of its centre.
    square: Option<Box<SquarePlacing>>,
}

impl<'a> Answers<'a> {
    /// Answers for some fields: what no field needs is not computed.
    #[must_use]
    pub fn new(loaded: &'a Loaded, draft: &'a Draft, fields: &Fields) -> Self {
        let border = [Field::DistanceToBoundaryM, Field::RunnerUpId, Field::RunnerUpName];
        let degrees = [Field::Lon, Field::Lat];
        let border = if fields.has_any(&border) { BorderSearch::Made } else { BorderSearch::LeftOut };
        Self { loaded, draft, border, wants_degrees: fields.has_any(&degrees) }
    }

    /// Why rows are answered so.
    #[must_use]
    pub fn reasons(&self) -> Reasons<'a> {
        Reasons::new(self.loaded, self.draft)
    }

    /// Answers a postcode.
    #[must_use]
    pub fn postcode(&self, text: &[u8]) -> RowAnswer {
        let Some(postcode) = Postcode::read(text).or_else(|| Postcode::read(plain(text))) else {
            return RowAnswer::no_postcode(text);
        };
        let ground = &self.loaded.atlas.ground;
        let Some(number) = ground.places.find(postcode) else {
            let outcome = Unloaded::of(&ground.places, postcode).outcome();
            return RowAnswer { postcode: Some(postcode), ..RowAnswer::of(outcome) };
        };
        let placing = self.draft.division.placing(ground, number);
        let answer = RowAnswer::placed(Outcome::of(placing), placing);
        RowAnswer { place: Some(number), postcode: Some(postcode), ..answer }
    }

    /// Answers a point given by longitude and latitude.
    #[must_use]
    pub fn lon_lat(&self, longitude: &[u8], latitude: &[u8], decimal: Decimal) -> RowAnswer {
        let axes = [Axis::Longitude, Axis::Latitude];
        let Some((longitude, latitude)) = numbers([longitude, latitude], axes, decimal) else {
            return RowAnswer::unread(are_missing(longitude, latitude));
        };
        let Ok(point) = Crs84::from_lon_lat(longitude, latitude) else {
            return RowAnswer::unread(false);
        };
        match self.loaded.projector.to_bng(point) {
            Ok(grid) => {
                let grid = grid.to_grid();
                self.point(grid, Some(Site { grid, lon_lat: point.to_lon_lat() }))
            }
            Err(_outside_the_transformation) => RowAnswer::of(Outcome::OutsideArea),
        }
    }

    /// Answers a point given by easting and northing.
    #[must_use]
    pub fn easting_northing(&self, easting: &[u8], northing: &[u8], decimal: Decimal) -> RowAnswer {
        let Some((easting, northing)) = numbers([easting, northing], [Axis::Metres; 2], decimal) else {
            return RowAnswer::unread(are_missing(easting, northing));
        };
        match Bng::from_easting_northing(easting, northing) {
            Ok(point) => self.grid_point(point),
            Err(_out_of_range) => RowAnswer::unread(false),
        }
    }

    /// Answers the centre of a square of the grid.
    #[must_use]
    pub fn grid_reference(&self, text: &[u8]) -> RowAnswer {
        let square = match code::<GridReference>(text) {
            Ok(square) => square,
            Err(unread) => return unread,
        };
        let ground = &self.loaded.atlas.ground;
        let grid = square.centre().to_grid();
        let square = self.draft.division.placing_of_square(ground, square, self.border);
        let answer = RowAnswer::placed(Outcome::of(square.placing), square.placing);
        RowAnswer { grid: Some(grid), site: self.site(grid), square: Some(Box::new(square)), ..answer }
    }

    fn grid_point(&self, point: Bng<Point>) -> RowAnswer {
        let grid = point.to_grid();
        self.point(grid, self.site(grid))
    }

    /// A point in both systems, where degrees are asked for.
    fn site(&self, grid: GridPoint) -> Option<Site> {
        let lon_lat = self.wants_degrees.then(|| self.loaded.projector.lon_lat(grid).ok()).flatten();
        lon_lat.map(|lon_lat| Site { grid, lon_lat })
    }

    /// Answers a practice, where it counts; the point is that of its main site.
    #[must_use]
    pub fn practice(&self, text: &[u8]) -> RowAnswer {
        let (code, branch) = match (code::<OdsCode>(text), code::<BranchCode>(text)) {
            (_, Ok(branch)) => (branch.practice(), Some(branch)),
            (Ok(code), _) => (code, None),
            (Err(unread), _) => return unread,
        };
        let ground = &self.loaded.atlas.ground;
        let Some(practice) = ground.practices.find(code) else {
            let is_default = stand_ins::meaning_of_practice(code).is_some();
            let outcome = if is_default { Outcome::Pseudo } else { Outcome::NotFound };
            return RowAnswer { branch, ..RowAnswer::of(outcome) };
        };
        let placing = self.draft.division.placing_of_practice(ground, practice);
        let site = ground.practices.practice(practice).site;
        let answer = RowAnswer::placed(Outcome::of_practice(placing), placing.counted);
        RowAnswer { grid: site.map(|site| site.grid), site, practice: Some(practice), branch, ..answer }
    }

    /// Answers an area as a whole.
    #[must_use]
    pub fn area(&self, text: &[u8]) -> RowAnswer {
        let text = std::str::from_utf8(text).map_or(text, |text| without_name(text).as_bytes());
        let code = match code::<GssCode>(text) {
            Ok(code) => code,
            Err(unread) => return unread,
        };
        let geography = &self.loaded.atlas.ground.geography;
        let Some(area) = geography.find(code) else {
            return RowAnswer::of(Resolver::new(self.loaded, self.draft).outcome_of_other_area(code));
        };
        let zone = self.draft.division.zone_of_area(area);
        let outcome = if zone.is_some() { Outcome::Matched } else { Outcome::OutsideArea };
        RowAnswer { zone, area: Some(area), ..RowAnswer::of(outcome) }
    }

    fn point(&self, grid: GridPoint, site: Option<Site>) -> RowAnswer {
        let ground = &self.loaded.atlas.ground;
        let placing = self.draft.division.placing_of_point(ground, grid, self.border);
        RowAnswer { grid: Some(grid), site, ..RowAnswer::placed(Outcome::of(placing), placing) }
    }

    /// The id and the name of each neighbourhood as fields, to be written many times.
    #[must_use]
    pub fn zone_fields(&self, delimiter: u8) -> ZoneFields {
        let field = |text: &str| {
            let mut field = Vec::new();
            push_inert(&mut field, text, delimiter);
            field
        };
        let zones = self.draft.division.roster().iter();
        let fields = zones.map(|(_, zone)| [field(zone.id.as_str()), field(&zone.name)]).collect();
        // Outcomes and codes are of letters, digits and `_`.
        let delimits_codes = delimiter.is_ascii_alphanumeric() || delimiter == b'_';
        ZoneFields { fields, delimits_codes, delimiter }
    }

    /// Writes one field of an answer as separated values.
    pub fn push(&self, out: &mut Vec<u8>, answer: &RowAnswer, field: Field, zones: &ZoneFields) {
        let ZoneFields { fields, delimits_codes, delimiter } = zones;
        let mut push_zone = |zone: Option<ZoneIx>, which: usize| {
            out.extend_from_slice(zone.map_or(&[][..], |zone| &fields[zone.slot()][which]));
        };
        let across = answer.border.map(|border| border.across);
        match field {
            Field::NeighbourhoodId => push_zone(answer.zone, 0),
            Field::NeighbourhoodName => push_zone(answer.zone, 1),
            Field::RunnerUpId => push_zone(across, 0),
            Field::RunnerUpName => push_zone(across, 1),
            Field::Outcome if !delimits_codes => out.extend_from_slice(answer.outcome.as_str().as_bytes()),
            Field::AreaCode if !delimits_codes => {
                if let Some(area) = answer.area {
                    out.extend_from_slice(self.loaded.atlas.ground.geography.area(area).code.as_bytes());
                }
            }
            _ => self.push_cell(out, answer, field, *delimiter),
        }
    }

    fn push_cell(&self, out: &mut Vec<u8>, answer: &RowAnswer, field: Field, delimiter: u8) {
        match self.cell(answer, field) {
            Cell::Text(text) => push_inert(out, &text, delimiter),
            number => number.push_number(out),
        }
    }

    fn status_of(&self, practice: PracticeIx) -> &'static str {
        self.draft.division.activity(&self.loaded.atlas.ground, practice).as_str()
    }

    /// One field of an answer.
    #[must_use]
    pub fn cell<'b>(&'b self, answer: &'b RowAnswer, field: Field) -> Cell<'b> {
        let roster = self.draft.division.roster();
        let across = || answer.border.map(|border| roster.neighbourhood(border.across));
        let of = || answer.zone.map(|zone| roster.neighbourhood(zone));
        let text = |text: Option<&'b str>| text.map_or(Cell::None, |text| Cell::Text(text.into()));
        let area = || answer.area.map(|area| self.loaded.atlas.ground.geography.area(area));
        let place = || answer.place.map(|number| self.loaded.atlas.ground.places.place(number));
        let practice = || answer.practice.map(|ix| self.loaded.atlas.ground.practices.practice(ix));
        let site = || answer.site.or_else(|| place()?.site);
        let degrees = |of: fn(Site) -> i32| site().map_or(Cell::None, |site| Cell::Degrees(of(site)));
        let metres = |of: fn(GridPoint) -> i32| {
            let grid = answer.grid.or_else(|| site().map(|site| site.grid));
            grid.map_or(Cell::None, |grid| Cell::Thousandths(of(grid).into()))
        };
        match field {
            Field::Outcome => Cell::Text(answer.outcome.as_str().into()),
            Field::NeighbourhoodId => text(of().map(|of| of.id.as_str())),
            Field::NeighbourhoodName => text(of().map(|of| of.name.as_str())),
            Field::RunnerUpId => text(across().map(|of| of.id.as_str())),
            Field::RunnerUpName => text(across().map(|of| of.name.as_str())),
            Field::AreaCode => text(area().map(|area| area.code.as_str())),
            Field::DistrictCode => text(
                area()
                    .map(|area| &area.district)
                    .or_else(|| place().and_then(|place| place.district.as_ref()))
                    .map(GssCode::as_str),
            ),
            Field::DistanceToBoundaryM => {
                answer.border.map_or(Cell::None, |border| Cell::Thousandths(border.distance_mm.into()))
            }
            Field::Easting => metres(|grid| grid.easting_mm),
            Field::Northing => metres(|grid| grid.northing_mm),
            Field::Lon => degrees(|site| site.lon_lat.longitude_e7()),
            Field::Lat => degrees(|site| site.lon_lat.latitude_e7()),
            Field::Postcode => {
                answer.postcode.map_or(Cell::None, |postcode| Cell::Text(postcode.to_string().into()))
            }
            Field::PracticeStatus => text(answer.practice.map(|ix| self.status_of(ix))),
            Field::PracticeCode => text(practice().map(|practice| practice.code.as_str())),
            Field::BranchCode => {
                answer.branch.map_or(Cell::None, |branch| Cell::Text(branch.to_string().into()))
            }
            Field::AmbiguityRule => text(self.ambiguity_rule(answer).map(AmbiguityRule::as_str)),
            // Whoever has the question writes it: `reasons`.
            Field::Reason => Cell::None,
            Field::Shares => self.shares(answer.place).map_or(Cell::None, |shares| Cell::Text(shares.into())),
        }
    }

    /// How it is known whether what was asked for may lie in several neighbourhoods.
    fn ambiguity_rule(&self, answer: &RowAnswer) -> Option<AmbiguityRule> {
        if let Some(square) = &answer.square {
            return square.is_ambiguous().then_some(AmbiguityRule::SquareOfTheGrid);
        }
        let shares = |place| self.draft.division.address_shares(&self.loaded.atlas.ground, place);
        if answer.place.and_then(shares).is_some() {
            return Some(AmbiguityRule::AddressShares);
        }
        answer.lies.and_then(AmbiguityRule::of_point)
    }

    /// `N07:12 N09:3`; addresses outside every neighbourhood are counted under `-`.
    fn shares(&self, place: Option<usize>) -> Option<String> {
        let shares = self.draft.division.address_shares(&self.loaded.atlas.ground, place?)?;
        let share = |share: &ZoneAddresses| {
            let id = share.zone.map(|zone| self.draft.division.roster().neighbourhood(zone).id.as_str());
            format!("{}:{}", id.unwrap_or("-"), share.addresses)
        };
        Some(shares.iter().map(share).collect::<Vec<_>>().join(" "))
    }
}

/// The neighbourhoods as fields between a delimiter.
pub struct ZoneFields {
    fields: Vec<[Vec<u8>; 2]>,
    /// Whether a code could hold the delimiter.
    delimits_codes: bool,
    delimiter: u8,
}

impl RowAnswer {
    /// An answer without a neighbourhood.
    #[must_use]
    pub fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            lies: None,
            zone: None,
            border: None,
            area: None,
            grid: None,
            site: None,
            place: None,
            postcode: None,
            practice: None,
            branch: None,
            square: None,
        }
    }

    /// What is no postcode by its form: missing, standing in for one, or mistyped.
    fn no_postcode(text: &[u8]) -> Self {
        let text = String::from_utf8_lossy(plain(text));
        match stand_ins::meaning_of_text(&text) {
            Some(_) => Self::of(Outcome::Pseudo),
            None if stand_ins::elsewhere_by_text(&text).is_some() => Self::of(Outcome::Elsewhere),
            None => Self::unread(is_missing(&text)),
        }
    }

    /// Its neighbourhood.
    #[must_use]
    pub fn zone(&self) -> Option<ZoneIx> {
        self.zone
    }

    /// Whether it may be of another neighbourhood, or of none: a postcode on a border or nearer to it than to the next postcode, or a
    /// square of the grid that is not in one as a whole.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        match &self.square {
            Some(square) => square.is_ambiguous(),
            None => {
                self.place.is_some()
                    && matches!(self.lies, Some(Lies::Astride | Lies::OnBoundary | Lies::InSeveral))
            }
        }
    }

    /// The other neighbourhoods that it may be of.
    pub fn perhaps_in(&self) -> impl Iterator<Item = ZoneIx> + '_ {
        let across = self.border.filter(|_| self.square.is_none() && self.is_doubtful());
        let reached = self.square.iter().flat_map(|square| &square.others).copied();
        reached.chain(across.map(|border| border.across))
    }

    fn placed(outcome: Outcome, placing: Placing) -> Self {
        let Placing { lies, zone, border, area, .. } = placing;
        Self { lies: Some(lies), zone, border, area, ..Self::of(outcome) }
    }

    fn unread(is_empty: bool) -> Self {
        Self::of(if is_empty { Outcome::Empty } else { Outcome::InvalidFormat })
    }
}

fn numbers([first, second]: [&[u8]; 2], axes: [Axis; 2], decimal: Decimal) -> Option<(f64, f64)> {
    let read = |bytes: &[u8], axis: Axis| axis.read(std::str::from_utf8(bytes).ok()?, decimal);
    Some((read(first, axes[0])?, read(second, axes[1])?))
}

fn are_missing(first: &[u8], second: &[u8]) -> bool {
    let is = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(is_missing);
    is(first) && is(second)
}

/// A code, or how a row is answered that has none.
fn code<T: FromStr>(text: &[u8]) -> Result<T, RowAnswer> {
    let text = std::str::from_utf8(text).unwrap_or("?\u{fffd}");
    plain_text(text).parse().map_err(|_no_code| RowAnswer::unread(is_missing(text)))
}
