//! `POST /v1/resolve` with a table or lines: answered while it comes, in order, in memory that does not grow.
//!
//! The answer is pulled: rows are read when the client has taken the answers before them, and a client that hangs up is
//! read no further. While one block is answered on a thread for blocking work, the next is read. Time is measured by
//! progress, not in all: a client may take as long as it likes, but may not be silent for long.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::future::FutureExt;
use futures_util::{StreamExt, stream};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;
use serde::Serialize;
use tokio::task::JoinHandle;

use super::one::PARTS;
use super::understood;
use crate::bulk::answers::Answers;
use crate::bulk::ndjson;
use crate::bulk::opening::Opening;
use crate::bulk::options::NotATable;
use crate::bulk::preview_of_lines::{self, PreviewOfLines};
use crate::bulk::table::Table;
use crate::bulk::tally::Tally;
use crate::domain::draft::Draft;
use crate::http::answer::{Answer, Streamed};
use crate::http::extract::blocking::off_worker;
use crate::http::link::described_by;
use crate::http::media::Media;
use crate::http::problem::Problem;
use crate::http::state::app::App;
use crate::planning::terms::provenance::{DraftUsed, Provenance};
use crate::reading::cutter::{Block, Cutter};
use crate::reading::script::Script;

/// A client that sends nothing for this long has given up.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// Lines are answered as they come: a byte order mark tells how they are written, else what has come with it.
const LOOKED_AT_OF_LINES: usize = 4;
/// A table is looked at after a while by what there is.
const LOOKING: Duration = Duration::from_secs(2);
/// Blocks are about as large.
const BLOCK: usize = 256 * 1024;

/// What a stream is answered from.
#[derive(Clone)]
struct Work {
    app: App,
    draft: Arc<Draft>,
    table: Option<Arc<Table>>,
    /// How many rows stand before the first that is answered.
    above: usize,
}

/// How lines were understood, with the boundaries the first were answered by.
#[derive(Serialize)]
struct PreviewedLines<'a> {
    draft: DraftUsed<'a>,
    provenance: Provenance<'a>,
    #[serde(flatten)]
    preview: PreviewOfLines,
}

/// A stream on its way.
struct Flow {
    source: Source,
    work: Work,
    head: Option<Bytes>,
    ready: Option<Block>,
    answering: Option<JoinHandle<(Vec<u8>, Tally)>>,
    tally: Tally,
}

/// Where rows come from.
struct Source {
    body: Body,
    cutter: Cutter,
    has_ended: bool,
}

/// Answers lines of JSON.
///
/// # Errors
/// A 400 problem when the body breaks off before its first line, or its encoding is not known.
pub async fn lines(
    app: App,
    draft: Arc<Draft>,
    body: Body,
    label: Option<&str>,
) -> Result<Streamed, Problem> {
    let mut body = body;
    let (beginning, has_ended) = beginning(&mut body, LOOKED_AT_OF_LINES).await?;
    let script = script_of(&beginning, label)?;
    let mut cutter = Cutter::of_lines(script);
    cutter.push(&beginning);
    let members = ndjson::members(app.loaded(), &draft, &script.decoded(&beginning));
    let source = Source { body, cutter, has_ended };
    let mut streamed = streamed(Media::NdJson, source, Work { app, draft, table: None, above: 0 }, None);
    streamed.headers.extend(understood::headers_of_lines(&members));
    Ok(streamed)
}

/// How the characters of a body are written, by what is said of it and its beginning.
fn script_of(beginning: &[u8], label: Option<&str>) -> Result<Script, Problem> {
    Script::of(beginning, label)
        .map_err(|label| Problem::bad_body(NotATable::UnknownEncoding(label.to_owned()).to_string()))
}

/// Shows how lines of JSON were understood, and the answers to the first of them.
///
/// # Errors
/// Those of [`lines`].
pub async fn preview_of_lines(
    app: App,
    draft: Arc<Draft>,
    body: Body,
    label: Option<&str>,
) -> Result<Answer, Problem> {
    let mut body = body;
    let (bytes, is_whole) = beginning(&mut body, BLOCK).await?;
    let script = script_of(&bytes, label)?;
    off_worker(move || {
        let preview = preview_of_lines::preview(app.loaded(), &draft, &bytes, script, is_whole);
        let provenance = Provenance::of(app.atlas(), &draft, PARTS);
        Answer::fresh(&PreviewedLines { draft: DraftUsed::of(&draft), provenance, preview })
    })
    .await
}

/// Answers the rows of a table that was opened, and those of the body behind its beginning.
pub fn rows(app: App, draft: Arc<Draft>, opening: Opening, body: Body, has_ended: bool) -> Streamed {
    let Opening { table, cutter, understanding, .. } = opening;
    let above = understanding.rows_before();
    let head = Some(Bytes::copy_from_slice(table.head())).filter(|head| !head.is_empty());
    let source = Source { body, cutter, has_ended };
    streamed(Media::Csv, source, Work { app, draft, table: Some(Arc::new(table)), above }, head)
}

/// Counts the rows of a table that was opened, and those of the body behind its beginning; the answers themselves are passed over.
///
/// # Errors
/// When the body breaks off.
pub async fn tallied(
    app: App,
    draft: Arc<Draft>,
    opening: Opening,
    body: Body,
    has_ended: bool,
) -> io::Result<Tally> {
    let Opening { table, cutter, .. } = opening;
    let source = Source { body, cutter, has_ended };
    let work = Work { app, draft, table: Some(Arc::new(table)), above: 0 };
    let mut flow = Flow { source, work, head: None, ready: None, answering: None, tally: Tally::default() };
    while flow.next().await?.is_some() {}
    Ok(flow.tally)
}

fn streamed(media: Media, source: Source, work: Work, head: Option<Bytes>) -> Streamed {
    let links = described_by(&work.draft);
    let flow = Flow { source, work, head, ready: None, answering: None, tally: Tally::default() };
    let frames = stream::unfold(Some(flow), |flow| async {
        let mut flow = flow?;
        match flow.next().await {
            Ok(Some(bytes)) => Some((Ok(Frame::data(bytes)), Some(flow))),
            Ok(None) => Some((Ok(Frame::trailers(understood::trailers(&flow.tally, flow.work.above))), None)),
            Err(error) => Some((Err(error), None)),
        }
    });
    Streamed {
        media,
        body: Body::new(StreamBody::new(frames.fuse())),
        links,
        headers: understood::promised(),
    }
}

/// The first bytes, and whether they are all.
///
/// # Errors
/// A 400 problem when the body breaks off, a 408 problem when nothing comes.
pub async fn beginning(body: &mut Body, most: usize) -> Result<(Vec<u8>, bool), Problem> {
    let broken = || Problem::bad_body("the body could not be read to its end");
    let mut bytes = Vec::new();
    while bytes.len() < most {
        let patience = if bytes.contains(&b'\n') { LOOKING } else { PATIENCE };
        match tokio::time::timeout(patience, body.frame()).await {
            Err(_elapsed) if bytes.contains(&b'\n') => return Ok((bytes, false)),
            Err(_elapsed) => return Err(Problem::of_status(axum::http::StatusCode::REQUEST_TIMEOUT)),
            Ok(None) => return Ok((bytes, true)),
            Ok(Some(Err(_))) => return Err(broken()),
            Ok(Some(Ok(frame))) => bytes.extend_from_slice(frame.data_ref().unwrap_or(&Bytes::new())),
        }
    }
    Ok((bytes, false))
}

impl Flow {
    /// The next bytes of the answer; none when all was answered.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        if let Some(head) = self.head.take() {
            return Ok(Some(head));
        }
        loop {
            let Some(mut answering) = self.answering.take() else {
                let block = match self.ready.take() {
                    Some(block) => Some(block),
                    None => self.source.block().await?,
                };
                let Some(block) = block else { return Ok(None) };
                self.answering = Some(self.work.start(block));
                continue;
            };
            let answered = loop {
                if self.ready.is_some() || self.source.is_empty() {
                    break answering.await;
                }
                tokio::select! {
                    biased;
                    answered = &mut answering => break answered,
                    block = self.source.block() => self.ready = block?,
                }
            };
            self.answering = self.ready.take().map(|block| self.work.start(block));
            let (bytes, tally) = answered.map_err(io::Error::other)?;
            self.tally.add(&tally);
            if !bytes.is_empty() {
                return Ok(Some(bytes.into()));
            }
        }
    }
}

impl Source {
    /// The next rows: many when the client sends fast, else those there are. Nothing is lost when it is not waited for.
    async fn block(&mut self) -> io::Result<Option<Block>> {
        loop {
            if self.has_ended {
                return Ok(self.cutter.finish());
            }
            if self.cutter.kept() >= BLOCK
                && let Some(block) = self.cutter.take()
            {
                return Ok(Some(block));
            }
            let frame = match self.body.frame().now_or_never() {
                Some(frame) => frame,
                None => match self.cutter.take() {
                    Some(block) => return Ok(Some(block)),
                    None => tokio::time::timeout(PATIENCE, self.body.frame()).await?,
                },
            };
            match frame {
                None => self.has_ended = true,
                Some(frame) => {
                    let frame = frame.map_err(io::Error::other)?;
                    self.cutter.push(frame.data_ref().unwrap_or(&Bytes::new()));
                }
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.has_ended && self.cutter.kept() == 0
    }
}

impl Work {
    fn start(&self, block: Block) -> JoinHandle<(Vec<u8>, Tally)> {
        let work = self.clone();
        tokio::task::spawn_blocking(move || work.answer(&block))
    }

    fn answer(&self, block: &Block) -> (Vec<u8>, Tally) {
        let (loaded, mut out) = (self.app.loaded(), Vec::new());
        let tally = match &self.table {
            Some(table) => {
                let answers = Answers::new(loaded, &self.draft, table.fields());
                table.answer(&answers, block, &mut out)
            }
            None => ndjson::answer(loaded, &self.draft, block, &mut out),
        };
        (out, tally)
    }
}
