//! What people meet first: the front door, the finder, pages that are not there, and what every page has.

use axum::body::Body;
use axum::http::Request;

use crate::support::{Answered, get_answer, send};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// As a browser asks.
fn visit(path: &str) -> (Answered, String) {
    let request = Request::get(path).header("host", "footprint.test").header("accept", BROWSER);
    let answer = send(request.body(Body::empty()).unwrap());
    let html = String::from_utf8(answer.body.clone()).unwrap();
    (answer, html)
}

/// As the form asks.
fn find(postcode: &str) -> String {
    let form = form_urlencoded::Serializer::new(String::new()).append_pair("postcode", postcode).finish();
    let request = Request::post("/app/find").header("host", "footprint.test").header("accept", BROWSER);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = send(request.body(Body::from(form)).unwrap());
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{postcode}");
    String::from_utf8(answer.body).unwrap()
}

#[test]
fn the_front_door_leads_to_every_page_and_asks_what_most_come_for() {
    let (answer, html) = visit("/");
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/html; charset=utf-8"));
    for page in
        ["app/find", "app/", "app/profile", "app/compare", "app/table", "app/import", "collections?f=html"]
    {
        assert!(html.contains(&format!("<h2><a href=\"./{page}\">")), "{page}: {html}");
    }
    assert!(html.contains("action=\"./app/find\"") && html.contains("name=\"postcode\""));
    assert!(html.contains("not official"), "the caveat is there");
    assert_eq!(get_answer("/").header("content-type"), "application/json", "a script gets the document");
}

#[test]
fn every_page_introduces_itself_and_leads_back() {
    for path in
        ["/", "/app/find", "/app/accessibility", "/collections", "/api?f=html", "/app/", "/app/profile"]
    {
        let (_, html) = visit(path);
        if html.contains("make run") {
            continue;
        }
        for part in [
            "<title>",
            "name=\"description\"",
            "og:title",
            "og:description",
            "app/icon.svg",
            "class=\"name\"",
        ] {
            let part = if path == "/app/" || path == "/app/profile" {
                part.replace("class=\"name\"", "href=\"../\"")
            } else {
                part.to_owned()
            };
            assert!(html.contains(&part), "{path} without {part}: {html}");
        }
    }
    assert!(visit("/app/find").1.contains("href=\"../app/find\" aria-current=\"page\""));
    assert_eq!(get_answer("/app/icon.svg").header("content-type"), "image/svg+xml");
}

#[test]
fn a_page_that_is_not_there_is_a_page_for_a_person_and_a_document_for_a_script() {
    for path in ["/app/nowhere", "/nothing/at/all", "/collections/nothing", "/v1/areas/E01999999"] {
        let (answer, html) = visit(path);
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (404, "text/html; charset=utf-8")
        );
        let up = "../".repeat(path.matches('/').count() - 1);
        let up = if up.is_empty() { "./".to_owned() } else { up };
        assert!(
            html.contains("This page is not here") && html.contains(&format!("href=\"{up}app/find\"")),
            "{html}"
        );
        assert!(!html.contains("{\""), "no JSON: {html}");
        assert_eq!(get_answer(path).header("content-type"), "application/problem+json", "{path}");
    }
    let (answer, html) = visit("/v1/resolve?postcode=%3Cb%3E");
    assert_eq!(answer.status, 400);
    assert!(!html.contains("<b>"), "{html}");
}

#[test]
fn the_finder_says_in_words_where_a_postcode_is_and_how_sure_that_is() {
    let html = find("ox11nd");
    assert!(
        html.contains("OX1 1ND is in Oxford Central, North and Botley") && html.contains("<svg"),
        "{html}"
    );
    assert!(
        html.contains("The nearest GP practices") && html.contains("nothing about where you may register")
    );
    let close = find("OX4 1DN");
    assert!(close.contains("It is close to the border with Oxford Central, North and Botley"), "{close}");
    let near = find("OX4 1AA");
    assert!(
        near.contains("The border with Oxford Central, North and Botley is less than 50 metres away."),
        "{near}"
    );
    let gone_near = find("OX4 6NW");
    assert!(gone_near.contains("some homes with this postcode may have been in East Oxford"), "{gone_near}");
    let far = find("OX1 4AG");
    assert!(!far.contains("border with "), "of one 767 metres away nothing is said: {far}");
    let gone = find("GL7 3JP");
    assert!(gone.contains("GL7 3JP was in ") && gone.contains("no longer in use"), "{gone}");
    let elsewhere = find("RG1 1AA");
    assert!(elsewhere.contains("RG1 1AA is outside Oxfordshire"), "{elsewhere}");
    for wrong in ["OX1", "", "<script>"] {
        let html = find(wrong);
        assert!(html.contains("Enter a full postcode, like OX1 1ND") && !html.contains("<svg"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}

#[test]
fn the_finder_takes_its_form_and_nothing_else() {
    let request = Request::post("/app/find")
        .header("host", "footprint.test")
        .header("content-type", "application/json");
    assert_eq!(send(request.body(Body::from("{}")).unwrap()).status, 415);
    assert_eq!(get_answer("/app/find?postcode=OX1%201ND").status, 400, "a postcode stands in no address");
}

#[test]
fn a_shared_link_leads_to_its_page_whatever_its_sender_appended() {
    for (asked, leads) in [
        ("/?fbclid=IwAR0x", "./"),
        ("/app/?fbclid=IwAR0x&utm_source=newsletter", "./"),
        ("/app/find?utm_medium=social", "find"),
        ("/app/find?mc_cid=1&colour=red", "find?colour=red"),
    ] {
        let answer = get_answer(asked);
        assert_eq!((answer.status.as_u16(), answer.header("location")), (302, leads), "{asked}");
    }
    assert_eq!(get_answer("/app/find?colour=red").status, 400, "the page is still exact");
    assert_eq!(get_answer("/v1/drafts?utm_source=x").status, 400, "and so is everything else");
}
