//! Lines within a value that look like rows of its table: a quote that was left open, and closed by another one lines further down at the
//! end of a field, swallows the rows between. No text of an office has such lines; it is told, as a value may have any lines.

use crate::reading::question::kind::Kind;
use crate::reading::record::{fields, value};

/// How many lines of the values of a row look like rows of the table, or like the parts of two that a quote joined: with as many fields as
/// there are columns, and a code where the question is asked, in the column at one of the places `asked`. Values behind the last column
/// are none of the table.
#[must_use]
pub fn lines_like_rows(cells: &[String], delimiter: u8, width: usize, asked: &[usize]) -> u64 {
    if width < 2 {
        return 0;
    }
    let count = |(place, cell): (usize, &String)| of_value(cell, place, delimiter, width, asked);
    cells.iter().take(width).enumerate().filter(|(_, cell)| cell.contains('\n')).map(count).sum()
}

/// The same of a record of a table whose columns are of any kind.
#[must_use]
pub fn lines_in_record(record: &csv::StringRecord, delimiter: u8, width: usize) -> u64 {
    if !record.iter().any(|cell| cell.contains('\n')) {
        return 0;
    }
    let cells: Vec<String> = record.iter().map(str::to_owned).collect();
    lines_like_rows(&cells, delimiter, width, &(0..width).collect::<Vec<_>>())
}

fn of_value(text: &str, column: usize, delimiter: u8, width: usize, asked: &[usize]) -> u64 {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut places = Vec::new();
    let mut count = 0;
    for (number, line) in lines.iter().enumerate() {
        let line = line.trim_end_matches('\r').as_bytes();
        fields(line, delimiter, &mut places);
        // The first line is the end of a row that begins in this column, the last the beginning of one that ends in it.
        let (first, columns) = match number {
            0 => (column, width - column),
            _ if number + 1 == lines.len() => (0, column + 1),
            _ => (0, width),
        };
        let has_code = asked.iter().any(|place| {
            let cell = place.checked_sub(first).filter(|_| columns > 1).and_then(|place| places.get(place));
            cell.is_some_and(|cell| Kind::of(&String::from_utf8_lossy(&value(&line[cell.clone()]))).is_some())
        });
        count += u64::from(places.len() == columns && has_code);
    }
    count
}

/// What is said of rows that hold such lines.
#[must_use]
pub fn in_words(rows: u64, first_row: u64, lines: u64) -> String {
    let (rows, hold) =
        if rows == 1 { ("1 row".to_owned(), "holds") } else { (format!("{rows} rows"), "hold") };
    let lines = if lines == 1 { "1 line that looks".to_owned() } else { format!("{lines} lines that look") };
    format!(
        "CAREFUL: {rows} (the first is row {first_row}) {hold} a value with {lines} like rows of the table: a quote may have been left open \
         there, and what stands in that value was not answered"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(cells: &[&str], asked: usize) -> u64 {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        lines_like_rows(&cells, b',', 3, &[asked])
    }

    #[test]
    fn rows_within_a_value_are_seen_and_lines_of_an_address_are_not() {
        assert_eq!(
            count(&["1", "Bob,OX1 1ND\n2,Ann,OX1 4LU\n3,Cat", "OX4 3JX"], 2),
            2,
            "the ends of one row, and one whole"
        );
        assert_eq!(count(&["1", "OX1 1ND", "open\r\n2,OX1 4LU,Ann\r\n3,OX4 3JX,x"], 1), 2);
        assert_eq!(count(&["1", "12 High Street\nOxford\nOX1 1ND", "OX1 1ND"], 2), 0);
        assert_eq!(count(&["1", "12, High Street\nOxford, Oxon", "OX1 1ND"], 2), 0);
        assert_eq!(count(&["1", "OX1 1ND\n", "x"], 1), 0);
        assert_eq!(count(&["1", "OX1 1ND", "x", "note\nmore", "OX4 1AA,a,b\nc"], 1), 0, "behind the columns");
    }
}
