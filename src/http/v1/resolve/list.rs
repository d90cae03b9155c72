//! `POST /v1/resolve` with a list of questions as JSON.

use serde::Serialize;
use serde_json::value::RawValue;

use super::one::PARTS;
use crate::domain::draft::Draft;
use crate::http::answer::Answer;
use crate::http::extract::body::not_json;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::json::members::{Members, stands_twice};
use crate::planning::resolve::resolution::Resolution;
use crate::planning::resolve::resolver::Resolver;
use crate::planning::terms::body_defect::{BodyDefect, escape};
use crate::planning::terms::provenance::{DraftUsed, Provenance};

/// Most items of one body.
const MOST_ITEMS: usize = 10_000;

#[derive(Serialize)]
struct Resolutions<'a> {
    draft: DraftUsed<'a>,
    provenance: Provenance<'a>,
    items: Vec<Resolution<'a>>,
}

/// Answers a list of questions.
///
/// # Errors
/// A 400 problem with every defect of the body, a 413 problem when there are too many items.
pub fn list(app: &App, draft: &Draft, body: &[u8]) -> Result<Answer, Problem> {
    let items = items(body)?;
    let resolver = Resolver::new(app.loaded(), draft);
    let items = items.into_iter().map(|item| resolver.item(item)).collect();
    let provenance = Provenance::of(app.atlas(), draft, PARTS);
    Answer::fresh(&Resolutions { draft: DraftUsed::of(draft), provenance, items })
}

fn items(body: &[u8]) -> Result<Vec<&RawValue>, Problem> {
    let defect = |pointer: String, reason: &str| BodyDefect::new(pointer, None, reason);
    let body: &RawValue = serde_json::from_slice(body).map_err(|error| not_json(&error))?;
    let Some(members) = Members::of(body) else {
        return Err(Problem::defects(vec![defect(String::new(), "expected an object with items")]));
    };
    let unknown = members.all.iter().filter(|(name, _)| name != "items");
    let mut defects: Vec<BodyDefect> = unknown
        .map(|(name, _)| defect(format!("/{}", escape(name)), "unknown member: expected items"))
        .collect();
    let items =
        members.get("items").and_then(|items| serde_json::from_str::<Vec<&RawValue>>(items.get()).ok());
    if members.repeated() == Some("items") {
        defects.push(defect("/items".to_owned(), &stands_twice("items")));
    }
    if items.is_none() {
        defects.push(defect("/items".to_owned(), "expected a list of objects"));
    }
    match items {
        Some(items) if items.len() > MOST_ITEMS => Err(Problem::too_large(format!(
            "{} items, at most {MOST_ITEMS} in one body: send them in several",
            items.len()
        ))),
        Some(items) if defects.is_empty() => Ok(items),
        _ => Err(Problem::defects(defects)),
    }
}
