//! Footprint: draft neighbourhoods for health and care, made usable.
//!
//! It loads draft polygons, maps GP practices and postcodes to neighbourhoods through an R-tree, serves them to maps, and
//! answers "what if?": what changes for residents, patients and practices when a border moves.
//!
//! A map of the code; each layer may use those below it, never one above (a test reads every `use`):
//!
//! | layer | what it holds |
//! | --- | --- |
//! | [`cli`] | one file a subcommand, thin over the same functions as http |
//! | [`http`] | translation only: parse, call, format |
//! | [`bulk`] | tables and streams of questions, answered row by row in flat memory |
//! | [`export`] | documents out: lookups to join with, boundaries, a workbook, a board paper |
//! | [`tiles`] | vector tiles of collections: the grid of whole units, clipping, encoding |
//! | [`features`] | collections of features: properties, filters, pages, GeoJSON in four reference systems |
//! | [`markup`] | HTML and SVG, escaped by construction |
//! | [`planning`] | use cases, and the shapes of their answers |
//! | [`ingest`] | rows to an atlas: `prepare`, publishers' files, packed files, loading |
//! | [`reading`] | what a file is: encoding, header, columns, rows, polygons, and what is wrong with it |
//! | [`county`] | a county that is loaded: its atlas and its projector |
//! | [`store`] | scenarios, kept: append-only revisions in a database |
//! | [`projection`] | the National Grid from and to longitude and latitude |
//! | [`digest`] | digests of what is loaded, kept or sent |
//! | [`json`] | values as JSON, straight into a buffer, and members as they are written |
//! | [`fonts`] | the sans that maps are labelled in |
//! | [`cause`] | why a file, a document or a value cannot be read, in plain words |
//! | [`echo`] | what a caller sent, cut before an error tells it back |
//! | [`invisible`] | characters that are not seen, which no code holds |
//! | [`domain`] | pure facts and figures: no files, clock, sockets |
//!
//! Start with [`domain::atlas::Atlas`], what is known, and [`domain::boundaries::division::Division`], who has which ground.

pub mod bulk;
pub mod cause;
pub mod cli;
pub mod county;
pub mod digest;
pub mod domain;
pub mod echo;
pub mod export;
pub mod features;
pub mod fonts;
pub mod http;
pub mod ingest;
pub mod invisible;
pub mod json;
pub mod markup;
pub mod planning;
pub mod projection;
pub mod reading;
pub mod store;
pub mod telemetry;
pub mod tiles;
