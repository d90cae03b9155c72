//! Plans as drawn pictures: for pages that need no script, for papers and for slides, as SVG and as pixels.

mod fitting;
mod inset;
pub mod marks;
mod names;
pub mod picture;
pub mod png;
pub mod slide;
