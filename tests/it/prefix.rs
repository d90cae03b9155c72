//! The whole service behind a proxy's path, and on its own port at the same time: links, redirects, the contract, the pages.

use std::net::TcpListener;

use axum::body::Body;
use axum::http::Request;
use footprint::http::{App, Settings, router};
use serde_json::{Value, json};

use crate::clients::{answers_of, installed};
use crate::proxies::Nginx;
use crate::server::Server;
use crate::support::{Answered, get_answer, get_of, send_to, skip_without, toyshire};
use crate::web_app::assets;

/// An address of this machine that nobody listens on.
fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// What a browser saw of the pages, at the proxy's path and on the port; none where it cannot run.
fn visited(arguments: &[&str], headers: &str) -> Option<(Value, String, String)> {
    if !installed().join("node_modules/axe-core").exists() || assets("/app/").is_empty() {
        skip_without("browser", "chromium, axe-core or the pages are not there");
        return None;
    }
    let (folder, address) = (tempfile::tempdir().unwrap(), free_address());
    let public = format!("http://{address}/footprint");
    let arguments: Vec<String> =
        arguments.iter().map(|argument| argument.replace("{public}", &public)).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let server = Server::start_with(folder.path(), &arguments).without_log();
    let own = format!("http://{}", server.address());
    let within = format!("listen {address}; location /footprint/ {{ {headers} proxy_pass {own}/; }}");
    let _nginx = Nginx::start_as(&within)?;
    let modules = installed().join("node_modules");
    let more = [modules.to_str().unwrap(), &public, &own].map(str::to_owned);
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let probe = ["-e", "require('playwright-core')"];
    let seen = answers_of(move || server, "browser", "node", "app_prefix.mjs", &probe, &more)?;
    Some((seen, public, own))
}

fn are_alive(seen: &Value, services: [&str; 2]) {
    for (seen, service) in seen.as_array().unwrap().iter().zip(services) {
        assert_eq!((&seen["outside"], &seen["complaints"]), (&json!([]), &json!([])), "{service}");
        assert!(seen["tiles"].as_u64() > Some(0), "{service}: a worker reads tiles");
        for (path, address) in
            [("/app", "/app/"), ("/app/profile", "/app/profile"), ("/app/table/", "/app/table")]
        {
            let page = &seen["pages"][path];
            let came_to = page["address"].as_str().unwrap().split('#').next().unwrap();
            assert_eq!(came_to, format!("{service}{address}"), "{path}");
            assert_eq!(page["astray"], json!([]), "{service}{path}");
        }
        assert_eq!(seen["hacked"], false, "what clients choose is no script of a page");
        assert!(seen["blocked"].as_str().unwrap().contains("Content Security Policy"), "{}", seen["blocked"]);
        assert!(
            seen["found"]["words"].as_str().unwrap().contains("Oxford Central, North and Botley"),
            "{seen}"
        );
    }
}

#[test]
fn the_pages_work_under_a_public_url_with_a_path_and_on_the_port() {
    let Some((seen, public, own)) = visited(&["--public-url", "{public}"], "") else { return };
    are_alive(&seen, [&public, &own]);
}

#[test]
fn the_pages_work_under_a_path_that_a_trusted_proxy_tells_and_on_the_port() {
    let headers = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host; \
                   proxy_set_header X-Forwarded-Prefix /footprint;";
    let Some((seen, public, own)) = visited(&["--trust-proxy"], headers) else { return };
    are_alive(&seen, [&public, &own]);
}

fn behind(path: &str, accept: &str) -> Answered {
    let settings =
        Settings { public_url: Some("https://maps.example/oxon/".to_owned()), ..Settings::default() };
    let service = router(App::new(toyshire(), settings).unwrap());
    let request = Request::get(path).header("host", "inner:8080").header("accept", accept);
    send_to(service, request.body(Body::empty()).unwrap())
}

#[test]
fn the_contract_names_the_service_where_clients_find_it() {
    let json = behind("/api?f=json", "*/*").json();
    assert_eq!(json["servers"][0]["url"], "https://maps.example/oxon");
    let yaml = String::from_utf8(behind("/api?f=yaml", "*/*").body).unwrap();
    assert!(yaml.contains("servers:\n  - url: https://maps.example/oxon\n"));
    assert_eq!(get_answer("/api?f=json").json()["servers"][0]["url"], "http://footprint.test");
}

#[test]
fn addresses_in_headers_are_whole_behind_a_path() {
    let answer = behind("/postcodes/TY1%201AA", "*/*");
    assert_eq!(answer.header("link"), "<https://maps.example/oxon/v1/drafts/toy>; rel=\"describedby\"");
    let style = behind("/xyz/style", "*/*").json();
    assert_eq!(style["glyphs"], "https://maps.example/oxon/xyz/fonts/{fontstack}/{range}.pbf");
}

#[test]
fn an_address_with_a_slash_too_many_leads_to_the_one_without() {
    let service = router(App::new(toyshire(), Settings::default()).unwrap());
    for (address, leads_to) in [
        ("/collections/", "../collections"),
        ("/api/?f=yaml", "../api?f=yaml"),
        ("/app/find/", "../find"),
        ("/collections/areas/items/", "../items"),
    ] {
        let answer = get_of(&service, address);
        assert_eq!((answer.status.as_u16(), answer.header("location")), (308, leads_to), "{address}");
    }
    assert_eq!(get_of(&service, "/nothing").status, 404);
}
