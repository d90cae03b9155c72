//! A picture as PNG: for whoever cannot use SVG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum NotDrawn {
    /// What was written is not what the renderer reads; a defect of ours.
    #[error("the picture cannot be read: {0}")]
    Unread(#[from] usvg::Error),
    /// It has no size.
    #[error("there is no picture of {width} by {height} pixels")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It cannot be written.
    #[error("the picture cannot be written: {0}")]
    Unwritten(String),
}

/// Draws a document of SVG, so many pixels wide. There is no font: what it says is written in outlines.
///
/// # Errors
/// [`NotDrawn`] for what is no document of SVG, or has no size.
pub fn draw(svg: &str, width: u32) -> Result<Vec<u8>, NotDrawn> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default())?;
    #[expect(clippy::cast_precision_loss, reason = "pictures have a few thousand pixels")]
    let scale = width as f32 / tree.size().width();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pictures have a few thousand pixels"
    )]
    let height = (tree.size().height() * scale).round() as u32;
    let mut pixels = Pixmap::new(width, height).ok_or(NotDrawn::Size { width, height })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| NotDrawn::Unwritten(error.to_string()))
}
