//! What is kept of answers and of what they are made from, bounded in bytes.
//!
//! There is one cache in front of the work: rendered bytes, by question and encoding. Whole answers with their headers are not
//! kept: headers are cheap to write, and a cache that looks at every header of a request serves nobody behind a proxy.

mod budget;
mod encoding;
mod rendered;

pub use budget::{Budget, weighed};
pub use encoding::Encoding;
pub use rendered::{Rendered, RenderedCache};
