//! Names that publishers write in capitals, as people write them.

/// What stays in capitals, or is written out.
const KNOWN: &[(&str, &str)] =
    &[("PCN", "PCN"), ("NHS", "NHS"), ("GP", "GP"), ("CTR", "Centre"), ("RD", "Road")];

/// `ST. CLEMENT'S SURGERY` as `St. Clement's Surgery`. A name that is not all in capitals is left as it is; so is what stands
/// in brackets, which is mostly an abbreviation, and what has a digit in it.
pub(super) fn as_people_write(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut in_brackets = false;
    let words = name.split(' ').map(|word| {
        in_brackets |= word.starts_with('(');
        let is_kept = in_brackets || is_abbreviation(word);
        in_brackets &= !word.ends_with(')');
        if is_kept { word.to_owned() } else { capitalised(word) }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `PCN1`, `OX3+`.
fn is_abbreviation(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    letters.len() < word.len() && KNOWN.iter().any(|(known, kept)| known == kept && *known == letters)
        || word.bytes().any(|byte| byte.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && letters.len() < 4
}

fn capitalised(word: &str) -> String {
    if let Some((_, written)) = KNOWN.iter().find(|(known, _)| *known == word) {
        return (*written).to_owned();
    }
    let mut starts = true;
    word.chars()
        .map(|c| {
            let written = if starts { c } else { c.to_ascii_lowercase() };
            // After an apostrophe a word goes on: St. Clement's, but O'Brien is more often found than o'clock.
            starts = !c.is_alphanumeric() && c != '\'';
            written
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_a_name() {
        for (published, written) in [
            ("ST. CLEMENT'S SURGERY", "St. Clement's Surgery"),
            ("SONNING COMMON HEALTH CTR", "Sonning Common Health Centre"),
            ("27@NORTHGATE", "27@Northgate"),
            (
                "KIDLINGTON, ISLIP, WOODSTOCK & YARNTON (KIWY) PCN",
                "Kidlington, Islip, Woodstock & Yarnton (KIWY) PCN",
            ),
            ("BRUNEL HEALTH GROUP PCN1", "Brunel Health Group PCN1"),
            ("CITY - OX3+ PCN", "City - OX3+ PCN"),
            ("Already Written", "Already Written"),
        ] {
            assert_eq!(as_people_write(published), written);
        }
    }
}
