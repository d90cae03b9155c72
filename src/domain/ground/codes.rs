//! Codes issued by others: GSS codes of statistical areas, ODS codes of health organisations, and our neighbourhood ids.
//!
//! Each is checked once, by `FromStr`, and is then trusted. Case is folded to upper for the two published kinds.

use std::fmt;
use std::str::FromStr;

use crate::invisible::{is_invisible, narrow, trim};

/// A nine-character GSS code (a letter and eight digits) of an area, ward, MSOA or district, such as `E01028422`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GssCode([u8; 9]);

/// A six-character ODS code (a letter, then letters or digits) of a practice or a primary care network, such as `K84001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OdsCode([u8; 6]);

/// The ODS code of a branch surgery: that of its practice and three digits, such as `K84007001`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchCode([u8; 9]);

/// The short stable code of a neighbourhood, such as `N03`: 1 to 32 letters, digits, `-` or `_`, kept as given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct NeighbourhoodId(Box<str>);

/// A text that is not of a code's shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is not {expected}", crate::echo::quoted(value))]
pub struct InvalidCode {
    /// What was given, cut to a readable length.
    pub value: String,
    /// The shape that was expected.
    pub expected: &'static str,
}

impl GssCode {
    /// The code as ASCII.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a GSS code is ASCII")
    }
}

impl OdsCode {
    /// The code with digits behind its first letter for the letters that look like them (`K84OO7` is `K84007`); none where there are none.
    #[must_use]
    pub fn as_digits_are_meant(&self) -> Option<Self> {
        let mut meant = self.0;
        for byte in &mut meant[1..] {
            *byte = match *byte {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                b'Z' => b'2',
                b'S' => b'5',
                b'B' => b'8',
                other => other,
            };
        }
        (meant != self.0).then_some(Self(meant))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("an ODS code is ASCII")
    }
}

impl BranchCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("an ODS code is ASCII")
    }

    /// The practice it is a branch of.
    #[must_use]
    pub fn practice(&self) -> OdsCode {
        let practice = self.0.first_chunk().expect("nine characters begin with six");
        OdsCode(*practice)
    }
}

impl NeighbourhoodId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for GssCode {
    type Err = InvalidCode;

    /// # Errors
    /// [`InvalidCode`] when the trimmed text is not a letter and eight digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code: [u8; 9] =
            uppercase(text).ok_or_else(|| invalid(text, "a GSS code (a letter and eight digits)"))?;
        let valid = code[0].is_ascii_alphabetic() && code[1..].iter().all(u8::is_ascii_digit);
        if valid { Ok(Self(code)) } else { Err(invalid(text, "a GSS code (a letter and eight digits)")) }
    }
}

impl FromStr for OdsCode {
    type Err = InvalidCode;

    /// # Errors
    /// [`InvalidCode`] when the trimmed text is not a letter and five letters or digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "the ODS code of a GP practice or a network (a letter and five letters or digits)";
        let code: [u8; 6] = uppercase(text).ok_or_else(|| invalid(text, expected))?;
        let valid = code[0].is_ascii_alphabetic() && code.iter().all(u8::is_ascii_alphanumeric);
        if valid { Ok(Self(code)) } else { Err(invalid(text, expected)) }
    }
}

impl FromStr for BranchCode {
    type Err = InvalidCode;

    /// # Errors
    /// [`InvalidCode`] when the trimmed text is not the code of a practice and three digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = "an ODS code of a branch (that of its practice and three digits)";
        let code: [u8; 9] = uppercase(text).ok_or_else(|| invalid(text, expected))?;
        let (practice, branch) = code.split_at(6);
        let is_practice = practice[0].is_ascii_alphabetic()
            && practice[1].is_ascii_digit()
            && practice.iter().all(u8::is_ascii_alphanumeric)
            && !begins_as_gss(practice);
        let valid = is_practice && branch.iter().all(u8::is_ascii_digit);
        if valid { Ok(Self(code)) } else { Err(invalid(text, expected)) }
    }
}

/// Whether a code begins as the GSS codes of the United Kingdom do, which are as long as those of branches: a country's letter and
/// an entity of 00 to 69, 92 or 99. Practices of the same letters have 8 behind it.
fn begins_as_gss(code: &[u8]) -> bool {
    matches!(code, [b'E' | b'K' | b'N' | b'S' | b'W', b'0'..=b'6', ..])
        || matches!(code, [b'E' | b'N' | b'S' | b'W', b'9', b'2' | b'9', ..])
}

impl FromStr for NeighbourhoodId {
    type Err = InvalidCode;

    /// # Errors
    /// [`InvalidCode`] when the trimmed text is empty, longer than 32, or has other characters than allowed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = trim(text);
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if (1..=32).contains(&id.len()) && id.bytes().all(allowed) {
            Ok(Self(id.into()))
        } else {
            Err(invalid(text, "a neighbourhood id (1 to 32 letters, digits, - or _)"))
        }
    }
}

fn uppercase<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut code: [u8; N] = if let Ok(code) = trim(text).as_bytes().try_into() {
        code
    } else {
        // What is not seen may stand within it, too.
        let seen: String = text.chars().filter(|character| !is_invisible(*character)).map(narrow).collect();
        seen.as_bytes().try_into().ok().filter(|_| !seen.is_empty() && !text.contains(' '))?
    };
    code.make_ascii_uppercase();
    Some(code)
}

fn invalid(text: &str, expected: &'static str) -> InvalidCode {
    InvalidCode { value: crate::echo::cut(text), expected }
}

impl fmt::Display for GssCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for OdsCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for BranchCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl fmt::Display for NeighbourhoodId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl serde::Serialize for GssCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl serde::Serialize for BranchCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl serde::Serialize for OdsCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_folded_to_upper_case_and_trimmed() {
        assert_eq!(" e01028422 ".parse::<GssCode>().unwrap().as_str(), "E01028422");
        assert_eq!("k84001".parse::<OdsCode>().unwrap().as_str(), "K84001");
        assert_eq!("N03".parse::<NeighbourhoodId>().unwrap().as_str(), "N03");
    }

    #[test]
    fn a_branch_has_the_code_of_its_practice_and_three_digits() {
        let branch: BranchCode = "k84007001".parse().unwrap();
        assert_eq!((branch.as_str(), branch.practice().as_str()), ("K84007001", "K84007"));
        for text in ["K84007", "K84007-01", "K8400700", "KA84007001", "E01028422", "W92000004", "E07000178"] {
            assert!(text.parse::<BranchCode>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_code_of_another_shape_is_refused() {
        for text in ["", "E0102842", "E010284222", "101028422", "E0102842X", "É1028422"] {
            assert!(text.parse::<GssCode>().is_err(), "{text:?}");
        }
        for text in ["", "K8400", "K840011", "184001", "K84 01"] {
            assert!(text.parse::<OdsCode>().is_err(), "{text:?}");
        }
        for text in ["", "N 3", "N/3", "a-name-that-is-longer-than-32-char"] {
            assert!(text.parse::<NeighbourhoodId>().is_err(), "{text:?}");
        }
    }
}
