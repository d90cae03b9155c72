//! How postcodes.io lets a postcode be written.

use crate::domain::ground::postcode::Postcode;

/// A postcode as postcodes.io takes it: space, if any, stands around it or between its two codes.
pub fn postcode(text: &str) -> Option<Postcode> {
    if let Some(postcode) = Postcode::as_written(text.as_bytes()) {
        return Some(postcode);
    }
    let text = text.trim();
    let inward = text.len().checked_sub(3)?;
    let (outward, inward) = (text.get(..inward)?, text.get(inward..)?);
    let has_space = |code: &str| code.contains(char::is_whitespace);
    if has_space(outward.trim_end()) || has_space(inward) {
        return None;
    }
    Postcode::read(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_within_a_code_is_no_postcode_here() {
        for text in ["OX11ND", " ox1 1nd ", "OX1   1ND"] {
            assert!(postcode(text).is_some(), "{text:?}");
        }
        for text in ["O X11ND", "OX1 1 ND", "OX1", "", "é", "OX11N\u{e9}"] {
            assert!(postcode(text).is_none(), "{text:?}");
        }
    }
}
