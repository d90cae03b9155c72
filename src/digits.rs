//! Numbers as text, straight into a buffer: the same digits a formatter would write, without one.

/// The digits of the numbers below a hundred.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number as usize] = [b'0' + number / 10, b'0' + number % 10];
        number += 1;
    }
    pairs
};

/// Digits at the end of a buffer, and noughts before them.
struct Digits {
    buffer: [u8; 20],
    from: usize,
}

impl Digits {
    fn of(mut value: u64) -> Self {
        let mut buffer = [b'0'; 20];
        let mut from = buffer.len();
        while value >= 10 {
            from -= 2;
            buffer[from..from + 2]
                .copy_from_slice(&PAIRS[usize::try_from(value % 100).expect("below a hundred")]);
            value /= 100;
        }
        // One digit is left, unless the number ended with a pair.
        if value > 0 || from == buffer.len() {
            from -= 1;
            buffer[from] = b'0' + u8::try_from(value).expect("one digit");
        }
        Self { buffer, from }
    }
}

/// Writes a whole number.
pub fn push_whole(out: &mut Vec<u8>, value: u64) {
    let Digits { buffer, from } = Digits::of(value);
    out.extend_from_slice(&buffer[from..]);
}

/// Writes `value / 10^decimals` exactly, zeros at its end left out: `714551` thousandths as `714.551`. At most 18 decimals.
pub fn push_decimal(out: &mut Vec<u8>, value: i64, decimals: u32) {
    if value < 0 {
        out.push(b'-');
    }
    let Digits { buffer, from } = Digits::of(value.unsigned_abs());
    let point = buffer.len() - decimals as usize;
    out.extend_from_slice(&buffer[from.min(point - 1)..point]);
    let fraction = &buffer[point..];
    if let Some(last) = fraction.iter().rposition(|digit| *digit != b'0') {
        out.push(b'.');
        out.extend_from_slice(&fraction[..=last]);
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
        let powers =
            (0..20).flat_map(|power| [10_u64.pow(power) - 1, 10_u64.pow(power), 10_u64.pow(power) + 1]);
        for value in powers.chain([0, 7, 451_050, 1_234_567, u64::MAX]) {
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
            (5, 0, "5"),
            (100, 1, "10"),
            (i64::MIN, 7, "-922337203685.4775808"),
        ] {
            assert_eq!(decimal(value, decimals), text);
        }
    }
}
