//! Finds the columns of a table that hold the question: as the caller names or numbers them, else by their values, which
//! decide over names. Of two that are equally good neither is taken: the caller is asked.

use super::candidates::{Candidate, Candidates};
use super::choice::{Choice, ColumnRef, NoColumn};
use super::halves::halves;
use super::kind::Kind;
use super::sample::Sample;
use crate::echo;
use crate::reading::headings::{self, bare};

/// The columns of a row that hold the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionColumns {
    /// A postcode.
    Postcode(usize),
    /// A grid reference.
    GridReference(usize),
    /// The ODS code of a practice.
    Practice(usize),
    /// The GSS code of an area.
    Area(usize),
    /// Longitude and latitude.
    LonLat(usize, usize),
    /// Easting and northing.
    EastingNorthing(usize, usize),
}

/// Why a column was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The caller said so.
    ByHand,
    /// Its name says so, and its values do not speak against it.
    ByName,
    /// Its values say so.
    ByValues,
}

/// The columns that were found, with what else could have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The columns of the question.
    pub asks: QuestionColumns,
    /// Why they were taken.
    pub why: Why,
    /// Values in the sample that can be read as such a question.
    pub valid: usize,
    /// Values in the sample that are not missing.
    pub present: usize,
    /// Other columns that hold values of the same or another kind, which were not taken.
    pub others: Vec<Candidate>,
}

impl Choice {
    /// The columns meant.
    ///
    /// # Errors
    /// [`NoColumn`] when the table does not have them, no column looks like a question, or several look alike.
    pub fn find(&self, sample: &Sample<'_>) -> Result<Found, NoColumn> {
        let candidates = Candidates::of(sample);
        let (asks, why) = match self {
            Self::Auto => automatic(sample, &candidates)?,
            Self::One(column) => (one(sample, &candidates, place(sample, column)?), Why::ByHand),
            Self::Two(first, second) => {
                (two(sample, place(sample, first)?, place(sample, second)?), Why::ByHand)
            }
        };
        let (valid, present) = asks.counted(sample, &candidates);
        Ok(Found { asks, why, valid, present, others: candidates.besides(&asks.places()) })
    }
}

impl QuestionColumns {
    /// A question of a kind in one column.
    #[must_use]
    pub fn of(kind: Kind, place: usize) -> Self {
        match kind {
            Kind::Postcode => Self::Postcode(place),
            Kind::GridReference => Self::GridReference(place),
            Kind::Practice => Self::Practice(place),
            Kind::Area => Self::Area(place),
        }
    }

    /// Its one or two columns, in order.
    #[must_use]
    pub fn places(self) -> Vec<usize> {
        match self {
            Self::Postcode(place)
            | Self::GridReference(place)
            | Self::Practice(place)
            | Self::Area(place) => {
                vec![place]
            }
            Self::LonLat(first, second) | Self::EastingNorthing(first, second) => vec![first, second],
        }
    }

    /// What is asked, as it is written in answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Postcode(_) => "postcode",
            Self::GridReference(_) => "grid_reference",
            Self::Practice(_) => "practice",
            Self::Area(_) => "area",
            Self::LonLat(..) => "lon_lat",
            Self::EastingNorthing(..) => "easting_northing",
        }
    }

    /// What is asked, in the plural.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Postcode(_) => Kind::Postcode.plural(),
            Self::GridReference(_) => Kind::GridReference.plural(),
            Self::Practice(_) => Kind::Practice.plural(),
            Self::Area(_) => Kind::Area.plural(),
            Self::LonLat(..) => "longitudes and latitudes",
            Self::EastingNorthing(..) => "eastings and northings",
        }
    }

    /// How many values of the sample can be read as such a question, of how many that are not missing.
    fn counted(self, sample: &Sample<'_>, candidates: &Candidates) -> (usize, usize) {
        let kind = match self {
            Self::Postcode(_) => Kind::Postcode,
            Self::GridReference(_) => Kind::GridReference,
            Self::Practice(_) => Kind::Practice,
            Self::Area(_) => Kind::Area,
            Self::LonLat(first, second) | Self::EastingNorthing(first, second) => {
                let ((valid, present), (other_valid, other_present)) =
                    (sample.numbers(first), sample.numbers(second));
                return (valid.min(other_valid), present.max(other_present));
            }
        };
        candidates.count(self.places()[0], kind)
    }
}

fn automatic(sample: &Sample<'_>, candidates: &Candidates) -> Result<(QuestionColumns, Why), NoColumn> {
    if let Some(found) = by_kind(sample, candidates, Kind::Postcode)? {
        return Ok(found);
    }
    if let Some(asks) = points_by_name(sample) {
        return Ok((asks, Why::ByName));
    }
    if let Some((outward, inward)) = halves(sample) {
        let [outward, inward] = [outward, inward].map(|place| sample.column(place));
        return Err(NoColumn::Halves { outward, inward });
    }
    for kind in [Kind::GridReference, Kind::Practice, Kind::Area] {
        if let Some(found) = by_kind(sample, candidates, kind)? {
            return Ok(found);
        }
    }
    // Nothing is of any kind: a heading that can mean nothing else still says what was meant.
    let named = Kind::ALL.into_iter().find_map(|kind| Some((candidates.named(kind, true)?, kind)));
    let named = named.map(|(place, kind)| (QuestionColumns::of(kind, place), Why::ByName));
    named.ok_or_else(|| NoColumn::NotFound(sample.described()))
}

/// The column of a kind: the one whose values are; of several the one whose name says so best; else a name whose values do not
/// speak against it.
fn by_kind(
    sample: &Sample<'_>,
    candidates: &Candidates,
    kind: Kind,
) -> Result<Option<(QuestionColumns, Why)>, NoColumn> {
    let holding = candidates.holding(kind);
    let best = holding.iter().map(|candidate| candidate.rank).max();
    let best: Vec<&Candidate> =
        holding.iter().copied().filter(|candidate| Some(candidate.rank) == best).collect();
    let named = |candidate: &Candidate| if candidate.rank > 0 { Why::ByName } else { Why::ByValues };
    match best.as_slice() {
        [] => Ok(candidates.named(kind, false).map(|place| (QuestionColumns::of(kind, place), Why::ByName))),
        [only] => Ok(Some((QuestionColumns::of(kind, only.place), named(only)))),
        [first, others @ ..] if others.iter().all(|other| sample.agree(first.place, other.place, kind)) => {
            Ok(Some((QuestionColumns::of(kind, first.place), named(first))))
        }
        [first, ..] => Err(NoColumn::Several {
            kind: kind.plural(),
            columns: best.iter().map(|candidate| candidate.told()).collect::<Vec<_>>().join("; "),
            example: sample.reference(first.place),
        }),
    }
}

/// Two columns of a point by their names; their values must be numbers, where there are any.
fn points_by_name(sample: &Sample<'_>) -> Option<QuestionColumns> {
    let names = sample.names?;
    let of = |role| headings::place(role, names.iter().map(String::as_str));
    let are_numbers = |first: &usize, second: &usize| {
        [*first, *second].into_iter().all(|place| {
            let (valid, present) = sample.numbers(place);
            present == 0 || valid * 2 > present
        })
    };
    let pair = |first, second| of(first).zip(of(second)).filter(|(first, second)| are_numbers(first, second));
    pair(headings::LONGITUDE, headings::LATITUDE).map(|(lon, lat)| QuestionColumns::LonLat(lon, lat)).or_else(
        || {
            pair(headings::EASTING, headings::NORTHING)
                .map(|(east, north)| QuestionColumns::EastingNorthing(east, north))
        },
    )
}

/// What a column that was named holds: by its values, else by its name, else postcodes.
fn one(sample: &Sample<'_>, candidates: &Candidates, place: usize) -> QuestionColumns {
    let by_values =
        Kind::ALL.into_iter().find(|kind| candidates.holding(*kind).iter().any(|one| one.place == place));
    let name = sample.names.and_then(|names| names.get(place)).map_or("", String::as_str);
    let by_name = || Kind::ALL.into_iter().find(|kind| super::candidates::rank(*kind, name) > 0);
    QuestionColumns::of(by_values.or_else(by_name).unwrap_or(Kind::Postcode), place)
}

/// What two columns that were named hold: degrees, when their values can be, else metres. Latitude may be named first.
fn two(sample: &Sample<'_>, first: usize, second: usize) -> QuestionColumns {
    let name = |place: usize| sample.names.and_then(|names| names.get(place)).map_or("", String::as_str);
    let is_called = |place, role| headings::is_one_of(name(place), role);
    let is_other_way = |one, other| is_called(first, other) && is_called(second, one);
    if is_other_way(headings::LONGITUDE, headings::LATITUDE) {
        return QuestionColumns::LonLat(second, first);
    }
    if is_other_way(headings::EASTING, headings::NORTHING) {
        return QuestionColumns::EastingNorthing(second, first);
    }
    if sample.within(first, 180.0) && sample.within(second, 90.0) {
        return QuestionColumns::LonLat(first, second);
    }
    QuestionColumns::EastingNorthing(first, second)
}

fn place(sample: &Sample<'_>, column: &ColumnRef) -> Result<usize, NoColumn> {
    match column {
        ColumnRef::Number(place) if *place < sample.width => Ok(*place),
        ColumnRef::Number(place) => Err(NoColumn::OutOfRange { number: place + 1, columns: sample.width }),
        ColumnRef::Named(name) => {
            let names = sample.names.unwrap_or_default();
            let same = |found: &String| found == name;
            let alike = |found: &String| bare(found) == bare(name) && !bare(name).is_empty();
            let has_same = names.iter().any(same);
            let is_meant = |found: &String| if has_same { same(found) } else { alike(found) };
            let meant: Vec<usize> = names
                .iter()
                .enumerate()
                .filter(|(_, found)| is_meant(found))
                .map(|(place, _)| place)
                .collect();
            match meant.as_slice() {
                [only] => Ok(*only),
                [] => Err(NoColumn::Unknown { name: echo::cut(name), columns: sample.described() }),
                [first, ..] => Err(NoColumn::SameName {
                    name: echo::cut(name),
                    numbers: meant
                        .iter()
                        .map(|place| format!("#{}", place + 1))
                        .collect::<Vec<_>>()
                        .join(", "),
                    example: first + 1,
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(choice: &str, names: Option<&str>, rows: &[&str]) -> Result<Found, NoColumn> {
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let names = names.map(list);
        let rows: Vec<Vec<String>> = rows.iter().map(|row| list(row)).collect();
        let width = names.as_ref().or(rows.first()).map_or(0, Vec::len);
        let sample = Sample { names: names.as_deref(), above: &[], rows: &rows, width };
        choice.parse::<Choice>().unwrap().find(&sample)
    }

    fn find(choice: &str, names: Option<&str>, rows: &[&str]) -> Result<QuestionColumns, NoColumn> {
        found(choice, names, rows).map(|found| found.asks)
    }

    #[test]
    fn columns_are_found_by_name() {
        for (names, expected) in [
            ("id,Post Code,lat,lon", QuestionColumns::Postcode(1)),
            ("id,PatientPostcode", QuestionColumns::Postcode(1)),
            ("Latitude,Longitude", QuestionColumns::LonLat(1, 0)),
            ("id,Easting,Northing", QuestionColumns::EastingNorthing(1, 2)),
            ("name,ODS Code", QuestionColumns::Practice(1)),
            ("n,LSOA21CD", QuestionColumns::Area(1)),
            ("n,OS grid reference", QuestionColumns::GridReference(1)),
        ] {
            assert_eq!(find("auto", Some(names), &[]), Ok(expected), "{names}");
        }
    }

    #[test]
    fn halves_of_postcodes_in_two_columns_are_told_and_neither_is_taken() {
        for names in ["ref,postcode,", "ref,Postcode area,Postcode sector", "ref,outward,inward"] {
            let told = find("auto", Some(names), &["a,OX1,1ND", "b,ox14,4LU", "c,,"]).unwrap_err();
            assert!(matches!(told, NoColumn::Halves { .. }), "{names}: {told}");
        }
        assert!(
            find("auto", Some("ref,postcode,ward"), &["a,OX1,Carfax"]).is_ok(),
            "districts are no halves"
        );
    }

    #[test]
    fn columns_are_found_by_their_values() {
        assert_eq!(
            find("auto", Some("a,b"), &["x,OX1 1ND", "y,", "z,ox44la"]),
            Ok(QuestionColumns::Postcode(1))
        );
        assert_eq!(find("auto", None, &["K84001,x"]), Ok(QuestionColumns::Practice(0)));
        assert_eq!(find("auto", None, &["x,E01028422"]), Ok(QuestionColumns::Area(1)));
        assert_eq!(find("auto", None, &["x,SP5106"]), Ok(QuestionColumns::GridReference(1)));
        assert_eq!(find("#2", None, &["OX1 1ND,K84001"]), Ok(QuestionColumns::Practice(1)));
        assert_eq!(find("x,y", Some("x,y"), &["-1.25,51.75"]), Ok(QuestionColumns::LonLat(0, 1)));
        assert_eq!(find("x,y", Some("x,y"), &["451000,206000"]), Ok(QuestionColumns::EastingNorthing(0, 1)));
        assert_eq!(find("lat,lon", Some("lat,lon"), &["51.75,-1.25"]), Ok(QuestionColumns::LonLat(1, 0)));
    }

    #[test]
    fn values_decide_over_names() {
        let towns = found("auto", Some("Area,Address 4"), &["Oxford,OX1 1ND", "Oxford,OX1 4LU"]).unwrap();
        assert_eq!((towns.asks, towns.why), (QuestionColumns::Postcode(1), Why::ByValues));
        assert_eq!((towns.valid, towns.present), (2, 2));
        let dirty =
            found("auto", Some("postcode,practice code"), &["x,K84001", "OX1 1ND,K84001", "y,K84001"])
                .unwrap();
        assert_eq!((dirty.asks, dirty.why), (QuestionColumns::Postcode(0), Why::ByName));
        assert_eq!((dirty.valid, dirty.present, dirty.others.len()), (1, 3, 1));
        assert_eq!(find("auto", Some("postcode"), &["nonsense"]), Ok(QuestionColumns::Postcode(0)));
        assert!(matches!(find("auto", Some("Area,b"), &["Oxford,x"]), Err(NoColumn::NotFound(_))));
    }

    #[test]
    fn of_two_columns_that_are_equally_good_neither_is_taken() {
        let rows = ["1,RG9 2DR,OX1 1ND", "2,RG9 2DR,OX1 4LU"];
        let error = find("auto", Some("ref,GP Postcode,Patient Postcode"), &rows).unwrap_err().to_string();
        assert!(error.contains("\"GP Postcode\"") && error.contains("\"Patient Postcode\""), "{error}");
        assert!(error.contains("--column") && error.contains("such as \"GP Postcode\""), "{error}");
        assert!(find("auto", None, &rows).is_err());
        let plain = found("auto", Some("ref,GP Postcode,Postcode"), &rows).unwrap();
        assert_eq!((plain.asks, plain.others.len()), (QuestionColumns::Postcode(2), 1));
        assert_eq!(
            find("auto", Some("pcd,pcd8,pcds"), &["OX11ND,OX1  1ND,OX1 1ND"]),
            Ok(QuestionColumns::Postcode(0)),
            "the same in several spellings"
        );
        assert_eq!(
            find("auto", Some("LSOA11CD,LSOA21CD,MSOA21CD"), &["E01028422,E01028423,E02005928"]),
            Ok(QuestionColumns::Area(1))
        );
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is() {
        assert!(matches!(find("auto", Some("a,b"), &["1,2"]), Err(NoColumn::NotFound(_))));
        let error = find("postal", Some("a,b"), &[]).unwrap_err();
        assert_eq!(error.to_string(), "there is no column \"postal\": the columns are a, b");
        let error = find("b", Some("a,b,b"), &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "several columns are called \"b\" (#2, #3): choose one by its number with --column, over HTTP with column, such as \"#2\""
        );
        assert!(matches!(find("#3", Some("a,b"), &[]), Err(NoColumn::OutOfRange { number: 3, columns: 2 })));
    }
}
