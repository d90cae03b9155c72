//! Bytes as they come, cut into blocks of whole rows in UTF-8.
//!
//! What is kept is a block at most, or one row up to a limit: memory does not grow with a stream. A quote that is never
//! closed would swallow the rows behind it; when that is seen (at the next quote, which closes nothing, at the end, or at the limit),
//! the line it stands on is a broken row by itself, and reading goes on behind it.

use encoding_rs::{Decoder, UTF_8};
use memchr::{memchr, memrchr};

use super::record::{Scanner, first_record};
use super::rows::footer;
use super::script::{LineEnd, Script, is_lone_return};

/// A row of a table is kept up to this length.
pub const LONGEST_RECORD: usize = 16 * 1024 * 1024;
/// A line of JSON is kept up to this length.
pub const LONGEST_LINE: usize = 1024 * 1024;
/// How much is kept of a line that is longer.
const KEPT_OF_A_LONG_LINE: usize = 200;

/// Whole rows.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// In UTF-8, unless the stream claimed UTF-8 and is something else.
    pub bytes: Vec<u8>,
    /// What they are.
    pub holds: Holds,
}

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Rows of the table, or lines.
    Rows,
    /// One line that cannot be a row: one with an unclosed quote, or (its beginning) one that is too long.
    BrokenLine,
    /// The rows below a table (see [`super::rows::footer`]); nothing follows them.
    RowsBelow,
}

/// Cuts a stream.
pub struct Cutter {
    decoder: Option<Decoder>,
    lines: LineEnd,
    /// Carriage returns at the end of what was taken: whether they end lines, the next bytes tell.
    held: usize,
    mark: usize,
    /// The delimiter and the number of columns of a table; none of lines.
    table: Option<(u8, usize)>,
    scanner: Scanner,
    kept: Vec<u8>,
    scanned: usize,
    end: usize,
    longest: usize,
    is_skipping: bool,
}

impl Cutter {
    /// A cutter of the rows of a table with so many columns.
    #[must_use]
    pub fn of_table(script: Script, delimiter: u8, width: usize) -> Self {
        Self::new(script, Some((delimiter, width)), LONGEST_RECORD)
    }

    /// A cutter of lines; quotes mean nothing in them.
    #[must_use]
    pub fn of_lines(script: Script) -> Self {
        Self::new(script, None, LONGEST_LINE)
    }

    fn new(script: Script, table: Option<(u8, usize)>, longest: usize) -> Self {
        let is_utf_8 = script.encoding == UTF_8;
        Self {
            decoder: (!is_utf_8).then(|| script.encoding.new_decoder_without_bom_handling()),
            lines: script.lines,
            held: 0,
            mark: script.mark,
            table,
            scanner: Scanner::new(table.map_or(b'\n', |(delimiter, _)| delimiter)),
            kept: Vec::new(),
            scanned: 0,
            end: 0,
            longest,
            is_skipping: false,
        }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        let mark = self.mark.min(bytes.len());
        self.mark -= mark;
        self.decode(&bytes[mark..], false);
        self.scan();
    }

    /// Drops the first rows, which were read already.
    pub fn forget_rows(&mut self, rows: usize) {
        let mut count = 0;
        for _ in 0..rows {
            let (record, end) = first_record(&self.kept[count..], self.scanner.delimiter());
            count += record.len() + end.len();
        }
        self.kept.drain(..count);
        self.rescan();
        self.scan();
    }

    /// How many bytes are kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.kept.len()
    }

    /// The whole rows taken so far, if there are any.
    pub fn take(&mut self) -> Option<Block> {
        let is_broken = self.kept.len() > self.longest || self.scanner.is_stray();
        // What may stand below the table is kept back until more comes, or nothing does.
        let below = if is_broken { 0 } else { self.below(self.end) };
        if self.end > below {
            return Some(self.split(self.end - below, Holds::Rows));
        }
        is_broken.then(|| self.broken_line())
    }

    /// The rows left when the stream has ended; to be called until it gives `None`.
    pub fn finish(&mut self) -> Option<Block> {
        self.decode(&[], true);
        self.decoder = None;
        self.scan();
        if let Some(block) = self.take() {
            return Some(block);
        }
        // Old systems fill the last block of a file with NUL, or end it with a Ctrl-Z.
        let last = memrchr(b'\n', &self.kept).map_or(0, |at| at + 1);
        if self.kept[last..].iter().all(|byte| matches!(byte, 0 | 0x1a)) {
            self.kept.truncate(last);
            self.rescan();
            self.scan();
        }
        if self.kept.is_empty() {
            return None;
        }
        if self.scanner.is_within_quotes() {
            return Some(if self.end > 0 { self.split(self.end, Holds::Rows) } else { self.broken_line() });
        }
        let below = self.below(self.kept.len());
        if self.kept.len() > below {
            return Some(self.split(self.kept.len() - below, Holds::Rows));
        }
        Some(self.split(self.kept.len(), Holds::RowsBelow))
    }

    /// How many of the first bytes kept may stand below the table, at their end; none of lines.
    fn below(&self, end: usize) -> usize {
        self.table.map_or(0, |(delimiter, width)| footer::length(&self.kept[..end], delimiter, width))
    }

    fn decode(&mut self, bytes: &[u8], is_last: bool) {
        let from = self.kept.len();
        let held = std::mem::take(&mut self.held);
        self.kept.extend(std::iter::repeat_n(b'\r', held));
        match &mut self.decoder {
            None => self.kept.extend_from_slice(bytes),
            Some(decoder) => {
                let from = self.kept.len();
                let most = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
                self.kept.resize(from + most, 0);
                let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut self.kept[from..], is_last);
                self.kept.truncate(from + written);
            }
        }
        if self.lines == LineEnd::Return {
            self.feed(from, is_last);
        }
        if self.is_skipping {
            let end = memchr(b'\n', &self.kept).map(|at| at + 1);
            self.is_skipping = end.is_none();
            self.kept.drain(..end.unwrap_or(self.kept.len()));
            self.rescan();
        }
    }

    /// Makes line feeds of lone carriage returns.
    fn feed(&mut self, from: usize, is_last: bool) {
        while !is_last && self.held < 2 && self.kept[from..].ends_with(b"\r") {
            self.kept.pop();
            self.held += 1;
        }
        let returns = memchr::memchr_iter(b'\r', &self.kept[from..]).map(|at| from + at);
        let lone: Vec<usize> = returns.filter(|at| is_lone_return(&self.kept, *at)).collect();
        for at in lone {
            self.kept[at] = b'\n';
        }
    }

    fn scan(&mut self) {
        let fresh = &self.kept[self.scanned..];
        let end = match self.table {
            Some(_) => self.scanner.last_end(fresh),
            None => memrchr(b'\n', fresh).map(|at| at + 1),
        };
        if let Some(end) = end {
            self.end = self.scanned + end;
        }
        self.scanned = self.kept.len();
    }

    fn rescan(&mut self) {
        (self.scanned, self.end) = (0, 0);
        self.scanner = Scanner::new(self.scanner.delimiter());
    }

    fn split(&mut self, at: usize, holds: Holds) -> Block {
        let rest = self.kept[at..].to_vec();
        let mut bytes = std::mem::replace(&mut self.kept, rest);
        bytes.truncate(at);
        self.scanned = self.scanned.saturating_sub(at);
        self.end = self.end.saturating_sub(at);
        Block { bytes, holds }
    }

    fn broken_line(&mut self) -> Block {
        let mut block = if let Some(at) = memchr(b'\n', &self.kept) {
            self.split(at + 1, Holds::BrokenLine)
        } else {
            self.is_skipping = self.kept.len() > self.longest;
            self.split(self.kept.len(), Holds::BrokenLine)
        };
        if block.bytes.len() > self.longest {
            block.bytes.truncate(KEPT_OF_A_LONG_LINE);
        }
        self.rescan();
        self.scan();
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_16LE;
    use proptest::prelude::*;

    fn script(encoding: &'static encoding_rs::Encoding, mark: usize) -> Script {
        Script { encoding, mark, lines: LineEnd::Feed }
    }

    fn cut(cutter: &mut Cutter, pieces: &[&[u8]]) -> Vec<(String, bool)> {
        let mut blocks = Vec::new();
        for piece in pieces {
            cutter.push(piece);
            blocks.extend(std::iter::from_fn(|| cutter.take()));
        }
        blocks.extend(std::iter::from_fn(|| cutter.finish()));
        blocks
            .into_iter()
            .map(|block| (String::from_utf8(block.bytes).unwrap(), block.holds == Holds::BrokenLine))
            .collect()
    }

    #[test]
    fn rows_are_whole_however_the_bytes_come() {
        let mut cutter = Cutter::of_table(script(UTF_8, 3), b',', 2);
        let blocks = cut(&mut cutter, &[b"\xef\xbb", b"\xbfa,\"b\nc", b"\"\nd,e\nf", b",g"]);
        let expected = [("a,\"b\nc\"\nd,e\n".to_owned(), false), ("f,g".to_owned(), false)];
        assert_eq!(blocks, expected);
    }

    #[test]
    fn a_quote_that_the_next_one_does_not_close_breaks_its_own_line_alone() {
        let table = b"1,\"Bob\n2,Ann\n3,\"Cat\"\n4,\"Neil\n5,\"x\ny\"\n6,z\n";
        for size in [1, 2, 7, table.len()] {
            let mut cutter = Cutter::of_table(script(UTF_8, 0), b',', 2);
            let blocks = cut(&mut cutter, &table.chunks(size).collect::<Vec<_>>());
            let broken: Vec<&str> =
                blocks.iter().filter(|(_, is_broken)| *is_broken).map(|(text, _)| text.as_str()).collect();
            assert_eq!(broken, ["1,\"Bob\n", "4,\"Neil\n"], "{size}");
            let all: String = blocks.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(all.as_bytes(), table, "{size}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_breaks_its_own_line_alone() {
        let mut cutter = Cutter::of_table(script(UTF_8, 0), b',', 2);
        let blocks = cut(&mut cutter, &[b"a,b\nc,\"d\ne,f\ng,h\n"]);
        let texts = [("a,b\n", false), ("c,\"d\n", true), ("e,f\ng,h\n", false)];
        assert_eq!(blocks, texts.map(|(text, is_broken)| (text.to_owned(), is_broken)));
    }

    #[test]
    fn what_is_below_a_table_comes_last_and_what_is_not_comes_in_its_place() {
        let below = b"1,OX1 1ND\n\nSource: ONS, 2024\nNotes\n";
        let between = b"1,OX1 1ND\n\nTotal,3\n2,\"open\n3,OX1 1ND\n";
        for size in [1, 2, 7, 100] {
            let mut cutter = Cutter::of_table(script(UTF_8, 0), b',', 2);
            let mut blocks = Vec::new();
            for piece in below.chunks(size) {
                cutter.push(piece);
                blocks.extend(std::iter::from_fn(|| cutter.take()));
            }
            blocks.extend(std::iter::from_fn(|| cutter.finish()));
            let (last, rows) = blocks.split_last().unwrap();
            assert!(rows.iter().all(|block| block.holds == Holds::Rows), "{size}");
            assert_eq!((last.holds, &last.bytes[..]), (Holds::RowsBelow, &below[10..]), "{size}");
            let mut cutter = Cutter::of_table(script(UTF_8, 0), b',', 2);
            let blocks = cut(&mut cutter, &between.chunks(size).collect::<Vec<_>>());
            let broken: Vec<&str> =
                blocks.iter().filter(|(_, is_broken)| *is_broken).map(|(text, _)| text.as_str()).collect();
            assert_eq!(broken, ["2,\"open\n"], "{size}");
            let all: String = blocks.iter().map(|(text, _)| text.as_str()).collect();
            assert_eq!(all.as_bytes(), between, "{size}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_left_out_and_memory_stays() {
        let mut cutter = Cutter::of_lines(script(UTF_8, 0));
        let (mut blocks, piece) = (Vec::new(), vec![b'x'; 100_000]);
        cutter.push(b"first\n");
        for _ in 0..100 {
            cutter.push(&piece);
            assert!(cutter.kept() <= LONGEST_LINE + piece.len());
            blocks.extend(std::iter::from_fn(|| cutter.take()));
        }
        cutter.push(b"\nlast");
        blocks.extend(std::iter::from_fn(|| cutter.finish()));
        let told: Vec<_> =
            blocks.iter().map(|block| (block.bytes.len(), block.holds == Holds::BrokenLine)).collect();
        assert_eq!(told, [(6, false), (KEPT_OF_A_LONG_LINE, true), (4, false)]);
    }

    #[test]
    fn other_encodings_come_out_as_utf_8() {
        let bytes: Vec<u8> = "é,OX1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut cutter = Cutter::of_table(script(UTF_16LE, 0), b',', 2);
        assert_eq!(cut(&mut cutter, &[&bytes[..3], &bytes[3..]]), [("é,OX1\n".to_owned(), false)]);
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line_however_the_bytes_come() {
        for size in 1..5 {
            let script = Script { encoding: UTF_8, mark: 0, lines: LineEnd::Return };
            let mut cutter = Cutter::of_table(script, b',', 2);
            let pieces: Vec<&[u8]> = b"a,b\rc,d\r\r\ng,h\r\ne,f\r".chunks(size).collect();
            let together: String = cut(&mut cutter, &pieces).into_iter().map(|(block, _)| block).collect();
            assert_eq!(together, "a,b\nc,d\r\r\ng,h\r\ne,f\n", "{size}");
        }
    }

    #[test]
    fn padding_behind_the_last_row_is_no_row() {
        let mut cutter = Cutter::of_table(script(UTF_8, 0), b',', 2);
        assert_eq!(cut(&mut cutter, &[b"a,b\n", &[0; 300], b"\x1a"]), [("a,b\n".to_owned(), false)]);
        assert_eq!((cutter.finish(), cutter.kept()), (None, 0), "however often it is asked");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_added(text in "[a,\"\n]{0,60}", size in 1_usize..9) {
            let mut cutter = Cutter::of_table(script(UTF_8, 0), b',', 2);
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
            let together: String = cut(&mut cutter, &pieces).into_iter().map(|(block, _)| block).collect();
            prop_assert_eq!(together, text);
        }
    }
}
