//! How the characters of a text are written: its encoding, and what ends its lines, found from its first bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter};

/// How characters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// Their encoding.
    pub encoding: &'static Encoding,
    /// Bytes of the mark before them; it is written again before the answer, since some programs need it.
    pub mark: usize,
    /// What ends a line.
    pub lines: LineEnd,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// A line feed, perhaps with a carriage return before it.
    Feed,
    /// A carriage return alone, at least in some lines (Excel for Mac): such a one is read as a line feed.
    Return,
}

impl Script {
    /// By a byte order mark, else as `label` says (of `Content-Type` or an option), else by what the bytes look like:
    /// UTF-16 has a zero in every other byte of plain text; what is not UTF-8 is Windows-1252, in which old spreadsheets
    /// write.
    ///
    /// # Errors
    /// The label, when no encoding has that name.
    pub fn of<'a>(sample: &[u8], label: Option<&'a str>) -> Result<Self, &'a str> {
        let (encoding, mark) = match (Encoding::for_bom(sample), label) {
            (Some(marked), _) => marked,
            (None, Some(label)) => (Encoding::for_label(label.trim().as_bytes()).ok_or(label)?, 0),
            (None, None) => (guessed(sample), 0),
        };
        let lines = LineEnd::of(encoding.decode_without_bom_handling(&sample[mark..]).0.as_bytes());
        Ok(Self { encoding, mark, lines })
    }

    /// Whether some encoding has this label (WHATWG, Encoding Standard).
    #[must_use]
    pub fn is_known(label: &str) -> bool {
        Encoding::for_label(label.trim().as_bytes()).is_some()
    }

    /// A whole text in UTF-8, without its mark, its lines ended by line feeds; as it is where nothing has to change.
    #[must_use]
    pub fn decoded<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let bytes = &bytes[self.mark..];
        let text = if self.encoding == UTF_8 {
            if std::str::from_utf8(bytes).is_ok() { Cow::Borrowed(bytes) } else { Cow::Owned(mixed(bytes)) }
        } else {
            match self.encoding.decode_without_bom_handling(bytes).0 {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            }
        };
        match self.lines {
            LineEnd::Feed => text,
            LineEnd::Return => Cow::Owned(fed(text.into_owned())),
        }
    }

    /// What the encoding is called by people.
    #[must_use]
    pub fn encoding_name(&self) -> &'static str {
        if self.encoding == WINDOWS_1252 { "Windows-1252" } else { self.encoding.name() }
    }
}

fn guessed(sample: &[u8]) -> &'static Encoding {
    let zeros = |first| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Zeros that pad fields stand in both places.
    let is_every_other = |some: usize, other: usize| some * 5 > sample.len() && other * 10 < some;
    if is_every_other(odd, even) {
        return UTF_16LE;
    }
    if is_every_other(even, odd) {
        return UTF_16BE;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => UTF_8,
        // The sample may end within a character.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// Each line in UTF-8, or else in Windows-1252: files put together by hand have rows of both.
fn mixed(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(_) => text.extend_from_slice(line),
            Err(_) => text.extend_from_slice(WINDOWS_1252.decode_without_bom_handling(line).0.as_bytes()),
        }
    }
    text
}

/// Bytes whose lone carriage returns are line feeds.
fn fed(mut bytes: Vec<u8>) -> Vec<u8> {
    let is_lone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let lone: Vec<usize> = memchr_iter(b'\r', &bytes).filter(is_lone).collect();
    for at in lone {
        bytes[at] = b'\n';
    }
    bytes
}

impl LineEnd {
    /// By the beginning of a text: a carriage return alone, outside quotes, ends lines.
    fn of(text: &[u8]) -> Self {
        let has_feeds = memchr(b'\n', text).is_some();
        let (mut is_quoted, mut from) = (false, 0);
        // Quotes are counted only up to each lone carriage return; most texts have none.
        for at in memchr_iter(b'\r', text) {
            if has_feeds && matches!(text.get(at + 1), Some(b'\n') | None) {
                continue;
            }
            is_quoted ^= memchr_iter(b'"', &text[from..at]).count() % 2 == 1;
            from = at;
            if !is_quoted {
                return Self::Return;
            }
        }
        Self::Feed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_from_a_mark_a_label_or_the_bytes() {
        let of =
            |sample: &[u8], label| Script::of(sample, label).map(|script| (script.encoding, script.mark));
        assert_eq!(of(b"\xef\xbb\xbfpostcode", None), Ok((UTF_8, 3)));
        assert_eq!(of(b"\xff\xfep\0", None), Ok((UTF_16LE, 2)));
        assert_eq!(of(b"p\0o\0s\0t\0", None), Ok((UTF_16LE, 0)));
        assert_eq!(of(b"\0p\0o\0s\0t", None), Ok((UTF_16BE, 0)));
        assert_eq!(of(b"caf\xe9,OX1", None), Ok((WINDOWS_1252, 0)));
        assert_eq!(of("café".as_bytes(), None), Ok((UTF_8, 0)));
        assert_eq!(of(&"café".as_bytes()[..4], None), Ok((UTF_8, 0)), "cut within a character");
        assert_eq!(of(b"ref\0\0\0\0\0\0\0\0,OX1 1ND\0\0\0\0\0\0\0\0\0\n", None), Ok((UTF_8, 0)), "padded");
        assert_eq!(of(b"x", Some("latin1")), Ok((WINDOWS_1252, 0)), "as the web reads latin1");
        assert_eq!(of(b"x", Some("klingon")), Err("klingon"));
    }

    #[test]
    fn what_ends_lines_is_found_outside_quotes() {
        for (text, expected) in [
            ("a,b\rc,d\r", LineEnd::Return),
            ("a,b\r\nc,d\r\n", LineEnd::Feed),
            ("a,b\r\nc,d\r", LineEnd::Feed),
            ("a,b\nc,\"d\re\"\n", LineEnd::Feed),
            ("a,b\nc,d\re,f\n", LineEnd::Return),
            ("", LineEnd::Feed),
        ] {
            assert_eq!(LineEnd::of(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_whole_text_comes_out_as_utf_8_with_line_feeds() {
        let decoded = |bytes: &[u8]| {
            let text = Script::of(bytes, None).unwrap().decoded(bytes).into_owned();
            String::from_utf8(text).unwrap()
        };
        let utf_16: Vec<u8> = "\u{feff}é,1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&utf_16), "é,1\r\n");
        assert_eq!(decoded(b"\xe9,1\rb,2\r"), "é,1\nb,2\n");
        assert_eq!(decoded("\u{feff}é\n".as_bytes()), "é\n");
        let long = "é\n".repeat(4);
        assert_eq!(decoded(&[long.as_bytes(), b"caf\xe9\n"].concat()).lines().count(), 5);
    }
}
