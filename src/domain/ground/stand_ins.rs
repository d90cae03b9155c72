//! Codes that stand in for a postcode or a practice that there is none of: they are of the right shape and name no place.
//!
//! Source: NHS Data Model and Dictionary, pseudo-postcodes of the Organisation Data Service (`ZZ99`), and default codes of
//! `ORGANISATION CODE (GENERAL PRACTICE)`.

use super::codes::OdsCode;
use super::postcode::Postcode;
use crate::invisible::is_invisible;

/// What a pseudo-postcode means; none when a postcode is a real one, as far as its form tells.
#[must_use]
pub fn meaning_of_postcode(postcode: Postcode) -> Option<&'static str> {
    match (postcode.outward(), postcode.inward()) {
        ("ZZ99" | "Z99", "3VZ") => Some("no fixed abode"),
        ("ZZ99" | "Z99", "3WZ") => Some("address not known"),
        ("ZZ99" | "Z99", "3CZ") => Some("England or the United Kingdom, not otherwise stated"),
        ("ZZ99", "3GZ") => Some("Wales, not otherwise stated"),
        ("ZZ99", "1WZ") => Some("Scotland, not otherwise stated"),
        ("ZZ99", "2WZ") => Some("Northern Ireland, not otherwise stated"),
        ("ZZ99", _) => Some("usually living abroad, by a code of the country, or not otherwise stated"),
        _ => None,
    }
}

/// What a text in a column of postcodes means that is of no postcode's form; none when it means nothing.
#[must_use]
pub fn meaning_of_text(text: &str) -> Option<&'static str> {
    let compact: String = text.chars().filter(|character| !is_invisible(*character)).take(12).collect();
    let is = |word: &str| compact.eq_ignore_ascii_case(word);
    if is("ZZZSECUR") || is("ZZZSECURE") {
        return Some("the address is kept secret (ZZZSECUR)");
    }
    if is("NFA") || is("NOFIXEDABODE") {
        return Some("no fixed abode");
    }
    None
}

/// Where the addresses are of a text in a column of postcodes that is no postcode of today, and names a place all the same: the number of
/// a British Forces Post Office (`BFPO 57`), and Girobank's postcode, `GIR 0AA`. None of any other text.
#[must_use]
pub fn elsewhere_by_text(text: &str) -> Option<&'static str> {
    let compact: String = text.chars().filter(|character| !is_invisible(*character)).take(12).collect();
    let compact = compact.to_ascii_uppercase();
    let is_number =
        |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if compact.strip_prefix("BFPO").is_some_and(is_number) {
        return Some("a number of British Forces (BFPO), whose addresses are wherever the forces are");
    }
    (compact == "GIR0AA")
        .then_some("the postcode of Girobank in Bootle (Liverpool), which is no longer in use")
}

/// What a default code of a practice means; none when a code is a real one, as far as its form tells.
#[must_use]
pub fn meaning_of_practice(code: OdsCode) -> Option<&'static str> {
    match code.as_str() {
        "V81997" => Some("no registered practice"),
        "V81998" => Some("a practice code is not applicable"),
        "V81999" => Some("the practice is not known"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_have_their_meaning_and_real_codes_have_none() {
        let postcode = |text: &str| meaning_of_postcode(text.parse().unwrap());
        assert_eq!(postcode("zz993vz"), Some("no fixed abode"));
        assert_eq!(postcode("ZZ99 3WZ"), Some("address not known"));
        assert!(postcode("ZZ99 6CZ").unwrap().contains("abroad"), "India");
        assert_eq!(postcode("OX1 1ND"), None);
        assert_eq!(postcode("ZZ1 1ZZ"), None);
        assert!(meaning_of_text("zzz secur").is_some() && meaning_of_text("unreadable").is_none());
        assert!(
            elsewhere_by_text("bfpo 57").unwrap().contains("BFPO") && elsewhere_by_text("BFPO").is_none()
        );
        assert!(elsewhere_by_text("GIR 0AA").unwrap().contains("no longer in use"));
        assert!(elsewhere_by_text("BFPO 12345").is_none() && elsewhere_by_text("OX1 1ND").is_none());
        let practice = |text: &str| meaning_of_practice(text.parse().unwrap());
        assert_eq!(practice("V81999"), Some("the practice is not known"));
        assert_eq!(practice("K84007"), None);
    }
}
