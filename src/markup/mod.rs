//! HTML and SVG for people, written with the macro of `maud`: text is escaped wherever it stands, and an element cannot be left
//! open, because both are checked when the program is built.
//!
//! Nothing here knows of HTTP or of what is shown. An element of SVG is written with its end tag (`path d=(d) {}`), since within
//! HTML a start tag alone would hold all that follows it.

pub mod labels;
pub mod lettering;
pub mod page;
pub mod site;
pub mod svg;
pub mod table;
