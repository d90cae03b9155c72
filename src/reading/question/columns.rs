//! Finds the columns of a table that hold the question: as the caller names or numbers them, else as they are found by looking.

use super::addresses::ending_in_postcodes;
use super::candidates::{Candidate, Candidates, NameFit, fit};
use super::choice::{Choice, ColumnRef, NoColumn};
use super::kind::Kind;
use super::points::pairs::point_of_others;
use super::question_columns::{QuestionColumns, Why};
use super::sample::Sample;
use super::search::{automatic, in_another_unit, points_besides};
use crate::echo;
use crate::reading::cell::Decimal;
use crate::reading::headings::{self, Direction, bare};

/// The columns that were found, with what else could have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundQuestion {
    /// The columns of the question.
    pub asks: QuestionColumns,
    /// Why they were taken.
    pub why: Why,
    /// Values in the sample that can be read as such a question; of a point the rows of both.
    pub valid: usize,
    /// Values in the sample that are not missing; of a point the rows of one.
    pub present: usize,
    /// Which character stands before decimals; none where the question has no numbers.
    pub decimal: Option<Decimal>,
    /// Whether its values are addresses, and the postcode is what they end in.
    pub at_end: bool,
    /// The word by which the name of a column that was found says that its places are of others than those whom the table lists.
    pub of_others: Option<&'static str>,
    /// Other columns that hold values of the same or another kind, which were not taken.
    pub others: Vec<Candidate>,
    /// Other columns of points by their names, with how many rows have both numbers, of how many that have one.
    pub other_points: Vec<(QuestionColumns, [usize; 2])>,
}

impl Choice {
    /// The columns meant, read with the `decimal` that the caller says, else as most of their values are written.
    ///
    /// # Errors
    /// [`NoColumn`] when the table does not have them, no column looks like a question, or several look alike.
    pub fn find(&self, sample: &Sample<'_>, decimal: Option<Decimal>) -> Result<FoundQuestion, NoColumn> {
        let candidates = Candidates::of(sample);
        let (asks, why) = match self {
            Self::Auto => automatic(sample, &candidates)?,
            Self::One(column) => (one(sample, &candidates, place(sample, column)?), Why::ByHand),
            Self::Two(first, second) => {
                (two(sample, place(sample, first)?, place(sample, second)?), Why::ByHand)
            }
        };
        let decimal = asks.point().map(|columns| decimal.unwrap_or_else(|| sample.decimal(columns)));
        let taken = candidates.of_question(asks);
        let (valid, present) = match asks.point() {
            Some(columns) => sample.points(columns, decimal.unwrap_or_default()),
            None => taken.map_or((0, 0), |one| (one.valid, one.present)),
        };
        let ending = match asks {
            QuestionColumns::Postcode(place) if valid * 2 <= present => ending_in_postcodes(sample, place),
            _ => [0; 3],
        };
        let [addresses, ending, of_values] = ending;
        let at_end = addresses * 2 > of_values;
        let (valid, present) = if at_end { (ending, of_values) } else { (valid, present) };
        let of_others = taken.and_then(|one| one.of_others).or_else(|| point_of_others(sample, asks));
        let of_others = of_others.filter(|_| why != Why::ByHand);
        if let (Self::Two(..), 0, 1..) = (self, valid, present) {
            let [first, second] = [0, 1].map(|which| sample.column(asks.places()[which]));
            return Err(NoColumn::NotAPoint { first, second });
        }
        if let (Some(_), Some(error)) = (asks.point(), in_another_unit(sample, &asks.places())) {
            return Err(error);
        }
        let others = candidates.besides(&asks.places());
        let other_points = points_besides(sample, asks);
        Ok(FoundQuestion { asks, why, valid, present, decimal, at_end, of_others, others, other_points })
    }
}

/// What a column that was named holds: by its values, else by its name, else postcodes.
fn one(sample: &Sample<'_>, candidates: &Candidates, place: usize) -> QuestionColumns {
    let by_values =
        Kind::ALL.into_iter().find(|kind| candidates.holding(*kind).iter().any(|one| one.place == place));
    let name = sample.names.and_then(|names| names.get(place)).map_or("", String::as_str);
    let by_name = || Kind::ALL.into_iter().find(|kind| fit(*kind, name) > NameFit::None);
    QuestionColumns::of(by_values.or_else(by_name).unwrap_or(Kind::Postcode), place)
}

/// What two columns that were named hold: degrees, when their values can be, else metres. Latitude may be named first.
fn two(sample: &Sample<'_>, first: usize, second: usize) -> QuestionColumns {
    let name = |place: usize| sample.names.and_then(|names| names.get(place)).map_or("", String::as_str);
    let is_called = |place, role| headings::is_one_of(name(place), role);
    let is_other_way = |one, other| is_called(first, other) && is_called(second, one);
    let direction = |place| headings::direction(name(place)).map(|(direction, _)| direction);
    let is_north_first = |is_degrees| {
        direction(first) == Some(Direction::North { is_degrees })
            && direction(second) == Some(Direction::East { is_degrees })
    };
    if is_other_way(headings::LONGITUDE, headings::LATITUDE) || is_north_first(true) {
        return QuestionColumns::LonLat(second, first);
    }
    if is_other_way(headings::EASTING, headings::NORTHING) || is_north_first(false) {
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
    use crate::reading::options::COLUMN;

    fn found(choice: &str, names: Option<&str>, rows: &[&str]) -> Result<FoundQuestion, NoColumn> {
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let names = names.map(list);
        let rows: Vec<Vec<String>> = rows.iter().map(|row| list(row)).collect();
        let width = names.as_ref().or(rows.first()).map_or(0, Vec::len);
        let sample = Sample { names: names.as_deref(), above: &[], rows: &rows, width, delimiter: b',' };
        choice.parse::<Choice>().unwrap().find(&sample, None)
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
        assert!(matches!(find("auto", Some("Area,b"), &["Oxford,x"]), Err(NoColumn::Names { .. })));
    }

    #[test]
    fn of_two_columns_that_are_equally_good_neither_is_taken() {
        let rows = ["1,RG9 2DR,OX1 1ND", "2,RG9 2DR,OX1 4LU"];
        let error = find("auto", Some("ref,GP Postcode,Patient Postcode"), &rows).unwrap_err().to_string();
        assert!(error.contains("\"GP Postcode\"") && error.contains("\"Patient Postcode\""), "{error}");
        assert!(error.contains(COLUMN) && error.contains("such as \"Patient Postcode\""), "{error}");
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
    fn a_column_of_others_never_wins_over_one_that_holds_places() {
        let rows = ["1,RG9 2DR,OX1 1ND", "2,RG9 2DR,OX1 4LU"];
        for (first, second, example) in [
            ("GP Practice Postcode", "Home address", "Home address"),
            ("Surgery Postcode", "Home", "Home"),
            ("Post Code (GP)", "Address5", "Address5"),
            ("Postcode of practice", "Addr4", "Addr4"),
            ("School Postcode", "Addr", "Addr"),
            ("Patient", "Practice Postcode", "Patient"),
            ("Postcode", "Patient Postcode", "Postcode"),
            ("Postcode", "Addr", "Postcode"),
        ] {
            let error = find("auto", Some(&format!("id,{first},{second}")), &rows).unwrap_err().to_string();
            for told in [format!("{first:?}"), format!("{second:?}"), format!("such as {example:?}")] {
                assert!(error.contains(&told), "{first}, {second}: {error}");
            }
        }
        let beside = find("auto", Some("Practice Address,Postcode,PCode"), &rows).unwrap_err().to_string();
        assert!(beside.contains("such as \"PCode\""), "{beside}");
        // One that is partly of postcodes, or another kind of place, is no less full.
        let dirty = ["1,RG9 2DR,OX1 1ND", "2,RG9 2DR,1 High Street", "3,RG9 2DR,flat 2"];
        assert!(find("auto", Some("id,GP postcode,Home"), &dirty).is_err());
        let points = ["RG9 2DR,-1.25,51.75", "RG9 2DR,-1.26,51.76"];
        assert_eq!(find("auto", Some("GP postcode,lon,lat"), &points), Ok(QuestionColumns::LonLat(1, 2)));
        let areas = ["RG9 2DR,E01028422", "RG9 2DR,E01028423"];
        assert_eq!(find("auto", Some("GP postcode,LSOA21CD"), &areas), Ok(QuestionColumns::Area(1)));
        let error = find("auto", Some("GP postcode,where"), &areas).unwrap_err().to_string();
        assert!(
            error.contains("several columns hold places") && error.contains("such as \"where\""),
            "{error}"
        );
        // It is answered where it is the only one, or the caller says so.
        assert_eq!(find("auto", Some("n,GP postcode"), &["1,RG9 2DR"]), Ok(QuestionColumns::Postcode(1)));
        assert_eq!(find("GP postcode", Some("id,GP postcode,Home"), &rows), Ok(QuestionColumns::Postcode(1)));
    }

    #[test]
    fn a_column_called_postcode_is_never_passed_over_without_being_named() {
        let asked = |names: &str, rows: &[&str]| find("auto", Some(names), rows).unwrap_err().to_string();
        for person in ["OX1", "OX4 3J", "refused"] {
            let rows = [format!("1,{person},OX4 3JX"), format!("2,{person},OX4 3JX")];
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let told = asked("ref,Postcode,Team base", &rows);
            assert!(told.contains("\"Postcode\"") && told.contains("such as \"Postcode\""), "{told}");
        }
        // Words that stand for a postcode say nothing against the column.
        let rows = ["1,NFA,OX4 3JX", "2,ZZZSECUR,OX4 3JX", "3,NFA,OX4 3JX", "4,OX1 4LU,OX4 3JX"];
        assert!(asked("ref,Postcode,Team base", &rows).contains("\"Team base\""));
        let taken = find("auto", Some("ref,Postcode,Team"), &["1,NFA,A", "2,NFA,B", "3,OX1 4LU,B"]);
        assert_eq!(taken, Ok(QuestionColumns::Postcode(1)));
        // One that is blank gives way to another, unless that is of others.
        let rows = ["1,,OX4 3JX", "2,,OX4 3JX"];
        assert_eq!(find("auto", Some("ref,Postcode,Addr5"), &rows), Ok(QuestionColumns::Postcode(2)));
        assert!(asked("ref,Home postcode,GP postcode", &rows).contains("\"GP postcode\""));
    }

    #[test]
    fn of_two_columns_the_fuller_one_is_taken_unless_it_is_of_others() {
        let rows: Vec<String> =
            (0..9).map(|row| format!("OX1 4LU,{}", if row == 0 { "OX1 1ND" } else { "" })).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(find("auto", Some("Address5,Address6"), &rows), Ok(QuestionColumns::Postcode(0)));
        assert_eq!(find("auto", Some("Postcode,Second postcode"), &rows), Ok(QuestionColumns::Postcode(0)));
        assert!(find("auto", Some("Address5,Postcode"), &rows).is_err());
        assert!(find("auto", Some("GP postcode,Postcode"), &rows).is_err());
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is() {
        assert!(matches!(find("auto", Some("a,b"), &["1,2"]), Err(NoColumn::NotFound(_))));
        let error = find("postal", Some("a,b"), &[]).unwrap_err();
        assert_eq!(error.to_string(), "there is no column \"postal\": the columns are a, b");
        let error = find("b", Some("a,b,b"), &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "several columns are called \"b\" (#2, #3): choose one by its number with {COLUMN}, such as \"#2\""
            )
        );
        assert!(matches!(find("#3", Some("a,b"), &[]), Err(NoColumn::OutOfRange { number: 3, columns: 2 })));
    }
}
