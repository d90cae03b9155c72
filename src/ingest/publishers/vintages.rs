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

/// A day that a publisher writes (`20260401`, `01/04/2026`, `2026-04-01 00:00:00`, `01APR2026`, `01-Apr-2026`) as `2026-04-01`; none for
/// anything else.
pub fn day(text: &str) -> Option<String> {
    let text = text.split([' ', 'T']).find(|part| !part.is_empty())?.to_ascii_uppercase();
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let month = |text: &str| {
        let place = MONTHS.iter().position(|name| text.starts_with(name));
        place.map(|place| format!("{:02}", place + 1)).or_else(|| digits(text).then(|| text.to_owned()))
    };
    let (year, month, day) = match parts[..] {
        [date] if date.len() == 8 && digits(date) => (&date[..4], date[4..6].to_owned(), &date[6..]),
        [date] if date.len() == 9 && date.is_ascii() => (&date[5..], month(&date[2..5])?, &date[..2]),
        [year, of, day] if year.len() == 4 => (year, month(of)?, day),
        [day, of, year] if year.len() == 4 => (year, month(of)?, day),
        _ => return None,
    };
    let is_day = digits(year) && digits(day) && month.len() == 2 && day.len() == 2;
    is_day.then(|| format!("{year}-{month}-{day}"))
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
        for text in
            ["20260401", "01/04/2026", "2026-04-01", "2026-04-01 00:00:00", "01APR2026", "01-Apr-2026"]
        {
            assert_eq!(day(text).as_deref(), Some("2026-04-01"), "{text}");
        }
        for text in ["", "2026", "April 2026", "Census 2021", "1/4/26", "46113"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
