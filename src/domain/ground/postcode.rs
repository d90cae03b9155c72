//! A British postcode, parsed once at the door.
//!
//! Kept as seven bytes: the outward code padded to four, then the inward code of three (the `pcd7` form of the Office for
//! National Statistics), so that byte order is postcode order and the whole packs into one integer for look-ups.
//! Whether a postcode exists is not decided here: only whether it can.

use std::fmt;
use std::str::FromStr;

use super::named::postal_area_names::named;
use super::postcode_shape::{
    is_of_shape, names_another_district, other_than_one, postcodes_within, readings, unescaped,
};
use crate::invisible::{is_invisible, narrow};

/// A syntactically valid postcode in canonical form.
///
/// ```
/// use footprint::domain::ground::postcode::Postcode;
/// let postcode: Postcode = " ox1 1nd".parse()?;
/// assert_eq!(postcode.to_string(), "OX1 1ND");
/// assert_eq!(postcode, "OX11ND".parse()?);
/// # Ok::<(), footprint::domain::ground::postcode::InvalidPostcode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode([u8; 7]);

/// The text of a postcode, without an allocation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PostcodeText {
    bytes: [u8; 8],
    length: u8,
}

/// Characters of a postcode with its space, by the length of its outward code.
const WRITTEN: [u8; 5] = [4, 5, 6, 7, 8];

/// A text that cannot be a postcode.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct InvalidPostcode {
    /// What was given, cut to a readable length.
    pub value: String,
}

impl Postcode {
    /// How many numbers [`Postcode::code`] chooses from.
    pub const CODES: u32 = 26 * 27 * 10 * 37 * 10 * 26 * 26;

    /// The seven bytes as one integer, in postcode order: the key of the look-up table.
    #[must_use]
    pub fn key(self) -> u64 {
        self.0.iter().fold(0, |key, byte| key << 8 | u64::from(*byte))
    }

    /// The postcode behind a key; none when there is none.
    #[must_use]
    pub fn from_key(key: u64) -> Option<Self> {
        let [0, postcode @ ..] = key.to_be_bytes() else { return None };
        Self::of_bytes(postcode).filter(|read| read.0 == postcode)
    }

    /// A number that no other postcode has, for tables to be found in: each part counted by how many there can be. In order of
    /// postcode only within an outward code.
    #[must_use]
    pub fn code(self) -> u32 {
        let [first, second, third, fourth, sector, one, other] = self.0;
        let letter = |byte: u8| u32::from(byte.wrapping_sub(b'A'));
        let digit = |byte: u8| u32::from(byte.wrapping_sub(b'0'));
        // Of the outward code one or two letters, a digit, and at most one more of either.
        let has_two = second >= b'A';
        let area = letter(first) * 27 + if has_two { letter(second) + 1 } else { 0 };
        let (district, more) = if has_two { (third, fourth) } else { (second, third) };
        let more = match more {
            b'A'.. => letter(more) + 11,
            b'0'.. => digit(more) + 1,
            _ => 0,
        };
        let outward = (area * 10 + digit(district)) * 37 + more;
        ((outward * 10 + digit(sector)) * 26 + letter(one)) * 26 + letter(other)
    }

    /// As it is written: `OX1 1ND`.
    #[must_use]
    pub fn spaced(self) -> PostcodeText {
        let outward = self.outward_length();
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&self.0[..4]);
        bytes[outward] = b' ';
        bytes[outward + 1..outward + 4].copy_from_slice(&self.0[4..]);
        bytes[outward + 4..].fill(0);
        PostcodeText { bytes, length: WRITTEN[outward] }
    }

    /// Without a space: `OX11ND`.
    #[must_use]
    pub fn compact(self) -> PostcodeText {
        let outward = self.outward_length();
        let mut bytes = [0; 8];
        bytes[..4].copy_from_slice(&self.0[..4]);
        bytes[outward..outward + 3].copy_from_slice(&self.0[4..]);
        bytes[outward + 3..].fill(0);
        PostcodeText { bytes, length: WRITTEN[outward] - 1 }
    }

    /// Reads a postcode in any case and spacing, as [`FromStr`] does, without a message for what is none.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        Self::as_written(text).or_else(|| Self::read_any(text))
    }

    /// Reads a postcode as nearly all are written: without a space, or with one before the inward code.
    #[must_use]
    pub fn as_written(text: &[u8]) -> Option<Self> {
        let (outward, inward) = text.split_last_chunk()?;
        Self::of_codes(outward.strip_suffix(b" ").unwrap_or(outward), *inward)
    }

    /// Every postcode that stands in a text by itself, among other words.
    #[must_use]
    pub fn all_within(text: &str) -> Vec<Self> {
        postcodes_within(text, Self::as_written)
    }

    fn of_codes(outward: &[u8], [sector, one, other]: [u8; 3]) -> Option<Self> {
        Self::of_bytes(match *outward {
            [a, b] => [a, b, b' ', b' ', sector, one, other],
            [a, b, c] => [a, b, c, b' ', sector, one, other],
            [a, b, c, d] => [a, b, c, d, sector, one, other],
            _ => return None,
        })
    }

    /// Of its seven bytes in any case.
    fn of_bytes(mut bytes: [u8; 7]) -> Option<Self> {
        bytes.make_ascii_uppercase();
        is_of_shape(bytes).then_some(Self(bytes))
    }

    fn read_any(text: &[u8]) -> Option<Self> {
        let mut compact = [b' '; 7];
        let mut length = 0;
        for byte in text {
            if byte.is_ascii_alphanumeric() && length < compact.len() {
                compact[length] = byte.to_ascii_uppercase();
                length += 1;
            } else if !(byte.is_ascii_whitespace() || byte.is_ascii_control()) {
                // White space beyond ASCII is rare, and read the slow way.
                let text = (!byte.is_ascii()).then(|| std::str::from_utf8(text).ok()).flatten();
                return text.and_then(|text| text.parse().ok());
            }
        }
        let read = Self::of_compact(&compact[..length])?;
        std::str::from_utf8(text).ok().filter(|text| !names_another_district(text)).map(|_| read)
    }

    fn of_compact(compact: &[u8]) -> Option<Self> {
        let (outward, inward) = compact.split_last_chunk()?;
        Self::of_codes(outward, *inward)
    }

    fn outward_length(self) -> usize {
        match self.0 {
            [_, _, b' ', ..] => 2,
            [_, _, _, b' ', ..] => 3,
            _ => 4,
        }
    }

    /// The outward code, such as `OX1`.
    #[must_use]
    pub fn outward(&self) -> &str {
        std::str::from_utf8(&self.0[..4]).expect("a postcode is ASCII").trim_end()
    }

    /// The letters of its postcode area, such as `OX`. `W1A` has a letter behind its digit, which is of the district.
    #[must_use]
    pub fn area_letters(&self) -> &str {
        let outward = self.outward();
        &outward[..outward.bytes().take_while(u8::is_ascii_uppercase).count()]
    }

    /// The inward code, such as `1ND`.
    #[must_use]
    pub fn inward(&self) -> &str {
        std::str::from_utf8(&self.0[4..]).expect("a postcode is ASCII")
    }
}

impl FromStr for Postcode {
    type Err = InvalidPostcode;

    /// Reads a postcode in any case and spacing, whatever that is not seen stands between its characters; but for a spacing that makes
    /// another district of it: `OX11 ND` has lost a character, or has its space in the wrong place, and which is not known.
    ///
    /// # Errors
    /// [`InvalidPostcode`] when the characters, without white space and what else is not seen, are not of a postcode's shape.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut compact = [b' '; 7];
        let mut length = 0;
        for character in text.chars().filter(|character| !is_invisible(*character)).map(narrow) {
            if length == compact.len() || !character.is_ascii_alphanumeric() {
                return Err(InvalidPostcode::new(text));
            }
            compact[length] = character.to_ascii_uppercase() as u8;
            length += 1;
        }
        let read = Self::of_compact(&compact[..length]).filter(|_| !names_another_district(text));
        read.ok_or_else(|| InvalidPostcode::new(text))
    }
}

impl PostcodeText {
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("a postcode is ASCII")
    }

    /// As bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.outward(), self.inward())
    }
}

impl serde::Serialize for Postcode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl InvalidPostcode {
    fn new(text: &str) -> Self {
        Self { value: crate::echo::cut(text) }
    }

    /// The postcodes that may have been meant, of areas that there are.
    #[must_use]
    pub fn suggestions(&self) -> Vec<Postcode> {
        let is_of_an_area = |postcode: &Postcode| named(postcode.area_letters()).is_some();
        let value = unescaped(&self.value);
        if let Some(read) = Postcode::read(value.as_bytes()).filter(|_| value != self.value) {
            return vec![read];
        }
        if let [only] = Postcode::all_within(&value).as_slice() {
            return vec![*only];
        }
        readings(&value, |compact| Postcode::of_compact(compact).filter(is_of_an_area))
    }

    fn message(&self) -> String {
        let value = crate::echo::quoted(&self.value);
        if let Some(other) = other_than_one(&self.value, Postcode::as_written) {
            return format!("{value} {other}");
        }
        let meant: Vec<String> = self.suggestions().iter().map(ToString::to_string).collect();
        let hint =
            if meant.is_empty() { String::new() } else { format!("; did you mean {}?", meant.join(" or ")) };
        format!(
            "{value} is not a postcode: expected an outward code (A9, A99, AA9, AA99, A9A or AA9A) and an inward code (9AA){hint}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_case_and_spacing_give_the_same_postcode() {
        let expected: Postcode = "OX1 1ND".parse().unwrap();
        for text in [
            "ox11nd",
            "OX 11 ND",
            "\tOx1\u{a0}1nD ",
            "O X 1 1 N D",
            "OX1\u{200b}1ND\u{feff}",
            "\u{200e}OX1 1ND\u{ad}",
            "OX1 1ND\0\0\0",
            "ＯＸ１ １ＮＤ",
        ] {
            assert_eq!(text.parse::<Postcode>().unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn every_shape_of_outward_code_is_read() {
        for text in ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB"] {
            assert_eq!(text.parse::<Postcode>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_a_postcode_is_refused_and_named() {
        for text in [
            "", "OX1", "OX1 1N", "OX1 1NDD", "1OX 1ND", "OX1-1ND", "ÖX1 1ND", "OX1 AND", "OXX1 1ND",
            "OX1 11D",
        ] {
            assert_eq!(text.parse::<Postcode>().unwrap_err().value, text);
        }
    }

    #[test]
    fn bytes_are_read_as_text_is() {
        for text in [
            "ox11nd",
            " OX1  1ND",
            "OX1\u{a0}1ND",
            "",
            "OX1",
            "OX1-1ND",
            "ÖX1 1ND",
            "OX1 1NDD",
            "M1 1AE",
            "\tm11ae\n",
            "OX1\u{202f}1ND\u{2060}",
            "OX1 1ND\0",
        ] {
            assert_eq!(Postcode::read(text.as_bytes()), text.parse().ok(), "{text:?}");
        }
        assert_eq!(Postcode::read(b"OX1\xff1ND"), None);
    }

    #[test]
    fn the_text_is_written_with_and_without_its_space() {
        for text in ["M1 1AE", "CR2 6XH", "EC1A 1BB"] {
            let postcode: Postcode = text.parse().unwrap();
            let (spaced, compact) = (postcode.spaced(), postcode.compact());
            assert_eq!((spaced.as_str(), compact.as_str()), (text, &*text.replace(' ', "")));
            assert_eq!(postcode.to_string(), text);
        }
    }

    #[test]
    fn a_key_keeps_the_order_and_gives_the_postcode_back() {
        let first: Postcode = "OX1 9ZZ".parse().unwrap();
        let second: Postcode = "OX10 0AA".parse().unwrap();
        assert!(first < second && first.key() < second.key());
        assert_eq!(Postcode::from_key(second.key()), Some(second));
        for text in
            [*b"ox1 1nd", *b"O-1 1ND", *b"1X1 1ND", *b"OX1x1ND", *b"O 1 1ND", *b"OX1 AND", *b"    1ND"]
        {
            let key = text.iter().fold(0, |key, byte| key << 8 | u64::from(*byte));
            assert_eq!(Postcode::from_key(key), None, "{}", String::from_utf8_lossy(&text));
        }
        assert_eq!(Postcode::from_key(second.key() | 1 << 60), None);
    }

    #[test]
    fn no_two_postcodes_have_the_same_code() {
        let mut codes = std::collections::BTreeSet::new();
        let mut count = 0;
        let (letters, digits) = (["E", "C", "W"], ["0", "1", "9"]);
        let areas = letters.iter().flat_map(|a| letters.iter().map(move |b| format!("{a}{b}")));
        for area in areas.chain(letters.map(str::to_owned)) {
            for first in digits {
                for last in ["", "0", "1", "9", "A", "B", "Z"] {
                    for inward in ["0AA", "0AB", "0BA", "1AA", "9ZZ", "9AZ"] {
                        let written = format!("{area}{first}{last}{inward}").parse::<Postcode>();
                        let Ok(postcode) = written else { continue };
                        codes.insert(postcode.code());
                        count += 1;
                    }
                }
            }
        }
        assert!(codes.len() == count && count > 100);
        assert!(Postcode(*b"ZZ9Z9ZZ").code() == Postcode::CODES - 1);
    }
}
