//! The sans that maps are labelled in: Noto Sans, of the ranges that names here are written in. `scripts/glyphs.py` makes it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(rust_embed::RustEmbed)]
#[folder = "fonts"]
struct Held;

/// Its name, as styles ask for it.
pub const NAME: &str = "Noto Sans Regular";

/// The glyphs of 256 characters from `start` as signed distance fields, in Mapbox's format; none for a range without a glyph here.
#[must_use]
pub fn glyphs(start: u32) -> Option<Cow<'static, [u8]>> {
    Held::get(&format!("{start}-{}.pbf", start + 255)).map(|file| file.data)
}

/// A character as it is drawn, in thousandths of the size of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// How far the next one stands from this one.
    pub advance: u32,
    /// Commands of a path of SVG, from the left end of the baseline, y down.
    pub path: &'static str,
}

static OUTLINES: LazyLock<HashMap<char, Outline>> = LazyLock::new(|| {
    let lines = include_str!("../fonts/outlines.tsv").lines();
    let read = lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let letter = char::from_u32(fields.next()?.parse().ok()?)?;
        Some((letter, Outline { advance: fields.next()?.parse().ok()?, path: fields.next()? }))
    });
    read.collect()
});

/// A character as it is drawn; as `?` where it is not held.
#[must_use]
pub fn outline(letter: char) -> Outline {
    let unknown = || OUTLINES.get(&'?').copied().unwrap_or(Outline { advance: 500, path: "" });
    OUTLINES.get(&letter).copied().unwrap_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_names_here_are_held() {
        for letter in "Oxford Central, ’–—éŵŷâÀ0123456789&()\u{2026}".chars().filter(|letter| *letter != ' ')
        {
            assert!(!outline(letter).path.is_empty() && outline(letter) != outline('\u{0416}'), "{letter}");
        }
        assert!(glyphs(0).is_some() && glyphs(512).is_none());
    }
}
