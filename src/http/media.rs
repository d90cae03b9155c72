//! Media types of what we serve, and whether a client accepts one.

use std::cmp::Reverse;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum_extra::headers::Header;
use headers_accept::Accept;
use mediatype::{MediaType, MediaTypeBuf, ReadParams, names};

/// A media type we serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// JSON.
    Json,
    /// GeoJSON; clients that accept plain JSON get it too.
    GeoJson,
    /// Separated values.
    Csv,
    /// JSON values, one a line.
    NdJson,
    /// A script: JSON as the argument of a function (JSONP).
    JavaScript,
    /// OpenAPI 3.0 as JSON.
    OpenApiJson,
    /// OpenAPI 3.0 as YAML.
    OpenApiYaml,
    /// A page for people.
    Html,
    /// A JSON Schema.
    Schema,
    /// A vector tile.
    VectorTile,
    /// A style sheet.
    Css,
    /// A drawing.
    Svg,
    /// A picture.
    Png,
    /// A workbook (XLSX).
    Workbook,
    /// Glyphs as signed distance fields, in Mapbox's format.
    Glyphs,
}

impl Media {
    /// As in `Content-Type`.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::NdJson => "application/x-ndjson",
            Self::JavaScript => "text/javascript; charset=utf-8",
            Self::OpenApiJson => "application/vnd.oai.openapi+json;version=3.0",
            Self::OpenApiYaml => "application/vnd.oai.openapi;version=3.0",
            Self::Html => "text/html; charset=utf-8",
            Self::Schema => "application/schema+json",
            Self::VectorTile => "application/vnd.mapbox-vector-tile",
            Self::Css => "text/css; charset=utf-8",
            Self::Svg => "image/svg+xml",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Png => "image/png",
            Self::Glyphs => "application/x-protobuf",
        }
    }

    /// What a client may ask for to be given this.
    fn answers_to(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["application/json"],
            Self::GeoJson => &["application/geo+json", "application/json"],
            Self::Csv => &["text/csv"],
            Self::NdJson => &["application/x-ndjson", "application/jsonl"],
            Self::JavaScript => &["text/javascript", "application/javascript"],
            Self::OpenApiJson => &["application/vnd.oai.openapi+json", "application/json"],
            Self::OpenApiYaml => {
                &["application/vnd.oai.openapi", "application/yaml", "text/yaml", "text/plain"]
            }
            Self::Html => &["text/html", "application/xhtml+xml"],
            Self::Schema => &["application/schema+json", "application/json"],
            Self::VectorTile => {
                &["application/vnd.mapbox-vector-tile", "application/x-protobuf", "application/octet-stream"]
            }
            Self::Css => &["text/css"],
            Self::Svg => &["image/svg+xml"],
            Self::Workbook => &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
            Self::Png => &["image/png"],
            Self::Glyphs => &["application/x-protobuf", "application/octet-stream"],
        }
    }

    /// A short word for entity tags.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Csv => "csv",
            Self::NdJson => "ndjson",
            Self::JavaScript => "script",
            Self::OpenApiJson => "openapi",
            Self::OpenApiYaml => "yaml",
            Self::Html => "html",
            Self::Schema => "schema",
            Self::VectorTile => "mvt",
            Self::Css => "css",
            Self::Svg => "svg",
            Self::Workbook => "xlsx",
            Self::Png => "png",
            Self::Glyphs => "glyphs",
        }
    }

    /// Whether the Accept header, if there is one that can be read, allows this.
    #[must_use]
    pub fn is_accepted(self, headers: &HeaderMap) -> bool {
        Self::preferred(&[self], headers).is_some()
    }

    /// Which of some the Accept header prefers; the first where it leaves the choice, or where there is none that can be read.
    #[must_use]
    pub fn preferred(available: &[Self], headers: &HeaderMap) -> Option<Self> {
        let Ok(accept) = Accept::decode(&mut headers.get_all(ACCEPT).iter()) else {
            return available.first().copied();
        };
        // The most specific first: the first that covers a type is the one that counts for it (RFC 9110, 12.5.1).
        let ranges: Vec<&MediaTypeBuf> = accept.media_types().collect();
        if ranges.is_empty() {
            return available.first().copied();
        }
        let liking = |(place, media): (usize, &Self)| {
            let liked = media.answers_to().iter().filter_map(|name| {
                let rank = ranges.iter().position(|range| media.is_covered_by(range, name))?;
                Some((thousandths(ranges[rank]), Reverse(rank)))
            });
            let (quality, rank) = liked.max()?;
            (quality > 0).then_some((quality, rank, Reverse(place), *media))
        };
        let best = available
            .iter()
            .enumerate()
            .filter_map(liking)
            .max_by_key(|(q, rank, place, _)| (*q, *rank, *place))?;
        Some(best.3)
    }

    /// Whether a range of an Accept header covers this under one of its names. A parameter speaks against it only where this has
    /// the same one with another value: most clients say a character set or a version of what has none here.
    fn is_covered_by(self, range: &MediaTypeBuf, name: &str) -> bool {
        let (Ok(name), Ok(own)) = (MediaType::parse(name), MediaType::parse(self.content_type())) else {
            return false;
        };
        let is_any = |part: mediatype::Name<'_>| part == names::_STAR;
        let is_of = is_any(range.ty())
            || (range.ty() == name.ty && (is_any(range.subty()) || range.essence() == name.essence()));
        let mut parameters = range.params().filter(|(parameter, _)| *parameter != names::Q);
        is_of
            && parameters.all(|(parameter, value)| {
                let has = own.get_param(parameter);
                has.is_none_or(|has| has.unquoted_str().eq_ignore_ascii_case(&value.unquoted_str()))
            })
    }
}

/// How much a range is liked, from 0 to 1000; one that does not say, or not well, is liked wholly.
fn thousandths(range: &MediaTypeBuf) -> u16 {
    let quality = range.get_param(names::Q).and_then(|quality| quality.as_str().parse::<f32>().ok());
    let quality = quality.filter(|quality| (0.0..=1.0).contains(quality)).unwrap_or(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 1000")]
    let whole = (quality * 1000.0).round() as u16;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Media; 14] = [
        Media::Json,
        Media::GeoJson,
        Media::Csv,
        Media::NdJson,
        Media::JavaScript,
        Media::OpenApiJson,
        Media::OpenApiYaml,
        Media::Html,
        Media::Schema,
        Media::VectorTile,
        Media::Css,
        Media::Svg,
        Media::Png,
        Media::Glyphs,
    ];

    fn accepts(media: Media, accept: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        media.is_accepted(&headers)
    }

    #[test]
    fn plain_json_is_answered_with_geojson_but_a_picture_is_not() {
        assert!(Media::GeoJson.is_accepted(&HeaderMap::new()));
        assert!(accepts(Media::GeoJson, "application/json"));
        assert!(accepts(Media::GeoJson, "text/html,application/xhtml+xml,*/*;q=0.8"));
        assert!(accepts(Media::GeoJson, "application/*"));
        assert!(!accepts(Media::GeoJson, "image/png"));
        assert!(!accepts(Media::Json, "application/json;q=0"));
    }

    #[test]
    fn parameters_are_understood_and_only_a_contradiction_counts_against_a_type() {
        for media in ALL {
            let advertised = media.content_type();
            assert!(accepts(media, advertised), "{advertised}");
            for name in media.answers_to() {
                assert!(accepts(media, &format!("{name}; charset=UTF-8")), "{name}");
                assert!(accepts(media, &format!("image/gif, {name};charset=\"utf-8\";q=0.5")), "{name}");
                assert!(!accepts(media, &format!("{name};charset=utf-8;q=0")), "{name}");
            }
        }
        assert!(!accepts(Media::OpenApiJson, "application/vnd.oai.openapi+json;version=2.0"));
        assert!(!accepts(Media::Csv, "text/csv; charset=utf-16"));
        assert!(accepts(Media::Json, "application/*;q=0, application/json; charset=utf-8"));
        assert!(!accepts(Media::Json, "*/*, application/json;q=0"), "the most specific counts");
        assert!(accepts(Media::Json, ""), "an empty header says nothing");
    }

    #[test]
    fn several_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT, "image/png".parse().unwrap());
        headers.append(ACCEPT, "text/html".parse().unwrap());
        assert_eq!(Media::preferred(&[Media::Json, Media::Html], &headers), Some(Media::Html));
    }

    #[test]
    fn a_browser_gets_a_page_and_a_script_gets_data() {
        let preferred = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, accept.parse().unwrap());
            Media::preferred(&[Media::GeoJson, Media::Html], &headers)
        };
        assert_eq!(preferred("text/html,application/xhtml+xml,*/*;q=0.8"), Some(Media::Html));
        assert_eq!(preferred("*/*"), Some(Media::GeoJson));
        assert_eq!(preferred("application/json"), Some(Media::GeoJson));
        assert_eq!(preferred("text/html;q=0.5, application/geo+json"), Some(Media::GeoJson));
        assert_eq!(preferred("image/png"), None);
    }
}
