//! How the characters of a text are written: its encoding, and what ends its lines, found from its first bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter};

use super::options::ENCODING;

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

/// How much of a word is shown.
const LONGEST_WORD: usize = 40;

impl Script {
    /// By a byte order mark, else as `label` says (of `Content-Type` or an option), else by what the bytes look like:
    /// UTF-16 has a zero in every other byte of plain text; what is not UTF-8 is Windows-1252, in which old spreadsheets
    /// write, or Mac Roman where only that makes words of it.
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
        match self.encoding {
            encoding if encoding == WINDOWS_1252 => "Windows-1252",
            encoding if encoding == MACINTOSH => "Mac Roman",
            other => other.name(),
        }
    }

    /// What is to be said of an encoding that was guessed and makes no words of a text.
    #[must_use]
    pub fn doubt(&self, sample: &[u8]) -> Option<String> {
        let word = self.garbled(sample)?;
        Some(format!(
            "words such as {word:?} make no sense in {}: save it again in UTF-8, or name its encoding with {ENCODING}",
            self.encoding_name()
        ))
    }

    /// The first word of a text that makes no sense in the encoding it is read in, which then was guessed wrong: `Caf‚`, as a program
    /// of DOS writes `Café`.
    fn garbled(&self, sample: &[u8]) -> Option<String> {
        if self.encoding != WINDOWS_1252 && self.encoding != MACINTOSH {
            return None;
        }
        let text = self.encoding.decode_without_bom_handling(sample.get(self.mark..)?).0;
        let place = senseless(&text).next()?;
        let is_between = |symbol: char| symbol.is_whitespace() || matches!(symbol, ',' | ';' | '|' | '"');
        let before = text[..place].char_indices().rev().find(|(_, symbol)| is_between(*symbol));
        let start = before.map_or(0, |(at, symbol)| at + symbol.len_utf8());
        let word = text[start..].split(is_between).find(|word| !word.is_empty())?;
        Some(word.chars().take(LONGEST_WORD).collect())
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
        Err(_) => single_byte(sample),
    }
}

/// Windows-1252, or Mac Roman where that alone makes words of a text.
fn single_byte(sample: &[u8]) -> &'static Encoding {
    let is_senseless = |encoding: &'static Encoding| {
        senseless(&encoding.decode_without_bom_handling(sample).0).next().is_some()
    };
    if is_senseless(WINDOWS_1252) && !is_senseless(MACINTOSH) { MACINTOSH } else { WINDOWS_1252 }
}

/// The places of characters that stand where none of their kind does in a word: a capital behind a small letter, a letter alone, a
/// mark that no text of an office has within or behind a word, a control.
fn senseless(text: &str) -> impl Iterator<Item = usize> + '_ {
    let foreign = text.char_indices().filter(|(_, symbol)| !symbol.is_ascii());
    foreign
        .filter(|(place, symbol)| {
            let before = text[..*place].chars().next_back().filter(|symbol| symbol.is_alphabetic());
            let after =
                text[place + symbol.len_utf8()..].chars().next().filter(|symbol| symbol.is_alphabetic());
            let is_small = |symbol: Option<char>| symbol.is_some_and(char::is_lowercase);
            match symbol {
                '\u{80}'..='\u{9f}' => true,
                'ª' | 'º' | 'ƒ' | 'ˆ' | '˜' | '‰' | '¤' | '¨' | '¯' | '¸' | '˘' | '˙' | '˚' | '˝' | '˛'
                | 'ˇ' | 'ı' | 'π' | 'Ω' | '∂' | '∆' | '∏' | '∑' | '√' | '∞' | '∫' | '≈' | '≠' | '≤' | '≥'
                | '◊' | '⁄' | '\u{f8ff}' => before.is_some() || after.is_some(),
                '‚' | '„' => before.is_some(),
                '†' | '‡' | '¡' | '¢' | '¥' | '¿' | '±' | '×' | '÷' | '“' | '‹' => {
                    before.is_some() && after.is_some()
                }
                symbol if symbol.is_alphabetic() => {
                    (symbol.is_uppercase() && is_small(before)) || (before.is_none() && after.is_none())
                }
                _ => false,
            }
        })
        .map(|(place, _)| place)
}

/// Each line in UTF-8, or else as [`single_byte`] tells: files put together by hand have rows of both.
fn mixed(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(_) => text.extend_from_slice(line),
            Err(_) => {
                text.extend_from_slice(single_byte(line).decode_without_bom_handling(line).0.as_bytes());
            }
        }
    }
    text
}

/// Bytes whose lone carriage returns are line feeds.
fn fed(mut bytes: Vec<u8>) -> Vec<u8> {
    let lone: Vec<usize> = memchr_iter(b'\r', &bytes).filter(|at| is_lone_return(&bytes, *at)).collect();
    for at in lone {
        bytes[at] = b'\n';
    }
    bytes
}

/// Whether a carriage return ends a line by itself: no line feed follows, nor another return and a line feed, as programs write that make
/// CRLF of the LF in CRLF.
pub(super) fn is_lone_return(bytes: &[u8], at: usize) -> bool {
    let behind = bytes.get(at + 1..).unwrap_or_default();
    !behind.starts_with(b"\n") && !behind.starts_with(b"\r\n")
}

/// A text that people write by hand, such as TOML, as it is in UTF-8, in whatever encoding an editor saved it.
#[must_use]
pub fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let decoded = match Script::of(bytes, None) {
        Ok(script) => script.decoded(bytes),
        Err(_no_label_was_given) => Cow::Borrowed(bytes),
    };
    match decoded {
        Cow::Borrowed(text) => String::from_utf8_lossy(text),
        Cow::Owned(text) => Cow::Owned(String::from_utf8_lossy(&text).into_owned()),
    }
}

impl LineEnd {
    /// By the beginning of a text: a carriage return alone, outside quotes, ends lines.
    fn of(text: &[u8]) -> Self {
        let has_feeds = memchr(b'\n', text).is_some();
        let (mut is_quoted, mut from) = (false, 0);
        // Quotes are counted only up to each lone carriage return; most texts have none.
        for at in memchr_iter(b'\r', text) {
            if has_feeds && (!is_lone_return(text, at) || at + 1 == text.len()) {
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
    fn a_text_of_one_byte_a_character_is_in_the_encoding_that_makes_words_of_it() {
        let of = |sample: &[u8]| Script::of(sample, None).map(|script| script.encoding);
        for text in [
            "Café Nord",
            "St John’s",
            "Müller, Ørsted",
            "naïve",
            "“quoted” – text",
            "CAFÉ",
            "Étoile",
            "£5 · 20 °C",
        ] {
            let text = format!("{text}\n");
            let (windows, _, _) = WINDOWS_1252.encode(&text);
            assert_eq!(of(&windows), Ok(WINDOWS_1252), "{text}");
            assert_eq!(Script::of(&windows, None).unwrap().garbled(&windows), None, "{text}");
        }
        // By the table of Apple: 8E is é, 8F is è, D5 is ’, 9A is ö, 96 is ñ.
        for (bytes, text) in [
            (&b"Caf\x8e Nord"[..], "Café Nord"),
            (b"1,Caf\x8e\n2,Cr\x8fche", "1,Café\n2,Crèche"),
            (b"St John\xd5s", "St John’s"),
            (b"K\x9aln and Caf\x8e", "Köln and Café"),
        ] {
            assert_eq!(of(bytes), Ok(MACINTOSH), "{text}");
            assert_eq!(MACINTOSH.decode_without_bom_handling(bytes).0, text);
        }
        // Code page 437, which nothing reads here, is told.
        let dos = b"ref,team\n1,Caf\x82 Nord\n";
        assert_eq!(Script::of(dos, None).unwrap().garbled(dos).as_deref(), Some("Caf‚"));
        let behind_a_wide_space = b"ref,team\n1,old\xa0Caf\x82\n";
        let script = Script::of(behind_a_wide_space, None).unwrap();
        assert_eq!(script.garbled(behind_a_wide_space).as_deref(), Some("Caf‚"));
    }

    #[test]
    fn what_ends_lines_is_found_outside_quotes() {
        for (text, expected) in [
            ("a,b\rc,d\r", LineEnd::Return),
            ("a,b\r\nc,d\r\n", LineEnd::Feed),
            ("a,b\r\nc,d\r", LineEnd::Feed),
            ("a,b\r\r\nc,d\r\r\n", LineEnd::Feed),
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
