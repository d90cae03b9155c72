//! The HTTP interface: translation only. A handler extracts, calls `planning`, and wraps the answer.
//!
//! `routes` reads like the paths of `openapi.yaml`; `problem` is the only place that picks a status for what goes wrong;
//! `answer` the only one that writes caching headers. What every request passes through stands in `middleware`.

mod answer;
mod cache;
mod extract;
mod health;
mod jobs;
mod link;
mod media;
mod middleware;
mod ogc;
mod postcodes_io;
mod problem;
mod routes;
pub mod server;
mod spelling;
mod state;
mod tiles;
mod v1;
mod web;

pub use cache::Budget;
pub use jobs::begin as begin_jobs;
pub use routes::router;
pub use state::app::{App, NotMade, Settings};
pub use state::basemap::{Basemap, NoBasemap};
pub use state::versions::{Replaced, Versions};
pub use state::workers::Workers;
pub use web::has_pages;
