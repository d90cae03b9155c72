//! Query parameters, strictly: one that is unknown, repeated or empty is an error, and an unknown one names the known.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::cause;
use crate::echo;
use crate::http::problem::Problem;

/// The parameter that pins the data of an answer: it goes with every address, and is no handler's.
pub const PIN: &str = "data";

/// Marks a request whose pin was looked at.
#[derive(Clone, Copy, Debug)]
pub struct Pinned;

/// Why a parameter without a value is refused: a script whose variable is not set would be answered another question.
pub const EMPTY: &str = "it is empty: give it a value, or leave it out";
/// Parameters whose empty value says something: any text, none before a name, or a question that was left blank (which is answered
/// with its own outcome).
const MAY_BE_EMPTY: [&str; 6] = ["q", "prefix", "reason", "postcode", "practice", "area"];

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
            rebuilt(&parts.uri, |(name, value)| (name != PIN).then(|| (name.to_owned(), value.to_owned())))
        } else {
            parts.uri.clone()
        };
        match Query::<T>::try_from_uri(&uri) {
            Ok(Query(params)) => without_empty(&uri).map(|()| Self(params)),
            Err(rejection) => {
                // Read again with what was given cut, since the reason tells it back.
                let short = rebuilt(&uri, |(name, value)| Some((echo::cut(name), echo::cut(value))));
                Err(refused(&Query::<T>::try_from_uri(&short).err().unwrap_or(rejection), &short))
            }
        }
    }
}

fn refused(rejection: &QueryRejection, uri: &Uri) -> Problem {
    let text = rejection.body_text();
    let reason = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
    // An unknown field is named in the reason already.
    if let Some((_, rest)) = reason.split_once(": unknown field") {
        let rest = rest.replace("there are no fields", "this resource takes none");
        return Problem::bad_parameter("", format!("unknown parameter{rest}"));
    }
    match reason.split_once(": ") {
        Some((name, reason)) => {
            let given = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
                .find(|(found, value)| found == name && !value.is_empty())
                .map(|(_, value)| format!(", found {value:?}"));
            let reason = cause::of_member(reason);
            let given = given.filter(|_| reason.starts_with("expected ") && !reason.contains(", found "));
            Problem::bad_parameter(name, reason + &given.unwrap_or_default())
        }
        None => Problem::bad_parameter("", cause::of_member(reason)),
    }
}

fn without_empty(uri: &Uri) -> Result<(), Problem> {
    let mut pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    match pairs.find(|(name, value)| value.is_empty() && !MAY_BE_EMPTY.contains(&&**name)) {
        Some((name, _)) => Err(Problem::bad_parameter(&name, EMPTY)),
        None => Ok(()),
    }
}

/// The same address with each parameter as `pair` gives it back.
fn rebuilt(uri: &Uri, pair: impl Fn((&str, &str)) -> Option<(String, String)>) -> Uri {
    let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.filter_map(|(name, value)| pair((&*name, &*value))));
    format!("{}?{}", uri.path(), query.finish()).parse().unwrap_or_else(|_unchanged| uri.clone())
}
