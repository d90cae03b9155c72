//! `POST /v1/resolve` with a table: opened, then shown how it was understood, or answered while it comes.

use std::sync::Arc;

use axum::body::Body;
use http_body_util::BodyExt;
use serde::Serialize;

use super::one::PARTS;
use super::{stream, understood};
use crate::bulk::answers::Answers;
use crate::bulk::counts::Counts;
use crate::bulk::opening::{Opening, is_held, taken_out};
use crate::bulk::options::{Beginning, NotATable, Options};
use crate::bulk::preview::Preview;
use crate::domain::draft::Draft;
use crate::http::answer::{Answer, Streamed};
use crate::http::extract::blocking::off_worker;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::reading::options::{Face, worded};

/// A table is looked at when this much of it is there, or after a while what there is.
const LOOKED_AT: usize = 256 * 1024;
/// What has to be read whole, a workbook or an archive, may be as large.
const MOST_HELD: usize = 32 * 1024 * 1024;

/// How a table was understood, with the boundaries its first rows were answered by.
#[derive(Serialize)]
struct Previewed<'a> {
    draft: DraftUsed<'a>,
    provenance: Provenance<'a>,
    #[serde(flatten)]
    preview: Preview,
}

/// The rows of a table, with the boundaries they were answered by.
#[derive(Serialize)]
struct Counted<'a> {
    draft: DraftUsed<'a>,
    provenance: Provenance<'a>,
    /// How the table was understood, in sentences.
    understood: Vec<String>,
    #[serde(flatten)]
    counts: Counts<'a>,
}

/// Answers a table, once its first rows have told how it is written.
///
/// # Errors
/// A 400 problem when it cannot be told what is asked, or when the body breaks off before.
pub async fn answer(app: App, draft: Arc<Draft>, body: Body, options: Options) -> Result<Streamed, Problem> {
    let (streamed, _) = answer_with_delimiter(app, draft, body, options).await?;
    Ok(streamed)
}

/// The same, with the delimiter that the answer has.
///
/// # Errors
/// Those of [`answer`].
pub async fn answer_with_delimiter(
    app: App,
    draft: Arc<Draft>,
    body: Body,
    options: Options,
) -> Result<(Streamed, u8), Problem> {
    let mut body = body;
    let (opening, is_whole) = opened(&mut body, options).await?;
    let opening = doubted(&app, &draft, opening).await?;
    let headers = understood::headers(&opening.understanding);
    let delimiter = opening.table.delimiter();
    let mut streamed = stream::rows(app, draft, opening, body, is_whole);
    streamed.headers.extend(headers);
    Ok((streamed, delimiter))
}

/// Shows how a table was understood, and its first rows answered.
///
/// # Errors
/// Those of [`answer`].
pub async fn preview(app: App, draft: Arc<Draft>, body: Body, options: Options) -> Result<Answer, Problem> {
    let mut body = body;
    let (mut opening, is_whole) = opened(&mut body, options).await?;
    off_worker(move || {
        let answers = Answers::new(app.loaded(), &draft, opening.table.fields());
        opening.doubt(&answers);
        let preview = opening.preview(&answers, is_whole);
        let provenance = Provenance::of(app.atlas(), &draft, PARTS);
        Answer::fresh(&Previewed { draft: DraftUsed::of(&draft), provenance, preview })
    })
    .await
}

/// Counts the rows of a table by outcome and neighbourhood, in place of answering each.
///
/// # Errors
/// Those of [`answer`], and a 400 problem when the body breaks off.
pub async fn counts(app: App, draft: Arc<Draft>, body: Body, options: Options) -> Result<Answer, Problem> {
    let mut body = body;
    let (opening, is_whole) = opened(&mut body, options).await?;
    let opening = doubted(&app, &draft, opening).await?;
    let (mut understood, above) = (opening.understanding.sentences(), opening.understanding.rows_before());
    let tally = stream::tallied(app.clone(), Arc::clone(&draft), opening, body, is_whole).await;
    let tally = tally.map_err(|_broken| Problem::bad_body("the body could not be read to its end"))?;
    let at_end = tally.sentences_besides(above, &understood);
    understood.extend(at_end);
    let understood = understood.iter().map(|told| worded(told, Face::Http)).collect();
    let provenance = Provenance::of(app.atlas(), &draft, PARTS);
    let counts = Counts::of(&tally, &draft);
    Answer::fresh(&Counted { draft: DraftUsed::of(&draft), provenance, understood, counts })
}

/// The table at the beginning of a body, and whether that is all of it.
async fn opened(body: &mut Body, options: Options) -> Result<(Opening, bool), Problem> {
    let (mut bytes, mut has_ended) = stream::beginning(body, LOOKED_AT).await?;
    let is_held = is_held(&bytes);
    while is_held && !has_ended {
        has_ended = rest(body, &mut bytes).await?;
    }
    let opening = off_worker(move || {
        let beginning = if is_held {
            taken_out(&bytes, &options)
        } else {
            Ok(Beginning { bytes, is_whole: has_ended, ..Beginning::default() })
        };
        let opening = beginning.and_then(|beginning| Opening::of(&beginning, &options));
        opening.map_err(|error| refused(&error))
    });
    Ok((opening.await?, has_ended))
}

/// A table with what its first answers make doubtful.
async fn doubted(app: &App, draft: &Arc<Draft>, opening: Opening) -> Result<Opening, Problem> {
    let (app, draft, mut opening) = (app.clone(), Arc::clone(draft), opening);
    off_worker(move || {
        let answers = Answers::new(app.loaded(), &draft, opening.table.fields());
        opening.doubt(&answers);
        Ok(opening)
    })
    .await
}

/// The next bytes of what has to be read whole; whether they were the last.
async fn rest(body: &mut Body, bytes: &mut Vec<u8>) -> Result<bool, Problem> {
    let frame = tokio::time::timeout(stream::PATIENCE, body.frame()).await;
    let frame = frame.map_err(|_elapsed| Problem::of_status(axum::http::StatusCode::REQUEST_TIMEOUT))?;
    let Some(frame) = frame else { return Ok(true) };
    let frame = frame.map_err(|_broken| Problem::bad_body("the body could not be read to its end"))?;
    bytes.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
    if bytes.len() > MOST_HELD {
        let most = MOST_HELD >> 20;
        let detail =
            format!("a workbook or archive of more than {most} MiB: save the table as CSV, of any size");
        return Err(Problem::too_large(detail));
    }
    Ok(false)
}

fn refused(error: &NotATable) -> Problem {
    Problem::bad_body(format!("the table cannot be answered: {error}"))
}
