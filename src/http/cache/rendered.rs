//! Answers that are written once and sent many times: their bytes, and the bytes of every encoding that was asked for.
//!
//! Whoever asks for the same page of the same boundaries gets the same bytes, so the work of writing and of compressing is done
//! once. The cache is bounded in bytes; what it has dropped is written again when asked for.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use moka::sync::Cache;

use crate::http::cache::encoding::Encoding;
use crate::http::problem::Problem;

/// Bytes kept, those of encodings included.
const BUDGET: u64 = 96 * 1024 * 1024;
/// What is larger is not kept: it would drive out everything else.
const MOST: usize = 8 * 1024 * 1024;

/// The bytes of an answer.
#[derive(Debug)]
pub struct Kept {
    plain: Bytes,
    encoded: [OnceLock<Bytes>; 3],
    /// Link headers that go with it.
    pub links: Vec<String>,
}

impl Kept {
    /// Keeps bytes with the links of their answer.
    #[must_use]
    pub fn new(plain: impl Into<Bytes>, links: Vec<String>) -> Self {
        Self { plain: plain.into(), encoded: [const { OnceLock::new() }; 3], links }
    }

    /// The bytes as they are.
    #[must_use]
    pub fn plain(&self) -> Bytes {
        self.plain.clone()
    }

    /// The bytes in an encoding, when they were asked for in it before.
    #[must_use]
    pub fn known(&self, encoding: Encoding) -> Option<Bytes> {
        self.encoded[encoding.place()].get().cloned()
    }

    /// The bytes in an encoding, encoded now if need be: milliseconds of work.
    #[must_use]
    pub fn encoded(&self, encoding: Encoding) -> Bytes {
        self.encoded[encoding.place()].get_or_init(|| encoding.encode(&self.plain).into()).clone()
    }

    fn weight(&self) -> u32 {
        // The encodings together take about half as much again.
        u32::try_from(self.plain.len() + self.plain.len() / 2 + 512).unwrap_or(u32::MAX)
    }
}

/// Answers, by what was asked.
#[derive(Clone)]
pub struct KeptAnswers(Cache<String, Arc<Kept>>);

impl Default for KeptAnswers {
    fn default() -> Self {
        let weigher = |_: &String, kept: &Arc<Kept>| kept.weight();
        Self(Cache::builder().max_capacity(BUDGET).weigher(weigher).build())
    }
}

impl KeptAnswers {
    /// What is kept of a question.
    #[must_use]
    pub fn find(&self, question: &str) -> Option<Arc<Kept>> {
        self.0.get(question)
    }

    /// Writes an answer, and keeps it unless it is large. Two who ask at once may both write.
    ///
    /// # Errors
    /// As `write`.
    pub fn written(
        &self,
        question: String,
        write: impl FnOnce() -> Result<Kept, Problem>,
    ) -> Result<Arc<Kept>, Problem> {
        let kept = Arc::new(write()?);
        if kept.plain.len() <= MOST {
            self.0.insert(question, Arc::clone(&kept));
        }
        Ok(kept)
    }
}
