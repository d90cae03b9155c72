//! Where clients find this service: as a trusted proxy says (`Forwarded`, RFC 7239, else `X-Forwarded-*`), else as they ask.
//!
//! Of several elements the last counts, which the nearest proxy wrote; those before it may be anybody's.

use axum::http::HeaderMap;
use axum::http::header::HOST;

use super::host::{NOT_A_HOST, is_host};
use crate::http::problem::Problem;

/// The address that a request asked for, without a slash at the end.
///
/// # Errors
/// A 400 problem when the Host header is no host.
pub fn base_url(headers: &HeaderMap, trusts_proxy: bool) -> Result<String, Problem> {
    let forwarded = if trusts_proxy { Forwarded::read(headers) } else { Forwarded::default() };
    let asked = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let host = forwarded.host.as_deref().unwrap_or(asked);
    if !is_host(host.as_bytes()) {
        return Err(Problem::bad_parameter("Host", NOT_A_HOST));
    }
    Ok(format!("{}://{host}{}", forwarded.scheme.unwrap_or("http"), forwarded.prefix))
}

/// The scheme, host and path before ours that the client used, as far as the proxy says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Forwarded {
    /// `http` or `https`.
    scheme: Option<&'static str>,
    /// Host and perhaps port.
    host: Option<String>,
    /// A path without a slash at its end.
    prefix: String,
}

impl Forwarded {
    /// Reads what the nearest proxy wrote.
    fn read(headers: &HeaderMap) -> Self {
        let last = |name: &str| {
            let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
            Some(value.rsplit(',').next()?.trim().to_owned())
        };
        let standard = last("forwarded").unwrap_or_default();
        let member = |wanted: &str| {
            let mut pairs = standard.split(';').filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
            Some(value.trim().trim_matches('"').to_owned())
        };
        let scheme = member("proto").or_else(|| last("x-forwarded-proto"));
        let prefix = last("x-forwarded-prefix").unwrap_or_default();
        let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte);
        Self {
            scheme: ["https", "http"]
                .into_iter()
                .find(|known| scheme.as_deref().is_some_and(|scheme| scheme.eq_ignore_ascii_case(known))),
            host: member("host").or_else(|| last("x-forwarded-host")),
            prefix: if prefix.starts_with('/') && !prefix.starts_with("//") && prefix.bytes().all(is_path) {
                prefix.trim_end_matches('/').to_owned()
            } else {
                String::new()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Forwarded {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        Forwarded::read(&headers)
    }

    #[test]
    fn the_nearest_proxy_counts() {
        let said = read(&[(
            "forwarded",
            "for=1.2.3.4;host=evil.example, for=5.6.7.8;Proto=https;host=\"maps.example:8443\"",
        )]);
        assert_eq!((said.scheme, said.host.as_deref()), (Some("https"), Some("maps.example:8443")));
        let said = read(&[
            ("x-forwarded-proto", "http, https"),
            ("x-forwarded-host", "maps.example"),
            ("x-forwarded-prefix", "/footprint/"),
        ]);
        assert_eq!(
            (said.scheme, said.host.as_deref(), &*said.prefix),
            (Some("https"), Some("maps.example"), "/footprint")
        );
        assert_eq!(
            read(&[("x-forwarded-proto", "javascript"), ("x-forwarded-prefix", "//evil")]),
            Forwarded::default()
        );
    }
}
