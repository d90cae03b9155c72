//! `/xyz/fonts/{fontstack}/{range}`: the glyphs that `/xyz/style` writes its labels in, for clients that draw none by themselves.

use axum::extract::Path;
use axum::http::HeaderMap;

use crate::echo;
use crate::fonts;
use crate::http::answer::Answer;
use crate::http::extract::params::{NoParams, Params};
use crate::http::media::Media;
use crate::http::problem::Problem;

/// The last range of Unicode that clients ask for.
const LAST: u32 = 65_280;

/// `GET /xyz/fonts/{fontstack}/{range}`
pub async fn glyphs(
    headers: HeaderMap,
    Path((stack, range)): Path<(String, String)>,
    Params(NoParams {}): Params<NoParams>,
) -> Result<Answer, Problem> {
    if !stack.split(',').any(|font| font.trim() == fonts::NAME) {
        let asked = echo::cut(&stack);
        return Err(Problem::not_found(format!("there is no font {asked:?}: there is {}", fonts::NAME)));
    }
    let start = start(&range).ok_or_else(|| {
        Problem::not_found(format!(
            "there is no range {:?}: expected 0-255.pbf, 256-511.pbf …",
            echo::cut(&range)
        ))
    })?;
    // A range without a glyph here is an empty one: without an answer a client would draw no label of the tile at all.
    let bytes = fonts::glyphs(start).map_or_else(Vec::new, std::borrow::Cow::into_owned);
    Answer::of_digest(Media::Glyphs, &crate::digest::sha256(&bytes), bytes).accepted_by(&headers)
}

/// The first character of a range such as `256-511.pbf`.
fn start(range: &str) -> Option<u32> {
    let (first, last) = range.strip_suffix(".pbf")?.split_once('-')?;
    let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
    (first.is_multiple_of(256) && first <= LAST && last == first + 255).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_256_characters() {
        assert_eq!(
            ["0-255.pbf", "8192-8447.pbf", "65280-65535.pbf"].map(start),
            [Some(0), Some(8192), Some(65_280)]
        );
        assert_eq!(
            ["0-256.pbf", "1-256.pbf", "65536-65791.pbf", "0-255", "-.pbf", "0-255.pbf.pbf"].map(start),
            [None; 6]
        );
    }
}
