//! Use cases: what a caller asks of an atlas, and the answer's shape. The same functions serve http and the command line.
//!
//! Types here that serialize are the bodies of answers; `openapi.yaml` describes them. Rooms from the ground up: [`terms`],
//! [`resolve`], [`what_if`], [`saved`], [`describe`],
//! [`decide`].

pub mod decide;
pub mod describe;
pub mod resolve;
pub mod saved;
pub mod terms;
pub mod what_if;
