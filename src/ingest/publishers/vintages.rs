//! The dates that the rows of a file are of.

use crate::reading::findings::Findings;

/// The dates that rows are of, each once, in the order they were met.
#[derive(Default)]
pub struct Vintages(Vec<String>);

impl Vintages {
    /// Notes the date of a row; blank ones say nothing.
    pub fn note(&mut self, date: &str) {
        if !date.is_empty() && !self.0.iter().rev().any(|known| known == date) {
            self.0.push(date.to_owned());
        }
    }

    /// All of them in words, none where no row has one. That they are several is told.
    pub fn told(self, file: &str, findings: &mut Findings) -> Option<String> {
        let all = in_words(&self.0)?;
        if self.0.len() > 1 {
            findings.warning(file, format!("its rows are of several dates: {all}"));
        }
        Some(all)
    }
}

/// Names of months, as ODS and the NHS write them.
const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// A day that a publisher writes (`20260401`, `01/04/2026`, `2026-04-01 00:00:00`, `01APR2026`, `1-Apr-26`) as `2026-04-01`; none for
/// anything else. A year of two digits is read where the month is a word, as only then it is clear which of the numbers is the year.
pub fn day(text: &str) -> Option<String> {
    let text = without_time(text.trim()).to_ascii_uppercase();
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = |text: &str| MONTHS.iter().position(|name| text.starts_with(name)).map(|place| place + 1);
    let month = |text: &str| named(text).or_else(|| text.parse().ok().filter(|_| digits(text)));
    let (year, month, day) = match parts[..] {
        [date] if date.len() == 8 && digits(date) => (date[..4].to_owned(), month(&date[4..6])?, &date[6..]),
        [date] if date.len() == 9 && date.is_ascii() => {
            (date[5..].to_owned(), named(&date[2..5])?, &date[..2])
        }
        [year, of, day] if year.len() == 4 => (year.to_owned(), month(of)?, day),
        [day, of, year] if year.len() == 4 => (year.to_owned(), month(of)?, day),
        [day, of, year] if year.len() == 2 => (format!("20{year}"), named(of)?, day),
        _ => return None,
    };
    let is_day = digits(&year) && digits(day) && day.len() <= 2 && (1..=12).contains(&month);
    is_day.then(|| format!("{year}-{month:02}-{day:0>2}"))
}

/// A day without the time that stands behind it after a space or a `T`, which is also a letter of `OCT`.
fn without_time(text: &str) -> &str {
    let bytes = text.as_bytes();
    let is_digit = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    let of_time = |(place, symbol): &(usize, char)| {
        *symbol == ' ' || (*symbol == 'T' && *place > 0 && is_digit(place - 1) && is_digit(place + 1))
    };
    text.char_indices().find(of_time).map_or(text, |(place, _)| &text[..place])
}

/// Dates with `and` between.
pub fn in_words(dates: &[String]) -> Option<String> {
    (!dates.is_empty()).then(|| dates.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_read_however_a_publisher_writes_it() {
        for text in [
            "20260401",
            "01/04/2026",
            "1/4/2026",
            "2026-04-01",
            "2026-04-01 00:00:00",
            "2026-04-01T00:00:00Z",
            "01APR2026",
            "01-Apr-2026",
            "1-Apr-26",
        ] {
            assert_eq!(day(text).as_deref(), Some("2026-04-01"), "{text}");
        }
        for (number, month) in (1..).zip(super::MONTHS) {
            let is = format!("2026-{number:02}-31");
            assert_eq!(day(&format!("31{month}2026")).as_deref(), Some(&*is), "{month}");
            assert_eq!(day(&format!("31-{month}-26")).as_deref(), Some(&*is), "{month}");
        }
        for text in [
            "",
            "2026",
            "April 2026",
            "Census 2021",
            "1/4/26",
            "46113",
            "é1APR2026",
            "31132026x",
            "2026-13-01",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
