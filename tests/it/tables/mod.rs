//! Tables of questions as offices have them: each read right, or refused with a sentence, over HTTP and on the command line alike.

mod asking;
mod below;
mod columns;
mod forms;
mod formulas;
mod headings;
mod laws;
mod lines;
mod offices;
mod outcomes;
mod points;
mod sent;
mod told;
mod values;
