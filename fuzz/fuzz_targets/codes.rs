//! Codes and numbers by themselves: what is read is written and read again as the same.

#![no_main]

use footprint::domain::geometry::grid_reference::GridReference;
use footprint::domain::ground::postcode::Postcode;
use footprint::reading::cell::{Decimal, is_missing, number, plain_text};
use footprint::reading::question::kind::Kind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let by_bytes = Postcode::read(text.as_bytes());
    assert_eq!(by_bytes, text.parse().ok());
    if let Some(postcode) = by_bytes {
        assert_eq!(postcode.to_string().parse(), Ok(postcode));
        assert!(!is_missing(text));
    }
    if let Ok(square) = text.parse::<GridReference>() {
        assert_eq!(square.to_string().parse(), Ok(square));
        let _centre = square.centre();
    }
    assert_eq!(Kind::of(text), Kind::of(plain_text(text)));
    let _numbers = (number(text, Decimal::Dot), number(text, Decimal::Comma));
});
