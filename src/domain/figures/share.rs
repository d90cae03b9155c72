//! A count over a count, the one way the domain divides people by people.

/// `part / whole`; none when the whole is nobody. Exact to the last bit of a double for counts below 2^53.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of people, and sums of their ranks, are far below 2^53"
)]
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nobody_is_none() {
        assert_eq!(share(1, 4), Some(0.25));
        assert_eq!(share(0, 0), None);
    }
}
