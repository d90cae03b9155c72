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
    /// A page for people.
    Html,
    /// A JSON Schema.
    Schema,
    /// A vector tile.
    VectorTile,
    /// A style sheet.
    Css,
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
        let first = available.first().copied();
        let Some(text) = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()) else {
            return first;
        };
        let Ok(accept) = text.parse::<Accept>() else {
            return first;
        };
        let offered: Vec<(Self, MediaType<'_>)> = available
            .iter()
            .flat_map(|media| media.answers_to().iter().map(|name| (*media, MediaType::parse(name))))
            .filter_map(|(media, name)| Some((media, name.ok()?)))
            .collect();
        let chosen = accept.negotiate(offered.iter().map(|(_, name)| name))?;
        offered.iter().find(|(_, name)| name == chosen).map(|(media, _)| *media)
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
