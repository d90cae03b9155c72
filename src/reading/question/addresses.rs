//! Postcodes at the end of addresses: `12 High Street, Oxford, OX1 1ND`. A column of addresses is taken where nothing else in the table
//! is a question, and that is told; one that says that it is of others, or one of several, is not.

use super::candidates::Candidate;
use super::choice::NoColumn;
use super::contest::several;
use super::kind::Kind;
use super::sample::Sample;
use super::whose;
use crate::domain::ground::postcode::Postcode;
use crate::reading::cell::plain_text;

/// What may stand behind a postcode at the end of an address.
const ENDS: [char; 4] = ['.', ',', ';', ' '];
/// What stands before has so many letters, or it is no address.
const LETTERS: usize = 3;
/// Characters of an inward code.
const INWARD: usize = 3;

/// The postcode that a value ends in, as it is written there; also of a value that is nothing else. There is none where a different
/// one stands before it.
#[must_use]
pub fn postcode_at_end(value: &str) -> Option<&str> {
    let text = plain_text(value).trim_end_matches(ENDS);
    let is_between = |symbol: char| symbol.is_whitespace() || symbol == ',';
    let start_of_last = |text: &str| {
        text.char_indices()
            .rev()
            .find(|(_, symbol)| is_between(*symbol))
            .map_or(0, |(at, symbol)| at + symbol.len_utf8())
    };
    let last = start_of_last(text);
    let start = if text.len() - last == INWARD {
        let before = text[..last].trim_end();
        if before.ends_with(',') {
            return None;
        }
        start_of_last(before)
    } else {
        last
    };
    let (address, postcode) = text.split_at(start);
    let is_address = match address.chars().filter(|symbol| symbol.is_alphabetic()).count() {
        0 => postcode.len() == plain_text(value).len(),
        letters => letters >= LETTERS,
    };
    let own = Postcode::read(postcode.as_bytes()).filter(|_| is_address)?;
    Postcode::all_within(address).iter().all(|before| *before == own).then_some(postcode)
}

/// How many values of a column are addresses that end in a postcode, how many end in one, and how many are not missing.
pub(super) fn ending_in_postcodes(sample: &Sample<'_>, place: usize) -> [usize; 3] {
    let mut counts = [0; 3];
    for value in sample.values(place) {
        let postcode = postcode_at_end(value);
        let is_address = postcode.is_some_and(|postcode| postcode.len() < plain_text(value).len());
        counts[0] += usize::from(is_address);
        counts[1] += usize::from(postcode.is_some());
        counts[2] += 1;
    }
    counts
}

/// The column of addresses most of which end in a postcode.
///
/// # Errors
/// [`NoColumn::Several`] where several are, and none of them is of others; also where `besides` is given.
pub(super) fn addresses(sample: &Sample<'_>, besides: Option<&Candidate>) -> Result<Option<usize>, NoColumn> {
    let columns: Vec<Candidate> = (0..sample.width)
        .filter(|place| whose::of_others(&sample.whole_name(*place)).is_none())
        .map(|place| {
            let [valid, _, present] = ending_in_postcodes(sample, place);
            Candidate::of_addresses(place, sample.column(place), valid, present)
        })
        .filter(|one| one.valid * 2 > one.present && besides.is_none_or(|other| other.place != one.place))
        .collect();
    let all: Vec<&Candidate> = besides.into_iter().chain(&columns).collect();
    match (columns.as_slice(), all.len()) {
        ([], _) => Ok(None),
        ([only], 1) => Ok(Some(only.place)),
        _ => Err(several(sample, Kind::Postcode.plural(), &all)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_postcode_at_the_end_of_an_address_is_found_and_nothing_else_is() {
        for (address, postcode) in [
            ("12 High Street, Oxford, OX1 1ND", Some("OX1 1ND")),
            ("12 High Street, Oxford ox11nd.", Some("ox11nd")),
            ("OX1 1ND.", None),
            ("OX1 1ND", Some("OX1 1ND")),
            ("Block B OX1  1ND, ", Some("OX1  1ND")),
            ("12 High Street, Oxford", None),
            ("OX1 1ND, Oxford", None),
            ("12 High Street, OX1", None),
            ("OX1, 1ND", None),
            ("- OX1 1ND", None),
            ("1 OX1 1ND", None),
            ("OX1 1ND or OX4 1AA", None),
            ("from OX1 1ND to OX4 1AA", None),
            ("12 High Street OX11ND, now OX4 1AA", None),
            ("OX1 1ND: 12 High Street, OX1 1ND", Some("OX1 1ND")),
            ("12 High Street, OX1, Oxford OX4 1AA", Some("OX4 1AA")),
            ("1ND", None),
            ("", None),
        ] {
            assert_eq!(postcode_at_end(address), postcode, "{address}");
        }
    }
}
