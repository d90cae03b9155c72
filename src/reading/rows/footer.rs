//! Rows below a table that are none of it: a total, a source, notes, and blank lines. They are told, and never answered or laid.
//!
//! The rule: of the rows at the end, those are below the table that are blank; that begin with `Total` and have nothing but numbers besides;
//! that begin with `Source:`, `Note` and the like, and have nothing besides unless a colon stands behind the word; or that have one cell
//! alone, of five words or more, where the table has several columns. Never one with a code in it, such as a postcode, and none above a row of the table.

use crate::echo;
use crate::invisible::trim;
use crate::reading::cell::{Decimal, number};
use crate::reading::question::kind::Kind;
use crate::reading::record::{fields, value};

/// Words that a row begins with that sums those above it.
const TOTALS: [&str; 8] =
    ["total", "totals", "grand total", "sum", "subtotal", "sub-total", "sub total", "all areas"];
/// Words that a note below a table begins with.
const NOTES: [&str; 22] = [
    "source",
    "sources",
    "data source",
    "data sources",
    "note",
    "notes",
    "footnote",
    "footnotes",
    "n.b.",
    "nb",
    "copyright",
    "©",
    "(c)",
    "prepared by",
    "produced by",
    "created by",
    "generated",
    "extracted",
    "exported",
    "end of file",
    "end of report",
    "*",
];
/// A cell alone in its row with as many words is a note.
const WORDS_OF_A_NOTE: usize = 5;
/// Rows below a table are found within so many bytes of its end.
pub const LONGEST: usize = 64 * 1024;

/// What a row at the end of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AtEnd {
    Blank,
    Below,
    OfTheTable,
}

/// How many bytes at the end of whole rows hold what is below a table of `width` columns; the last row may lack its line feed.
#[must_use]
pub fn length(rows: &[u8], delimiter: u8, width: usize) -> usize {
    let (mut end, mut found) = (rows.len(), 0);
    while end > 0 && rows.len() - end <= LONGEST {
        let content = rows[..end].strip_suffix(b"\n").unwrap_or(&rows[..end]);
        let start = memchr::memrchr(b'\n', content).map_or(0, |at| at + 1);
        match AtEnd::of(&content[start..], delimiter, width) {
            AtEnd::OfTheTable => break,
            AtEnd::Blank | AtEnd::Below => found = rows.len() - start,
        }
        end = start;
    }
    if found > LONGEST { 0 } else { found }
}

/// Whether a text is one that a row begins with which sums others: `Total`, `Grand total 2024`, `N01 total`.
#[must_use]
pub fn is_total(text: &str) -> bool {
    let text = trim(text).to_lowercase();
    TOTALS.iter().any(|word| begins(&text, word))
        || text.strip_suffix(" total").is_some_and(|of| !of.contains(' '))
}

fn begins(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

impl AtEnd {
    fn of(record: &[u8], delimiter: u8, width: usize) -> Self {
        if record.iter().all(u8::is_ascii_whitespace) && !record.contains(&delimiter) {
            return Self::Blank;
        }
        // It may be the last line of a value.
        if memchr::memchr_iter(b'"', record).count() % 2 == 1 {
            return Self::OfTheTable;
        }
        let mut places = Vec::new();
        fields(record, delimiter, &mut places);
        let text = |place: &std::ops::Range<usize>| {
            String::from_utf8_lossy(&value(&record[place.clone()])).into_owned()
        };
        let cells: Vec<String> = places.iter().map(text).filter(|cell| !trim(cell).is_empty()).collect();
        let Some((first, others)) = cells.split_first() else { return Self::OfTheTable };
        if cells.iter().any(|cell| Kind::of(cell).is_some()) {
            return Self::OfTheTable;
        }
        let is_below = is_sum(first, others) || is_note(first, others, width);
        if is_below { Self::Below } else { Self::OfTheTable }
    }
}

fn is_sum(first: &str, others: &[String]) -> bool {
    let is_number =
        |cell: &String| number(cell.trim_end_matches('%'), Decimal::Dot).is_some() || is_total(cell);
    is_total(first) && others.iter().all(is_number)
}

fn is_note(first: &str, others: &[String], width: usize) -> bool {
    let text = trim(first).to_lowercase();
    let after = NOTES.iter().filter(|word| begins(&text, word)).map(|word| &text[word.len()..]);
    let is_said = after
        .max_by_key(|rest| rest.starts_with(':'))
        .is_some_and(|rest| rest.starts_with(':') || others.is_empty());
    let is_of_a_program =
        text.starts_with('(') && (text.ends_with("rows affected)") || text.ends_with("rows)"));
    let is_prose = width > 1
        && text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count()
            >= WORDS_OF_A_NOTE;
    is_said || (others.is_empty() && (is_of_a_program || is_prose))
}

/// What is said of rows below a table, of which the `first` is shown by its cells.
#[must_use]
pub fn in_words(count: u64, first_row: u64, first: &[u8], delimiter: u8) -> String {
    let rows = if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
    format!("{rows} below the table, from row {first_row}, not read: {}", shown(first, delimiter))
}

/// A row by its cells, without quotes and blank ones.
fn shown(record: &[u8], delimiter: u8) -> String {
    let mut places = Vec::new();
    fields(record, delimiter, &mut places);
    let text =
        |place: &std::ops::Range<usize>| String::from_utf8_lossy(&value(&record[place.clone()])).into_owned();
    let cells: Vec<String> = places.iter().map(text).filter(|cell| !trim(cell).is_empty()).collect();
    echo::quoted(&cells.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_totals_at_the_end_are_below_the_table_and_people_are_not() {
        let rows = "id,postcode,n\n1,OX1 1ND,3\n";
        for below in [
            "\n\n",
            "Source: ONS, 2024\n",
            "Total,,3\n",
            "N01 total,,\"1,234\"",
            "\r\n\r\nNotes\r\nCounted by residents of the area,,\r\n",
            "(37 rows affected)\n",
            "* provisional\n",
            "Drawn up by the working group\n",
            "Grand total,,100%\n\n",
        ] {
            assert_eq!(length(format!("{rows}{below}").as_bytes(), b',', 3), below.len(), "{below:?}");
        }
        for last in [
            "2,,\n",
            "Ann Smith,,\n",
            "Total,OX1 1ND,3\n",
            "Source of the Thames,51.3,x\n",
            "Source: ONS,OX1 1ND\n",
            ",,\n",
            "Noteworthy,,\n",
            "x,\"two\nTotal\"\n",
        ] {
            assert_eq!(length(format!("{rows}{last}").as_bytes(), b',', 3), 0, "{last:?}");
        }
        assert_eq!(
            length(b"OX1 1ND\nThe quick brown fox jumps\n", b',', 1),
            0,
            "one column alone holds any text"
        );
        assert_eq!(length(b"id,n\nTotal,3\n1,OX1 1ND\n", b',', 2), 0);
        assert_eq!(length(&b"\n".repeat(LONGEST + 1), b',', 2), 0);
    }
}
