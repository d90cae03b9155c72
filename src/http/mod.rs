//! The HTTP interface: translation only. A handler extracts, calls `planning`, and wraps the answer.
//!
//! `routes` reads like the paths of `openapi.yaml`; `problem` is the only place that picks a status for what goes wrong;
//! `answer` the only one that writes caching headers. What every request passes through stands in `layers`.

mod answer;
mod app;
mod basemap;
mod blocking;
mod body;
mod boundaries;
mod cors;
mod encoding;
mod finished;
mod forwarded;
mod health;
mod kept;
mod may_write;
mod media;
mod ogc;
mod params;
mod passage;
mod pins;
mod postcodes_io;
mod problem;
mod ready;
mod request_id;
mod routes;
pub mod server;
mod tiles;
mod v1;
mod versions;
mod web;

pub use app::{App, NotMade, Settings};
pub use basemap::{Basemap, NoBasemap};
pub use routes::router;
pub use versions::{Replaced, Versions};
