//! The sans that maps are labelled in: Noto Sans, of the ranges that names here are written in. `scripts/glyphs.py` makes it.

use std::borrow::Cow;

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

/// The font itself, as TrueType.
///
/// # Panics
/// Never: it is embedded.
#[must_use]
pub fn truetype() -> Cow<'static, [u8]> {
    Held::get("NotoSans-Regular.ttf").expect("the font is embedded").data
}
