//! Which members of lines of JSON were read as their questions, and which were not: told once, where a line itself has no place for it.

use crate::echo;

/// So many names are kept of each.
const MOST: usize = 40;

/// Names of members, each once, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MembersRead {
    /// Those that held a question.
    pub read: Vec<String>,
    /// Those that did not, but for `ref`.
    pub unread: Vec<String>,
}

impl MembersRead {
    /// Takes down a member of a line.
    pub fn tell(&mut self, name: &str, is_read: bool) {
        let names = if is_read { &mut self.read } else { &mut self.unread };
        if names.len() < MOST && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    /// Adds those of other lines.
    pub fn add(&mut self, other: &Self) {
        for (names, is_read) in [(&other.read, true), (&other.unread, false)] {
            for name in names {
                self.tell(name, is_read);
            }
        }
    }

    /// In a sentence; none where every member was read.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        let quoted = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| format!("{:?}", echo::cut(name))).collect();
            names.join(", ")
        };
        (!self.unread.is_empty()).then(|| {
            format!("Asked is what stands in {}; not read: {}.", quoted(&self.read), quoted(&self.unread))
        })
    }
}
