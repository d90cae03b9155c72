//! The first lines of JSON answered, with how they were understood: shown before anything is done.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::ndjson;
use super::preview::SHOWN;
use crate::county::Loaded;
use crate::domain::draft::Draft;
use crate::echo;
use crate::planning::resolve::resolution::Outcome;
use crate::reading::cutter::{Block, Cutter};
use crate::reading::script::Script;

/// Lines of JSON before they are answered.
#[derive(Debug, Serialize)]
pub struct PreviewOfLines {
    /// How they were understood.
    pub understanding: LinesUnderstood,
    /// The same in sentences.
    pub sentences: Vec<String>,
    /// The answers to the first of them.
    pub items: Vec<Box<RawValue>>,
    /// The lines looked at by outcome.
    pub outcomes: Map<String, Value>,
    /// How many lines were looked at.
    pub rows_looked_at: u64,
    /// Whether they are all the lines there are.
    pub is_whole: bool,
}

/// How lines of JSON were understood.
#[derive(Debug, Serialize)]
pub struct LinesUnderstood {
    /// Their encoding.
    pub encoding: &'static str,
    /// Names of members that held questions.
    pub members_read: Vec<String>,
    /// Names of members that did not.
    pub members_not_read: Vec<String>,
}

/// Answers the lines at the beginning of a text; `is_whole` says whether that is all there is.
#[must_use]
pub fn preview(
    loaded: &Loaded,
    draft: &Draft,
    bytes: &[u8],
    script: Script,
    is_whole: bool,
) -> PreviewOfLines {
    let mut cutter = Cutter::of_lines(script);
    cutter.push(bytes);
    let next =
        |cutter: &mut Cutter| -> Option<Block> { if is_whole { cutter.finish() } else { cutter.take() } };
    let (mut out, mut tally) = (Vec::new(), super::tally::Tally::default());
    while let Some(block) = next(&mut cutter) {
        tally.add(&ndjson::answer(loaded, draft, &block, &mut out));
    }
    let lines = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let items = lines.take(SHOWN).filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let outcome = |(outcome, rows): (Outcome, u64)| (outcome.as_str().to_owned(), Value::from(rows));
    let (members, encoding) = (&tally.members, script.encoding_name());
    let quoted = |name: &String| echo::quoted(name);
    let mut sentences = vec![format!("Read as {encoding}, an object of JSON on each line.")];
    sentences.extend(members.sentence().or_else(|| {
        let read: Vec<String> = members.read.iter().map(quoted).collect();
        (!read.is_empty()).then(|| format!("Asked is what stands in {}.", read.join(", ")))
    }));
    PreviewOfLines {
        understanding: LinesUnderstood {
            encoding,
            members_read: members.read.clone(),
            members_not_read: members.unread.clone(),
        },
        sentences,
        items,
        outcomes: tally.outcomes().map(outcome).collect(),
        rows_looked_at: tally.rows(),
        is_whole,
    }
}
