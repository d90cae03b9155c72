//! What must be said before a table: caveat, sources, vintages, and where it came from, in lines that begin with `#`.
//!
//! pandas (`comment="#"`), R (`comment.char="#"`) and our own import leave them out.

use super::Subject;
use crate::planning::terms::provenance::Provenance;

/// The lines, of a table that was made of the parts of the data whose paths begin so.
#[must_use]
pub fn preamble(subject: &Subject<'_>, used: &[&str]) -> String {
    let atlas = &subject.loaded.atlas;
    let provenance = Provenance::of(atlas, subject.draft, used);
    let mut lines = vec![
        format!("{}: {}", atlas.title, subject.title()),
        subject.standing(),
        format!("From {}; data {}", subject.permalink, atlas.digest),
        atlas.attribution.clone(),
    ];
    lines.extend(provenance.parts.iter().map(|part| format!("{}: {}", part.dataset, part.vintage)));
    let mut text = String::new();
    for line in lines {
        text.push_str("# ");
        text.push_str(&line.replace(['\r', '\n'], " "));
        text.push('\n');
    }
    text
}
