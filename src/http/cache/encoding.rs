//! Content encodings: which one a client accepts, and bytes written in it.

use std::io::Write;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// Of 11: the last few hundredths of size would take ten times as long.
const BROTLI_QUALITY: i32 = 6;
const BROTLI_WINDOW: i32 = 22;
const ZSTD_LEVEL: i32 = 9;

/// A way to write bytes shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(text: &'static str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, text.parse().unwrap());
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
