//! Columns found by the names that publishers give them.

use crate::reading::findings::{Findings, Origin};
use crate::reading::headings::is_one_of;

/// The column that a pattern of names picks, which is to be one.
///
/// A role is matched by what stands before the digits of a vintage and `cd` or `ind` after them, as publishers write them:
/// `lad25cd`, `oslaua`, `imd20ind`. None where no column has the role; several are a defect, and none is guessed.
pub fn role(
    file: &str,
    headers: &[String],
    what: &str,
    is_role: impl Fn(&str) -> bool,
    findings: &mut Findings,
) -> Option<String> {
    let found: Vec<&String> = headers.iter().filter(|header| is_role(&header.to_ascii_lowercase())).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some((*one).clone()),
        several => {
            let names: Vec<&str> = several.iter().map(|name| name.as_str()).collect();
            let origin = Origin { file: file.into(), line: 1 };
            findings.defect_at(&origin, &names.join(", "), format!("several columns say the {what}"));
            None
        }
    }
}

/// The column of one of the names of a role of [`crate::reading::headings`], which is to be one.
pub fn named(
    file: &str,
    headers: &[String],
    what: &str,
    names: &str,
    findings: &mut Findings,
) -> Option<String> {
    role(file, headers, what, |name| is_one_of(name, names), findings)
}

/// Whether a name is one of some stems, with two digits of a vintage or without, and with an ending or without.
pub fn is_named(name: &str, stems: &[&str], endings: &[&str]) -> bool {
    stems.iter().any(|stem| {
        let Some(rest) = name.strip_prefix(stem) else { return false };
        let rest = match rest.as_bytes() {
            [first, second, ..] if first.is_ascii_digit() && second.is_ascii_digit() => &rest[2..],
            _ => rest,
        };
        rest.is_empty() || endings.contains(&rest)
    })
}
