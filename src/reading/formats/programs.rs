//! Files of archives, statistics programs and databases that people hand over as tables, and JSON that is one document: known by how they
//! begin, so that none is read as text.

use serde::de::IgnoredAny;

use super::known::Known;

const FILE_ITSELF: &str = "give the file that it leads to";

/// How files of programs begin.
const PROGRAMS: [(&[u8], Known); 15] = [
    (b"$FL2", Known::table("a file of SPSS (.sav)")),
    (b"$FL3", Known::table("a file of SPSS (.zsav)")),
    (b"<stata_dta>", Known::table("a file of Stata (.dta)")),
    (b"HEADER RECORD*******LIBRARY HEADER RECORD", Known::table("a transport file of SAS (.xpt)")),
    (b"\0\x01\0\0Standard Jet DB", Known::table("a database of Access (.mdb)")),
    (b"\0\x01\0\0Standard ACE DB", Known::table("a database of Access (.accdb)")),
    (b"X\n\0\0\0", Known::table("a file of R (.rds)")),
    (b"RDX2\n", Known::table("a file of R (.RData)")),
    (b"RDX3\n", Known::table("a file of R (.RData)")),
    (
        b"version https://git-lfs.github.com/spec/",
        Known {
            name: "a pointer of Git LFS, which stands in for the file itself",
            advice: "git lfs pull fetches the file",
        },
    ),
    (b"[InternetShortcut]", Known { name: "a link to a file (.url)", advice: FILE_ITSELF }),
    (
        b"[{000214A0-0000-0000-C000-000000000046}]",
        Known { name: "a link to a file (.url)", advice: FILE_ITSELF },
    ),
    (b"[Desktop Entry]", Known { name: "a link to a file", advice: FILE_ITSELF }),
    (b"WEB\r\n1\r\n", Known::table("a web query of Excel (.iqy)")),
    (b"WEB\n1\n", Known::table("a web query of Excel (.iqy)")),
];
/// Bytes 12 to 31 of a data set of SAS (the format as the R package `sas7bdat` documents it).
const SAS: &[u8] = b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\0\x09\xc7\x31\x8c\x18\x1f\x10\x11";
/// The length of a header in a tar archive (POSIX.1-1988, ustar).
const TAR_HEADER: usize = 512;

/// What a file of another program is, by its first bytes; none of what may be a table.
#[must_use]
pub fn of_program(beginning: &[u8]) -> Option<Known> {
    let text = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    let known = PROGRAMS.iter().find(|(start, _)| text.starts_with(start)).map(|(_, known)| *known);
    let has = |word: &[u8]| memchr::memmem::find(&text[..text.len().min(512)], word).is_some();
    let others: [(bool, Known); 6] = [
        (is_feather(beginning), Known::table("a Feather file")),
        (
            is_tar(beginning),
            Known { name: "an archive (tar)", advice: "unpack it and give the table itself" },
        ),
        (
            beginning.starts_with(&[0; 12]) && beginning[12..].starts_with(SAS),
            Known::table("a data set of SAS (.sas7bdat)"),
        ),
        (is_old_stata(beginning), Known::table("a file of Stata (.dta)")),
        (is_pickle(beginning), Known::table("a pickle of Python")),
        (
            text.starts_with(b"{") && has(b"\"doc_id\"") && has(b"docs.google.com"),
            Known {
                name: "a link to a document of Google (.gsheet)",
                advice: "download the document as a workbook",
            },
        ),
    ];
    known.or_else(|| others.into_iter().find(|(is_one, _)| *is_one).map(|(_, known)| known))
}

/// Whether a text is one object of JSON and no lines of JSON: over several lines, cut off within the first value, or on one line with a
/// list of objects within. An array is known by how it begins.
#[must_use]
pub fn is_json_document(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    let inner = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    if !inner.is_some_and(|inner| inner.starts_with(b"\"")) {
        return false;
    }
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<IgnoredAny>();
    let first = values.next();
    let line = memchr::memchr(b'\n', text).unwrap_or(text.len());
    match first {
        Some(Ok(_)) => {
            let end = values.byte_offset();
            let is_one = text[end..].trim_ascii().is_empty();
            end > line || (is_one && holds_a_list(&text[..end]))
        }
        // The beginning of a document of which the rest is to come.
        Some(Err(error)) => error.is_eof() && (line < text.len() || holds_a_list(text)),
        None => false,
    }
}

/// Whether an object has a list of objects or texts as a member, as `{"items":[…]}`; what stands within texts does not count.
fn holds_a_list(text: &[u8]) -> bool {
    let (mut is_text, mut is_escaped) = (false, false);
    text.iter().enumerate().skip(1).any(|(at, byte)| {
        let was_escaped = std::mem::replace(&mut is_escaped, false);
        match byte {
            b'\\' if is_text && !was_escaped => is_escaped = true,
            b'"' if !was_escaped => is_text = !is_text,
            _ => {}
        }
        // A reference may be a list of numbers.
        !is_text
            && *byte == b'['
            && matches!(text[at + 1..].trim_ascii_start().first(), Some(b'{' | b'[' | b'"'))
    })
}

/// Whether the sum of a header's bytes is the one it says, with its own field taken as blanks.
fn is_tar(beginning: &[u8]) -> bool {
    let Some(header) = beginning.get(..TAR_HEADER) else { return false };
    let said = header[148..156].split(|byte| !(b'0'..=b'7').contains(byte)).find(|digits| !digits.is_empty());
    let said = said.and_then(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
    let sum = |range: std::ops::Range<usize>| header[range].iter().map(|byte| u32::from(*byte)).sum::<u32>();
    header[0] != 0 && said == Some(sum(0..148) + 8 * u32::from(b' ') + sum(156..TAR_HEADER))
}

/// Feather of the first version. Codes may begin so as well: the padding behind it stands in no text.
fn is_feather(beginning: &[u8]) -> bool {
    let first = &beginning[..beginning.len().min(16)];
    first.starts_with(b"FEA1") && first.iter().any(|byte| is_control(*byte))
}

/// Whether a byte stands in no text.
pub(super) fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0e..=0x19 | 0x1b..=0x1f)
}

/// A release of 8 to 15, with the order of its bytes and its kind.
fn is_old_stata(beginning: &[u8]) -> bool {
    matches!(beginning, [0x6c..=0x73, 1 | 2, 1, 0, ..])
}

fn is_pickle(beginning: &[u8]) -> bool {
    matches!(beginning, [0x80, 2..=5, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_json_is_told_from_lines_of_json() {
        for text in [
            "{\"items\":[{\"ref\":\"1\",\"postcode\":\"OX1 1ND\"}]}",
            "{\n \"items\": []\n}",
            "{\"postcodes\": [\"OX1 1ND\",",
            "\u{feff}{\n\"a\":",
        ] {
            assert!(is_json_document(text.as_bytes()), "{text}");
        }
        for text in [
            "{\"ref\":\"1\",\"postcode\":\"OX1 1ND\"}",
            "{\"a\":1}\n{\"a\":[1]}\n",
            "{\"a\":\"[\"}",
            "{\"ref\":[1.0],\"nonsense\":1}",
            "{\"a\":1}\n{\"a\":",
            "{id},postcode\n",
            "{x\n",
            "[ref],postcode\n",
            "ref,postcode\n",
            "",
        ] {
            assert!(!is_json_document(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn files_of_programs_are_named_and_text_is_not() {
        let mut tar = vec![0; TAR_HEADER];
        tar[..5].copy_from_slice(b"p.csv");
        let sum: u32 = tar.iter().map(|byte| u32::from(*byte)).sum::<u32>() + 8 * 32;
        tar[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        assert!(of_program(&tar).is_some_and(|known| known.name.contains("tar")));
        tar[0] = b'q';
        assert_eq!(of_program(&tar), None, "another sum");
        assert!(of_program(b"$FL2@(#) SPSS").is_some_and(|known| known.name.contains("SPSS")));
        for text in ["ref,postcode\n", "\u{20ac},x\n", "version,postcode\n", "{\"doc_id\":1}"] {
            assert_eq!(of_program(text.as_bytes()), None, "{text}");
        }
    }
}
