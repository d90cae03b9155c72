//! The publishers' files among the sources, read one at a time.

use std::path::PathBuf;

use super::progress::Step;
use super::source;
use crate::ingest::publishers::Published;
use crate::ingest::publishers::delivery::{Delivered, Visit, stored, visit};
use crate::projection::Projector;
use crate::reading::findings::Findings;

/// Reads the publishers' files among the sources.
pub fn deliver(
    paths: &[PathBuf],
    projector: &Projector,
    step: &mut dyn FnMut(Step<'_>),
    findings: &mut Findings,
) -> Published {
    struct Reader<'a> {
        published: Published,
        projector: &'a Projector,
        step: &'a mut dyn FnMut(Step<'_>),
    }
    impl Visit for Reader<'_> {
        fn wants(&self, name: &str) -> bool {
            let own = name.rsplit('/').next().unwrap_or(name);
            let lower = own.to_ascii_lowercase();
            let is_described = own == "county.toml" || own.starts_with("ostn_");
            let is_text_for_people = [".md", ".txt", ".pdf", ".html"].iter().any(|end| lower.ends_with(end))
                || lower.contains("column_headers");
            // Tables in the joined layout are looked for directly in the folders given.
            let is_table = source::is_joined(own) && name.matches('/').count() <= 1;
            !is_described && !is_text_for_people && !is_table
        }

        fn take(&mut self, delivered: &Delivered, findings: &mut Findings) {
            (self.step)(Step::File(&delivered.name, delivered.stored));
            self.published.take(delivered, self.projector, findings);
        }
    }
    let mut reader = Reader { published: Published::default(), projector, step };
    let bytes = stored(paths, &reader);
    (reader.step)(Step::Files(bytes));
    visit(paths, &mut reader, findings);
    reader.published
}
