//! Postcodes whose halves stand in two columns: never one of them taken for the whole.

use super::sample::Sample;
use crate::domain::ground::postcode::Postcode;
use crate::reading::cell::plain_text;

/// The two columns that hold the halves of postcodes, the outward codes first.
pub(super) fn halves(sample: &Sample<'_>) -> Option<[usize; 2]> {
    let is_half = |place: usize, whole: fn(&str) -> String| {
        let values = || sample.values(place).map(plain_text);
        let halves = values().filter(|value| Postcode::read(whole(value).as_bytes()).is_some()).count();
        halves > 0 && halves * 2 > values().count()
    };
    let places = || 0..sample.width;
    let outward = |value: &str| format!("{value} 1AA");
    let inward = |value: &str| if value.len() == 3 { format!("OX1 {value}") } else { String::new() };
    let first = places().find(|place| is_half(*place, outward))?;
    let second = places().find(|place| *place != first && is_half(*place, inward))?;
    Some([first, second])
}
