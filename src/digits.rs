//! Numbers as text, straight into a buffer: the same digits a formatter would write, without one.

/// Writes a whole number.
pub fn push_whole(out: &mut Vec<u8>, value: u64) {
    let mut digits = [0; 20];
    let mut from = digits.len();
    let mut rest = value;
    loop {
        from -= 1;
        digits[from] = b'0' + u8::try_from(rest % 10).expect("one digit");
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[from..]);
}

/// Writes `value / 10^decimals` exactly, zeros at its end left out: `714551` thousandths as `714.551`.
pub fn push_decimal(out: &mut Vec<u8>, value: i64, decimals: u32) {
    if value < 0 {
        out.push(b'-');
    }
    let (value, unit) = (value.unsigned_abs(), 10_u64.pow(decimals));
    push_whole(out, value / unit);
    let mut fraction = value % unit;
    if fraction == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = unit / 10;
    while fraction > 0 {
        out.push(b'0' + u8::try_from(fraction / unit).expect("one digit"));
        fraction %= unit;
        unit /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(value: i64, decimals: u32) -> String {
        let mut out = Vec::new();
        push_decimal(&mut out, value, decimals);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn digits_are_those_of_a_formatter() {
        for value in [0, 7, 10, 451_050, u64::MAX] {
            let mut out = Vec::new();
            push_whole(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), value.to_string());
        }
        for (value, decimals, text) in [
            (714_551, 3, "714.551"),
            (714_500, 3, "714.5"),
            (714_000, 3, "714"),
            (-12_580_496, 7, "-1.2580496"),
            (-5, 7, "-0.0000005"),
            (0, 3, "0"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }
}
