//! Ids of neighbourhoods that a file only names.

use super::plan::known::is_same_word;
use crate::echo;
use crate::reading::findings::Findings;

/// `N01`, `N02` in the order of the file, for each name; those of one name, in whatever case, are one. `why` is said with how many
/// they are.
pub fn made_ids(file: &str, why: &str, names: &[&str], findings: &mut Findings) -> Vec<String> {
    let mut made = Vec::<&str>::new();
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        let known = made.iter().position(|known| is_same_word(known, name));
        let place = known.unwrap_or(made.len());
        if known.is_none() {
            made.push(name);
        }
        ids.push(format!("N{:02}", place + 1));
    }
    if let Some(first) = names.first() {
        let first = echo::cut(first);
        let reason = match made.len() {
            1 => format!("{why}: N01 is made ({first:?})"),
            several => {
                format!("{why}: N01 to N{several:02} are made, in the order of the file (N01 is {first:?})")
            }
        };
        findings.warning(file, reason);
    }
    ids
}
