//! What the columns of ODS's lists of organisations are called, without case, space and punctuation.

use crate::reading::headings::bare;

pub const CODE: &[&str] =
    &["organisationcode", "orgcode", "odscode", "practicecode", "gppracticecode", "organizationcode"];
pub const NAME: &[&str] = &["name", "organisationname", "orgname", "practicename"];
pub const POSTCODE: &[&str] = &["postcode"];
pub const STATUS: &[&str] = &["status", "statuscode", "organisationstatus"];
pub const SETTING: &[&str] = &[
    "prescribingsetting",
    "prescribingsettingcode",
    "prescribingrole",
    "role",
    "roleid",
    "rolecode",
    "primaryrole",
    "primaryroleid",
    "organisationrole",
];
pub const CLOSED: &[&str] = &["closedate", "closeddate", "closingdate", "dateclosed", "legalclosedate"];
pub const COMMISSIONER: &[&str] = &[
    "commissioner",
    "commissionercode",
    "subicblocation",
    "subicblocationcode",
    "subicbcode",
    "parentorganisationcode",
];

/// What a row of headings lacks to be one of such a list; none where it is none, or one.
pub fn lacking(first: &[String]) -> Option<&'static str> {
    let has = |names: &[&str]| first.iter().any(|heading| names.contains(&bare(heading).as_str()));
    let needed = [
        (CODE, "the practice's code"),
        (POSTCODE, "the postcode"),
        (STATUS, "the status"),
        (SETTING, "the prescribing setting or role"),
    ];
    let lacking: Vec<&str> =
        needed.into_iter().filter(|(names, _)| !has(names)).map(|(_, what)| what).collect();
    match lacking[..] {
        [what] => Some(what),
        _ => None,
    }
}

/// Whether columns are those of such a list.
pub fn is_headed(first: &[String]) -> bool {
    let has = |names: &[&str]| first.iter().any(|heading| names.contains(&bare(heading).as_str()));
    has(CODE) && has(STATUS) && has(SETTING) && has(POSTCODE)
}
