//! The last lines of a start, for the person who started it: where to look first.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::domain::atlas::Atlas;

/// Where the service answers for whoever started it: the public URL, else this machine at the port it listens on.
pub(super) fn base_url(public_url: Option<&str>, bound: SocketAddr) -> String {
    if let Some(url) = public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(host, bound.port()))
}

/// A question that this data has an answer to, as a path: the postcode of the first practice in one of its areas.
pub(super) fn example_path(atlas: &Atlas) -> String {
    let ground = &atlas.ground;
    let within = ground.practices.iter().filter(|(number, _)| ground.area_of_practice(*number).is_some());
    let known = within
        .filter_map(|(_, practice)| practice.postcode)
        .find(|postcode| ground.places.find(*postcode).is_some());
    known.map_or_else(
        || "/v1/neighbourhoods".to_owned(),
        |postcode| format!("/v1/resolve?postcode={}", postcode.spaced().as_str().replace(' ', "%20")),
    )
}

/// Three lines: the map, the planner's page, a question to try. Without pages the last says how to get them.
pub(super) fn first_steps(base: &str, example_path: &str, has_pages: bool) -> String {
    let map = format!("The map:             {base}/collections/neighbourhoods/items");
    let question = format!("A question to try:   curl '{base}{example_path}'");
    if has_pages {
        return format!("{map}\nThe planner's page:  {base}/app/\n{question}");
    }
    format!(
        "{map}\n{question}\n\
         The planner's page is not in this program, which was built without Node 20 or newer: {base}/app/ says how to get it"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_public_url_or_to_an_address_that_this_machine_reaches() {
        let bound = |text: &str| text.parse().expect("an address");
        assert_eq!(base_url(None, bound("127.0.0.1:8081")), "http://127.0.0.1:8081");
        assert_eq!(base_url(None, bound("0.0.0.0:80")), "http://127.0.0.1:80");
        assert_eq!(base_url(None, bound("[::]:8080")), "http://[::1]:8080");
        assert_eq!(base_url(None, bound("192.0.2.7:8080")), "http://192.0.2.7:8080");
        let public = Some("https://footprint.example.org/maps/");
        assert_eq!(base_url(public, bound("127.0.0.1:8080")), "https://footprint.example.org/maps");
    }

    #[test]
    fn the_last_line_is_a_question_to_try_or_says_that_the_pages_are_missing() {
        let with = first_steps("http://127.0.0.1:8080", "/v1/neighbourhoods", true);
        assert_eq!(with.lines().count(), 3);
        assert!(with.ends_with("curl 'http://127.0.0.1:8080/v1/neighbourhoods'"), "{with}");
        let without = first_steps("http://127.0.0.1:8080", "/v1/neighbourhoods", false);
        assert_eq!(without.lines().count(), 3);
        assert!(
            without.lines().last().is_some_and(|line| line.contains("built without Node 20")),
            "{without}"
        );
    }
}
