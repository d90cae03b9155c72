//! Words that headings are made of, whatever their column holds: they tell a row of names from one of values.

use crate::reading::headings::words;

/// Words that name a column by themselves.
const NAMING: [&str; 107] = [
    "id",
    "ids",
    "ref",
    "refs",
    "reference",
    "no",
    "num",
    "number",
    "nr",
    "key",
    "code",
    "codes",
    "name",
    "names",
    "firstname",
    "lastname",
    "forename",
    "forenames",
    "surname",
    "initials",
    "title",
    "dob",
    "birth",
    "birthdate",
    "date",
    "day",
    "month",
    "year",
    "time",
    "age",
    "sex",
    "gender",
    "ethnicity",
    "nhs",
    "nhsno",
    "patient",
    "patients",
    "client",
    "clients",
    "person",
    "people",
    "resident",
    "residents",
    "member",
    "members",
    "case",
    "cases",
    "caseload",
    "team",
    "teams",
    "ward",
    "town",
    "city",
    "county",
    "district",
    "address",
    "addresses",
    "addr",
    "add",
    "line",
    "where",
    "what",
    "who",
    "when",
    "location",
    "loc",
    "residence",
    "email",
    "phone",
    "tel",
    "telephone",
    "mobile",
    "type",
    "kind",
    "category",
    "group",
    "band",
    "status",
    "count",
    "counts",
    "total",
    "sum",
    "amount",
    "value",
    "values",
    "score",
    "rank",
    "note",
    "notes",
    "comment",
    "comments",
    "description",
    "source",
    "field",
    "column",
    "item",
    "site",
    "index",
    "row",
    "asset",
    "register",
    "registered",
    "list",
    "postcode",
    "unnamed",
    "postal",
    "plz",
];
/// Words that stand beside them.
const BESIDE: [&str; 20] = [
    "home", "work", "school", "hospital", "current", "new", "old", "previous", "main", "full", "of", "the",
    "a", "and", "first", "last", "family", "given", "usual", "other",
];

/// Whether a text consists of words of headings: `Home address`, `NHS No.`, `Address4`, `TeamName`.
pub(super) fn is_of_headings(text: &str) -> bool {
    // Digits are no words: `Address4`.
    let words = words(text, char::is_alphabetic);
    words.iter().any(|word| is_naming(word)) && words.iter().all(|word| is_naming(word) || is_beside(word))
}

/// Whether a word names a column by itself.
pub(super) fn is_naming(word: &str) -> bool {
    NAMING.contains(&word)
}

/// Whether a word stands beside those that do.
pub(super) fn is_beside(word: &str) -> bool {
    BESIDE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_what_people_write_of_somebody() {
        for text in ["Home address", "NHS No.", "Address4", "TeamName", "date_of_birth", "Where"] {
            assert!(is_of_headings(text), "{text}");
        }
        for text in ["prefer not to say", "Smith", "Home", "Oxford OX1 1ND", "5 Mill Lane", "1", ""] {
            assert!(!is_of_headings(text), "{text}");
        }
    }
}
