//! Content encodings: which one a client accepts, and how bytes that are kept are sent in it.
//!
//! Bytes that are kept get a strong entity tag for each encoding; what is compressed while it is sent gets a weak one, for two
//! runs of a compressor need not agree to the byte (RFC 9110, 8.8.1).

use std::io::Write;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, ETAG, HeaderValue};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use tower_http::compression::Predicate;

use crate::http::cache::rendered::Kept;
use crate::http::extract::blocking::off_worker;

/// What is smaller gains nothing.
const LEAST: u64 = 1024;
/// Of 11: the last few hundredths of size would take ten times as long.
const BROTLI_QUALITY: i32 = 6;
const BROTLI_WINDOW: i32 = 22;
const ZSTD_LEVEL: i32 = 9;

/// A way to write bytes shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// RFC 7932
    Brotli,
    /// RFC 8878
    Zstd,
    /// RFC 1952
    Gzip,
}

impl Encoding {
    /// The shortest first.
    const ALL: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// The one a client likes best, of equally liked ones the shortest; none when it wants the bytes as they are.
    #[must_use]
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let texts = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let offers: Vec<(&str, f32)> = texts.flat_map(|text| text.split(',')).map(offer).collect();
        let quality = |name: &str| offers.iter().find(|(offered, _)| offered.eq_ignore_ascii_case(name));
        let liked = Self::ALL.into_iter().map(|encoding| {
            let offer = quality(encoding.name()).or_else(|| quality("*"));
            (encoding, offer.map_or(0.0, |(_, quality)| *quality))
        });
        let liked = liked.filter(|(_, quality)| *quality > 0.0);
        let best = liked.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let as_it_is = quality("identity").map_or(0.0, |(_, quality)| *quality);
        (best.1 >= as_it_is).then_some(best.0)
    }

    /// As in `Content-Encoding`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Zstd => "zstd",
            Self::Gzip => "gzip",
        }
    }

    /// Its place in arrays of encodings.
    #[must_use]
    pub fn place(self) -> usize {
        self as usize
    }

    /// Encodes bytes.
    #[must_use]
    pub fn encode(self, plain: &[u8]) -> Vec<u8> {
        let encoded = match self {
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_QUALITY,
                    lgwin: BROTLI_WINDOW,
                    size_hint: plain.len(),
                    ..Default::default()
                };
                let mut encoded = Vec::new();
                brotli::BrotliCompress(&mut &*plain, &mut encoded, &parameters).map(|_| encoded)
            }
            Self::Zstd => zstd::encode_all(plain, ZSTD_LEVEL),
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(7));
                encoder.write_all(plain).and_then(|()| encoder.finish())
            }
        };
        encoded.expect("writing into memory does not fail")
    }
}

/// A name and how much it is liked, from 0 to 1.
fn offer(text: &str) -> (&str, f32) {
    let (name, parameter) = text.split_once(';').unwrap_or((text, ""));
    let quality = parameter.trim().strip_prefix("q=").map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
    (name.trim(), quality)
}

/// How a client wants its answer.
pub struct Wanted {
    accepted: Option<Encoding>,
    is_head: bool,
    route: Option<MatchedPath>,
}

/// Reads how a client wants its answer.
pub fn wanted(request: &Request) -> Wanted {
    Wanted {
        accepted: Encoding::accepted(request.headers()),
        is_head: request.method() == Method::HEAD,
        route: request.extensions().get::<MatchedPath>().cloned(),
    }
}

/// Sends kept bytes in the encoding that is accepted, encoded once.
pub async fn kept_bytes(wanted: Wanted, mut response: Response) -> Response {
    let Wanted { accepted, is_head, route } = wanted;
    let Some(kept) = response.extensions_mut().remove::<Arc<Kept>>() else {
        return response;
    };
    if !response.status().is_success() {
        return response;
    }
    let Some(encoding) = accepted.filter(|_| kept.plain().len() as u64 >= LEAST) else {
        response.extensions_mut().insert(FromKept { bytes: kept.plain(), encoding: None, route });
        return response;
    };
    let bytes = match kept.known(encoding) {
        Some(bytes) => bytes,
        None => match off_worker(move || Ok(kept.encoded(encoding))).await {
            Ok(bytes) => bytes,
            Err(_stopping) => return response,
        },
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    headers.insert(CONTENT_LENGTH, bytes.len().into());
    if let Some(tag) = headers.get(ETAG).and_then(|tag| tag.to_str().ok()) {
        let tag = format!("{}-{}\"", tag.trim_end_matches('"'), encoding.name());
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(ETAG, tag);
        }
    }
    response.extensions_mut().insert(FromKept {
        bytes: bytes.clone(),
        encoding: Some(encoding.name()),
        route,
    });
    *response.body_mut() = if is_head { Body::empty() } else { Body::from(bytes) };
    response
}

/// Makes the entity tag of an answer weak that was compressed while it was sent.
#[must_use]
pub fn with_weak_tag(mut response: Response) -> Response {
    // Kept bytes are compressed on the fly too, where their encoding is none that is kept.
    let is_kept = response.extensions().get::<FromKept>().is_some_and(|kept| kept.encoding.is_some());
    if !is_kept && response.headers().contains_key(CONTENT_ENCODING) {
        let tag = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok());
        if let Some(weak) = tag.filter(|tag| tag.starts_with('"')).map(|tag| format!("W/{tag}"))
            && let Ok(weak) = HeaderValue::from_str(&weak)
        {
            response.headers_mut().insert(ETAG, weak);
        }
    }
    response
}

/// What is compressed while it is sent: text of some length. The answers of a scenario's state are not: their entity tag is what
/// If-Match is compared with, which takes strong ones alone.
#[derive(Clone, Copy, Debug)]
pub struct WorthCompressing;

/// Marks an answer of kept bytes, with what is needed to give it again.
#[derive(Clone, Debug)]
pub struct FromKept {
    /// The body.
    pub bytes: Bytes,
    /// As in `Content-Encoding`; none for bytes as they are.
    pub encoding: Option<&'static str>,
    /// The route that was asked.
    pub route: Option<MatchedPath>,
}

/// Marks an answer that is sent as it is.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

impl Predicate for WorthCompressing {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        let length = response.body().size_hint().exact();
        length.is_none_or(|length| length >= LEAST)
            && response.extensions().get::<AsItIs>().is_none()
            && !response.headers().contains_key(CONTENT_ENCODING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &'static str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
        Encoding::accepted(&headers).map(Encoding::name)
    }

    #[test]
    fn the_client_chooses_and_of_equals_the_shortest_is_taken() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Some("br"));
        assert_eq!(accepted("gzip;q=1.0, br;q=0.5"), Some("gzip"));
        assert_eq!(accepted("GZIP"), Some("gzip"));
        assert_eq!(accepted("*"), Some("br"));
        assert_eq!(accepted("*;q=0"), None);
        assert_eq!(accepted("br;q=0, *"), Some("zstd"));
        assert_eq!(accepted("identity, br;q=0.5"), None);
        assert_eq!(accepted("deflate"), None);
        assert_eq!(accepted("br;q=x"), None);
    }

    #[test]
    fn what_was_encoded_is_what_was_given() {
        let plain = "Oxfordshire ".repeat(1_000).into_bytes();
        let gzip = Encoding::Gzip.encode(&plain);
        let mut back = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*gzip), &mut back).unwrap();
        assert_eq!(back, plain);
        assert_eq!(zstd::decode_all(&*Encoding::Zstd.encode(&plain)).unwrap(), plain);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*Encoding::Brotli.encode(&plain), &mut back).unwrap();
        assert_eq!(back, plain);
    }
}
