//! Numbers, shares and names in words: for sentences that are read aloud, and that stay true when they are.

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

/// A reason as a sentence: with a capital at its beginning and a full stop at its end.
#[must_use]
pub fn sentence(reason: &str) -> String {
    let mut letters = reason.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if reason.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// A count and its noun: `1 area`, `2 areas`.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A share in percent with at most one decimal. Nobody alone is 0%, and everybody alone 100%: what would round to either is
/// said to be under 0.1% or over 99.9%.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    let whole = whole.max(1);
    let tenths = (u128::from(part) * 2000 + u128::from(whole)) / (u128::from(whole) * 2);
    match tenths {
        0 if part > 0 => "under 0.1%".to_owned(),
        1000.. if part < whole => "over 99.9%".to_owned(),
        tenths if tenths % 10 == 0 => format!("{}%", tenths / 10),
        tenths => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

/// A share in percent beside the limit that it was held against: with as many decimals as keep it on its own side.
#[must_use]
pub fn percent_beside(part: u64, whole: u64, limit_percent: u64) -> String {
    let is_at_limit = u128::from(part) * 100 == u128::from(whole) * u128::from(limit_percent);
    let shown = percent(part, whole);
    if is_at_limit || shown != format!("{limit_percent}%") {
        return shown;
    }
    let side =
        if u128::from(part) * 100 < u128::from(whole) * u128::from(limit_percent) { "under" } else { "over" };
    format!("just {side} {limit_percent}%")
}

/// A share of 0 to 1 in percent, as [`percent`] has it.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 0 to 1, told in billionths"
)]
pub fn percent_of(share: f64) -> String {
    const BILLION: u64 = 1_000_000_000;
    percent((share.clamp(0.0, 1.0) * 1e9).round() as u64, BILLION)
}

/// A share of 0 to 1 in percent with every digit that it has, as a limit is told that was asked for so.
#[must_use]
pub fn exact_percent(share: f64) -> String {
    // By the digits as they are written: a hundredfold of the number itself may have others.
    let written = share.to_string();
    let (whole, part) = written.split_once('.').unwrap_or((&written, ""));
    let digits = format!("{whole}{part:0<2}");
    let (whole, part) = digits.split_at(whole.len() + 2);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match part {
        "" => format!("{whole}%"),
        part => format!("{whole}.{part}%"),
    }
}

/// Names in a row, `and` before the last; by semicolons where a name holds a comma itself.
#[must_use]
pub fn names<T: AsRef<str>>(names: &[T]) -> String {
    let separator = if names.iter().any(|name| name.as_ref().contains(',')) { "; " } else { ", " };
    match names {
        [] => "none".to_owned(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            let and = if separator == "; " { "; and " } else { " and " };
            format!("{}{and}{}", first.join(separator), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_agree_with_their_noun() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        let areas = [0, 1, 1200].map(|count| counted(count, "area", "areas"));
        assert_eq!(areas, ["0 areas", "1 area", "1,200 areas"]);
    }

    #[test]
    fn a_share_is_nothing_or_everything_only_when_it_is() {
        let told = [(0, 9), (9, 9), (1, 3), (1, 2), (1, 100_000), (99_999, 100_000), (987, 1000), (0, 0)];
        let told = told.map(|(part, whole)| percent(part, whole));
        assert_eq!(told, ["0%", "100%", "33.3%", "50%", "under 0.1%", "over 99.9%", "98.7%", "0%"]);
        assert_eq!([0.75, 0.744_96, 1.0].map(percent_of), ["75%", "74.5%", "100%"]);
    }

    #[test]
    fn a_share_beside_its_limit_stays_on_its_side() {
        let told = [(7_997, 10_000), (8_000, 10_000), (8_003, 10_000), (7_990, 10_000)];
        let told = told.map(|(part, whole)| percent_beside(part, whole, 80));
        assert_eq!(told, ["just under 80%", "80%", "just over 80%", "79.9%"]);
    }

    #[test]
    fn a_limit_is_told_with_every_digit() {
        let told = [0.0, 1.0, 0.75, 0.5, 0.05, 0.959_83, 1e-9, 0.07, 0.29].map(exact_percent);
        assert_eq!(told, ["0%", "100%", "75%", "50%", "5%", "95.983%", "0.0000001%", "7%", "29%"]);
    }

    #[test]
    fn names_that_hold_commas_are_joined_by_semicolons() {
        assert_eq!(names(&["Banbury"]), "Banbury");
        assert_eq!(names(&["Banbury", "Bicester", "Thame"]), "Banbury, Bicester and Thame");
        assert_eq!(
            names(&["Islip, Arncott & Chesterton", "Thame"]),
            "Islip, Arncott & Chesterton; and Thame"
        );
    }
}
