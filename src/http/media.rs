//! Media types of what we serve, and whether a client accepts one.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use headers_accept::Accept;
use mediatype::MediaType;

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
        }
    }

    /// Whether the Accept header, if there is one that can be read, allows this.
    #[must_use]
    pub fn is_accepted(self, headers: &HeaderMap) -> bool {
        let Some(text) = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()) else {
            return true;
        };
        let Ok(accept) = text.parse::<Accept>() else {
            return true;
        };
        let available: Vec<MediaType<'_>> =
            self.answers_to().iter().filter_map(|media| MediaType::parse(media).ok()).collect();
        accept.negotiate(&available).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(media: Media, accept: &'static str) -> bool {
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
}
