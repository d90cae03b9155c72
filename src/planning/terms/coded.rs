//! A published unit as answers name it.

use serde::Serialize;

use crate::domain::ground::codes::GssCode;

/// A published unit by code and name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coded<'a> {
    /// GSS code.
    pub code: GssCode,
    /// Name; null when not loaded.
    pub name: Option<&'a str>,
}
