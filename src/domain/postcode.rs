//! A British postcode, parsed once at the door.
//!
//! Kept as seven bytes: the outward code padded to four, then the inward code of three (the `pcd7` form of the Office for
//! National Statistics), so that byte order is postcode order and the whole packs into one integer for look-ups.
//! Whether a postcode exists is not decided here: only whether it can.

use std::fmt;
use std::str::FromStr;

/// A syntactically valid postcode in canonical form.
///
/// ```
/// use footprint::domain::postcode::Postcode;
/// let postcode: Postcode = " ox1 1nd".parse()?;
/// assert_eq!(postcode.to_string(), "OX1 1ND");
/// assert_eq!(postcode, "OX11ND".parse()?);
/// # Ok::<(), footprint::domain::postcode::InvalidPostcode>(())
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
#[error(
    "{value:?} is not a postcode: expected an outward code (A9, A99, AA9, AA99, A9A or AA9A) and an inward code (9AA)"
)]
pub struct InvalidPostcode {
    /// What was given, cut to a readable length.
    pub value: String,
}

impl Postcode {
    /// The seven bytes as one integer, in postcode order: the key of the look-up table.
    #[must_use]
    pub fn key(self) -> u64 {
        self.0.iter().fold(0, |key, byte| key << 8 | u64::from(*byte))
    }

    /// The postcode behind a key; none when there is none.
    #[must_use]
    pub fn from_key(key: u64) -> Option<Self> {
        let [0, postcode @ ..] = key.to_be_bytes() else { return None };
        let length = postcode[..4].iter().position(|byte| *byte == b' ').unwrap_or(4);
        let is_padded = postcode[length..4].iter().all(|byte| *byte == b' ');
        let is_one = length >= 2 && is_padded && is_outward(&postcode[..length]) && is_inward(&postcode[4..]);
        let is_written = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ';
        (is_one && postcode.iter().all(is_written)).then_some(Self(postcode))
    }

    /// A number of 31 bits that no other postcode has, for tables to be found in: each part counted by how many there can be. In no
    /// order.
    #[must_use]
    pub fn code(self) -> u32 {
        let bytes = self.0.map(u32::from);
        let letter = |byte: u32| byte.wrapping_sub(u32::from(b'A'));
        let digit = |byte: u32| byte.wrapping_sub(u32::from(b'0'));
        // Of the outward code one or two letters, a digit, and at most one more of either.
        let has_two = bytes[1] >= u32::from(b'A');
        let area = letter(bytes[0]) * 27 + if has_two { letter(bytes[1]) + 1 } else { 0 };
        let [district, more] = if has_two { [bytes[2], bytes[3]] } else { [bytes[1], bytes[2]] };
        let more = match more {
            more if more >= u32::from(b'A') => letter(more) + 11,
            more if more >= u32::from(b'0') => digit(more) + 1,
            _ => 0,
        };
        let outward = (area * 10 + digit(district)) * 37 + more;
        ((outward * 10 + digit(bytes[4])) * 26 + letter(bytes[5])) * 26 + letter(bytes[6])
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
        let ([outward @ .., b' ', sector, one, other] | [outward @ .., sector, one, other]) = text else {
            return None;
        };
        let are_plain = (2..=4).contains(&outward.len()) && outward.iter().all(u8::is_ascii_alphanumeric);
        let inward = [*sector, *one, *other];
        if !are_plain || !is_outward(outward) || !is_inward(&inward) {
            return None;
        }
        let mut bytes = [b' '; 7];
        bytes[..outward.len()].copy_from_slice(outward);
        bytes[4..].copy_from_slice(&inward);
        bytes.make_ascii_uppercase();
        Some(Self(bytes))
    }

    fn read_any(text: &[u8]) -> Option<Self> {
        let mut compact = [b' '; 7];
        let mut length = 0;
        for byte in text {
            if byte.is_ascii_alphanumeric() && length < compact.len() {
                compact[length] = byte.to_ascii_uppercase();
                length += 1;
            } else if !byte.is_ascii_whitespace() {
                // White space beyond ASCII is rare, and read the slow way.
                let text = (!byte.is_ascii()).then(|| std::str::from_utf8(text).ok()).flatten();
                return text.and_then(|text| text.parse().ok());
            }
        }
        Self::of_compact(&compact[..length])
    }

    fn of_compact(compact: &[u8]) -> Option<Self> {
        if compact.len() < 5 {
            return None;
        }
        let (outward, inward) = compact.split_at(compact.len() - 3);
        if !is_outward(outward) || !is_inward(inward) {
            return None;
        }
        let mut bytes = [b' '; 7];
        bytes[..outward.len()].copy_from_slice(outward);
        bytes[4..].copy_from_slice(inward);
        Some(Self(bytes))
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

    /// The inward code, such as `1ND`.
    #[must_use]
    pub fn inward(&self) -> &str {
        std::str::from_utf8(&self.0[4..]).expect("a postcode is ASCII")
    }
}

impl FromStr for Postcode {
    type Err = InvalidPostcode;

    /// Reads a postcode in any case and spacing.
    ///
    /// # Errors
    /// [`InvalidPostcode`] when the characters, without white space, are not of a postcode's shape.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut compact = [b' '; 7];
        let mut length = 0;
        for character in text.chars().filter(|character| !character.is_whitespace()) {
            if length == compact.len() || !character.is_ascii_alphanumeric() {
                return Err(InvalidPostcode::new(text));
            }
            compact[length] = character.to_ascii_uppercase() as u8;
            length += 1;
        }
        Self::of_compact(&compact[..length]).ok_or_else(|| InvalidPostcode::new(text))
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
        Self { value: text.chars().take(32).collect() }
    }
}

/// The six shapes of an outward code (Royal Mail, Programmer's Guide to PAF, edition 7): A9, A99, AA9, A9A, AA99 and AA9A, as bits
/// that are set for digits.
fn is_outward(code: &[u8]) -> bool {
    let digits = code.iter().fold(0_u8, |bits, byte| bits << 1 | u8::from(byte.is_ascii_digit()));
    matches!((code.len(), digits), (2, 0b01) | (3, 0b001..=0b011) | (4, 0b0011 | 0b0010))
}

fn is_inward(code: &[u8]) -> bool {
    code[0].is_ascii_digit() && code[1].is_ascii_alphabetic() && code[2].is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_case_and_spacing_give_the_same_postcode() {
        let expected: Postcode = "OX1 1ND".parse().unwrap();
        for text in ["ox11nd", "OX 11 ND", "\tOx1\u{a0}1nD ", "O X 1 1 N D"] {
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
        let (letters, digits) = (["A", "B", "Z"], ["0", "1", "9"]);
        let areas = letters.iter().flat_map(|a| letters.iter().map(move |b| format!("{a}{b}")));
        for area in areas.chain(letters.map(str::to_owned)) {
            for first in digits {
                for last in ["", "0", "1", "9", "A", "B", "Z"] {
                    for inward in ["0AA", "0AB", "0BA", "1AA", "9ZZ", "9AZ"] {
                        let postcode: Postcode = format!("{area}{first}{last}{inward}").parse().unwrap();
                        codes.insert(postcode.code());
                        count += 1;
                    }
                }
            }
        }
        assert_eq!(codes.len(), count);
        assert_eq!("ZZ9Z 9ZZ".parse::<Postcode>().unwrap().code(), 26 * 27 * 10 * 37 * 6760 - 1);
    }
}
