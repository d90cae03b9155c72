//! Collections of features, without HTTP: what each holds, how it is queried, and how it is written.
//!
//! A collection is a table of [`Rows`](rows::Rows): typed properties and a shape a row. A [`Query`](query::Query) chooses rows by
//! box, by values and by a filter, puts them in order and cuts a page out of them; [`mod@write`] writes the page as GeoJSON in
//! one of four reference systems. Properties are declared once, in [`schema`], and everything else is held to them: queryables,
//! sortables, filters, answers.

pub mod areas;
pub mod collection;
pub mod crs;
pub mod districts;
pub mod filter;
pub mod location;
pub mod neighbourhoods;
pub mod people;
pub mod postcodes;
pub mod practices;
pub mod prepared;
pub mod query;
pub mod rows;
pub mod schema;
pub mod space;
pub mod value;
pub mod window;
pub mod write;
pub mod zoom;
