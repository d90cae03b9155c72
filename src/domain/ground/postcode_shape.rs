//! What a postcode looks like, as Royal Mail writes them (Programmer's Guide to PAF, edition 7): six shapes, and what their districts
//! may be called. Whether there is such a district is not decided here.
//!
//! What a text may have meant that is nearly one (a nought before the district's number, a letter for a digit that looks like it, a
//! character too many, punctuation) is told, and never taken for it.

use std::collections::BTreeMap;

use crate::invisible::{is_invisible, narrow};

const DIGIT: u8 = 1;
const LETTER: u8 = 2;
const SPACE: u8 = 3;

/// What each byte is in a postcode, in two bits; nought for what has no place there.
const KIND: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b' ' => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// The six shapes of a postcode's seven bytes: `A` a letter, `9` a digit.
const SHAPES: [[u8; 7]; 6] = [*b"A9  9AA", *b"A99 9AA", *b"AA9 9AA", *b"A9A 9AA", *b"AA999AA", *b"AA9A9AA"];
/// The same, as kinds of bytes.
const SHAPES_OF_KINDS: [u16; 6] = {
    let mut shapes = [0; 6];
    let mut place = 0;
    while place < shapes.len() {
        shapes[place] = shape(SHAPES[place]);
        place += 1;
    }
    shapes
};

/// Digits with the letters that are taken for them.
const ALIKE: [(u8, &[u8]); 6] =
    [(b'0', b"O"), (b'1', b"IL"), (b'2', b"Z"), (b'5', b"S"), (b'6', b"G"), (b'8', b"B")];
/// So many characters are changed at most.
const MOST_CHANGES: usize = 2;
/// Of more readings none is told.
const MOST_READINGS: usize = 3;

const fn shape(bytes: [u8; 7]) -> u16 {
    let (mut shape, mut place) = (0, 0);
    while place < bytes.len() {
        shape = shape << 2 | KIND[bytes[place] as usize] as u16;
        place += 1;
    }
    shape
}

/// Whether seven bytes, in capitals, can be a postcode.
pub(super) fn is_of_shape(bytes: [u8; 7]) -> bool {
    let shape = bytes.iter().fold(0, |shape, byte| shape << 2 | u16::from(KIND[usize::from(*byte)]));
    SHAPES_OF_KINDS.contains(&shape) && may_be_district([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// Whether a text that has the characters of a postcode is spaced as a whole outward code and the last two letters of an inward code,
/// as `OX11 ND` is.
pub(super) fn names_another_district(text: &str) -> bool {
    let mut words = text.split(is_invisible).filter(|word| !word.is_empty());
    let (Some(outward), Some(letters), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let mut bytes = *b"    1AA";
    for (byte, letter) in bytes[..4].iter_mut().zip(outward.chars().map(narrow)) {
        *byte = u8::try_from(letter.to_ascii_uppercase()).unwrap_or_default();
    }
    letters.chars().count() == 2 && outward.chars().count() <= 4 && is_of_shape(bytes)
}

/// Districts are counted without a nought before their number, and a letter follows the number in the middle of London alone.
fn may_be_district(outward: [u8; 4]) -> bool {
    match outward {
        [_, b'0', b'0'..=b'9', _] | [_, b'A'..=b'Z', b'0', b'0'..=b'9'] => false,
        [area, number, b'A'..=b'Z', b' '] if number.is_ascii_digit() => {
            number == b'1' && matches!(area, b'E' | b'N' | b'W')
        }
        [area, of, number, b'A'..=b'Z'] => matches!(
            (area, of, number),
            (b'N', b'W', b'1')
                | (b'S', b'E' | b'W', b'1')
                | (b'W', b'C', b'1' | b'2')
                | (b'E', b'C', b'1'..=b'4')
        ),
        _ => true,
    }
}

/// What a text is that is a part of a postcode, or several of them as `read` takes them, in the words behind it.
pub(super) fn other_than_one<T: ToString>(text: &str, read: impl Fn(&[u8]) -> Option<T>) -> Option<String> {
    if let Some((part, name)) = part_of_one(text) {
        return Some(format!(
            "is a postcode {name}, and a whole postcode is needed: {part} and its last characters"
        ));
    }
    let within = postcodes_within(text, read);
    let names: Vec<String> = within.iter().map(ToString::to_string).collect();
    (names.len() > 1)
        .then(|| format!("holds {} postcodes, and one is needed: {}", names.len(), names.join(", ")))
}

/// The district or the sector that a text is, with its name.
fn part_of_one(text: &str) -> Option<(String, &'static str)> {
    let words = text.split(is_invisible).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_uppercase).collect();
    let is_district = |word: &str| {
        let mut bytes = *b"    1AA";
        let fits = word.len() <= 4 && word.is_ascii();
        for (byte, letter) in bytes[..4].iter_mut().zip(word.bytes()) {
            *byte = letter;
        }
        fits && is_of_shape(bytes)
    };
    match words.as_slice() {
        [district] if is_district(district) => Some((district.clone(), "district")),
        [district, sector] if is_district(district) && matches!(sector.as_bytes(), [b'0'..=b'9']) => {
            Some((format!("{district} {sector}"), "sector"))
        }
        _ => None,
    }
}

/// Everything that stands in a text by itself, among other words, and that `read` takes for a postcode.
pub(super) fn postcodes_within<T>(text: &str, read: impl Fn(&[u8]) -> Option<T>) -> Vec<T> {
    let words = text.split(|symbol: char| !symbol.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let (mut found, mut place) = (Vec::new(), 0);
    while place < words.len() {
        let inward = words.get(place + 1).filter(|inward| inward.len() == 3);
        let of_two = inward.and_then(|inward| read(format!("{} {inward}", words[place]).as_bytes()));
        place += if of_two.is_some() { 2 } else { 1 };
        found.extend(of_two.or_else(|| read(words[place - 1].as_bytes())));
    }
    found
}

/// A text with a space for what stands for one in addresses of the web (`%20`, `+`), in mails (`=20`), and in UTF-8 that was encoded twice.
pub(super) fn unescaped(text: &str) -> String {
    const ESCAPES: [&str; 12] = [
        "%C2%A0",
        "%c2%a0",
        "=C2=A0",
        "%A0",
        "%a0",
        "=A0",
        "%20",
        "=20",
        "+",
        "\u{c2}\u{a0}",
        "&nbsp;",
        "&#160;",
    ];
    ESCAPES.into_iter().fold(text.to_owned(), |text, escape| text.replace(escape, " "))
}

/// The readings of a text that have the fewest changes, as `read` takes them; none where there are many.
pub(super) fn readings<T: Ord>(text: &str, read: impl Fn(&[u8]) -> Option<T>) -> Vec<T> {
    let letters = text.chars().map(narrow).filter(|letter| letter.is_alphanumeric());
    let compact: String = letters.take(12).flat_map(char::to_uppercase).collect();
    if !compact.is_ascii() || !compact.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found = BTreeMap::<T, usize>::new();
    for (written, left_out) in with_one_left_out(compact.as_bytes()) {
        let without_spaces = SHAPES.map(|shape| shape.into_iter().filter(|byte| *byte != b' '));
        for shape in without_spaces.map(Iterator::collect::<Vec<u8>>) {
            let Some((changed, bytes)) = fitted(&written, &shape).filter(|_| shape.len() == written.len())
            else {
                continue;
            };
            // What is left of `OX00` is no district either.
            let is_left_0 = left_out > 0
                && bytes[..bytes.len() - 3].ends_with(b"0")
                && !bytes[bytes.len() - 5].is_ascii_digit();
            if let Some(reading) = read(&bytes).filter(|_| !is_left_0 && changed + left_out <= MOST_CHANGES) {
                let cost = found.entry(reading).or_insert(usize::MAX);
                *cost = (*cost).min(changed + left_out);
            }
        }
    }
    let least = found.values().min().copied();
    let best: Vec<T> =
        found.into_iter().filter(|(_, cost)| Some(*cost) == least).map(|(reading, _)| reading).collect();
    if best.len() > MOST_READINGS { Vec::new() } else { best }
}

/// A text as it is, and without one character that people put in: a nought or O, or one that stands twice or before the inward code.
fn with_one_left_out(compact: &[u8]) -> Vec<(Vec<u8>, usize)> {
    let mut all = vec![(compact.to_vec(), 0)];
    let outward = compact.len().saturating_sub(3);
    for (place, byte) in compact.iter().enumerate() {
        let is_twice = place > 0 && compact[place - 1] == *byte;
        let is_nought = matches!(byte, b'0' | b'O') && (1..=outward).contains(&place);
        if is_twice || is_nought || place + 1 == outward {
            let mut shorter = compact.to_vec();
            shorter.remove(place);
            all.push((shorter, 1));
        }
    }
    all
}

/// A text as a shape has it, by characters that look alike, and how many were changed; none where it cannot be.
fn fitted(written: &[u8], shape: &[u8]) -> Option<(usize, Vec<u8>)> {
    let fit = |(byte, kind): (&u8, &u8)| match kind {
        b'9' if byte.is_ascii_digit() => Some(*byte),
        b'9' => ALIKE.iter().find(|(_, letters)| letters.contains(byte)).map(|(digit, _)| *digit),
        _ if byte.is_ascii_digit() => {
            ALIKE.iter().find(|(digit, _)| digit == byte).map(|(_, letters)| letters[0])
        }
        _ => Some(*byte),
    };
    let fitted: Vec<u8> = written.iter().zip(shape).map(fit).collect::<Option<_>>()?;
    let changed = fitted.iter().zip(written).filter(|(one, other)| one != other).count();
    Some((changed, fitted))
}
