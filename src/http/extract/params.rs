//! Query parameters, strictly: an unknown or repeated one is an error that names the known ones.

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::http::problem::Problem;

/// The parameter that pins the data of an answer: it goes with every address, and is no handler's.
pub const PIN: &str = "data";

/// Marks a request whose pin was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Pinned;

/// Parameters of a type that denies unknown fields.
pub struct Params<T>(pub T);

/// No parameter at all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoParams {}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // What pins the data was looked at before; the rest is the handler's.
        let uri = if parts.extensions.get::<Pinned>().is_some() {
            without_pin(&parts.uri)
        } else {
            parts.uri.clone()
        };
        match Query::<T>::try_from_uri(&uri) {
            Ok(Query(params)) => Ok(Self(params)),
            Err(rejection) => {
                let text = rejection.body_text();
                let reason = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
                // An unknown field is named in the reason already.
                let reason = reason.split_once(": unknown field").map_or(reason.to_owned(), |(_, rest)| {
                    format!(
                        "unknown parameter{}",
                        rest.replace("there are no fields", "this resource takes none")
                    )
                });
                Err(Problem::bad_parameter(
                    "",
                    reason.replace("invalid digit found in string", "expected a whole number"),
                ))
            }
        }
    }
}

fn without_pin(uri: &Uri) -> Uri {
    let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.filter(|(name, _)| name != PIN));
    format!("{}?{}", uri.path(), query.finish()).parse().unwrap_or_else(|_unchanged| uri.clone())
}
