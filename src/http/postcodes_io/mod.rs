//! The paths of postcodes.io, so that its clients change only their base URL, and gain the neighbourhood.
//!
//! Paths, envelope, status codes, error texts, limits and the meaning of parameters are those of its public documentation
//! and behaviour; the code is ours. Unknown parameters are ignored, as there. Where it fails with a 500 (a large body, a
//! path that is not UTF-8, a coordinate that is not finite) we answer 4xx in the same envelope. Keys we have no data for
//! are null; postcodes beyond the data loaded are unknown. We add `neighbourhood`, `codes.neighbourhood` and
//! `neighbourhood_assignment`.

pub mod bulk;
pub mod outcodes;
pub mod ping;
pub mod postcodes;
pub mod random;
pub mod terminated_postcodes;

mod description;
pub mod descriptions;
mod envelope;
mod keys;
mod nearest;
mod wishes;

pub use envelope::refused;

use crate::domain::ground::postcode::Postcode;

/// First segments of paths whose errors are written in the envelope of postcodes.io, also where it has a path and we do not.
const FIRST_SEGMENTS: [&str; 7] =
    ["postcodes", "outcodes", "terminated_postcodes", "random", "ping", "places", "scotland"];

/// Whether a path is one of postcodes.io.
#[must_use]
pub fn owns(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    FIRST_SEGMENTS.contains(&first)
}

/// A postcode as postcodes.io takes it: space, if any, stands around it or between its two codes.
fn postcode(text: &str) -> Option<Postcode> {
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

    #[test]
    fn only_paths_of_postcodes_io_speak_its_language() {
        assert!(owns("/postcodes/OX11ND/none") && owns("/ping") && owns("/places"));
        assert!(!owns("/v1/postcodes") && !owns("/") && !owns("/postcodesx"));
    }
}
