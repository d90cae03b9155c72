//! What a list of practices is known by: the columns that it has.

use crate::reading::headings::{
    EASTING, LATITUDE, LONGITUDE, NORTHING, ORGANISATION, ORGANISATION_NAME, POSTCODE, SETTING, STATUS, bare,
    is_one_of,
};

/// What a row of headings lacks to be one of ODS's list; none where it is none, or one.
pub fn lacking(first: &[String]) -> Option<&'static str> {
    let needed = [
        (ORGANISATION, "the practice's code"),
        (POSTCODE, "the postcode"),
        (STATUS, "the status"),
        (SETTING, "the prescribing setting or role"),
    ];
    let lacking: Vec<&str> =
        needed.into_iter().filter(|(role, _)| !has(first, role)).map(|(_, what)| what).collect();
    match lacking[..] {
        [what] => Some(what),
        _ => None,
    }
}

/// Whether columns are those of ODS's list, which has other prescribers too.
pub fn is_headed(first: &[String]) -> bool {
    [ORGANISATION, STATUS, SETTING, POSTCODE].into_iter().all(|role| has(first, role))
}

/// Whether columns are those of a list of practices alone, as people keep them: its headings say so.
pub fn is_of_practices(first: &[String]) -> bool {
    let says_practices = |heading: &String| {
        let heading = bare(heading);
        ["practice", "surgery", "gpcode", "gpname"].iter().any(|word| heading.contains(word))
            && [ORGANISATION, ORGANISATION_NAME].into_iter().any(|role| is_one_of(&heading, role))
    };
    let has_place = has(first, POSTCODE) || has_point(first);
    has(first, ORGANISATION)
        && has(first, ORGANISATION_NAME)
        && has_place
        && !has(first, SETTING)
        && first.iter().any(says_practices)
}

/// Whether columns give points.
pub fn has_point(first: &[String]) -> bool {
    (has(first, EASTING) && has(first, NORTHING)) || (has(first, LONGITUDE) && has(first, LATITUDE))
}

/// Whether one of the columns is called by a name of a role.
pub fn has(first: &[String], role: &str) -> bool {
    first.iter().any(|heading| is_one_of(heading, role))
}
