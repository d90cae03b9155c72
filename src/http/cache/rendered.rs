//! Answers that are rendered once and sent many times: bytes, by question and encoding.
//!
//! Whoever asks for the same page of the same boundaries in the same encoding gets the same bytes, so the work of writing and of
//! compressing is done once. Each encoding is an entry by itself, so that what is weighed is what is kept.

use axum::body::Bytes;
use axum::http::HeaderMap;
use moka::sync::Cache;

use super::budget::weighed;
use super::encoding::Encoding;
use crate::http::extract::blocking::off_worker;
use crate::http::link::LinkHeaders;
use crate::http::problem::Problem;

/// Larger answers are not kept: they would drive out everything else.
const MOST: usize = 8 * 1024 * 1024;
/// Smaller answers gain nothing by being encoded.
const LEAST_ENCODED: usize = 1024;

/// The bytes of an answer.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// As they are sent.
    pub bytes: Bytes,
    /// How they are encoded; none for as they were written.
    pub encoding: Option<Encoding>,
    /// Link headers that go with them.
    pub links: LinkHeaders,
}

/// Rendered answers.
#[derive(Clone)]
pub struct RenderedCache(Cache<(String, Option<Encoding>), Rendered>);

impl Rendered {
    /// Bytes as they were written, with the links of their answer.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>, links: LinkHeaders) -> Self {
        Self { bytes: bytes.into(), encoding: None, links }
    }

    /// The same in an encoding: milliseconds of work.
    fn encoded(&self, encoding: Encoding) -> Self {
        let bytes = encoding.encode(&self.bytes).into();
        Self { bytes, encoding: Some(encoding), links: self.links.clone() }
    }

    fn bytes_kept(&self) -> usize {
        self.bytes.len() + self.links.iter().map(|link| link.len() + size_of_val(link)).sum::<usize>()
    }
}

impl RenderedCache {
    /// A cache of so many bytes.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let weigh = |(question, _): &(String, _), rendered: &Rendered| question.len() + rendered.bytes_kept();
        Self(weighed(bytes, weigh).build())
    }

    /// The answer to a question in the encoding that the client likes best: as it was kept, else rendered now, off the async
    /// workers. Two who ask at once may both render.
    ///
    /// # Errors
    /// As `render`.
    pub async fn answer(
        &self,
        question: String,
        headers: &HeaderMap,
        render: impl FnOnce() -> Result<Rendered, Problem> + Send + 'static,
    ) -> Result<Rendered, Problem> {
        let mut key = (question, Encoding::accepted(headers));
        if let Some(kept) = self.0.get(&key) {
            return Ok(kept);
        }
        let Some(encoding) = key.1.take() else {
            let cache = self.clone();
            return off_worker(move || Ok(cache.keep(key, render()?))).await;
        };
        let plain = self.0.get(&key);
        if let Some(small) = plain.as_ref().filter(|plain| plain.bytes.len() < LEAST_ENCODED) {
            return Ok(small.clone());
        }
        let cache = self.clone();
        off_worker(move || {
            let plain = plain.map_or_else(render, Ok)?;
            if plain.bytes.len() < LEAST_ENCODED {
                return Ok(cache.keep(key, plain));
            }
            Ok(cache.keep((key.0, Some(encoding)), plain.encoded(encoding)))
        })
        .await
    }

    fn keep(&self, key: (String, Option<Encoding>), rendered: Rendered) -> Rendered {
        if rendered.bytes.len() <= MOST {
            self.0.insert(key, rendered.clone());
        }
        rendered
    }

    /// Bytes that are kept.
    #[must_use]
    pub fn weight(&self) -> u64 {
        self.0.run_pending_tasks();
        self.0.weighted_size()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::http::header::ACCEPT_ENCODING;

    use super::*;

    #[test]
    fn an_answer_is_rendered_once_for_each_encoding_and_a_small_one_is_never_encoded() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (cache, rendered) = (RenderedCache::new(1_000_000), Arc::new(AtomicUsize::new(0)));
        let ask = |question: &str, encoding: &'static str, length: usize| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, encoding.parse().unwrap());
            let rendered = Arc::clone(&rendered);
            let render = move || {
                rendered.fetch_add(1, Ordering::Relaxed);
                Ok(Rendered::new(vec![b'a'; length], [].into()))
            };
            let answer = runtime.block_on(cache.answer(question.to_owned(), &headers, render)).unwrap();
            (answer.encoding, answer.bytes.len())
        };
        assert_eq!(ask("large", "identity", 5_000), (None, 5_000));
        let (encoding, length) = ask("large", "gzip", 5_000);
        assert!(encoding == Some(Encoding::Gzip) && length < 500, "{length}");
        assert_eq!(ask("large", "gzip", 5_000), (encoding, length));
        assert_eq!(rendered.load(Ordering::Relaxed), 1);
        for encoding in ["br", "gzip", "identity"] {
            assert_eq!(ask("small", encoding, 100), (None, 100));
        }
        assert_eq!(rendered.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn what_is_kept_stays_within_its_bytes() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let cache = RenderedCache::new(100_000);
        for number in 0..1_000 {
            let render = || Ok(Rendered::new(vec![b'a'; 1_000], ["<link>".parse().unwrap()].into()));
            runtime.block_on(cache.answer(number.to_string(), &HeaderMap::new(), render)).unwrap();
        }
        let weight = cache.weight();
        assert!((50_000..=100_000).contains(&weight), "{weight}");
    }
}
