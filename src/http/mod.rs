//! The HTTP interface: translation only. A handler extracts, calls `planning`, and wraps the answer.
//!
//! `routes` reads like the paths of `openapi.yaml`; `problem` is the only place that picks a status for what goes wrong;
//! `answer` the only one that writes caching headers. What every request passes through stands in `layers`.

pub mod answer;
pub mod app;
pub mod body;
pub mod health;
pub mod layers;
pub mod media;
pub mod ogc;
pub mod params;
pub mod problem;
pub mod routes;
pub mod server;
pub mod v1;

pub use app::App;
pub use routes::router;
