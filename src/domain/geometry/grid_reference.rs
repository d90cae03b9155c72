//! Grid references of Ordnance Survey: two letters of a 100 km square and an even number of digits, which name a square.
//!
//! Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section 5 and annexe on the National Grid.

use std::fmt;
use std::str::FromStr;

use super::crs::{Bng, GridPoint, InvalidCoordinate, Point};
use crate::echo;
use crate::invisible::is_invisible;

/// A square of the National Grid by its reference, such as `SP 51050 06070`, a square of one metre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridReference {
    /// South-west corner, in whole metres.
    easting_m: u32,
    northing_m: u32,
    /// Side of the square: 10,000 m with one digit each way, 1 m with five.
    size_m: u32,
    letters: [u8; 2],
}

/// A text that is no grid reference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{value:?} is not a grid reference: expected two letters of a square and 2, 4, 6, 8 or 10 digits, such as SP 510 060"
)]
pub struct InvalidGridReference {
    /// What was given, cut to a readable length.
    pub value: String,
}

/// Metres of the square that two letters name.
const SQUARE_M: u32 = 100_000;

impl GridReference {
    /// Side of the square, in metres.
    #[must_use]
    pub fn size_m(self) -> u32 {
        self.size_m
    }

    /// Its corners, from the south-west to the north-east: the last millimetres that are of it.
    #[must_use]
    pub fn corners(self) -> [GridPoint; 4] {
        let ends = |start_m: u32| {
            let start = i32::try_from(start_m * 1000).expect("the grid is 700 km by 1,300 km");
            let size = i32::try_from(self.size_m * 1000).expect("a square is 10 km at most");
            [start, start + size - 1]
        };
        let ([west, east], [south, north]) = (ends(self.easting_m), ends(self.northing_m));
        [(west, south), (east, south), (west, north), (east, north)]
            .map(|(easting_mm, northing_mm)| GridPoint { easting_mm, northing_mm })
    }

    /// Its side in words: `10 km`, `100 m`.
    #[must_use]
    pub fn size_in_words(self) -> String {
        match self.size_m {
            metres @ 1000.. => format!("{} km", metres / 1000),
            metres => format!("{metres} m"),
        }
    }

    /// The centre of the square.
    #[must_use]
    pub fn centre(self) -> Bng<Point> {
        self.middle().expect("it was looked at when the reference was read")
    }

    fn middle(self) -> Result<Bng<Point>, InvalidCoordinate> {
        let middle = |corner: u32| f64::from(corner) + f64::from(self.size_m) / 2.0;
        Bng::from_easting_northing(middle(self.easting_m), middle(self.northing_m))
    }
}

impl FromStr for GridReference {
    type Err = InvalidGridReference;

    /// In any case, with or without spaces.
    ///
    /// # Errors
    /// [`InvalidGridReference`]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidGridReference { value: echo::cut(text) };
        let compact: String = text.chars().filter(|character| !is_invisible(*character)).take(13).collect();
        let (letters, digits) = compact.split_at_checked(2).ok_or_else(invalid)?;
        let is_even =
            matches!(digits.len(), 2 | 4 | 6 | 8 | 10) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let (east, north) = square(letters).filter(|_| is_even).ok_or_else(invalid)?;
        let (first, second) = digits.split_at(digits.len() / 2);
        let size_m = SQUARE_M / 10_u32.pow(u32::try_from(first.len()).map_err(|_too_long| invalid())?);
        let within =
            |digits: &str| digits.parse::<u32>().map(|number| number * size_m).map_err(|_none| invalid());
        let letters = [0, 1].map(|place| letters.as_bytes()[place].to_ascii_uppercase());
        let (easting_m, northing_m) = (east + within(first)?, north + within(second)?);
        let read = Self { easting_m, northing_m, size_m, letters };
        // The northernmost squares that have letters reach beyond the grid.
        read.middle().map(|_on_the_grid| read).map_err(|_beyond| invalid())
    }
}

impl fmt::Display for GridReference {
    /// As Ordnance Survey writes it: `SP 51050 06070`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.letters.map(char::from);
        let within = |metres: u32| metres % SQUARE_M / self.size_m;
        let digits = (SQUARE_M / self.size_m).ilog10() as usize;
        let (east, north) = (within(self.easting_m), within(self.northing_m));
        write!(formatter, "{first}{second} {east:0digits$} {north:0digits$}")
    }
}

/// South-west corner of the square of two letters, in metres; none outside the squares of Great Britain.
fn square(letters: &str) -> Option<(u32, u32)> {
    // 25 letters, without I, in rows of five from the north-west.
    let place = |letter: u8| match letter.to_ascii_uppercase() {
        letter @ b'A'..=b'H' => Some(u32::from(letter - b'A')),
        letter @ b'J'..=b'Z' => Some(u32::from(letter - b'A' - 1)),
        _ => None,
    };
    let &[first, second] = letters.as_bytes() else { return None };
    let (first, second) = (place(first)?, place(second)?);
    let (column, row) = ((first % 5) * 5 + second % 5, (first / 5) * 5 + second / 5);
    // The grid begins two squares of 500 km east and one south of the first letter's origin.
    let (east, north) = (column.checked_sub(10)?, 19_u32.checked_sub(row)?);
    (east < 7 && north < 13).then_some((east * SQUARE_M, north * SQUARE_M))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn centre(text: &str) -> Option<(f64, f64, u32)> {
        let square: GridReference = text.parse().ok()?;
        Some((square.centre().easting_m(), square.centre().northing_m(), square.size_m()))
    }

    #[test]
    fn a_reference_is_read_as_the_centre_of_its_square() {
        assert_eq!(centre("SP 51050 06070"), Some((451_050.5, 206_070.5, 1)));
        assert_eq!(centre("sp510060"), Some((451_050.0, 206_050.0, 100)));
        assert_eq!(centre("SP5106"), Some((451_500.0, 206_500.0, 1000)));
        assert_eq!(centre("TQ 30 80"), Some((530_500.0, 180_500.0, 1000)), "London");
        assert_eq!(centre("HU 4 4"), Some((445_000.0, 1_145_000.0, 10_000)), "Shetland");
        assert_eq!(centre("SV 9 1"), Some((95_000.0, 15_000.0, 10_000)), "Scilly");
    }

    #[test]
    fn a_reference_is_written_as_the_publisher_does() {
        let written = |text: &str| text.parse::<GridReference>().unwrap().to_string();
        assert_eq!(written("sp5105006070"), "SP 51050 06070");
        assert_eq!(written("SP5106"), "SP 51 06");
    }

    #[test]
    fn other_texts_are_refused() {
        assert_eq!(centre("HL 6 4"), Some((65_000.0, 1_245_000.0, 10_000)), "on the grid");
        for text in [
            "HL 6 6",
            "HP 00000 99999",
            "SP",
            "SP 510 06",
            "SP 510x060",
            "IP 510 060",
            "AA 10 10",
            "OX1 1ND",
            "K84007",
            "",
            "SP 510600 506007",
        ] {
            assert_eq!(centre(text), None, "{text}");
        }
    }
}
