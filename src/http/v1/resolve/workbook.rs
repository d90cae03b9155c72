//! `POST /v1/resolve?f=xlsx` with a table: the answered rows as a workbook, for whoever works in one.

use std::sync::Arc;

use axum::body::Body;
use http_body_util::{BodyExt, Limited};

use super::table;
use crate::bulk::fields::Field;
use crate::bulk::options::Options;
use crate::domain::draft::Draft;
use crate::export::answered::{AnswerColumns, NotAWorkbook, write};
use crate::http::answer::Answer;
use crate::http::extract::blocking::off_worker;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;

/// A workbook is written in memory, so an answered table of more bytes is for CSV.
const MOST: usize = 16 * 1024 * 1024;

/// Answers a table as a workbook.
///
/// # Errors
/// Those of [`table::answer`]; a 413 problem for more than a workbook holds.
pub async fn answer(app: App, draft: Arc<Draft>, body: Body, options: Options) -> Result<Answer, Problem> {
    let called = called(&options);
    let (answered, delimiter) =
        table::answer_with_delimiter(app.clone(), Arc::clone(&draft), body, options).await?;
    let collected = Limited::new(answered.body, MOST).collect().await;
    let bytes = collected.map_err(|_broken_or_too_long| too_large())?.to_bytes();
    off_worker(move || {
        let book = write(&bytes, delimiter, &called, app.loaded(), &draft).map_err(|error| match error {
            NotAWorkbook::TooLong => too_large(),
            NotAWorkbook::Unwritten(error) => {
                tracing::error!(%error, "a workbook could not be written");
                Problem::internal()
            }
        })?;
        Ok(Answer::fresh_bytes(Media::Workbook, book))
    })
    .await
}

/// What the columns of the answer are called.
fn called(options: &Options) -> AnswerColumns {
    let called = |field: Field| {
        options.fields.has_any(&[field]).then(|| format!("{}{}", options.prefix, field.name()))
    };
    AnswerColumns {
        id: called(Field::NeighbourhoodId),
        name: called(Field::NeighbourhoodName),
        outcome: called(Field::Outcome),
    }
}

fn too_large() -> Problem {
    Problem::too_large(format!(
        "the answered table is more than the {} MiB that are written as a workbook: ask for CSV, of any size",
        MOST >> 20
    ))
}
