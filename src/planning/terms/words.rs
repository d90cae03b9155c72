//! Numbers in words: for sentences that are read aloud.

/// A count with a comma at every thousand.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in whole percent, rounded half up.
#[must_use]
pub fn percent(part: u64, whole: u64) -> u64 {
    (part * 200 + whole) / (whole * 2).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares_are_written_for_reading() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([percent(1, 3), percent(2, 3), percent(1, 200), percent(7, 7)], [33, 67, 1, 100]);
    }
}
